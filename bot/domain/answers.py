"""Answers: what the desk says to whoever asked something of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: what it says and the data that pressing it sends (64 bytes at most)."""

    text: str
    data: str
    style: str | None = None  # Bot API 9.4: primary, success, danger


Keyboard = Sequence[Sequence[Button]]
"""Rows of buttons."""


class Html(str):
    """A variable of an Answer that is HTML already, such as a link; all others are escaped."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A text by its key; the variables are raw, whoever presents it escapes them (all but `Html`).

    Moments are said in the zone that they are in.
    """

    key: str
    variables: Mapping[str, object] = field(default_factory=dict)
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """A finished text (HTML), perhaps with buttons; after a press it takes the place of what was pressed."""

    html: str
    keyboard: Keyboard = ()


def markup(keyboard: Keyboard) -> dict[str, object]:
    """The Bot API's form of an inline keyboard; an empty one takes the buttons away."""
    rows = [
        [{"text": b.text, "callback_data": b.data, **({"style": b.style} if b.style else {})} for b in row]
        for row in keyboard
    ]
    return {"inline_keyboard": rows}
