"""What the tests do to a PostgreSQL server: hold up commits, end sessions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy.engine import make_url

from db.engine import WRITERS_KEY
from db.leader import ADVISORY_KEY

_BARRIER = 4711  # an advisory lock of the tests
_HOLD_UP = f"""
    CREATE FUNCTION hold_up() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock({_BARRIER}); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER hold_up AFTER INSERT ON handled_updates
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold_up();
"""
_LET_GO = "DROP TRIGGER hold_up ON handled_updates; DROP FUNCTION hold_up"
_WAITING = """
    SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (classid::bigint << 32 | objid::bigint) = $1
"""
_LEADER = _WAITING.replace("NOT granted", "granted").replace("count(*)", "pid")


class SlowCommits:
    """Commits of updates that cannot end before the block does."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._connection = connection

    async def are_stuck(self) -> None:
        """Wait until a commit hangs."""
        await self._somebody_waits_for(_BARRIER)

    async def are_awaited(self) -> None:
        """Wait until a new leader waits for the writers before it."""
        await self._somebody_waits_for(WRITERS_KEY)

    async def _somebody_waits_for(self, key: int) -> None:
        async with asyncio.timeout(5.0):
            while not await self._connection.fetchval(_WAITING, key):
                pass


@asynccontextmanager
async def slow_commits(database_url: str) -> AsyncIterator[SlowCommits]:
    """While the block lasts every commit that holds an update takes for ever."""
    async with _connected(database_url) as connection:
        await connection.execute(_HOLD_UP)
        await connection.execute(f"SELECT pg_advisory_lock({_BARRIER})")
        try:
            yield SlowCommits(connection)
        finally:
            await connection.execute(f"SELECT pg_advisory_unlock({_BARRIER})")
            await connection.execute(_LET_GO)


async def end_leaders_session(database_url: str) -> None:
    """End the session that makes a process the leader, as a restart of the server or a firewall does."""
    async with _connected(database_url) as connection:
        leader = await connection.fetchval(_LEADER, ADVISORY_KEY)
        await connection.execute("SELECT pg_terminate_backend($1)", leader)


@asynccontextmanager
async def _connected(database_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await asyncpg.connect(
        make_url(database_url).set(drivername="postgresql").render_as_string(False)
    )
    try:
        yield connection
    finally:
        await connection.close()
