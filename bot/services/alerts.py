"""Alerts: people are told that promises run out, once for each clock and level, while it is worth telling."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.queued_alerts import AlertedClock, QueuedAlert, is_worth_saying
from bot.services import clocks
from bot.services.clocks import Look
from bot.services.deadlines import ASIDE
from bot.services.desk import Desk
from bot.services.staff import Member, Staff
from db.models import Alert, SlaClock, Ticket
from db.queries import sla
from db.queries.sla import Told

MENTIONED = 5  # people of the duty list, at most


async def sweep_clocks(desk: Desk, most: int) -> int:
    """Look at the clocks that are due, at most so many; returns how many there were.

    Breaches are noticed. What is to be said about one ticket is one outbox item. What was said before about
    the same due time (it moved away and back) is not said again.
    """
    due = await sla.due_clocks(desk.session, desk.now, most)
    if not due:
        return 0
    told = await sla.told(desk.session, [row.id for row, _ in due])
    written: list[dict[str, Any]] = []
    queued: dict[Ticket, list[QueuedAlert]] = defaultdict(list)
    for row, ticket in due:
        look = clocks.look(desk, row, ticket)
        written.append(_found(desk, row, look))
        if look.breached is not None and look.breached.due_at is not None:
            clocks.record_breach(desk, row, look.breached.due_at)
        if look.alert is not None and Told(row.id, look.alert.level, look.alert.due_at) not in told:
            queued[ticket].append(_queue(desk, row, look.alert.level, look.alert.due_at))
        desk.wake_at(look.next_at)
    await sla.looked_at(desk.session, written)
    for ticket, alerts in queued.items():
        desk.outbox.alert(ticket.customer_id, [alert.to_json() for alert in alerts])
    return len(due)


async def set_aside(desk: Desk) -> int | None:
    """Look at the first clock that is due again later: it cannot be worked out now."""
    for row, _ in await sla.due_clocks(desk.session, desk.now, 1):
        row.next_action_at = desk.now + ASIDE
        return row.ticket_id
    return None


def _found(desk: Desk, row: SlaClock, look: Look) -> dict[str, Any]:
    """What is written down about a clock that was looked at."""
    return {
        "b_id": row.id,
        "b_breached_at": look.breached.breached_at if look.breached else row.breached_at,
        "b_alert_level": look.alert.level if look.alert else row.alert_level,
        "b_alerted_at": desk.now if look.alert else row.alerted_at,
        "b_next_action_at": look.next_at,
    }


def _queue(desk: Desk, row: SlaClock, level: int, due_at: datetime) -> QueuedAlert:
    key = {"clock_id": row.id, "level": level, "due_at": due_at}
    desk.session.insert(Alert, {**key, "at": desk.now})
    clocks.record_alert(desk, row, level)
    return QueuedAlert(row.id, row.ticket_id, row.kind, level, due_at, desk.now)


async def worth_saying(
    session: AsyncSession, queued: Iterable[QueuedAlert], now: datetime
) -> list[tuple[QueuedAlert, AlertedClock]]:
    """Those of the queued alerts that may still be said, each with its clock."""
    alerts = list(queued)
    rows = await sla.alerted_clocks(session, {alert.clock_id for alert in alerts})
    found = {row.clock_id: AlertedClock(**row._asdict()) for row in rows}
    return [
        (alert, clock)
        for alert in alerts
        if (clock := found.get(alert.clock_id)) is not None and is_worth_saying(alert, clock, now)
    ]


def called(staff: Staff, assignee_id: int | None) -> Sequence[Member]:
    """Whom an alert calls: the assignee if he is still there, else those on duty, else nobody by name."""
    assignee = staff.get(assignee_id)
    if assignee is not None and not assignee.has_left:
        return [assignee]
    return staff.on_duty()[:MENTIONED]


def holders(staff: Staff, assignee_ids: Iterable[int | None]) -> Sequence[Member]:
    """Those who hold tickets and are still there, each once, in the order given."""
    members = [staff.get(one) for one in dict.fromkeys(assignee_ids)]
    return [member for member in members if member is not None and not member.has_left][:MENTIONED]
