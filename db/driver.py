"""The SQLite driver: aiosqlite, with one trip to the connection's thread for each statement.

aiosqlite takes four (cursor, execute, fetchall, close) and SQLAlchemy a fifth for BEGIN; such a trip costs
more than most of our statements.
"""

import sqlite3
from collections import deque
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite

_FETCHED_AT_ONCE = 64  # rows, of aiosqlite's own cursors; ours fetch all


def connect(database: str, **options: Any) -> "Connection":
    """What SQLAlchemy takes as `async_creator_fn`; options are those of `sqlite3.connect`."""
    connection = Connection(partial(sqlite3.connect, database, **options), _FETCHED_AT_ONCE)
    connection._thread.daemon = True  # as SQLAlchemy makes it: a hung disk must not keep the process alive
    return connection


class Connection(aiosqlite.Connection):
    """Begins a transaction together with its first statement; without one there was no transaction."""

    _opening: str | None = None
    _opened = False  # as far as this side knows: the thread may be behind, after a cancellation

    def begin(self, statement: str) -> None:
        """Let the next statement be preceded by this one (BEGIN …)."""
        self._opening = statement

    def cursor(self) -> "Cursor":  # type: ignore[override]
        return Cursor(self)

    async def commit(self) -> None:
        self._opening = None
        if self._opened:
            await super().commit()
            self._opened = False

    async def rollback(self) -> None:
        self._opening = None
        if self._opened:
            await super().rollback()
            self._opened = False

    async def run(self, method: str, *arguments: Any) -> tuple[sqlite3.Cursor, list[Any]]:
        """Execute and fetch everything."""
        opening, self._opening = self._opening, None
        self._opened = self._opened or opening is not None
        made: tuple[sqlite3.Cursor, list[Any]]
        made = await self._execute(self._run, opening, method, arguments)  # type: ignore[no-untyped-call]
        return made

    def _run(
        self, opening: str | None, method: str, arguments: Sequence[Any]
    ) -> tuple[sqlite3.Cursor, list[Any]]:
        cursor = self._conn.cursor()
        try:
            if opening is not None:
                cursor.execute(opening)
            getattr(cursor, method)(*arguments)
            rows = cursor.fetchall() if cursor.description else []
        finally:
            # An error keeps this frame alive: an open statement in it would let the connection, once closed,
            # live on as a zombie that holds its transaction and with it the write lock.
            cursor.close()
        return cursor, rows


class Cursor:
    """What SQLAlchemy's adapter asks of a cursor; it holds all rows from the start."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: deque[Any] = deque()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Iterable[Any] = ()) -> None:
        self._hold(*await self._connection.run("execute", statement, parameters))

    async def executemany(self, statement: str, parameters: Iterable[Iterable[Any]]) -> None:
        self._hold(*await self._connection.run("executemany", statement, parameters))

    async def fetchone(self) -> Any:
        return self._rows.popleft() if self._rows else None

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    async def fetchall(self) -> deque[Any]:
        rows, self._rows = self._rows, deque()
        return rows

    async def close(self) -> None:
        """It is closed already, in the thread."""

    def _hold(self, made: sqlite3.Cursor, rows: list[Any]) -> None:
        self._rows = deque(rows)
        self.description = made.description
        self.rowcount = made.rowcount
        self.lastrowid = made.lastrowid
