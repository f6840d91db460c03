"""The SQLite driver: transactions that begin late end as surely as any."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from db.models import Customer
from db.uow import Database
from tests.databases import SqliteFiles

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SLOW = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3000000) SELECT max(i) FROM n"
)


@pytest.fixture
def url(sqlite_files: SqliteFiles, tmp_path: Path) -> str:
    return sqlite_files.fresh(tmp_path)


async def test_a_cancelled_writer_leaves_nothing_behind_and_blocks_nobody(url: str) -> None:
    database = Database(url)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), database.transaction() as tx:
            tx.session.add(_customer(1))
            await tx.session.flush()
            await tx.session.execute(SLOW)
    async with database.transaction() as tx:
        tx.session.add(_customer(2))
        await tx.commit()

    assert await _stored(database) == [2]


async def test_a_failed_first_statement_leaves_no_open_transaction(url: str) -> None:
    database, other = Database(url), Database(url)
    async with database.transaction() as tx:
        tx.session.add(_customer(1))
        await tx.commit()

    with pytest.raises(IntegrityError):
        async with database.transaction() as tx:
            tx.session.add(_customer(1))
            await tx.session.flush()
    async with other.transaction() as tx:
        tx.session.add(_customer(2))
        await tx.commit()

    await other.close()
    assert await _stored(database) == [1, 2]


async def test_a_reader_sees_one_moment_while_others_write(url: str) -> None:
    database = Database(url)

    async with database.reading() as session:
        before = (await session.execute(text("SELECT count(*) FROM customers"))).scalar()
        async with database.transaction() as tx:
            tx.session.add(_customer(1))
            await tx.commit()
        still = (await session.execute(text("SELECT count(*) FROM customers"))).scalar()

    assert (before, still) == (0, 0)
    assert await _stored(database) == [1]


async def test_rows_can_be_streamed_and_counted(url: str) -> None:
    database = Database(url)
    async with database.transaction() as tx:
        tx.session.add_all(_customer(number) for number in range(10))
        await tx.commit()

    async with database.transaction() as tx:
        changed = await tx.session.execute(text("UPDATE customers SET username = 'x' WHERE id < 4"))
        streamed = await tx.session.stream(text("SELECT id FROM customers ORDER BY id"))
        ids = [row.id async for row in streamed]

    assert changed.rowcount == 4  # type: ignore[attr-defined]
    assert ids == list(range(10))
    await database.close()


def _customer(number: int) -> Customer:
    return Customer(id=number, first_name="Alice", first_seen_at=NOW)


async def _stored(database: Database) -> list[int]:
    async with database.reading() as session:
        ids = list((await session.execute(text("SELECT id FROM customers ORDER BY id"))).scalars())
    await database.close()
    return ids
