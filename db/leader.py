"""Leadership: one process at a time works on a database, and a dead one is succeeded at once.

This is the lease of the whole outbox. It is held by the kernel (a file lock beside the SQLite file) or by
the server (an advisory lock of a PostgreSQL session), so it ends with the process, also by kill -9: the
successor need not wait for a lease to run out, and every item without a result is known to be free.
"""

import asyncio
import fcntl
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import NullPool, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from db.engine import WRITERS_KEY, sqlite_file

logger = logging.getLogger(__name__)

ADVISORY_KEY = 0x666F72756D  # "forum"
RETRY_AFTER = 0.5  # seconds between attempts of a standby
CHECK_AFTER = 5.0  # seconds between looks at a PostgreSQL session that may be dead without having said so


class Leadership:
    """`lost` is set when the lock is gone and this process must stop writing and sending."""

    def __init__(self) -> None:
        self.lost = asyncio.Event()


@asynccontextmanager
async def leadership(database_url: str) -> AsyncIterator[Leadership]:
    """Wait until this process is the only one on the database, and hold it for the block."""
    file = sqlite_file(make_url(database_url))
    lock = _advisory_lock(database_url) if file is None else _file_lock(file)
    async with lock as held:
        yield held


@asynccontextmanager
async def _file_lock(file: Path) -> AsyncIterator[Leadership]:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(f"{file}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    async def take() -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    try:
        await _wait_for(take)
        yield Leadership()
    finally:
        os.close(handle)


@asynccontextmanager
async def _advisory_lock(database_url: str) -> AsyncIterator[Leadership]:
    """1. Take the lock of the leader. 2. Wait until the last commit of the one before has landed or failed.

    A killed leader's server processes live on for a moment, and one may be in the middle of a commit: what it
    writes must not appear behind our back. All of them hold the writers' lock, shared, as long as they live.
    """
    engine = create_async_engine(make_url(database_url), poolclass=NullPool, hide_parameters=True)
    held = Leadership()
    try:
        async with engine.connect() as connection:

            async def ask(query: str) -> bool:
                got = (await connection.execute(text(query))).scalar()
                await connection.commit()
                return bool(got)

            await _wait_for(partial(ask, f"SELECT pg_try_advisory_lock({ADVISORY_KEY})"))
            await ask(f"SELECT pg_advisory_lock({WRITERS_KEY})")
            await ask(f"SELECT pg_advisory_unlock({WRITERS_KEY})")
            raw = await connection.get_raw_connection()
            assert raw.driver_connection is not None
            raw.driver_connection.add_termination_listener(lambda _: held.lost.set())
            watch = asyncio.create_task(_watch(connection, held))
            try:
                yield held
            finally:
                watch.cancel()
                await asyncio.gather(watch, return_exceptions=True)
    finally:
        await engine.dispose()


async def _wait_for(take: Callable[[], Awaitable[bool]]) -> None:
    said = False
    while not await take():
        if not said:
            logger.warning("another process works on this database; waiting to take over")
            said = True
        await asyncio.sleep(RETRY_AFTER)


async def _watch(connection: AsyncConnection, held: Leadership) -> None:
    while True:
        await asyncio.sleep(CHECK_AFTER)
        try:
            await connection.execute(text("SELECT 1"))
            await connection.commit()
        except (DBAPIError, OSError):
            logger.error("the database session that makes this process the leader is gone")
            held.lost.set()
            return
