"""SQL about messages and their twins."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from db.enums import Direction, MessageState
from db.models import Message


def is_repeated_source(error: BaseException) -> bool:
    """Did an insert fail because this very message is stored already?"""
    if not isinstance(error, IntegrityError):
        return False
    said = str(error.orig)
    return "uq_messages_source" in said or "messages.source_chat_id, messages.source_message_id" in said


async def by_source(session: AsyncSession, chat_id: int, message_id: int) -> Message | None:
    """The message that was written as (`chat_id`, `message_id`)."""
    query = select(Message).where(Message.source_chat_id == chat_id, Message.source_message_id == message_id)
    return (await session.execute(query)).scalar_one_or_none()


async def by_copy(session: AsyncSession, chat_id: int, message_id: int) -> list[Message]:
    """The messages whose copy is (`chat_id`, `message_id`), by part; more than one when texts were merged."""
    query = (
        select(Message)
        .where(Message.copy_chat_id == chat_id, Message.copy_message_id == message_id)
        .order_by(Message.copy_part)
    )
    return list((await session.execute(query)).scalars())


async def by_ids(session: AsyncSession, ids: Collection[int]) -> dict[int, Message]:
    rows = (await session.execute(select(Message).where(Message.id.in_(ids)))).scalars()
    return {message.id: message for message in rows}


_table = Message.__table__
_DELIVERED = (
    update(Message)
    .execution_options(synchronize_session=False)
    .where(_table.c.id == bindparam("b_id"))
    .values(
        state=bindparam("b_state"),
        copy_chat_id=bindparam("b_chat"),
        copy_message_id=bindparam("b_copy"),
        copy_part=bindparam("b_part"),
        copy_offset=bindparam("b_offset"),
        delivered_at=bindparam("b_at"),
    )
)


async def mark_delivered(session: AsyncSession, copies: Sequence[dict[str, Any]], at: datetime) -> None:
    """Bind twins in one statement; each of `copies`: b_id, b_chat, b_copy, b_part, b_offset."""
    rows = [{**copy, "b_state": MessageState.DELIVERED, "b_at": at} for copy in copies]
    connection = await session.connection()
    await connection.execute(_DELIVERED, rows)


async def album(session: AsyncSession, chat_id: int, media_group_id: str) -> list[Message]:
    """The items of an album in the order in which they were sent."""
    query = (
        select(Message)
        .where(Message.source_chat_id == chat_id, Message.media_group_id == media_group_id)
        .order_by(Message.source_message_id)
    )
    return list((await session.execute(query)).scalars())


async def is_note_album(session: AsyncSession, chat_id: int, media_group_id: str) -> bool:
    """Did an item of this album turn out to be a note, and with it the album?"""
    query = select(Message.id).where(
        Message.source_chat_id == chat_id,
        Message.media_group_id == media_group_id,
        Message.direction == Direction.NOTE,
    )
    return (await session.execute(query.limit(1))).first() is not None


async def make_notes(session: AsyncSession, ids: Collection[int]) -> None:
    """What was to be an answer stays with the operators."""
    notes = update(Message).where(Message.id.in_(ids))
    await session.execute(notes.values(direction=Direction.NOTE, state=MessageState.NOTE))


async def set_state(
    session: AsyncSession, ids: Collection[int], state: MessageState, error: str | None
) -> None:
    await session.execute(update(Message).where(Message.id.in_(ids)).values(state=state, error=error))


async def forget_copies(session: AsyncSession, chat_id: int) -> None:
    """Copies in a group that no longer exists under this id can be neither replied to nor edited."""
    await session.execute(
        update(Message).where(Message.copy_chat_id == chat_id).values(copy_chat_id=None, copy_message_id=None)
    )


async def undelivered_answers(session: AsyncSession, ticket_id: int) -> int:
    """How many answers of a ticket did not arrive."""
    query = select(func.count()).where(
        Message.ticket_id == ticket_id,
        Message.direction == Direction.TO_CUSTOMER,
        Message.state == MessageState.FAILED,
    )
    return (await session.execute(query)).scalar_one()


async def move_to_ticket(session: AsyncSession, source_id: int, target_id: int) -> None:
    """What was said in one ticket belongs to another from now on."""
    await session.execute(update(Message).where(Message.ticket_id == source_id).values(ticket_id=target_id))
