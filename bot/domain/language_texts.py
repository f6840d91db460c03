"""Languages as people name them: `ru`, `Русский`, `russian`; `auto` for whichever is known from elsewhere."""

from collections.abc import Mapping
from typing import Final

from bot.domain.errors import WrongInput
from bot.domain.typed import meaning_of, plain

AUTO: Final = "auto"
"""The language of a customer's Telegram; for the desk, that of the configuration."""

_AUTO_WORDS = {AUTO: AUTO, "авто": AUTO}


def read_language(text: str, named: Mapping[str, str]) -> str:
    """The tag that a word, or the beginning of one, stands for, or `AUTO`.

    `named` are tags by all their names. A region that the desk does not know is left out: `en-us` is `en`.

    Raises:
        WrongInput: `language-unknown`.
    """
    word = plain(text).replace("_", "-")
    meanings = {**{plain(name): tag for name, tag in named.items()}, **_AUTO_WORDS}
    language = meaning_of(word, meanings) or meanings.get(word.split("-")[0])
    if language is None:
        raise WrongInput("language-unknown", text)
    return language
