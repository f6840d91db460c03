"""The command line says what is missing, what is wrong, and what was given up."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from db.enums import OutboxKind, OutboxState
from db.models import OutboxItem
from db.uow import Database
from tests.cli.conftest import Stage


async def test_without_a_token_three_lines_say_what_to_do(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    code = await stage.runs()

    said = capsys.readouterr().err.strip().splitlines()
    assert code == 2
    assert len(said) == 3
    assert "BotFather" in said[0]
    assert "python -m bot sandbox" in said[2]


async def test_without_group_and_admins_it_says_who_could_tell(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.sets(BOT_TOKEN=stage.bot.token)

    assert await stage.runs("run") == 2

    assert "ADMIN_IDS" in capsys.readouterr().err


async def test_a_wrong_value_ends_with_code_2_and_without_the_token(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.sets(BOT_TOKEN="not a token", GROUP_BUDGET="many")

    assert await stage.runs() == 2

    said = capsys.readouterr().err
    assert "BOT_TOKEN" in said
    assert "GROUP_BUDGET='many'" in said
    assert "not a token" not in said


async def test_run_says_that_the_token_is_refused(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [sys.executable, "-m", "bot"]
    stage.sets(BOT_TOKEN="999:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", ADMIN_IDS="1")

    ended = await asyncio.to_thread(subprocess.run, arguments, capture_output=True, text=True, timeout=120)

    assert ended.returncode == 2
    assert "refuses BOT_TOKEN" in ended.stderr
    assert "AAAAAAAA" not in ended.stderr


async def test_the_outbox_lists_retries_and_buries_dead_items(
    stage: Stage, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.sets(DATABASE_URL=database_url)
    await _store_dead(database_url, 11, 12, 13)

    assert await stage.runs("outbox") == 0
    listed = capsys.readouterr().out
    assert "dead: 3" in listed
    assert "Bad Request: no" in listed

    assert await stage.runs("outbox", "retry", "11") == 0
    assert await stage.runs("outbox", "bury", "all") == 0

    assert await _states(database_url) == {
        11: OutboxState.RETRY,
        12: OutboxState.BURIED,
        13: OutboxState.BURIED,
    }
    assert await stage.runs("outbox", "retry", "99") == 1
    assert await stage.runs("outbox", "retry") == 2
    assert await stage.runs("outbox", "bury", "x") == 2


async def _store_dead(database_url: str, *ids: int) -> None:
    now = datetime.now(UTC)
    database = Database(database_url)
    async with database.transaction() as tx:
        for number in ids:
            tx.session.add(
                OutboxItem(
                    id=number,
                    lane="chat:5",
                    chat_id=5,
                    kind=OutboxKind.SAY,
                    payload={"html": "hi"},
                    state=OutboxState.DEAD,
                    error="Bad Request: no",
                    created_at=now,
                    settled_at=now,
                )
            )
        await tx.commit()
    await database.close()


async def _states(database_url: str) -> dict[int, OutboxState]:
    database = Database(database_url)
    async with database.reading() as session:
        states = {}
        for number in (11, 12, 13):
            item = await session.get(OutboxItem, number)
            assert item is not None
            states[number] = item.state
    await database.close()
    return states
