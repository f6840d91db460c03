"""Timelines: a whole ticket history replayed through the clock rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.sla.calendars import Calendar
from bot.sla.clocks import Clock, ClockEvent, elapsed
from bot.sla.ticket_clocks import (
    Change,
    Term,
    Terms,
    TicketClocks,
    customer_wrote,
    opened_by_customer,
    opened_by_operator,
    operator_answered,
    state_changed,
    terms_changed,
    time_passed,
)
from db.enums import ClockKind, TicketState

Targets = Mapping[ClockKind, timedelta | None]


class Happening(StrEnum):
    """What a ticket's history consists of."""

    CUSTOMER_MESSAGE = "customer_message"
    OPERATOR_REPLY = "operator_reply"  # at its delivery
    OPERATOR_NOTE = "operator_note"
    BOT_REPLY = "bot_reply"
    CSAT_PROMPT = "csat_prompt"
    REACTION = "reaction"
    STATUS = "status"
    PRIORITY_CHANGE = "priority_change"
    POLICY_CHANGE = "policy_change"
    CALENDAR_CHANGE = "calendar_change"
    NOW = "now"  # nothing but a look at the clocks


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One entry of a history: `to` of a status, all `targets` or the `calendar` of a change of terms."""

    at: datetime
    what: Happening
    to: TicketState | None = None
    targets: Targets | None = None
    calendar: Calendar | None = None


@dataclass(slots=True)
class Timeline:
    """What the clocks of a ticket say at its last event; clocks in the order of their start."""

    calendar: Calendar
    targets: Targets
    as_of: datetime | None = None
    clocks: dict[ClockKind, list[Clock]] = field(default_factory=lambda: {kind: [] for kind in ClockKind})
    events: list[ClockEvent] = field(default_factory=list)

    @property
    def terms(self) -> Terms:
        return {kind: Term(target, self.calendar) for kind, target in self.targets.items()}

    def elapsed(self, clock: Clock) -> timedelta:
        """Working time of a clock: all of a finished one, until the last event of an open one."""
        return elapsed(clock, self.as_of or clock.started_at, self.calendar)

    def outcome(self, clock: Clock) -> str:
        return clock.outcome(self.as_of or clock.started_at)


def replay(history: Iterable[TicketEvent], calendar: Calendar, targets: Targets) -> Timeline:
    """The clocks after a history, which is taken in the order of time.

    Raises:
        SlaError: a target is negative or out of reach.
    """
    timeline = Timeline(calendar, targets)
    clocks: TicketClocks | None = None
    for event in sorted(history, key=lambda event: event.at):
        timeline.as_of = event.at
        timeline.calendar = event.calendar or timeline.calendar
        timeline.targets = timeline.targets if event.targets is None else event.targets
        if clocks is not None:
            clocks = _noted(timeline, time_passed(clocks, event.at))
        change = (
            _first_change(event, timeline.terms) if clocks is None else _change(clocks, event, timeline.terms)
        )
        clocks = _noted(timeline, change) if change else clocks
    return timeline


def _first_change(event: TicketEvent, terms: Terms) -> Change | None:
    """A ticket begins with a message, whosever it is."""
    if event.what is Happening.CUSTOMER_MESSAGE:
        return opened_by_customer(event.at, terms)
    if event.what is Happening.OPERATOR_REPLY:
        return opened_by_operator(event.at, terms)
    return None


def _change(clocks: TicketClocks, event: TicketEvent, terms: Terms) -> Change | None:
    match event.what:
        case Happening.CUSTOMER_MESSAGE:
            return customer_wrote(clocks, event.at, terms)
        case Happening.OPERATOR_REPLY:
            return operator_answered(clocks, event.at, terms)
        case Happening.STATUS if event.to is not None:
            return state_changed(clocks, event.at, event.to, terms)
        case Happening.PRIORITY_CHANGE | Happening.POLICY_CHANGE | Happening.CALENDAR_CHANGE:
            return terms_changed(clocks, event.at, terms)
        case _:
            return None


def _noted(timeline: Timeline, change: Change) -> TicketClocks:
    timeline.events.extend(change.events)
    for kind, known in timeline.clocks.items():
        clock = change.clocks.of(kind)
        if clock is None:
            continue
        if known and known[-1].started_at == clock.started_at:
            known[-1] = clock
        else:
            known.append(clock)
    return change.clocks
