"""Alerts in words: one ticket's in its topic, a storm of them in General."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from bot.domain.answers import Button, Keyboard
from bot.domain.presses import ONCE, data_of
from bot.domain.queued_alerts import QueuedAlert
from bot.sla.alerts import BREACH
from bot.views.card import topic_link
from bot.views.person import mention
from bot.views.wording import Wording

LIMIT = 4096  # Bot API, after entities are parsed; HTML is never shorter than that
LISTED = 20  # tickets of a storm that are named
NAME_LENGTH = 32
SNOOZES = ("1h", "3h", "tomorrow")


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody whom Telegram is to notify."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class StormLine:
    """A ticket of a storm, by its most urgent alert; without a topic there is nothing to link to."""

    alert: QueuedAlert
    customer: str
    topic: tuple[int, int] | None  # chat and thread


def alert(alerts: Iterable[QueuedAlert], called: Sequence[Mention], wording: Wording, now: datetime) -> str:
    """What runs out or has run out for one ticket, the earliest first, and who is called; HTML."""
    lines = [_line(one, wording, now) for one in sorted(alerts, key=lambda one: one.due_at)]
    return "\n".join([*lines, *_called(called, wording)])


def alert_keyboard(ticket_id: int, *, is_taken: bool, wording: Wording) -> Keyboard:
    """Take, unless somebody has it, and some snoozes."""
    take = Button(wording.say("button-take"), data_of("t", ticket_id, "take", ONCE))
    snoozes = [
        Button(f"💤 {wording.say(f'button-snooze-{one}')}", data_of("t", ticket_id, "snooze", one, ONCE))
        for one in SNOOZES
    ]
    return (snoozes,) if is_taken else ([take], snoozes)


def storm(lines: Sequence[StormLine], count: int, called: Sequence[Mention], wording: Wording) -> str:
    """A summary of `count` tickets, of which the most urgent are `lines`; HTML that fits a message."""
    said = [_storm_line(line, wording) for line in lines[:LISTED]]
    while True:
        hidden = count - len(said)
        rest = wording.say("alert-storm-more", count=hidden) if hidden else wording.say("alert-storm-all")
        head = wording.say("alert-storm", count=count)
        html = "\n".join([head, "", *said, "", rest, *_called(called, wording)])
        if len(html) <= LIMIT or not said:
            return html
        said.pop()


def _line(one: QueuedAlert, wording: Wording, now: datetime) -> str:
    promise, number, at = wording.say(f"clock-{one.kind}"), str(one.ticket_id), wording.at(one.due_at)
    words = {"number": number, "promise": promise, "at": at, "length": wording.rough(abs(now - one.due_at))}
    if not one.is_overdue:
        return wording.say("alert-warning", **words)
    return wording.say("alert-breach" if one.level == BREACH else "alert-repeat", **words)


def _storm_line(line: StormLine, wording: Wording) -> str:
    one, name = line.alert, line.customer
    short = name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"
    title = escape(f"#{one.ticket_id} {short}")
    words = {
        "ticket": topic_link(*line.topic, title) if line.topic else title,
        "promise": wording.say(f"clock-{one.kind}"),
        "at": wording.at(one.due_at),
    }
    if one.is_overdue:
        return wording.say("alert-storm-overdue", **words)
    return wording.say("alert-storm-due", **words)


def _called(called: Sequence[Mention], wording: Wording) -> list[str]:
    people = ", ".join(mention(one.id, one.name) for one in called)
    return [wording.say("alert-called", people=people)] if people else []
