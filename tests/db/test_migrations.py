"""Migrations lead from nothing to the models and back, on both databases."""

import asyncio
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

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


def test_a_desk_of_the_first_version_keeps_its_tickets(database_url: str) -> None:
    asyncio.run(downgrade(database_url, "0001"))
    asyncio.run(_write(database_url, *FIRST_VERSION))

    asyncio.run(upgrade(database_url))
    after = asyncio.run(_read(database_url, _ticket))
    asyncio.run(downgrade(database_url, "0001"))
    kept = asyncio.run(_read(database_url, _messages))
    asyncio.run(upgrade(database_url))  # the tests that come next share the server's database

    assert after == ("open", "normal", 7)
    assert kept == [(1, 1)]


FIRST_VERSION = (
    "INSERT INTO customers (id, first_name, first_seen_at) VALUES (7, 'Alice', '2026-01-01')",
    "INSERT INTO tickets (id, customer_id, state, opened_at) VALUES (1, 7, 'open', '2026-01-01')",
    "INSERT INTO messages (id, customer_id, ticket_id, direction, state, author_id, source_chat_id,"
    " source_message_id, content, copy_part, copy_offset, created_at)"
    " VALUES (1, 7, 1, 'to_group', 'delivered', 7, 7, 1, '{}', 0, 0, '2026-01-01')",
)


def _ticket(connection: Connection) -> Any:
    query = text("SELECT state, priority, customer_id FROM tickets WHERE answered_at = opened_at")
    return tuple(connection.execute(query).one())


def _messages(connection: Connection) -> Any:
    return [tuple(row) for row in connection.execute(text("SELECT id, ticket_id FROM messages"))]


async def _write(database_url: str, *statements: str) -> None:
    engine = make_engine(database_url)
    try:
        async with engine.begin() as connection:
            for statement in statements:
                await connection.execute(text(statement))
    finally:
        await engine.dispose()


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
