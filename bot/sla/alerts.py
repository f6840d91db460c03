"""Alerts: when people are told that a clock runs out or has run out (design.md §6.7).

Levels count up: WARNING, BREACH, then one more for each repeat. An alert is unique by clock, level and
the due time it speaks of: a clock that got more time may run out again, and that is news.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.sla.calendars import NOTHING, Calendar
from bot.sla.clocks import Clock, when_spent
from db.enums import ClockStatus

WARNING = 0
BREACH = 1


@dataclass(frozen=True, slots=True)
class AlertRules:
    """When to speak.

    The warning comes when `warn_at_share` of the target is spent (0.8 is four fifths) or `warn_before`
    (working time) the due time, with both at the earlier; a target no longer than `warn_before` has none.
    After the breach: every `repeat_every` (real time), at most `repeats` times, until somebody acts.
    Outside `quiet_outside` nobody is disturbed: alerts wait for the next opening. None is around the clock.

    Raises:
        ValueError: a share not between 0 and 1, or a length or number that is negative or zero.
    """

    warn_at_share: float | None = 0.8
    warn_before: timedelta | None = None
    repeat_every: timedelta = timedelta(minutes=30)
    repeats: int = 3
    quiet_outside: Calendar | None = None

    def __post_init__(self) -> None:
        if self.warn_at_share is not None and not 0 < self.warn_at_share < 1:
            raise ValueError("warn_at_share is a share of the target between 0 and 1")
        if self.warn_before is not None and self.warn_before <= NOTHING:
            raise ValueError("warn_before is a length of time")
        if self.repeat_every <= NOTHING or self.repeats < 0:
            raise ValueError("repeats come after a length of time, none or more of them")


class SentAlert(NamedTuple):
    level: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """What is known of one clock: the last alert about it, and when somebody last acted on the ticket."""

    clock: Clock
    calendar: Calendar  # that its target counts in
    last_sent: SentAlert | None = None
    acted_at: datetime | None = None


class Alert(NamedTuple):
    level: int
    at: datetime  # when to send it: now or later
    due_at: datetime  # the due time it speaks of, also when it comes late


def next_alert(facts: AlertFacts, rules: AlertRules, now: datetime) -> Alert | None:
    """The next alert about a clock, if nothing else happens; None while there is none to come.

    1. Only a running clock with a due time alerts.
    2. A warning that could be sent no sooner than the due time is stale: the breach takes its place.
    3. However late it comes, there is one breach alert; repeats count from when it was sent.
    4. What somebody did after the last alert ends the repeats.
    5. What was sent before a moment that has since moved on (more time, a new policy) counts no longer.
    """
    due_at = facts.clock.due_at
    if facts.clock.status is not ClockStatus.RUNNING or due_at is None:
        return None
    sent = facts.last_sent
    if sent and sent.level >= BREACH and sent.at >= due_at:
        return _repeat(facts, sent, rules, now, due_at)
    warn_at = _warning_moment(facts, rules)
    if warn_at and not (sent and sent.at >= warn_at):
        at = _heard(max(warn_at, now), rules)
        if at < due_at:
            return Alert(WARNING, at, due_at)
    return Alert(BREACH, _heard(max(due_at, now), rules), due_at)


def _repeat(
    facts: AlertFacts, sent: SentAlert, rules: AlertRules, now: datetime, due_at: datetime
) -> Alert | None:
    acted = facts.acted_at is not None and facts.acted_at >= sent.at
    if acted or sent.level - BREACH >= rules.repeats:
        return None
    return Alert(sent.level + 1, _heard(max(sent.at + rules.repeat_every, now), rules), due_at)


def _warning_moment(facts: AlertFacts, rules: AlertRules) -> datetime | None:
    target = facts.clock.target
    assert target is not None  # it has a due time
    spent = [target * rules.warn_at_share] if rules.warn_at_share is not None else []
    if rules.warn_before is not None:
        spent.append(target - rules.warn_before)
    moments = [length for length in spent if length > NOTHING]
    return when_spent(facts.clock, min(moments), facts.calendar) if moments else None


def _heard(at: datetime, rules: AlertRules) -> datetime:
    return at if rules.quiet_outside is None else rules.quiet_outside.next_opening(at)
