"""SQL about ratings."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.enums import Direction, MessageState
from db.models import Message, Rating, Ticket


async def of_ticket(session: AsyncSession, ticket_id: int) -> Rating | None:
    """The rating that was asked for, given or not."""
    return await session.get(Rating, ticket_id)


async def with_ticket(session: AsyncSession, ticket_id: int) -> tuple[Ticket, Rating] | None:
    """A ticket whose rating was asked for, with that."""
    query = select(Ticket, Rating).join(Rating, Rating.ticket_id == Ticket.id).where(Ticket.id == ticket_id)
    found = (await session.execute(query)).first()
    return (found[0], found[1]) if found else None


async def was_answered(session: AsyncSession, ticket_id: int) -> bool:
    """Did the customer get anything that an operator wrote in this ticket?"""
    query = select(Message.id).where(
        Message.ticket_id == ticket_id,
        Message.direction == Direction.TO_CUSTOMER,
        Message.state == MessageState.DELIVERED,
    )
    return (await session.execute(query.limit(1))).first() is not None
