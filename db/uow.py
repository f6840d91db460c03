"""One transaction per edge: nothing is kept unless it is committed, and nothing is told before."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from db.engine import make_engine
from db.ids import Ids


class Transaction:
    """A session and what is to happen once its changes are safe.

    Leaving the block without `commit()` rolls back, and the hooks never run.
    """

    def __init__(self, session: AsyncSession, ids: Ids) -> None:
        self.session = session
        self.ids = ids
        self._after_commit: list[Callable[[], None]] = []

    def after_commit(self, hook: Callable[[], None]) -> None:
        """Call `hook` after a successful commit; it must not raise nor block."""
        self._after_commit.append(hook)

    async def commit(self) -> None:
        await self.session.commit()
        hooks, self._after_commit = self._after_commit, []
        for hook in hooks:
            hook()


class Database:
    """The engine, and transactions over it.

    Writers of this process go one after another: there is one leader, its transactions are short, and
    an in-process queue is cheaper and fairer than SQLite's busy waiting.
    """

    def __init__(self, url: str, engine: AsyncEngine | None = None) -> None:
        self.url = url
        self.engine = engine or make_engine(url)
        self.ids = Ids()
        self._writing = asyncio.Lock()
        self._write = async_sessionmaker(self.engine, autoflush=False, expire_on_commit=False)
        reading = self.engine.execution_options(reading=True)
        self._read = async_sessionmaker(reading, autoflush=False, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A writing transaction."""
        async with self._writing, self._write() as session:
            yield Transaction(session, self.ids)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads; it never waits for writers on SQLite."""
        async with self._read() as session:
            yield session

    async def close(self) -> None:
        await self.engine.dispose()
