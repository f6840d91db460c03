"""SQL about operators."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Operator


async def all_operators(session: AsyncSession) -> list[Operator]:
    return list((await session.execute(select(Operator).order_by(Operator.id))).scalars())
