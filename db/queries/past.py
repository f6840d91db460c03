"""SQL about the past: when something was written down last."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import ClockEvent, HandledUpdate, Message, OutboxItem

_MOMENTS = (HandledUpdate.handled_at, Message.created_at, OutboxItem.created_at, ClockEvent.recorded_at)


async def last_moment(session: AsyncSession) -> datetime | None:
    """When the desk of this database last did anything; None if it never did."""
    found = [await session.scalar(select(func.max(column))) for column in _MOMENTS]
    return max((moment for moment in found if moment is not None), default=None)
