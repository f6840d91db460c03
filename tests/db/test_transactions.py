"""One transaction per edge: all or nothing, and what follows only after the commit."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from db.models import Customer
from db.uow import Database

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def database(database_url: str) -> Database:
    return Database(database_url)


def _customer(number: int) -> Customer:
    return Customer(id=number, first_name="Alice", first_seen_at=NOW)


async def test_leaving_without_commit_leaves_nothing(database: Database) -> None:
    told: list[str] = []

    async with database.transaction() as tx:
        tx.session.add(_customer(1))
        tx.after_commit(lambda: told.append("committed"))

    assert await _read(database, 1) is None
    assert told == []


async def test_commit_keeps_everything_and_then_tells(database: Database) -> None:
    told: list[str] = []

    async with database.transaction() as tx:
        tx.session.add(_customer(1))
        tx.after_commit(lambda: told.append("committed"))
        assert told == []
        await tx.commit()

    assert await _read(database, 1) is not None
    assert told == ["committed"]


async def test_a_failing_commit_tells_nobody(database: Database) -> None:
    told: list[str] = []
    async with database.transaction() as tx:
        tx.session.add(_customer(1))
        await tx.commit()

    with pytest.raises(IntegrityError):
        async with database.transaction() as tx:
            tx.session.add(_customer(2))
            tx.session.add(_customer(1))
            tx.after_commit(lambda: told.append("committed"))
            await tx.commit()

    assert await _read(database, 2) is None
    assert told == []


async def test_moments_come_back_aware_and_in_utc(database: Database) -> None:
    async with database.transaction() as tx:
        tx.session.add(_customer(1))
        await tx.commit()

    stored = await _read(database, 1)

    assert stored is not None
    assert stored.first_seen_at == NOW
    assert stored.first_seen_at.tzinfo is UTC


async def test_a_naive_moment_is_refused(database: Database) -> None:
    customer = _customer(1)
    customer.first_seen_at = datetime(2026, 1, 1)

    with pytest.raises(Exception, match="naive datetime"):
        async with database.transaction() as tx:
            tx.session.add(customer)
            await tx.commit()


async def test_sqlite_is_as_durable_as_we_promise(sqlite_files: object, tmp_path: object) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/new.sqlite3")

    async with database.reading() as session:
        connection = await session.connection()
        journal = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar()
        synchronous = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar()

    await database.close()
    assert (journal, synchronous) == ("wal", 2)


async def _read(database: Database, number: int) -> Customer | None:
    async with database.reading() as session:
        customer = await session.get(Customer, number)
    await database.close()
    return customer
