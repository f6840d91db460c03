"""SQL about SLA: versions, clocks, alerts, decisions."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.enums import ClockStatus, TicketState
from db.models import Alert, SlaClock, SlaVersion, Ticket

AT_ONCE = 1_000  # ids in one statement: databases limit its parameters

_CURRENT = select(SlaClock).where(SlaClock.ticket_id == bindparam("ticket"), SlaClock.is_current)
_DUE = (
    select(SlaClock, Ticket)
    .join(Ticket, Ticket.id == SlaClock.ticket_id)
    .where(SlaClock.next_action_at <= bindparam("now"))
    .order_by(SlaClock.next_action_at)
    .limit(bindparam("most"))
)
_table = SlaClock.__table__
_LOOKED_AT = (
    update(SlaClock)
    .execution_options(synchronize_session=False)
    .where(_table.c.id == bindparam("b_id"))
    .values(
        breached_at=bindparam("b_breached_at"),
        alert_level=bindparam("b_alert_level"),
        alerted_at=bindparam("b_alerted_at"),
        next_action_at=bindparam("b_next_action_at"),
    )
)
_ALERTED = select(
    SlaClock.id,
    SlaClock.status,
    SlaClock.due_at,
    SlaClock.alert_level,
    Ticket.id,
    Ticket.state,
    Ticket.touched_at,
    Ticket.customer_id,
    Ticket.assignee_id,
).join(Ticket, Ticket.id == SlaClock.ticket_id)


class Alerted(NamedTuple):
    """A clock about which an alert was queued, and its ticket, as they are now."""

    clock_id: int
    status: ClockStatus
    due_at: datetime | None
    level: int | None
    ticket_id: int
    state: TicketState
    touched_at: datetime | None
    customer_id: int
    assignee_id: int | None


class Told(NamedTuple):
    """What makes an alert unique."""

    clock_id: int
    level: int
    due_at: datetime


async def versions(session: AsyncSession) -> list[SlaVersion]:
    """All versions, oldest first."""
    return list((await session.execute(select(SlaVersion).order_by(SlaVersion.id))).scalars())


async def current_clocks(session: AsyncSession, ticket_id: int) -> list[SlaClock]:
    """The newest clock of each kind of a ticket."""
    return list((await session.execute(_CURRENT, {"ticket": ticket_id})).scalars())


async def due_clocks(session: AsyncSession, now: datetime, most: int) -> list[tuple[SlaClock, Ticket]]:
    """Clocks that must be looked at by now, the most urgent first, each with its ticket."""
    return [(clock, ticket) for clock, ticket in await session.execute(_DUE, {"now": now, "most": most})]


async def told(session: AsyncSession, clock_ids: Collection[int]) -> set[Told]:
    """The alerts that were queued about these clocks."""
    query = select(Alert.clock_id, Alert.level, Alert.due_at).where(Alert.clock_id.in_(clock_ids))
    return {Told(*row) for row in await session.execute(query)}


async def looked_at(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Write what the sweep found, in one statement.

    Each of `rows`: b_id, b_breached_at, b_alert_level, b_alerted_at, b_next_action_at.
    """
    connection = await session.connection()
    await connection.execute(_LOOKED_AT, rows)


async def alerted_clocks(session: AsyncSession, clock_ids: Iterable[int]) -> list[Alerted]:
    """These clocks with their tickets."""
    ids, found = list(clock_ids), list[Alerted]()
    for first in range(0, len(ids), AT_ONCE):
        query = _ALERTED.where(SlaClock.id.in_(ids[first : first + AT_ONCE]))
        found += (Alerted(*row) for row in await session.execute(query))
    return found


async def current_clocks_of(session: AsyncSession, ticket_ids: Collection[int]) -> dict[int, list[SlaClock]]:
    """The newest clock of each kind of each of these tickets."""
    found: dict[int, list[SlaClock]] = {ticket: [] for ticket in ticket_ids}
    query = select(SlaClock).where(SlaClock.ticket_id.in_(ticket_ids), SlaClock.is_current)
    for clock in (await session.execute(query)).scalars():
        found[clock.ticket_id].append(clock)
    return found


async def tickets_of_other_versions(session: AsyncSession, version_id: int, most: int) -> list[Ticket]:
    """Tickets that are not closed and whose clocks are judged by another version."""
    query = (
        select(Ticket)
        .where(Ticket.state != TicketState.CLOSED, Ticket.sla_version_id.is_distinct_from(version_id))
        .order_by(Ticket.id)
        .limit(most)
    )
    return list((await session.execute(query)).scalars())
