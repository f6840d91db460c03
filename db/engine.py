"""Engines: SQLite tuned for durability, PostgreSQL as it comes."""

from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db import driver

# WAL lets readers go on while one writes; FULL because Telegram forgets what we confirmed.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16000",
)

WRITERS_KEY = 0x666F72756E  # advisory lock that every PostgreSQL session of ours shares

PROBE_WITHIN = 5.0  # seconds that a look from beside may take to connect, and each of its questions

# PostgreSQL: SQLSTATEs, or classes of them, of a server that restarts, is full, fails over or is just moved.
PASSING_STATES = ("08", "40", "53", "57", "25006", "3D000", "55000")


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite URL; None for PostgreSQL and for in-memory databases."""
    if not url.drivername.startswith("sqlite") or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def make_engine(database_url: str) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`; the SQLite folder is made."""
    url = make_url(database_url)
    file = sqlite_file(url)
    if file is None:
        engine = create_async_engine(
            url, pool_pre_ping=False, pool_size=5, max_overflow=5, hide_parameters=True
        )
        event.listen(engine.sync_engine, "connect", _join_writers)
        return engine
    file.parent.mkdir(parents=True, exist_ok=True)
    # The writer gets the connection that wrote last: its page cache is still valid, all others' are not.
    engine = create_async_engine(
        url,
        pool_use_lifo=True,
        hide_parameters=True,  # errors are logged, and parameters are what people wrote
        connect_args={"timeout": 5.0, "async_creator_fn": driver.connect},
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def make_probe_engine(database_url: str) -> AsyncEngine:
    """An engine of one connection that only reads, and does not belong to the writers."""
    url = make_url(database_url)
    if sqlite_file(url) is None:
        limits = {"timeout": PROBE_WITHIN, "command_timeout": PROBE_WITHIN}
        return create_async_engine(
            url, pool_size=1, max_overflow=0, pool_pre_ping=True, hide_parameters=True, connect_args=limits
        )
    engine = create_async_engine(
        url,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"timeout": PROBE_WITHIN, "async_creator_fn": driver.connect},
    )
    event.listen(engine.sync_engine, "connect", _prepare_probe)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine.execution_options(reading=True)


def _prepare_probe(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _join_writers(connection: Any, _record: Any) -> None:
    # Released by the server when this session is over: the next leader waits for that (db.leader).
    cursor = connection.cursor()
    cursor.execute(f"SELECT pg_advisory_lock_shared({WRITERS_KEY})")
    cursor.close()
    connection.commit()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own implicit BEGIN is late and deferred: we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at once: a deferred reader that turns writer cannot wait, it fails.
    reading = connection.get_execution_options().get("reading", False)
    held = connection.connection.driver_connection
    assert isinstance(held, driver.Connection)
    held.begin("BEGIN" if reading else "BEGIN IMMEDIATE")


def is_database_away(error: BaseException) -> bool:
    """Will the same statement work later (locked, disconnected, restarting), rather than never?"""
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout | OSError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None) or ""
    return error.connection_invalidated or state.startswith(PASSING_STATES)
