"""SQL for whoever watches the desk: how much there is of what, by indexes that hold only what is open."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.enums import ClockKind, ClockStatus, OutboxState, TicketState
from db.models import OutboxItem, SlaClock, Ticket
from db.queries import reports

# Literally as the indexes have it: with a parameter no database could tell that they may be used.
_IS_LIVE: ColumnElement[bool] = literal_column("tickets.state <> 'closed'")
_IS_OPEN: ColumnElement[bool] = literal_column("outbox.state <> 'done'")


class Running(NamedTuple):
    """Clocks of one kind: those that run, those of them past their due time, those that are paused."""

    running: int = 0
    overdue: int = 0
    paused: int = 0


class Figures(NamedTuple):
    """What is stored; what there is none of may be left out."""

    outbox: Mapping[OutboxState, int]
    tickets: Mapping[TicketState, int]
    clocks: Mapping[ClockKind, Running]
    judged: Mapping[ClockKind, Mapping[ClockStatus, int]]  # met and breached since then


async def read(session: AsyncSession, now: datetime, since: datetime) -> Figures:
    """All figures; clocks are judged from `since` on."""
    return Figures(
        await outbox_items(session),
        await live_tickets(session),
        await running_clocks(session, now),
        await reports.outcomes(session, since),
    )


async def outbox_items(session: AsyncSession) -> dict[OutboxState, int]:
    """Items that are not done, by state."""
    query = select(OutboxItem.state, func.count()).where(_IS_OPEN).group_by(OutboxItem.state)
    return dict((await session.execute(query)).all())


async def live_tickets(session: AsyncSession) -> dict[TicketState, int]:
    """Tickets that are not closed, by state."""
    query = select(Ticket.state, func.count()).where(_IS_LIVE).group_by(Ticket.state)
    return dict((await session.execute(query)).all())


async def running_clocks(session: AsyncSession, now: datetime) -> dict[ClockKind, Running]:
    """Clocks of live tickets that have not stopped, by kind."""
    is_running = SlaClock.status == ClockStatus.RUNNING
    is_overdue = and_(is_running, SlaClock.due_at < now)
    query = (
        select(
            SlaClock.kind,
            *(func.sum(case((which, 1), else_=0)) for which in (is_running, is_overdue)),
            func.count(),
        )
        # Not joined, and by customer (all are above 0): else SQLite reads all tickets and clocks ever made.
        .where(
            SlaClock.ticket_id.in_(select(Ticket.id).where(_IS_LIVE, Ticket.customer_id > 0)),
            SlaClock.is_current,
            SlaClock.status.in_([ClockStatus.RUNNING, ClockStatus.PAUSED]),
        )
        .group_by(SlaClock.kind)
    )
    return {
        kind: Running(running, overdue, number - running)
        for kind, running, overdue, number in await session.execute(query)
    }
