"""Own texts: what admins may say to customers in words of their own, in any language.

They are plain text with the variables of the built-in text, `Hello {name}!`; `{{` and `}}` are single braces.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final, NamedTuple

from bot.domain.errors import WrongInput
from bot.domain.typed import meaning_of, plain

CUSTOMER_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "greeting": ("name",),
    "customer-help": (),
    "banned": (),
    "message-rejected": (),
    "closed-now": ("opens",),
    "expected-within": ("length",),
    "expected-by": ("at",),
    "close-warning": ("closes",),
    "closed-silent": (),
    "rating-asked": (),
    "rating-thanks": ("stars",),
    "rating-taken": (),
    "rating-stale": (),
    "language-which": (),
    "language-chosen": ("name",),
    "language-followed": ("name",),
    "language-unknown": ("part", "known", "example"),
    "language-stale": (),
}
"""The texts that customers read, and their variables."""

LONGEST: Final = 3000
"""Characters; Telegram takes 4096, and variables need room."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_OFF = frozenset({"off", "выкл"})  # no more: "closed" may well be what a desk wants to say
_PART = re.compile(r"\{\{|\}\}|\{ *([^{}]*?) *\}|[{}]")
_AROUND = 10  # characters that an answer shows around a lonely brace


class OwnText(NamedTuple):
    """What was typed behind `/text`: whose words, and which; `text` None takes them back."""

    key: str
    language: str
    text: str | None


def read_own_text(typed: str) -> OwnText:
    """`greeting de Hallo {name}!`, on as many lines as wanted; `greeting de off`.

    Raises:
        WrongInput: `text-example`, `text-unknown` (with `known`), `text-language`, `text-too-long`, and those
            of `check`.
    """
    words = typed.split(maxsplit=2)
    if not words:
        raise WrongInput("text-example", "")
    key = read_key(words[0])
    language = read_language(words[1] if len(words) > 1 else "")
    if len(words) < 3:
        raise WrongInput("text-example", typed)
    if plain(words[2]) in _OFF:
        return OwnText(key, language, None)
    check(key, words[2])
    return OwnText(key, language, words[2].rstrip())


def read_key(word: str) -> str:
    """The text that a word, or the beginning of one, names; raises WrongInput: `text-unknown`."""
    key = meaning_of(plain(word), {key: key for key in CUSTOMER_TEXTS})
    if key is None:
        raise WrongInput("text-unknown", word, known=", ".join(CUSTOMER_TEXTS))
    return key


def read_language(word: str) -> str:
    """A language as Telegram's clients name it, `de` or `pt-br`; raises WrongInput: `text-language`."""
    language = plain(word).replace("_", "-")
    if not _LANGUAGE.fullmatch(language):
        raise WrongInput("text-language", word)
    return language


def check(key: str, text: str) -> None:
    """Refuse what could not be filled in.

    Raises:
        WrongInput: `text-unknown-variables` (with `known`), `text-no-variables`, `text-brace`,
            `text-too-long`.
    """
    if len(text) > LONGEST:
        raise WrongInput("text-too-long", text, most=LONGEST, length=len(text))
    for literal, variable in _pieces(text):
        if variable is None or variable in CUSTOMER_TEXTS[key]:
            continue
        known = ", ".join(f"{{{name}}}" for name in CUSTOMER_TEXTS[key])
        raise WrongInput("text-unknown-variables" if known else "text-no-variables", literal, known=known)


def fill(text: str, variables: Mapping[str, object]) -> str:
    """The text as HTML; values of variables are HTML already. One that is not there stays as it was typed."""
    return "".join(
        escape(literal) if variable is None else str(variables.get(variable, escape(literal)))
        for literal, variable in _pieces(text)
    )


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """Stretches of the text: each with the variable that stands there, or None and what it says."""
    end = 0
    for found in _PART.finditer(text):
        yield text[end : found.start()], None
        end = found.end()
        if found[1] is not None:
            yield found[0], plain(found[1])
        elif len(found[0]) == 2:
            yield found[0][0], None
        else:
            raise WrongInput("text-brace", text[max(0, found.start() - _AROUND) : found.end() + _AROUND])
    yield text[end:], None
