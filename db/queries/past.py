"""SQL about the past: when something was written down last, and Telegram's highest numbers in it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import ClockEvent, HandledUpdate, Message, OutboxItem, ParkedUpdate, Topic

_MOMENTS = (HandledUpdate.handled_at, Message.created_at, OutboxItem.created_at, ClockEvent.recorded_at)
_UPDATES = (HandledUpdate.update_id, ParkedUpdate.update_id)
_MESSAGES = (Message.source_message_id, Message.copy_message_id, OutboxItem.message_id, Topic.card_message_id)


async def last_moment(session: AsyncSession) -> datetime | None:
    """When the desk of this database last did anything; None if it never did."""
    found = [await session.scalar(select(func.max(column))) for column in _MOMENTS]
    return max((moment for moment in found if moment is not None), default=None)


async def last_update_id(session: AsyncSession) -> int:
    """The highest update id that is known; 0 if none is."""
    return max([await session.scalar(select(func.max(column))) or 0 for column in _UPDATES])


async def last_message_id(session: AsyncSession) -> int:
    """The highest message id of all chats that is known; 0 if none is."""
    return max([await session.scalar(select(func.max(column))) or 0 for column in _MESSAGES])
