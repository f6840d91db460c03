"""The probe: a look into the database from beside the desk's own connections, also by a stand-by process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from db.engine import make_probe_engine, sqlite_file


class Probe:
    """One connection that only reads; it holds none of the locks by which a leader is known."""

    def __init__(self, url: str) -> None:
        self._file = sqlite_file(make_url(url))
        self._engine = make_probe_engine(url)
        self.dialect = self._engine.dialect.name
        self._read = async_sessionmaker(self._engine, autoflush=False, expire_on_commit=False)

    async def answers(self) -> None:
        """Return if the database does.

        Raises:
            SQLAlchemyError, OSError: what is wrong with it.
        """
        async with self.reading() as session:
            await session.execute(text("SELECT 1"))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session for one short reading transaction."""
        if self._file is not None and not self._file.exists():
            raise FileNotFoundError("the database is not there yet")  # looking would make an empty one
        async with self._read() as session:
            yield session

    async def close(self) -> None:
        await self._engine.dispose()
