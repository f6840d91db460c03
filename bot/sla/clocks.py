"""Clocks: one running measurement of a promise, and what may happen to it.

A clock is a value. Each function takes the clock, the moment, and the calendar that its target counts
in, and returns a `Step`: the clock afterwards, and the events to append to the ticket's history.
What does not apply (pausing a paused clock, stopping a finished one) changes nothing and has no events.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.sla.calendars import NOTHING, Calendar
from db.enums import ClockEventName, ClockKind, ClockStatus


@dataclass(frozen=True, slots=True)
class Clock:
    """One measurement; times are aware UTC, durations are working time of its calendar.

    Without a `target` nothing was promised: it only measures, so that a policy may come later.
    `due_at` is None while unknown: no target, or paused with time left.
    """

    kind: ClockKind
    status: ClockStatus
    started_at: datetime
    target: timedelta | None
    due_at: datetime | None
    running_since: datetime | None  # None unless running
    stretches: tuple[tuple[datetime, datetime], ...] = ()  # when it ran before
    spent: timedelta = NOTHING  # working time of the stretches
    breached_at: datetime | None = None  # the due time that was missed, once that is in the history
    stopped_at: datetime | None = None

    def is_overdue(self, at: datetime) -> bool:
        """Whether the due time has passed; at the due time itself it has not (design.md §6.6)."""
        return self.due_at is not None and at > self.due_at

    def outcome(self, at: datetime) -> str:
        """As reports have it: met, breached, running or cancelled; an open overdue clock is breached."""
        if not self.status.is_open:
            return self.status.value
        return "breached" if self.is_overdue(at) else "running"


class ClockEvent(NamedTuple):
    """A decision about a clock, to be kept."""

    kind: ClockKind
    name: ClockEventName
    at: datetime  # of a breach: the due time that was missed


class Step(NamedTuple):
    clock: Clock
    events: tuple[ClockEvent, ...] = ()


def start(kind: ClockKind, at: datetime, calendar: Calendar, target: timedelta | None) -> Step:
    """A new clock; a target of None or zero is off.

    Raises:
        SlaError: invalid_duration for a negative target; no_working_time if it is out of reach.
    """
    target = target or None
    due_at = calendar.add(at, target) if target else None
    clock = Clock(kind, ClockStatus.RUNNING, at, target, due_at, running_since=at)
    return Step(clock, _said(clock, ClockEventName.STARTED, at))


def observe(clock: Clock, at: datetime) -> Step:
    """Notice that the due time of a running clock has passed; the event carries the true due time."""
    if clock.status is not ClockStatus.RUNNING or clock.breached_at or not clock.is_overdue(at):
        return Step(clock)
    assert clock.due_at is not None
    breached = replace(clock, breached_at=clock.due_at)
    return Step(breached, _said(clock, ClockEventName.BREACHED, clock.due_at))


def pause(clock: Clock, at: datetime, calendar: Calendar) -> Step:
    """Stand still; one that is overdue keeps its due time, any other has none until it goes on."""
    if clock.status is not ClockStatus.RUNNING:
        return Step(clock)
    clock, noticed = observe(clock, at)
    due_at = clock.due_at if clock.is_overdue(at) else None
    paused = replace(_halted(clock, at, calendar), status=ClockStatus.PAUSED, due_at=due_at)
    return Step(paused, (*noticed, *_said(clock, ClockEventName.PAUSED, at)))


def resume(clock: Clock, at: datetime, calendar: Calendar) -> Step:
    """Go on after a pause; the due time moves by the pause, in working time."""
    if clock.status is not ClockStatus.PAUSED:
        return Step(clock)
    return Step(_running(clock, at, calendar), _said(clock, ClockEventName.RESUMED, at))


def reopen(clock: Clock, at: datetime, calendar: Calendar) -> Step:
    """Continue a stopped clock without the time it was stopped for; a late one stays late."""
    if clock.status.is_open or (clock.status is ClockStatus.CANCELLED and clock.target):
        return Step(clock)
    if clock.status is ClockStatus.MET:
        clock = replace(clock, due_at=None)
    continued = replace(_running(clock, at, calendar), stopped_at=None)
    return Step(continued, _said(clock, ClockEventName.RESUMED, at))


def stop(clock: Clock, at: datetime, calendar: Calendar) -> Step:
    """What was promised has happened: met when not after the due time, else breached.

    A paused clock is judged as if it went on that very moment. One without a target ends as cancelled.
    """
    if not clock.status.is_open:
        return Step(clock)
    if clock.status is ClockStatus.PAUSED:
        clock = _running(clock, at, calendar)
    if clock.target is None:
        return _finished(Step(clock), at, calendar, ClockStatus.CANCELLED)
    if clock.is_overdue(at):
        return _finished(observe(clock, at), at, calendar, ClockStatus.BREACHED)
    return _finished(Step(clock), at, calendar, ClockStatus.MET)


def cancel(clock: Clock, at: datetime, calendar: Calendar) -> Step:
    """What was promised is no longer wanted; breached when it already was due (design.md §6.4)."""
    if not clock.status.is_open:
        return Step(clock)
    if clock.is_overdue(at):
        return stop(clock, at, calendar)
    return _finished(Step(clock), at, calendar, ClockStatus.CANCELLED)


def retarget(clock: Clock, at: datetime, calendar: Calendar, target: timedelta | None) -> Step:
    """Judge an open clock by another target or calendar, from its original start (design.md §6.2).

    Its pauses stay what they were, counted in the new calendar. Turned off, it is cancelled.

    Raises:
        SlaError: as `start`.
    """
    if not clock.status.is_open:
        return Step(clock)
    clock, noticed = observe(clock, at)
    if not target:
        step = cancel(clock, at, calendar) if clock.target else Step(clock)
        return Step(step.clock, (*noticed, *step.events))
    spent = sum((calendar.between(*stretch) for stretch in clock.stretches), NOTHING)
    moved = replace(clock, target=target, spent=spent)
    moved = replace(moved, due_at=when_spent(moved, target, calendar))
    if not moved.is_overdue(at):
        moved = replace(moved, breached_at=None)
    if moved == clock:
        return Step(clock, noticed)
    name = ClockEventName.RETARGETED if clock.target else ClockEventName.STARTED
    return Step(moved, (*noticed, *_said(moved, name, at)))


def elapsed(clock: Clock, at: datetime, calendar: Calendar) -> timedelta:
    """Working time that the clock has run for until `at`."""
    if clock.running_since is None:
        return clock.spent
    return clock.spent + calendar.between(clock.running_since, at)


def when_spent(clock: Clock, length: timedelta, calendar: Calendar) -> datetime | None:
    """When the clock has run, or will have run, for `length`; None if it stands still before.

    1. A stretch that holds the moment before its end decides.
    2. Used up exactly at a pause, the moment moves on to when the clock resumes: nothing was missed.
    3. The present stretch goes on for ever.
    """
    left = length
    for began, ended in clock.stretches:
        reached = calendar.add(began, left)
        if reached < ended:
            return reached
        left -= calendar.between(began, ended)
    return calendar.add(clock.running_since, left) if clock.running_since else None


def _running(clock: Clock, at: datetime, calendar: Calendar) -> Clock:
    due_at = clock.due_at
    if due_at is None and clock.target is not None:
        due_at = calendar.add(at, max(NOTHING, clock.target - clock.spent))
    return replace(clock, status=ClockStatus.RUNNING, running_since=at, due_at=due_at)


def _halted(clock: Clock, at: datetime, calendar: Calendar) -> Clock:
    if clock.running_since is None:
        return clock
    return replace(
        clock,
        running_since=None,
        stretches=(*clock.stretches, (clock.running_since, at)),
        spent=elapsed(clock, at, calendar),
    )


_ENDINGS = {ClockStatus.MET: ClockEventName.MET, ClockStatus.CANCELLED: ClockEventName.CANCELLED}


def _finished(step: Step, at: datetime, calendar: Calendar, status: ClockStatus) -> Step:
    clock = replace(_halted(step.clock, at, calendar), status=status, stopped_at=at)
    if status is ClockStatus.BREACHED:  # it has its event from when it was noticed
        return Step(clock, step.events)
    return Step(clock, (*step.events, *_said(clock, _ENDINGS[status], at)))


def _said(clock: Clock, name: ClockEventName, at: datetime) -> tuple[ClockEvent, ...]:
    return (ClockEvent(clock.kind, name, at),) if clock.target else ()  # no promise, no history
