"""SQL about the outbox: what is open, what was settled, what is dead."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.enums import OutboxKind, OutboxState
from db.models import ChatBan, Message, OutboxItem, Topic

Queued = tuple[OutboxItem, Message | None]


async def queued_after(session: AsyncSession, last_id: int, limit: int) -> list[Queued]:
    """Open items with ids above `last_id`, oldest first, each with its message."""
    query = (
        select(OutboxItem, Message)
        .outerjoin(Message, Message.id == OutboxItem.message_id)
        .where(OutboxItem.state == OutboxState.QUEUED, OutboxItem.id > last_id)
        .order_by(OutboxItem.id)
        .limit(limit)
    )
    return [(item, message) for item, message in await session.execute(query)]


async def queued_ids(session: AsyncSession, last_id: int) -> set[int]:
    """Ids up to `last_id` of open items."""
    query = select(OutboxItem.id).where(OutboxItem.state == OutboxState.QUEUED, OutboxItem.id <= last_id)
    return set((await session.execute(query)).scalars())


async def by_ids(session: AsyncSession, ids: Collection[int]) -> list[Queued]:
    """These items, oldest first, each with its message."""
    if not ids:
        return []
    query = (
        select(OutboxItem, Message)
        .outerjoin(Message, Message.id == OutboxItem.message_id)
        .where(OutboxItem.id.in_(ids))
        .order_by(OutboxItem.id)
    )
    return [(item, message) for item, message in await session.execute(query)]


async def take_retries(session: AsyncSession) -> list[Queued]:
    """Items that an admin wants tried again, now queued."""
    query = (
        select(OutboxItem, Message)
        .outerjoin(Message, Message.id == OutboxItem.message_id)
        .where(OutboxItem.state == OutboxState.RETRY)
        .order_by(OutboxItem.id)
    )
    found: list[Queued] = [(item, message) for item, message in await session.execute(query)]
    for item, _ in found:
        item.state = OutboxState.QUEUED
        item.settled_at = None
        item.payload = {**item.payload, "retried": True}
    return found


_table = OutboxItem.__table__
_SETTLED = (
    update(OutboxItem)
    .execution_options(synchronize_session=False)
    .where(_table.c.id == bindparam("b_id"))
    .values(
        state=bindparam("b_state"),
        settled_at=bindparam("b_at"),
        units=bindparam("b_units"),
        error=bindparam("b_error"),
    )
)


async def settle(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Close items in one statement; each of `rows`: b_id, b_state, b_at, b_units, b_error."""
    connection = await session.connection()
    await connection.execute(_SETTLED, rows)


async def spent_since(session: AsyncSession, since: datetime) -> list[tuple[int | None, datetime, int]]:
    """(chat id, when, units) of what was sent since then: it still counts in Telegram's windows.

    The creation of a topic is told by the topic: the message that it was made for may wait for long.
    """
    sent = select(OutboxItem.chat_id, OutboxItem.settled_at, OutboxItem.units).where(
        OutboxItem.settled_at > since, OutboxItem.units > 0
    )
    made = select(Topic.chat_id, Topic.created_at).where(Topic.created_at > since)
    spent = [(chat, at, units) for chat, at, units in await session.execute(sent) if at is not None]
    return spent + [(chat, at, 1) for chat, at in await session.execute(made)]


async def forget_done(session: AsyncSession, before: datetime) -> int:
    """Delete what was settled well before; the messages themselves stay."""
    done = delete(OutboxItem).where(
        OutboxItem.settled_at < before,
        OutboxItem.state.in_([OutboxState.DONE, OutboxState.BURIED]),
    )
    result = await session.execute(done)
    return int(getattr(result, "rowcount", 0))


async def with_states(session: AsyncSession, states: Collection[OutboxState], limit: int) -> list[Queued]:
    query = (
        select(OutboxItem, Message)
        .outerjoin(Message, Message.id == OutboxItem.message_id)
        .where(OutboxItem.state.in_(states))
        .order_by(OutboxItem.id)
        .limit(limit)
    )
    return [(item, message) for item, message in await session.execute(query)]


async def counts(session: AsyncSession) -> dict[OutboxState, int]:
    query = (
        select(OutboxItem.state, func.count())
        .where(OutboxItem.state != OutboxState.DONE)
        .group_by(OutboxItem.state)
    )
    return dict((await session.execute(query)).all())


async def answers_lost_since(session: AsyncSession, customer_id: int, since: datetime) -> int:
    """Answers to this customer that were given up since then and not taken up again."""
    query = select(func.count()).where(
        OutboxItem.state == OutboxState.DEAD,
        OutboxItem.kind == OutboxKind.RELAY,
        OutboxItem.chat_id == customer_id,
        OutboxItem.settled_at >= since,
    )
    return (await session.execute(query)).scalar_one()


async def change_state(
    session: AsyncSession, ids: Collection[int] | None, old: OutboxState, new: OutboxState
) -> int:
    """Move items (all when `ids` is None) from one state to another; returns how many moved."""
    change = update(OutboxItem).where(OutboxItem.state == old).values(state=new)
    if ids is not None:
        change = change.where(OutboxItem.id.in_(ids))
    result = await session.execute(change)
    return int(getattr(result, "rowcount", 0))


async def bury_relay(session: AsyncSession, message_id: int) -> None:
    """Close the given-up item that was to carry this message."""
    await session.execute(
        update(OutboxItem)
        .where(
            OutboxItem.message_id == message_id,
            OutboxItem.kind == OutboxKind.RELAY,
            OutboxItem.state.in_([OutboxState.DEAD, OutboxState.RETRY]),
        )
        .values(state=OutboxState.BURIED)
    )


async def save_ban(session: AsyncSession, chat_id: int, until: datetime) -> None:
    await session.merge(ChatBan(chat_id=chat_id, until=until))


async def bans(session: AsyncSession) -> list[ChatBan]:
    return list((await session.execute(select(ChatBan))).scalars())


async def forget_bans(session: AsyncSession, before: datetime) -> None:
    await session.execute(delete(ChatBan).where(ChatBan.until < before))
