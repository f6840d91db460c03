"""The SLA report as operators read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Final, NamedTuple

from bot.domain.answers import Screen
from bot.views.queue import Place, Reader, ticket_link
from db.enums import ClockKind, ClockStatus

LONGEST_CODE = 600
"""Characters of promises or hours that are shown; a message holds 4,096."""

_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)
_STATUS: Final = {
    ClockStatus.RUNNING: "sla-running",
    ClockStatus.PAUSED: "sla-paused",
    ClockStatus.MET: "sla-met",
    ClockStatus.BREACHED: "sla-breached",
    ClockStatus.CANCELLED: "sla-cancelled",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What is in force: promises by tag (None: all others) as admins type them, hours, and when it opens."""

    promises: Sequence[tuple[str | None, str]]
    hours: str
    holidays: str | None
    opens_at: datetime | None  # None: it is open now


class OwnClock(NamedTuple):
    """A clock of the ticket whose topic it is; `spent` counts as its target does."""

    kind: ClockKind
    status: ClockStatus
    due_at: datetime | None
    spent: timedelta
    target: timedelta


class AtRisk(NamedTuple):
    """A ticket and the running clock of it that runs out first, or has run out longest ago."""

    number: int
    kind: ClockKind
    due_at: datetime
    place: Place


class Record(NamedTuple):
    """How many clocks of a kind were met and breached."""

    kind: ClockKind
    met: int
    breached: int

    @property
    def attainment(self) -> float:
        """Met / (met + breached) in whole per cents, never rounded up to a hundred of them."""
        return self.met * 100 // (self.met + self.breached) / 100


def report(
    stated: Stated,
    own: Sequence[OwnClock],
    at_risk: Sequence[AtRisk],
    records: Sequence[Record],
    first_answer: tuple[timedelta, timedelta] | None,
    reader: Reader,
) -> Screen:
    """All of it; `first_answer` is the median and the 90th percentile."""
    parts = [
        list(_own(own, reader)),
        list(_stated(stated, reader)),
        list(_at_risk(at_risk, reader)) if stated.promises or at_risk else [],
        list(_records(records, first_answer, reader)),
    ]
    return Screen("\n\n".join("\n".join(lines) for lines in parts if lines))


def _own(clocks: Sequence[OwnClock], reader: Reader) -> Iterator[str]:
    if clocks:
        yield reader.say("sla-this-ticket")
    for clock in clocks:
        is_late = clock.due_at is not None and clock.status.is_open and clock.due_at < reader.now
        status = reader.say("sla-overdue" if is_late else _STATUS[clock.status])
        words = [f"{reader.say(f'clock-{clock.kind}')}: {status}"]
        if clock.due_at is not None and clock.status.is_open:
            words.append(reader.say("sla-due", at=reader.at(clock.due_at)))
        spent, target = _exact(clock.spent, reader), _exact(clock.target, reader)
        words.append(reader.say("sla-spent", spent=spent, target=target))
        yield " · ".join(words)


def _stated(stated: Stated, reader: Reader) -> Iterator[str]:
    yield reader.say("sla-promised")
    if not stated.promises:
        yield reader.say("sla-nothing-promised")
    for tag, text in stated.promises:
        label = f"#{escape(tag)}: " if tag is not None else ""
        yield f"{label}{_code(text)}"
    yield f"🕘 {_code(stated.hours)}"
    if stated.holidays is not None:
        yield reader.say("sla-holidays", holidays=_code(stated.holidays))
    if stated.opens_at is None:
        yield reader.say("sla-open")
    else:
        yield reader.say("sla-closed", at=reader.at(stated.opens_at))


def _at_risk(tickets: Sequence[AtRisk], reader: Reader) -> Iterator[str]:
    yield reader.say("sla-at-risk") if tickets else reader.say("sla-no-risk")
    for ticket in tickets:
        is_late = ticket.due_at < reader.now
        at, left = reader.at(ticket.due_at), reader.rough(abs(ticket.due_at - reader.now))
        urgency = reader.say("queue-overdue" if is_late else "queue-due", length=left, at=at)
        words = (ticket_link(ticket.number, ticket.place), reader.say(f"clock-{ticket.kind}"), urgency)
        yield f"{'🚨' if is_late else '⏱'} {' · '.join(words)}"


def _records(
    records: Sequence[Record], first_answer: tuple[timedelta, timedelta] | None, reader: Reader
) -> Iterator[str]:
    yield reader.say("sla-lately")
    if not records:
        yield reader.say("sla-no-clocks")
    for one in records:
        yield reader.say(
            "sla-record",
            promise=reader.say(f"clock-{one.kind}"),
            attainment=reader.wording.share(one.attainment),
            met=one.met,
            all=one.met + one.breached,
        )
    if first_answer is not None:
        median, p90 = (_exact(time, reader) for time in first_answer)
        yield reader.say("sla-first-answer", median=median, p90=p90)


def _exact(of: timedelta, reader: Reader) -> str:
    """To the minute, and only below one to the second."""
    step = _MINUTE if of >= _MINUTE else _SECOND
    return reader.wording.length(of // step * step)


def _code(text: str) -> str:
    shown = text if len(text) <= LONGEST_CODE else text[: LONGEST_CODE - 1] + "…"
    return f"<code>{escape(shown)}</code>"
