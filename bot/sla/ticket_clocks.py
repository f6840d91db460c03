"""The clocks of one ticket: which of them starts, pauses or stops when something happens to it.

Rules: design.md §6.4 and §6.5. Whatever is not an answer (a note, a bot's words, a rating request, an
edit, a reaction, an undelivered message) has no function here, because it changes no clock.
A caller loads a ticket's clocks, calls one function per happening, and keeps the clocks that changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.sla import clocks as rules
from bot.sla.calendars import AROUND_THE_CLOCK, Calendar
from bot.sla.clocks import Clock, ClockEvent, Step
from db.enums import ClockKind, TicketState


class Term(NamedTuple):
    """What holds for one kind of clock: how long (None is off), counted in which calendar."""

    target: timedelta | None
    calendar: Calendar


Terms = Mapping[ClockKind, Term]
"""The terms in force for a ticket; a kind that is absent is off."""

Rule = Callable[[Clock, datetime, Calendar], Step]

OFF = Term(None, AROUND_THE_CLOCK)


@dataclass(frozen=True, slots=True)
class TicketClocks:
    """The clocks of a ticket that matter now; a finished one stays here until the next of its kind.

    A clock without a target may be left out of storage: it promises nothing. Resolution then begins with the
    next message, unless whoever keeps the clocks knows better.
    """

    answered: bool = False  # a person's public reply was delivered, or an operator opened the ticket
    first_response: Clock | None = None
    next_response: Clock | None = None  # the present or last period of waiting
    resolution: Clock | None = None

    def of(self, kind: ClockKind) -> Clock | None:
        clock: Clock | None = getattr(self, kind.value)
        return clock


class Change(NamedTuple):
    clocks: TicketClocks
    events: tuple[ClockEvent, ...]


def opened_by_customer(at: datetime, terms: Terms) -> Change:
    """A ticket begins with a customer's message."""
    turn = _Turn(TicketClocks(), at, terms)
    turn.start(ClockKind.FIRST_RESPONSE)
    turn.start(ClockKind.RESOLUTION)
    return turn.change()


def opened_by_operator(at: datetime, terms: Terms) -> Change:
    """An operator begins a ticket: nobody waits for a first response."""
    turn = _Turn(TicketClocks(answered=True), at, terms)
    turn.start(ClockKind.RESOLUTION)
    return turn.change()


def customer_wrote(clocks: TicketClocks, at: datetime, terms: Terms) -> Change:
    """A further message: it ends a pause, reopens what was resolved, and is waited for from now on.

    Only the oldest unanswered message counts. A ticket that was resolved without any answer still owes
    the first one, so that clock starts anew.
    """
    turn = _Turn(clocks, at, terms)
    turn.go_on()
    turn.start(ClockKind.NEXT_RESPONSE if clocks.answered else ClockKind.FIRST_RESPONSE)
    return turn.change()


def operator_answered(clocks: TicketClocks, at: datetime, terms: Terms) -> Change:
    """A person's public reply was delivered to the customer at `at`."""
    turn = _Turn(replace(clocks, answered=True), at, terms)
    turn.apply(ClockKind.FIRST_RESPONSE, rules.stop)
    turn.apply(ClockKind.NEXT_RESPONSE, rules.stop)
    return turn.change()


def state_changed(clocks: TicketClocks, at: datetime, to: TicketState, terms: Terms) -> Change:
    """The ticket is `to` from now on; telling the same twice changes nothing."""
    turn = _Turn(clocks, at, terms)
    if to in (TicketState.RESOLVED, TicketState.CLOSED):
        turn.apply(ClockKind.FIRST_RESPONSE, rules.cancel)
        turn.apply(ClockKind.NEXT_RESPONSE, rules.cancel)
        turn.apply(ClockKind.RESOLUTION, rules.stop)
    elif to is TicketState.PENDING:
        if not turn.is_open(ClockKind.RESOLUTION):
            turn.go_on()
        turn.apply(ClockKind.RESOLUTION, rules.pause)
    else:
        turn.go_on()
    return turn.change()


def terms_changed(clocks: TicketClocks, at: datetime, terms: Terms) -> Change:
    """Priority, policy or calendar has changed: open clocks follow, finished ones stay as they were."""
    turn = _Turn(clocks, at, terms)
    for kind in ClockKind:
        turn.retarget(kind)
    return turn.change()


def time_passed(clocks: TicketClocks, at: datetime) -> Change:
    """Notice due times that have passed."""
    turn = _Turn(clocks, at, {})
    for kind in ClockKind:
        turn.apply(kind, lambda clock, at, calendar: rules.observe(clock, at))
    return turn.change()


class _Turn:
    """The steps of all clocks at one moment."""

    def __init__(self, clocks: TicketClocks, at: datetime, terms: Terms) -> None:
        self._clocks = clocks
        self._at = at
        self._terms = terms
        self._events: list[ClockEvent] = []

    def change(self) -> Change:
        return Change(self._clocks, tuple(self._events))

    def is_open(self, kind: ClockKind) -> bool:
        clock = self._clocks.of(kind)
        return clock is not None and clock.status.is_open

    def start(self, kind: ClockKind) -> None:
        """Unless it runs already."""
        if not self.is_open(kind):
            target, calendar = self._terms.get(kind, OFF)
            self._take(rules.start(kind, self._at, calendar, target))

    def go_on(self) -> None:
        """Resolution continues, whether it was paused or stopped, under the terms in force now."""
        if self._clocks.resolution is None:  # nothing was promised when the ticket began
            self.start(ClockKind.RESOLUTION)
        elif self.is_open(ClockKind.RESOLUTION):
            self.apply(ClockKind.RESOLUTION, rules.resume)
        else:
            self.apply(ClockKind.RESOLUTION, rules.reopen)
            self.retarget(ClockKind.RESOLUTION)

    def apply(self, kind: ClockKind, rule: Rule) -> None:
        clock = self._clocks.of(kind)
        if clock is not None:
            self._take(rule(clock, self._at, self._terms.get(kind, OFF).calendar))

    def retarget(self, kind: ClockKind) -> None:
        clock = self._clocks.of(kind)
        if clock is not None:
            target, calendar = self._terms.get(kind, OFF)
            self._take(rules.retarget(clock, self._at, calendar, target))

    def _take(self, step: Step) -> None:
        self._clocks = with_clock(self._clocks, step.clock)
        self._events.extend(step.events)


def with_clock(clocks: TicketClocks, clock: Clock) -> TicketClocks:
    """The clocks with this one in the place of that of its kind."""
    match clock.kind:
        case ClockKind.FIRST_RESPONSE:
            return replace(clocks, first_response=clock)
        case ClockKind.NEXT_RESPONSE:
            return replace(clocks, next_response=clock)
        case ClockKind.RESOLUTION:
            return replace(clocks, resolution=clock)
