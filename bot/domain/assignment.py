"""Assignment: who gets a new ticket."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

NEVER: Final = datetime.min.replace(tzinfo=UTC)


class AssignmentRule(StrEnum):
    MANUAL = "manual"  # operators take tickets themselves
    ROUND_ROBIN = "round_robin"
    LEAST_LOADED = "least_loaded"


@dataclass(frozen=True, slots=True)
class OnDuty:
    """An operator who takes tickets now; `idle_since` is when the last one came, None if none ever did."""

    operator_id: int
    open_tickets: int = 0
    idle_since: datetime | None = None


def choose_assignee(
    rule: AssignmentRule, on_duty: Iterable[OnDuty], last_assignee_id: int | None = None
) -> int | None:
    """The id of the operator who gets the next ticket; None if nobody does.

    Round robin goes by id and follows whoever had the last turn, on duty or not. Least loaded is who has the
    fewest open tickets, among equals whoever is idle for longest, then the smallest id.
    """
    operators = sorted(on_duty, key=lambda operator: operator.operator_id)
    if not operators or rule is AssignmentRule.MANUAL:
        return None
    if rule is AssignmentRule.LEAST_LOADED:
        least = min(operators, key=lambda one: (one.open_tickets, one.idle_since or NEVER))
        return least.operator_id
    ids = [operator.operator_id for operator in operators]
    return next((one for one in ids if last_assignee_id is not None and one > last_assignee_id), ids[0])
