"""SQL about who changed what."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import AuditEntry


async def latest(session: AsyncSession, most: int) -> list[AuditEntry]:
    """The last changes, newest first."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(most)
    return list((await session.execute(query)).scalars())
