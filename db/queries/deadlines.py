"""SQL about deadlines: when something is due next, in one read of two indexes."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import SlaClock, Ticket

# SQLite takes a partial index only for a query that repeats its condition.
_NEXT = select(
    select(func.min(Ticket.next_action_at)).where(Ticket.next_action_at.is_not(None)).scalar_subquery(),
    select(func.min(SlaClock.next_action_at)).where(SlaClock.next_action_at.is_not(None)).scalar_subquery(),
)


class Next(NamedTuple):
    """When time has something to do to a ticket, and when a clock must be looked at."""

    ticket_at: datetime | None
    clock_at: datetime | None

    @property
    def at(self) -> datetime | None:
        """The earlier of both."""
        return min((moment for moment in self if moment is not None), default=None)

    def is_due(self, now: datetime) -> bool:
        return self.at is not None and self.at <= now


async def next_moments(session: AsyncSession) -> Next:
    """What is due next."""
    return Next(*(await session.execute(_NEXT)).one())
