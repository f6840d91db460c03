"""SQL about tickets: what is due, who has how many, what happened."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.enums import Direction, TicketState
from db.models import Message, Rating, Ticket, TicketEvent

MEASURED = 500  # tickets are enough to know how long answers take

_DUE = (
    select(Ticket)
    .where(Ticket.next_action_at <= bindparam("now"))
    .order_by(Ticket.next_action_at)
    .limit(bindparam("most"))
)


async def due(session: AsyncSession, now: datetime, most: int) -> list[Ticket]:
    """Tickets to which time has something to do by now."""
    return list((await session.execute(_DUE, {"now": now, "most": most})).scalars())


async def open_counts(session: AsyncSession, operator_ids: Collection[int]) -> dict[int, int]:
    """How many tickets that need work each of these operators holds."""
    query = (
        select(Ticket.assignee_id, func.count())
        .where(
            Ticket.assignee_id.in_(operator_ids), Ticket.state.in_([TicketState.OPEN, TicketState.PENDING])
        )
        .group_by(Ticket.assignee_id)
    )
    return {operator: number for operator, number in await session.execute(query) if operator is not None}


async def of_customer(session: AsyncSession, customer_id: int) -> list[Ticket]:
    """All tickets of a customer, newest first."""
    query = select(Ticket).where(Ticket.customer_id == customer_id).order_by(Ticket.id.desc())
    return list((await session.execute(query)).scalars())


async def latest_live(session: AsyncSession, most: int) -> list[int]:
    """Whose tickets are not closed: the customers of at most so many, the newest first."""
    query = (
        select(Ticket.customer_id)
        .where(Ticket.state != TicketState.CLOSED)
        .order_by(Ticket.id.desc())
        .limit(most)
    )
    return list((await session.execute(query)).scalars())


async def history(session: AsyncSession, ticket_id: int) -> list[TicketEvent]:
    """What happened to a ticket, oldest first."""
    query = select(TicketEvent).where(TicketEvent.ticket_id == ticket_id).order_by(TicketEvent.id)
    return list((await session.execute(query)).scalars())


async def first_written_since(session: AsyncSession, customer_id: int, at: datetime) -> datetime | None:
    """When the customer wrote first from a moment on."""
    query = select(func.min(Message.created_at)).where(
        Message.customer_id == customer_id,
        Message.direction == Direction.TO_GROUP,
        Message.created_at >= at,
    )
    return (await session.execute(query)).scalar()


async def answered_since(session: AsyncSession, since: datetime) -> list[tuple[datetime, datetime]]:
    """When customers' tickets that got their first answer since then were opened and answered; the newest.

    One that an operator opened counts as answered from the beginning.
    """
    query = (
        select(Ticket.opened_at, Ticket.answered_at)
        .where(Ticket.answered_at >= since, Ticket.answered_at > Ticket.opened_at, Ticket.opened_by.is_(None))
        .order_by(Ticket.answered_at.desc())
        .limit(MEASURED)
    )
    return [(opened, answered) for opened, answered in await session.execute(query) if answered is not None]


async def held_by(session: AsyncSession, operator_id: int) -> list[Ticket]:
    """Tickets of an operator that are not closed, oldest first."""
    held = select(Ticket).where(Ticket.assignee_id == operator_id, Ticket.state != TicketState.CLOSED)
    return list((await session.execute(held.order_by(Ticket.id))).scalars())


async def average_rating(session: AsyncSession, customer_id: int) -> tuple[float, int] | None:
    """What a customer's tickets were rated on average, and how many were; None without any."""
    query = (
        select(func.avg(Rating.score), func.count(Rating.score))
        .join(Ticket, Ticket.id == Rating.ticket_id)
        .where(Ticket.customer_id == customer_id)
    )
    average, number = (await session.execute(query)).one()
    return None if average is None else (float(average), number)


async def by_number(session: AsyncSession, number: int) -> Ticket | None:
    """The ticket with this number."""
    return await session.get(Ticket, number)
