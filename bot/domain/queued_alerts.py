"""Queued alerts: what was to be said about a clock, and whether it is still worth saying."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sla.alerts import BREACH
from db.enums import ClockKind, ClockStatus, TicketState

_PUT_ASIDE = (TicketState.SNOOZED, TicketState.RESOLVED, TicketState.CLOSED)


@dataclass(frozen=True, slots=True)
class QueuedAlert:
    """One alert; `due_at` is the due time that it speaks of, `at` when it was queued."""

    clock_id: int
    ticket_id: int
    kind: ClockKind
    level: int
    due_at: datetime
    at: datetime

    @property
    def is_overdue(self) -> bool:
        return self.level >= BREACH

    def to_json(self) -> dict[str, Any]:
        return {
            "clock": self.clock_id,
            "ticket": self.ticket_id,
            "kind": self.kind.value,
            "level": self.level,
            "due": self.due_at.isoformat(),
            "at": self.at.isoformat(),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "QueuedAlert":
        return cls(
            clock_id=stored["clock"],
            ticket_id=stored["ticket"],
            kind=ClockKind(stored["kind"]),
            level=stored["level"],
            due_at=datetime.fromisoformat(stored["due"]),
            at=datetime.fromisoformat(stored["at"]),
        )


@dataclass(frozen=True, slots=True)
class AlertedClock:
    """A clock and its ticket as they are now; `level` is that of the last alert queued about it."""

    clock_id: int
    status: ClockStatus
    due_at: datetime | None
    level: int | None
    ticket_id: int
    state: TicketState
    touched_at: datetime | None
    customer_id: int
    assignee_id: int | None


def is_worth_saying(alert: QueuedAlert, clock: AlertedClock, now: datetime) -> bool:
    """May a queued alert be said now (design.md §6.7: re-checked when sent)?

    1. Its clock still runs, for the same ticket and to the same due time, and the ticket is not put aside.
    2. Of several that wait about one clock only the last counts.
    3. A warning comes before the due time. Whatever comes after it, nobody has acted since it was queued.
    """
    if clock.status is not ClockStatus.RUNNING or clock.state in _PUT_ASIDE:
        return False
    said = (alert.ticket_id, alert.due_at, alert.level)
    if said != (clock.ticket_id, clock.due_at, clock.level):
        return False
    if not alert.is_overdue:
        return now < alert.due_at
    return clock.touched_at is None or clock.touched_at < alert.at
