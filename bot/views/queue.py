"""The queue as operators read it: one line for each open ticket, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Final, NamedTuple

from bot.domain.answers import Button, Keyboard, Screen
from bot.domain.presses import data_of
from bot.views.card import topic_link
from bot.views.wording import Say, Wording
from db.enums import TicketPriority

NAME_LENGTH = 40

_HEADINGS: Final = {"all": ("queue-of-all", "queue-empty"), "none": ("queue-of-none", "queue-empty-none")}
_OF_ONE: Final = ("queue-of-one", "queue-empty-one")


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads, and when it is now."""

    wording: Wording
    now: datetime

    @property
    def say(self) -> Say:
        return self.wording.say

    def at(self, at: datetime) -> str:
        return self.wording.at(at)

    def rough(self, of: timedelta) -> str:
        return self.wording.rough(of)


class Place(NamedTuple):
    """Whose ticket it is, and where its topic is; None: there is none yet."""

    first_name: str
    last_name: str | None
    chat_id: int | None
    thread_id: int | None


class Queued(NamedTuple):
    """An open ticket; `due_at` is when its first running clock runs out."""

    number: int
    customer_id: int
    priority: TicketPriority
    assignee: str | None  # by name
    waiting_since: datetime | None
    due_at: datetime | None
    place: Place


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the queue; `whose` is `all`, `none` (nobody's) or an operator's id, as in the buttons."""

    whose: str
    number: int  # 0 is the first
    tickets: Sequence[Queued]
    has_more: bool
    name: str = ""  # of that operator
    done: str = ""  # HTML: what a button has just done


def queue(page: Page, reader: Reader) -> Screen:
    """The page with its buttons."""
    heading_key, empty_key = _HEADINGS.get(page.whose, _OF_ONE)
    heading = reader.say(heading_key, name=escape(page.name))
    if page.number or page.has_more:
        heading += " · " + reader.say("queue-page", number=page.number + 1)
    lines = [_line(ticket, reader) for ticket in page.tickets] or [reader.say(empty_key)]
    done = [page.done, ""] if page.done else []
    return Screen("\n".join([*done, heading, "", *lines]), _keyboard(page, reader.say))


def ticket_link(number: int, place: Place) -> str:
    """The number and the customer's name, as a link to the topic if there is one; HTML."""
    name = f"{place.first_name} {place.last_name or ''}".strip()
    shown = name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1].rstrip() + "…"
    text = f"#{number} {escape(shown)}"
    if place.chat_id is None or place.thread_id is None:
        return text
    return topic_link(place.chat_id, place.thread_id, text)


def _line(ticket: Queued, reader: Reader) -> str:
    parts = [ticket_link(ticket.number, ticket.place)]
    if ticket.priority is not TicketPriority.NORMAL:
        parts.append(reader.say(f"priority-{ticket.priority}"))
    if ticket.assignee is not None:
        parts.append(f"👤 {escape(ticket.assignee)}")
    parts.append(_urgency(ticket, reader))
    return f"{_mark(ticket, reader)} {' · '.join(parts)}"


def _mark(ticket: Queued, reader: Reader) -> str:
    if ticket.due_at is not None and ticket.due_at < reader.now:
        return "🚨"
    return "🔴" if ticket.waiting_since is not None else "💬"


def _urgency(ticket: Queued, reader: Reader) -> str:
    if ticket.due_at is not None:
        late, at = reader.now - ticket.due_at, reader.at(ticket.due_at)
        if late > timedelta(0):
            return reader.say("queue-overdue", length=reader.rough(late), at=at)
        return reader.say("queue-due", length=reader.rough(-late), at=at)
    if ticket.waiting_since is not None:
        return reader.say("queue-waits", length=reader.rough(reader.now - ticket.waiting_since))
    return reader.say("queue-answered")


def _keyboard(page: Page, say: Say) -> Keyboard:
    whose = [
        _button(say, "queue-all", "all", 0),
        _button(say, "queue-mine", "mine", 0),
        _button(say, "queue-none", "none", 0),
    ]
    turns = [Button("«", data_of("q", page.whose, page.number - 1))] if page.number else []
    if page.has_more:
        turns.append(Button("»", data_of("q", page.whose, page.number + 1)))
    take = Button(say("button-take-next"), data_of("q", "take", page.whose), style="primary")
    return [row for row in (whose, turns, [take]) if row]


def _button(say: Say, name: str, *words: object) -> Button:
    return Button(say(f"button-{name}"), data_of("q", *words))
