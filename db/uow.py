"""One transaction per edge: nothing is kept unless it is committed, and nothing is told before."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from sqlalchemy import Insert, insert
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker
from sqlalchemy.orm import Session

from db.engine import make_engine
from db.ids import Ids
from db.models import Base
from db.pulse import Pulse


class _SessionWithRows(Session):
    """The half of `WritingSession` that SQLAlchemy runs."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows: dict[type[Base], list[dict[str, Any]]] = {}

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        super().flush(objects)
        if self.rows:
            rows, self.rows = self.rows, {}
            connection = self.connection()
            for model in sorted(rows, key=_place):
                connection.execute(_insert(model), rows[model])

    def commit(self) -> None:
        if self.rows:
            self.flush()
        super().commit()


class WritingSession(AsyncSession):
    """A session that also takes plain rows, for tables that get many: no object each, one statement for all.

    They are written after the objects, which may be what they refer to.
    """

    sync_session_class = _SessionWithRows
    sync_session: _SessionWithRows

    def insert(self, model: type[Base], row: dict[str, Any]) -> None:
        """Write `row` at the next flush; all rows of one model have the same keys."""
        self.sync_session.rows.setdefault(model, []).append(row)


@cache
def _place(model: type[Base]) -> int:
    """Tables that others refer to come first."""
    return Base.metadata.sorted_tables.index(model.__table__)  # type: ignore[arg-type]


@cache
def _insert(model: type[Base]) -> Insert:
    return insert(model.__table__)  # type: ignore[arg-type]


class Transaction:
    """A session and what is to happen once its changes are safe.

    Leaving the block without `commit()` rolls back, and the hooks never run.
    """

    def __init__(
        self, session: WritingSession, ids: Ids, committed: Callable[[float], None] = lambda seconds: None
    ) -> None:
        self.session = session
        self.ids = ids
        self._committed = committed
        self._after_commit: list[Callable[[], None]] = []
        self._after_failed_commit: list[Callable[[], None]] = []

    def after_commit(self, hook: Callable[[], None]) -> None:
        """Call `hook` after a successful commit; it must not raise nor block."""
        self._after_commit.append(hook)

    def after_failed_commit(self, hook: Callable[[], None]) -> None:
        """Call `hook` when a commit seems to have failed: with a broken connection it may have succeeded."""
        self._after_failed_commit.append(hook)

    async def commit(self) -> None:
        began = time.perf_counter()
        try:
            await self.session.commit()
        except BaseException:
            for hook in self._after_failed_commit:
                hook()
            raise
        self._committed(time.perf_counter() - began)
        hooks, self._after_commit = self._after_commit, []
        for hook in hooks:
            hook()


class Database:
    """The engine, and transactions over it.

    Writers of this process go one after another: there is one leader, its transactions are short, and
    an in-process queue is cheaper and fairer than SQLite's busy waiting. `committed` is told how many
    seconds each commit took.
    """

    def __init__(self, url: str, engine: AsyncEngine | None = None) -> None:
        self.url = url
        self.engine = engine or make_engine(url)
        self.ids = Ids()
        self.pulse = Pulse()
        self.committed: Callable[[float], None] = lambda seconds: None
        self._writing = asyncio.Lock()
        self._write = async_sessionmaker(
            self.engine, class_=WritingSession, autoflush=False, expire_on_commit=False
        )
        reading = self.engine.execution_options(reading=True)
        self._read = async_sessionmaker(reading, autoflush=False, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A writing transaction."""
        async with self._writing:
            with self.pulse.beat():
                async with self._write() as session:
                    yield Transaction(session, self.ids, self.committed)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads; it never waits for writers on SQLite."""
        async with self._read() as session:
            yield session

    async def close(self) -> None:
        await self.engine.dispose()
