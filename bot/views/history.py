"""The history of a ticket: what happened to it, who did it and when, and the customer's earlier tickets."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from bot.domain.ratings import in_stars
from bot.i18n.texts import MissingText
from bot.views.wording import Wording
from db.models import Ticket, TicketEvent

MOST_ENTRIES = 14
MOST_EARLIER = 5
LIMIT = 4096  # Bot API, after entities are parsed; HTML is never shorter than that

NameOf = Callable[[int | None], str]


def history(
    ticket: Ticket,
    events: Sequence[TicketEvent],
    earlier: Sequence[Ticket],
    name_of: NameOf,
    wording: Wording,
) -> str:
    """HTML of at most about twenty lines: the newest entries (oldest of them first), then earlier tickets.

    `events` are oldest first, `earlier` newest first; `name_of` gives an operator's name.
    """
    state = wording.say(f"state-{ticket.state}")
    entries = [_entry(event, name_of, wording) for event in events]
    before = [_earlier(one, wording) for one in earlier[:MOST_EARLIER]]
    if before:
        before = ["", wording.say("history-earlier"), *before]
    hidden = max(0, len(entries) - MOST_ENTRIES)
    while True:
        left_out = [wording.say("history-left-out", count=hidden)] if hidden else []
        html = "\n".join([f"<b>#{ticket.id}</b> · {state}", *left_out, *entries[hidden:], *before])
        if len(html) <= LIMIT or hidden == len(entries):
            return html
        hidden += 1


def _entry(event: TicketEvent, name_of: NameOf, wording: Wording) -> str:
    line = f"{wording.at(event.at)} · {_what(event, name_of, wording)}"
    return f"{line} · {escape(name_of(event.actor_id))}" if event.actor_id is not None else line


def _what(event: TicketEvent, name_of: NameOf, wording: Wording) -> str:
    """The event in words; one of a later version of the desk by its bare name."""
    name, detail = event.name, event.detail or {}
    if name == "assigned" and detail.get("to") == event.actor_id:
        return wording.say("event-took")
    try:
        return wording.say(f"event-{name}", **_variables(event, name_of, wording))
    except (MissingText, ValueError):
        return wording.say("event-other", name=escape(name))


def _variables(event: TicketEvent, name_of: NameOf, wording: Wording) -> dict[str, object]:
    """What the texts of events may speak of, as far as the detail has it."""
    detail: Mapping[str, Any] = event.detail or {}
    before, after = detail.get("from"), detail.get("to")
    number = detail.get("into", before)
    found: dict[str, object] = {"number": str(number)}
    if isinstance(after, list):
        found["tags"] = escape(" ".join(f"#{tag}" for tag in after)) or "–"
    elif isinstance(after, str):
        found["before"], found["after"] = (wording.say(f"priority-{one}") for one in (before, after))
    elif event.name == "rated":
        found["score"] = in_stars(int(after or 0))
    elif isinstance(after, int):
        found["name"] = escape(name_of(after))
    if isinstance(detail.get("until"), str):
        found["until"] = wording.at(datetime.fromisoformat(detail["until"]))
    return found


def _earlier(ticket: Ticket, wording: Wording) -> str:
    """One line: number, from when to when, tags, or what it became a part of."""
    parts = [f"#{ticket.id}", wording.at(ticket.opened_at)]
    if ticket.closed_at is not None:
        parts[1] += f" – {wording.at(ticket.closed_at)}"
    if ticket.merged_into_id is not None:
        parts.append(wording.say("history-merged", number=str(ticket.merged_into_id)))
    if ticket.tags:
        parts.append(" ".join(f"#{escape(tag)}" for tag in ticket.tags))
    return " · ".join(parts)
