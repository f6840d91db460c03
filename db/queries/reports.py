"""SQL about what was promised and kept: everything comes from clocks that have stopped."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.enums import ClockKind, ClockStatus
from db.models import SlaClock

JUDGED = (ClockStatus.MET, ClockStatus.BREACHED)


async def outcomes(session: AsyncSession, since: datetime) -> dict[ClockKind, dict[ClockStatus, int]]:
    """How many clocks of each kind were met and breached, of those that have stopped since then."""
    query = (
        select(SlaClock.kind, SlaClock.status, func.count())
        .where(SlaClock.stopped_at >= since, SlaClock.status.in_(JUDGED))
        .group_by(SlaClock.kind, SlaClock.status)
    )
    found: dict[ClockKind, dict[ClockStatus, int]] = {}
    for kind, status, number in await session.execute(query):
        found.setdefault(kind, {})[status] = number
    return found


async def spent_by_rank(
    session: AsyncSession, kind: ClockKind, since: datetime, rank: int
) -> timedelta | None:
    """The time that the clock at this place ran for (0 is the shortest), of those judged since then."""
    query = (
        select(SlaClock.spent)
        .where(SlaClock.kind == kind, SlaClock.stopped_at >= since, SlaClock.status.in_(JUDGED))
        .order_by(SlaClock.spent)
        .offset(rank)
        .limit(1)
    )
    return (await session.execute(query)).scalar()
