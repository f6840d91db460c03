"""SQLAlchemy's dialects for tests: the engines of one process share the statements they have compiled.

A desk compiles each statement once in its life; a test process would do it for every desk again, and spend
a fifth of its time so.
"""

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine import Engine

_compiled: dict[Any, Any] = {}  # the dialect is part of each key


def share_compiled() -> None:
    """Let engines made from now on use these dialects, whoever makes them."""
    registry.register("sqlite.aiosqlite", __name__, SharingSqlite.__name__)
    registry.register("postgresql.asyncpg", __name__, SharingPostgres.__name__)


class SharingSqlite(SQLiteDialect_aiosqlite):
    """All are equal: each has a file of its own, made by the same library."""

    supports_statement_cache = True

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_compiled)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


class SharingPostgres(PGDialect_asyncpg):
    """All are equal: there is one server."""

    supports_statement_cache = True

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_compiled)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))
