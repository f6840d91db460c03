"""Migrations lead from nothing to the models and back, on both databases."""

import asyncio
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from db.engine import make_engine
from db.models import Base
from migrations.upgrade import downgrade, upgrade


def test_down_and_up_again_gives_the_same_tables(database_url: str) -> None:
    before = asyncio.run(_read(database_url, _tables))

    asyncio.run(downgrade(database_url, "base"))
    nothing = asyncio.run(_read(database_url, _tables))
    asyncio.run(upgrade(database_url))

    assert nothing == ["alembic_version"]
    assert asyncio.run(_read(database_url, _tables)) == before
    assert set(Base.metadata.tables) <= set(before)


def test_models_and_migrations_agree(database_url: str) -> None:
    assert asyncio.run(_read(database_url, _differences)) == []


async def _read(database_url: str, question: Any) -> Any:
    engine = make_engine(database_url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(question)
    finally:
        await engine.dispose()


def _tables(connection: Connection) -> list[str]:
    return sorted(inspect(connection).get_table_names())


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))
