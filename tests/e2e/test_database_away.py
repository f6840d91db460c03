"""The database locked or away: updates stay with Telegram, results wait, and all of it resumes by itself."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from db import engine, leader
from db.enums import OutboxState
from tests.databases import POSTGRES_URL
from tests.e2e.conftest import OpensStory
from tests.e2e.stored import outbox_items
from tests.e2e.story import Story

Away = Callable[[], AbstractAsyncContextManager[None]]


@pytest.fixture
def away(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Away:
    """While the block runs nobody can write: SQLite is locked, PostgreSQL refuses everybody."""
    quick = tuple(pragma.replace("busy_timeout=5000", "busy_timeout=50") for pragma in engine.SQLITE_PRAGMAS)
    monkeypatch.setattr(engine, "SQLITE_PRAGMAS", quick)
    monkeypatch.setattr(leader, "CHECK_AFTER", 0.1)
    url = make_url(database_url)
    assert url.database is not None
    database = url.database
    return lambda: _locked(database) if url.drivername.startswith("sqlite") else _refusing(database)


@pytest.fixture
async def desk(away: Away, opens: OpensStory) -> Story:
    """A desk that was opened after its database had become impatient."""
    return await opens()


async def test_what_is_written_meanwhile_waits_with_telegram_and_is_handled_once(
    desk: Story, away: Away
) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("before")

    async with away():
        for number in range(3):
            alice.person.writes(f"line {number}")
        await _noticed(desk)
        assert len(desk.bot.updates.items) == 3
    await desk.settled()
    await bob.answers(in_topic_of=alice, text="hi")

    lines = desk.lines_in_topic_of(alice)
    assert lines == ["before", "line 0", "line 1", "line 2", "hi"]
    assert [message.text for message in alice.inbox] == ["hi"]


async def test_a_result_that_comes_meanwhile_is_written_down_later(desk: Story, away: Away) -> None:
    alice = desk.customer("Alice")
    await alice.writes("before")
    desk.sandbox.faults.add("slow", method="sendMessage", chat_id=desk.group.id, seconds=0.3)

    alice.person.writes("one")
    await desk.until(lambda: not desk.sandbox.faults.planned)
    async with away():
        await desk.until(lambda: "one" in desk.texts_in_topic_of(alice))
        alice.person.writes("two")
        await _noticed(desk)
    await desk.settled()
    await desk.restart()

    # A database session lost for good may cost one repetition: nobody else knows of the result.
    texts = desk.texts_in_topic_of(alice)
    assert texts in (["before", "one", "two"], ["before", "one", "one", "two"])
    assert await outbox_items(desk, OutboxState.QUEUED) == []


async def test_a_topic_that_is_made_meanwhile_is_the_customers_only_one(desk: Story, away: Away) -> None:
    alice = desk.customer("Alice")
    desk.sandbox.faults.add("slow", method="createForumTopic", seconds=0.3)

    alice.person.writes("one")
    await desk.until(lambda: not desk.sandbox.faults.planned)
    async with away():
        await desk.until(lambda: desk.topics_of(alice))
        await _noticed(desk)
    await desk.settled()
    await alice.writes("two")

    assert len(desk.topics_of(alice)) == 1
    assert desk.lines_in_topic_of(alice) == ["one", "two"]


async def test_a_bad_update_is_not_parked_for_the_databases_fault(desk: Story, away: Away) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    desk.owner.starts(desk.bot)
    await alice.writes("before")

    async with away():
        alice.person.sends("photo", caption="good")
        await _noticed(desk)
    await desk.settled()

    assert bob.sees("good", in_topic_of=alice)
    assert desk.owner.sees("could not be handled") == []


async def test_a_second_time_is_no_different(desk: Story, away: Away) -> None:
    alice = desk.customer("Alice")

    for number in range(2):
        async with away():
            alice.person.writes(f"line {number}")
            await _noticed(desk)
        await desk.settled()

    assert desk.lines_in_topic_of(alice) == ["line 0", "line 1"]


async def _noticed(desk: Story) -> None:
    """Wait until the bot has tried in vain: it asks for the same updates again, or has closed for now."""
    assert desk.app is not None
    ready, already = desk.app.ready, len(desk.sandbox.calls_of("getUpdates"))
    await desk.until(lambda: len(desk.sandbox.calls_of("getUpdates")) > already + 1 or not ready.is_set())


@asynccontextmanager
async def _locked(file: str) -> AsyncIterator[None]:
    connection = sqlite3.connect(file, isolation_level=None, timeout=0)
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
            break
        except sqlite3.OperationalError:  # the bot, in this very loop, is in the middle of a transaction
            await asyncio.sleep(0.001)
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@asynccontextmanager
async def _refusing(database: str) -> AsyncIterator[None]:
    server = await asyncpg.connect(POSTGRES_URL.replace("+asyncpg", ""))
    try:
        await server.execute(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS false')
        await server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", database
        )
        yield
    finally:
        await server.execute(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS true')
        await server.close()
