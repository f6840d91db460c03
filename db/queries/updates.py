"""SQL about handled and parked updates."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import HandledUpdate, ParkedUpdate


async def handled(session: AsyncSession, update_ids: Collection[int]) -> set[int]:
    query = select(HandledUpdate.update_id).where(HandledUpdate.update_id.in_(update_ids))
    return set((await session.execute(query)).scalars())


async def record_handled(session: AsyncSession, update_ids: Collection[int], at: datetime) -> None:
    """Raises IntegrityError when one of them was handled before."""
    rows = [{"update_id": update_id, "handled_at": at} for update_id in update_ids]
    connection = await session.connection()
    await connection.execute(insert(HandledUpdate), rows)


async def forget_handled(session: AsyncSession, before: datetime) -> None:
    """Telegram keeps an update for a day at most, so older ids cannot come again."""
    await session.execute(delete(HandledUpdate).where(HandledUpdate.handled_at < before))


async def parked(session: AsyncSession, limit: int) -> list[ParkedUpdate]:
    query = select(ParkedUpdate).order_by(ParkedUpdate.parked_at.desc()).limit(limit)
    return list((await session.execute(query)).scalars())
