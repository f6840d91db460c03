"""Policies: which promises hold for a ticket."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import timedelta

from bot.sla.calendars import AROUND_THE_CLOCK, NOTHING, Calendar
from bot.sla.errors import Refusal, SlaError
from bot.sla.ticket_clocks import Term, Terms
from db.enums import ClockKind

Facts = Mapping[str, Set[str]]
"""What is known of a ticket, by name: `{"priority": {"high"}, "tag": {"vip", "refund"}}`."""


@dataclass(frozen=True, slots=True)
class Target:
    """How long a promise may take: working time of the desk's calendar, or calendar time; zero is off.

    Raises:
        SlaError: invalid_duration when negative.
    """

    length: timedelta
    in_business_time: bool = True

    def __post_init__(self) -> None:
        if self.length < NOTHING:
            raise SlaError(Refusal.INVALID_DURATION, "a target cannot be negative")

    def term(self, calendar: Calendar) -> Term:
        """As clocks take it; `calendar` is the desk's."""
        return Term(self.length or None, calendar if self.in_business_time else AROUND_THE_CLOCK)


Targets = Mapping[ClockKind, Target]


@dataclass(frozen=True, slots=True)
class Policy:
    """One immutable version of a set of promises; it applies where all of its conditions hold.

    `when` names a fact and the values of which one must be present; without conditions it always applies.
    `by_priority` replaces single targets; what it does not name stays as in `targets`.
    """

    name: str
    targets: Targets
    by_priority: Mapping[str, Targets] = field(default_factory=dict)
    when: Mapping[str, Set[str]] = field(default_factory=dict)

    def applies_to(self, facts: Facts) -> bool:
        return all(facts.get(name, frozenset()) & accepted for name, accepted in self.when.items())

    def target(self, kind: ClockKind, priority: str) -> Target | None:
        """The target of one kind at a priority; None or a length of zero is off."""
        return self.by_priority.get(priority, {}).get(kind) or self.targets.get(kind)

    def terms(self, priority: str, calendar: Calendar) -> Terms:
        """What the clocks of a ticket are judged by; kinds that are off are absent."""
        chosen = {kind: self.target(kind, priority) for kind in ClockKind}
        return {kind: target.term(calendar) for kind, target in chosen.items() if target and target.length}


@dataclass(frozen=True, slots=True)
class PolicyList:
    """Policies in the order of their say: the first that applies holds, otherwise the default."""

    default: Policy
    ordered: tuple[Policy, ...] = ()

    def policy_for(self, facts: Facts) -> Policy:
        return next((policy for policy in self.ordered if policy.applies_to(facts)), self.default)
