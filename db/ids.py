"""Ids that the leader hands out itself, so that rows are inserted in one executemany without asking back."""

from itertools import count

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Message, OutboxItem, SlaClock


class Ids:
    """Counters of the tables on the hot path; order of ids is order of commits of the one leader."""

    def __init__(self) -> None:
        self._messages = count(1)
        self._outbox = count(1)
        self._clocks = count(1)

    async def load(self, session: AsyncSession) -> None:
        """Continue after the highest stored ids; called by a process that has just become the leader."""
        highest = (await session.execute(select(func.max(Message.id)))).scalar()
        self._messages = count((highest or 0) + 1)
        highest = (await session.execute(select(func.max(OutboxItem.id)))).scalar()
        self._outbox = count((highest or 0) + 1)
        highest = (await session.execute(select(func.max(SlaClock.id)))).scalar()
        self._clocks = count((highest or 0) + 1)

    def next_message(self) -> int:
        return next(self._messages)

    def next_outbox(self) -> int:
        return next(self._outbox)

    def next_clock(self) -> int:
        return next(self._clocks)
