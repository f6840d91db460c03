"""Canned replies: prepared text with variables, such as `Hello {first_name}, I am {operator}.`

`{{` and `}}` stand for single braces. Formatting survives: entities move with what variables turn into.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from bot.domain.entities import Entity, Text, utf16_len
from bot.domain.errors import WrongInput
from bot.domain.typed import plain

VARIABLES = ("name", "first_name", "operator", "ticket", "username")
PREVIEW_LENGTH = 60

_NAME = re.compile(r"[a-z0-9_-]{1,32}")
_PART = re.compile(r"\{\{|\}\}|\{ *([^{}]*?) *\}|[{}]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What variables turn into; a customer without a username (given without @) is called by name."""

    name: str
    first_name: str
    operator: str
    ticket: int
    username: str | None = None

    def value(self, variable: str) -> str:
        if variable == "ticket":
            return f"#{self.ticket}"
        if variable == "username":
            return f"@{self.username}" if self.username else self.name
        return str(getattr(self, variable))


class _Piece(NamedTuple):
    """A stretch of a template: as it is written, and what it stands for: literal text, or a variable."""

    written: str
    literal: str
    variable: str | None = None


class _Span(NamedTuple):
    """Where a piece is in the template, and where in the filled text; UTF-16 units."""

    begins: int
    ends: int
    becomes: int
    becomes_end: int
    is_verbatim: bool

    def start_of(self, place: int) -> int:
        """Where something that starts at a place of this piece starts now."""
        return self.becomes + (place - self.begins if self.is_verbatim else 0)

    def end_of(self, place: int) -> int:
        """Where something that ends at a place of this piece ends now."""
        return self.becomes_end - (self.ends - place if self.is_verbatim else 0)


def read_name(text: str) -> str:
    """The name of a canned reply, in small letters.

    Raises:
        WrongInput: `canned-name-example`: a name has 1 to 32 of a-z, 0-9, _ and -.
    """
    name = plain(text)
    if not _NAME.fullmatch(name):
        raise WrongInput("canned-name-example", text)
    return name


def check_template(text: str) -> None:
    """Refuse what could not be filled in; for saving.

    Raises:
        WrongInput: `canned-empty`; `canned-unknown-variables`: `part` names them, `known` those that exist;
            `canned-brace`: a single brace.
    """
    if not text.strip():
        raise WrongInput("canned-empty", "")
    list(_pieces(text))


def fill(template: Text, facts: Facts) -> Text:
    """The text to send, and its entities (offsets and lengths in UTF-16 units, as in the template).

    An entity over a part of a variable covers all of its value; one that would cover nothing is left out.

    Raises:
        WrongInput: as `check_template`.
    """
    text, entities = template
    values: list[str] = []
    spans: list[_Span] = []
    begins = becomes = 0
    for written, literal, variable in _pieces(text):
        value = literal if variable is None else facts.value(variable)
        ends, becomes_end = begins + utf16_len(written), becomes + utf16_len(value)
        spans.append(_Span(begins, ends, becomes, becomes_end, is_verbatim=value == written))
        begins, becomes = ends, becomes_end
        values.append(value)
    return "".join(values), tuple(_moved(entities, spans))


def preview(text: str, length: int = PREVIEW_LENGTH) -> str:
    """One line for lists: at most `length` characters, cut after a word where possible."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[:length]  # one more than fits, to see whether a word ends there
    cut = head.rfind(" ")
    return head[: cut if cut > length // 2 else length - 1].rstrip() + "…"


def closest_first(name: str, names: Iterable[str]) -> list[str]:
    """The names in the order in which they may be meant by `name`: by beginning, by part, by likeness."""

    def distance(known: str) -> tuple[bool, bool, float, str]:
        likeness = SequenceMatcher(None, name, known).ratio()
        return (not known.startswith(name), name not in known, -likeness, known)

    return sorted(names, key=distance)


def _pieces(text: str) -> Iterator[_Piece]:
    _refuse_unknown(text)
    end = 0
    for found in _PART.finditer(text):
        if end < found.start():
            yield _Piece(text[end : found.start()], text[end : found.start()])
        end = found.end()
        if found[1] is not None:
            yield _Piece(found[0], "", plain(found[1]))
        elif len(found[0]) == 2:
            yield _Piece(found[0], found[0][0])
        else:
            raise WrongInput("canned-brace", text[max(0, found.start() - 10) : found.end() + 10])
    if end < len(text):
        yield _Piece(text[end:], text[end:])


def _refuse_unknown(text: str) -> None:
    written = [found[1] for found in _PART.finditer(text) if found[1] is not None]
    unknown = [f"{{{name}}}" for name in dict.fromkeys(written) if plain(name) not in VARIABLES]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in VARIABLES)
        raise WrongInput("canned-unknown-variables", ", ".join(unknown), known=known)


def _moved(entities: Sequence[Entity], spans: Sequence[_Span]) -> Iterator[Entity]:
    if not spans:
        return
    for entity in entities:
        first, last = entity["offset"], entity["offset"] + entity["length"]
        start = spans[bisect_right(spans, first, key=lambda span: span.begins) - 1].start_of(first)
        end = spans[max(0, bisect_left(spans, last, key=lambda span: span.begins) - 1)].end_of(last)
        if start < end:
            yield entity | {"offset": start, "length": end - start}
