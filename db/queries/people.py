"""SQL about customers, their topics and tickets."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.enums import TicketState
from db.models import Customer, Ticket, Topic

Known = tuple[Customer, Topic | None, Ticket | None]

_CURRENT = and_(Topic.customer_id == Customer.id, Topic.lost_at.is_(None))
_LIVE = and_(Ticket.customer_id == Customer.id, Ticket.state != TicketState.CLOSED)
# Asked for each batch of updates, so built only once.
_WITH_DESK = (
    select(Customer, Topic, Ticket)
    .outerjoin(Topic, _CURRENT)
    .outerjoin(Ticket, _LIVE)
    .where(Customer.id.in_(bindparam("ids", expanding=True)))
)


async def customers_with_desk(session: AsyncSession, customer_ids: Collection[int]) -> list[Known]:
    """Each known customer of `customer_ids` with the current topic and the live ticket: one statement."""
    found = await session.execute(_WITH_DESK, {"ids": list(customer_ids)})
    return [(customer, topic, ticket) for customer, topic, ticket in found]


async def customers_by_thread(
    session: AsyncSession, chat_id: int, thread_ids: Collection[int]
) -> list[Known]:
    """The customers whose topics, current or lost, are these threads of the operator group: one statement."""
    query = (
        select(Customer, Topic, Ticket)
        .join(Topic, Topic.customer_id == Customer.id)
        .outerjoin(Ticket, _LIVE)
        .where(Topic.chat_id == chat_id, Topic.thread_id.in_(thread_ids))
    )
    return [(customer, topic, ticket) for customer, topic, ticket in await session.execute(query)]


async def without_topic(session: AsyncSession, customer_ids: Collection[int]) -> set[int]:
    """Which of these customers have no current topic."""
    query = select(Topic.customer_id).where(Topic.customer_id.in_(customer_ids), Topic.lost_at.is_(None))
    return set(customer_ids) - set((await session.execute(query)).scalars())


async def current_topic(session: AsyncSession, customer_id: int) -> Topic | None:
    query = select(Topic).where(Topic.customer_id == customer_id, Topic.lost_at.is_(None))
    return (await session.execute(query)).scalar_one_or_none()


async def topic_at(session: AsyncSession, chat_id: int, thread_id: int) -> Topic | None:
    query = select(Topic).where(Topic.chat_id == chat_id, Topic.thread_id == thread_id)
    return (await session.execute(query)).scalar_one_or_none()


async def earlier_topics(session: AsyncSession, customer_id: int) -> list[Topic]:
    """Lost topics of a customer, newest first."""
    query = (
        select(Topic)
        .where(Topic.customer_id == customer_id, Topic.lost_at.is_not(None))
        .order_by(Topic.id.desc())
    )
    return list((await session.execute(query)).scalars())


async def move_topics(session: AsyncSession, old_chat_id: int, new_chat_id: int) -> None:
    """The group was upgraded: its topics are found under the new id."""
    await session.execute(update(Topic).where(Topic.chat_id == old_chat_id).values(chat_id=new_chat_id))


async def lose_topics_elsewhere(session: AsyncSession, chat_id: int, at: datetime) -> None:
    """The desk moved to another group: topics of the old one serve no more."""
    await session.execute(
        update(Topic).where(Topic.chat_id != chat_id, Topic.lost_at.is_(None)).values(lost_at=at)
    )
