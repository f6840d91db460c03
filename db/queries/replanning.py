"""SQL about moments that are planned anew."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.enums import ClockStatus, TicketState
from db.models import Setting, SlaClock, Ticket


async def live_tickets(session: AsyncSession, after_id: int, most: int) -> list[Ticket]:
    """Tickets that are not closed, by number, from the one after `after_id`."""
    query = (
        select(Ticket)
        .where(Ticket.id > after_id, Ticket.state != TicketState.CLOSED)
        .order_by(Ticket.id)
        .limit(most)
    )
    return list((await session.execute(query)).scalars())


async def running_clocks(session: AsyncSession, ticket_ids: Collection[int]) -> list[SlaClock]:
    """The clocks of these tickets that run."""
    query = select(SlaClock).where(
        SlaClock.ticket_id.in_(ticket_ids), SlaClock.is_current, SlaClock.status == ClockStatus.RUNNING
    )
    return list((await session.execute(query)).scalars())


async def forget(session: AsyncSession, key: str) -> None:
    """Take a setting away."""
    await session.execute(delete(Setting).where(Setting.key == key))
