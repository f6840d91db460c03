"""Orders about canned replies: what `/canned …` asks for.

/canned                    list them
/canned refund             show this one
/canned refund Dear …      save it; or as a reply, without a text: save what is replied to
/canned -refund            delete it
"""

import re
from dataclasses import dataclass

from bot.domain.canned import read_name
from bot.domain.entities import Text, cut_entities, utf16_len
from bot.domain.errors import WrongInput
from bot.domain.typed import plain

_ORDER = re.compile(r"\S+(?:\s+(?P<name>\S+))?(?:\s+(?P<text>\S.*?))?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ListAll:
    """Which ones are there?"""


@dataclass(frozen=True, slots=True)
class Show:
    """What does this one say?"""

    name: str


@dataclass(frozen=True, slots=True)
class Save:
    """This is what it says from now on."""

    name: str
    template: Text


@dataclass(frozen=True, slots=True)
class Delete:
    name: str


Order = ListAll | Show | Save | Delete


def read_order(command: Text, replied_to: Text | None = None) -> Order:
    """What a whole command with its entities asks for; `replied_to` is the text that it answers, if any.

    Raises:
        WrongInput: `canned-name-example`; `canned-example`: a text after the name of one to be deleted.
    """
    written, entities = command
    found = _ORDER.fullmatch(written)
    if found is None or found["name"] is None:
        return ListAll()
    name, text = found["name"], found["text"]
    if plain(name).startswith("-"):
        if text is not None:
            raise WrongInput("canned-example", text)
        return Delete(read_name(plain(name)[1:]))
    name = read_name(name)
    if text is not None:
        start = utf16_len(written[: found.start("text")])
        return Save(name, (text, cut_entities(entities, start, start + utf16_len(text))))
    return Save(name, replied_to) if replied_to is not None else Show(name)
