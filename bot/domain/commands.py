"""Operators' commands: what stands behind `/assign`, `/priority`, `/tag`, `/merge` and `/open`.

Each function takes the text after the command (None or empty if there is none) and raises WrongInput with the
key of a text that gives an example.
"""

import re
from dataclasses import dataclass

from bot.domain.errors import WrongInput
from bot.domain.priorities import read_priority
from bot.domain.typed import plain
from db.enums import TicketPriority

MOST_TAGS = 10
ME = frozenset({"me", "я", "мне", "себе"})

_ARGUMENT = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”]|(\S+)')
_USERNAME = re.compile(r"@?([a-z][a-z0-9_]{3,31})", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"#?([0-9]{1,15})")
_TAG = re.compile(r"\w[\w.-]{0,31}")


@dataclass(frozen=True, slots=True)
class TagChange:
    """Tags in small letters without `#`, each once."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def split_arguments(text: str | None) -> list[str]:
    """The arguments: words, or what stands in double quotes of any kind; a quote without its twin is text."""
    found = _ARGUMENT.finditer(text or "")
    return [next(group for group in match.groups() if group is not None) for match in found]


def usernames(arguments: list[str]) -> list[str]:
    """The @names among arguments, without @, in small letters: Telegram does not tell them apart by case."""
    return [name[1].lower() for word in arguments if word[0:1] == "@" and (name := _USERNAME.fullmatch(word))]


def read_assignee(text: str | None) -> str | int | None:
    """Whom `/assign` names: a username (small letters, no @), a user's id, or None for whoever asks (`me`).

    Raises:
        WrongInput: `assign-example`.
    """
    word = _only(text, "assign-example")
    if plain(word) in ME:
        return None
    if word.isascii() and word.isdigit() and len(word) <= 15:
        return int(word)
    name = _USERNAME.fullmatch(word)
    if name is None:
        raise WrongInput("assign-example", word)
    return name[1].lower()


def read_priority_argument(text: str | None) -> TicketPriority:
    """Raises WrongInput: `priority-example`."""
    word = _only(text, "priority-example")
    priority = read_priority(plain(word))
    if priority is None:
        raise WrongInput("priority-example", word)
    return priority


def read_tags(text: str | None) -> TagChange:
    """`x y` adds tags, `-x` removes one; what is said last of a tag holds.

    Raises:
        WrongInput: `tag-example` (letters, digits, `_`, `.`, `-`; at most 32); `tag-too-many` (with `most`).
    """
    wanted: dict[str, bool] = {}
    for word in split_arguments((text or "").replace(",", " ")):
        typed = plain(word)
        tag = typed.removeprefix("-").removeprefix("+").removeprefix("#")
        if not _TAG.fullmatch(tag):
            raise WrongInput("tag-example", word)
        wanted[tag] = not typed.startswith("-")
    if not wanted:
        raise WrongInput("tag-example", "")
    if len(wanted) > MOST_TAGS:
        raise WrongInput("tag-too-many", text or "", most=MOST_TAGS)
    return TagChange(
        tuple(tag for tag, added in wanted.items() if added),
        tuple(tag for tag, added in wanted.items() if not added),
    )


def read_ticket_number(text: str | None) -> int:
    """The ticket that `/merge #12` names; raises WrongInput: `merge-example`."""
    return _number(text, "merge-example")


def read_customer_id(text: str | None) -> int:
    """The customer that `/open 12345` names; raises WrongInput: `open-example`."""
    return _number(text, "open-example")


def _number(text: str | None, text_key: str) -> int:
    word = _only(text, text_key)
    found = _NUMBER.fullmatch(word)
    if found is None or not int(found[1]):
        raise WrongInput(text_key, word)
    return int(found[1])


def _only(text: str | None, text_key: str) -> str:
    """The one argument that there must be."""
    arguments = split_arguments(text)
    if len(arguments) != 1:
        raise WrongInput(text_key, " ".join(arguments))
    return arguments[0]
