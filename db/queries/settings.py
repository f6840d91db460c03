"""SQL about run-time settings."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Setting


async def read(session: AsyncSession, key: str) -> dict[str, Any] | None:
    setting = await session.get(Setting, key)
    return setting.value if setting else None


async def write(session: AsyncSession, key: str, value: dict[str, Any], at: datetime) -> None:
    await session.flush()  # one that was written in this very transaction is the same
    await session.merge(Setting(key=key, value=value, updated_at=at))
