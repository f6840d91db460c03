"""Real databases for tests: a fresh SQLite file each, an emptied PostgreSQL database each."""

import asyncio
import os
import shutil
import sqlite3
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

from db.models import Base
from migrations.upgrade import upgrade

_TABLES = [table.name for table in Base.metadata.sorted_tables]  # those that others refer to come first
# As TRUNCATE does, wait for whoever still writes; but that makes new files for all, which takes 0.2 s.
_EMPTY = "; ".join(
    (
        f"LOCK TABLE {', '.join(_TABLES)}",
        *(f"DELETE FROM {name}" for name in reversed(_TABLES)),
        "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences",
    )
)
# Tests kill processes of ours, never the server: it need not wait for its disk.
_SETTINGS = ("synchronous_commit = off",)

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql+asyncpg://postgres@127.0.0.1:5432/postgres")


class NoPostgres(Exception):
    """There is no server under TEST_POSTGRES_URL."""


class SqliteFiles:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.sqlite3"
        asyncio.run(upgrade(f"sqlite+aiosqlite:///{self._template}"))
        with sqlite3.connect(self._template) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def fresh(self, folder: Path) -> str:
        """The URL of a database nobody has used."""
        file = folder / "desk.sqlite3"
        shutil.copy(self._template, file)
        return f"sqlite+aiosqlite:///{file}"


class PostgresDatabase:
    """One migrated database of this test process, emptied before each test.

    Raises:
        NoPostgres: the server cannot be reached.
    """

    def __init__(self, worker: str) -> None:
        self._name = f"forumdesk_test_{worker}_{os.getpid()}"
        server = make_url(POSTGRES_URL)
        self.url = server.set(database=self._name).render_as_string(hide_password=False)
        try:
            asyncio.run(
                self._on_server(
                    f'DROP DATABASE IF EXISTS "{self._name}"',
                    f'CREATE DATABASE "{self._name}"',
                    *(f'ALTER DATABASE "{self._name}" SET {setting}' for setting in _SETTINGS),
                )
            )
        except (OSError, asyncpg.PostgresError) as error:
            raise NoPostgres(f"{server.host}:{server.port}: {error}") from error
        asyncio.run(upgrade(self.url))

    def fresh(self) -> str:
        """The URL of the database, empty."""
        asyncio.run(self._empty())
        return self.url

    async def _empty(self) -> None:
        connection = await asyncpg.connect(_plain(self.url))
        try:
            async with connection.transaction():
                await connection.execute(_EMPTY)
        finally:
            await connection.close()

    def drop(self) -> None:
        asyncio.run(self._on_server(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)'))

    async def _on_server(self, *statements: str) -> None:
        connection = await asyncpg.connect(_plain(POSTGRES_URL), timeout=5)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


def _plain(url: str) -> str:
    return url.replace("postgresql+asyncpg://", "postgresql://")
