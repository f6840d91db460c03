"""SQL about handled and parked updates."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import HandledUpdate, ParkedUpdate


class HandledBefore(Exception):
    """One of these updates is stored already: they come again."""


async def handled(session: AsyncSession, update_ids: Collection[int]) -> set[int]:
    query = select(HandledUpdate.update_id).where(HandledUpdate.update_id.in_(update_ids))
    return set((await session.execute(query)).scalars())


async def record_handled(session: AsyncSession, update_ids: Collection[int], at: datetime) -> None:
    """Keep their ids; the transaction is void after an error.

    Raises:
        HandledBefore: at least one of them was recorded before.
    """
    rows = [{"update_id": update_id, "handled_at": at} for update_id in update_ids]
    connection = await session.connection()
    try:
        await connection.execute(_RECORD, rows)
    except IntegrityError as error:
        raise HandledBefore from error


_RECORD = insert(HandledUpdate.__table__)  # type: ignore[arg-type]


async def forget_handled(session: AsyncSession, before: datetime) -> None:
    """Telegram keeps an update for a day at most, so older ids cannot come again."""
    await session.execute(delete(HandledUpdate).where(HandledUpdate.handled_at < before))


async def parked(session: AsyncSession, limit: int) -> list[ParkedUpdate]:
    query = select(ParkedUpdate).order_by(ParkedUpdate.parked_at.desc()).limit(limit)
    return list((await session.execute(query)).scalars())
