"""SQL about canned replies."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import CannedReply


async def every(session: AsyncSession) -> list[CannedReply]:
    """All canned replies by name."""
    return list((await session.execute(select(CannedReply).order_by(CannedReply.name))).scalars())


async def named(session: AsyncSession, name: str) -> CannedReply | None:
    return await session.get(CannedReply, name)
