"""The command line says what is missing, what is wrong, and what was given up."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import psutil
import pytest

from bot.cli.main import main
from bot.sandbox.bots import BotAccount
from bot.sandbox.groups import Group
from bot.sandbox.server import SandboxServer
from db.enums import OutboxKind, OutboxState
from db.models import OutboxItem
from db.uow import Database


class Stage:
    """A sandbox Telegram and the environment that points the command line at it."""

    def __init__(self, sandbox: SandboxServer, environment: pytest.MonkeyPatch) -> None:
        self.sandbox = sandbox
        self.environment = environment
        self.owner = sandbox.world.add_user("Olga")
        self.group: Group = sandbox.world.add_forum("Support", owner=self.owner)
        self.bot: BotAccount = sandbox.world.add_bot()

    def sets(self, **values: Any) -> None:
        for name, value in values.items():
            self.environment.setenv(name, str(value))

    async def runs(self, *arguments: str) -> int:
        return await asyncio.to_thread(main, arguments)


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> AsyncIterator[Stage]:
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "ADMIN_IDS", "OPERATOR_GROUP_ID", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    async with SandboxServer() as sandbox:
        stage = Stage(sandbox, monkeypatch)
        stage.sets(BOT_API_URL=sandbox.url)
        yield stage


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


async def test_check_is_content_with_a_desk_in_order(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.group.add_bot(stage.bot)
    stage.sets(BOT_TOKEN=stage.bot.token, OPERATOR_GROUP_ID=stage.group.id)

    assert await stage.runs("check") == 0

    said = capsys.readouterr()
    assert "Support" in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    ("rights", "is_forum", "complaint"),
    [
        (None, True, "not a member"),
        (set(), True, "not an admin"),
        ({"can_delete_messages", "can_pin_messages"}, True, "Manage topics"),
        ({"can_manage_topics", "can_pin_messages"}, True, "Delete messages"),
        ({"can_manage_topics", "can_delete_messages"}, True, "Pin messages"),
        ({"can_manage_topics", "can_delete_messages", "can_pin_messages"}, False, "not a forum"),
    ],
)
async def test_check_names_each_fault(
    stage: Stage, capsys: pytest.CaptureFixture[str], rights: set[str] | None, is_forum: bool, complaint: str
) -> None:
    if rights is None:
        stage.group.add_bot(stage.bot)
        stage.group.kick(stage.bot)
    else:
        stage.group.add_bot(stage.bot, admin=bool(rights), rights=rights)
    stage.group.set_forum(is_forum)
    stage.sets(BOT_TOKEN=stage.bot.token, OPERATOR_GROUP_ID=stage.group.id)

    assert await stage.runs("check") == 1

    faults = capsys.readouterr().err.strip().splitlines()
    assert len(faults) == 1
    assert complaint in faults[0]


async def test_check_names_an_unknown_group_and_a_refused_token(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.sets(BOT_TOKEN=stage.bot.token, OPERATOR_GROUP_ID=-1009999999999)
    assert await stage.runs("check") == 1
    assert "OPERATOR_GROUP_ID" in capsys.readouterr().err

    stage.sets(BOT_TOKEN="999:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    assert await stage.runs("check") == 1
    said = capsys.readouterr().err
    assert "refuses BOT_TOKEN" in said
    assert "AAAAAAAA" not in said


async def test_check_says_when_telegram_or_the_database_is_away(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.sets(BOT_TOKEN=stage.bot.token, OPERATOR_GROUP_ID=stage.group.id)
    stage.sets(BOT_API_URL="http://127.0.0.1:9")
    assert await stage.runs("check") == 1
    assert "Telegram cannot be asked" in capsys.readouterr().err

    stage.sets(DATABASE_URL="postgresql+asyncpg://nobody@127.0.0.1:9/nothing")
    assert await stage.runs("check") == 1
    assert "database" in capsys.readouterr().err


async def test_run_says_that_the_token_is_refused(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [sys.executable, "-m", "bot"]
    stage.sets(BOT_TOKEN="999:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", ADMIN_IDS="1")

    ended = await asyncio.to_thread(subprocess.run, arguments, capture_output=True, text=True, timeout=60)

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


def test_the_sandbox_plays_its_scene() -> None:
    arguments = [sys.executable, "-m", "bot", "sandbox", "--once", "--port", "0"]

    ended = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("The page is at http://127.0.0.1:")
    assert "Hello Alice, I am looking into it." in ended.stdout
    assert "the receipt, page 1" in ended.stdout
    assert ended.stderr == ""


def test_a_killed_sandbox_leaves_no_bot_behind() -> None:
    arguments = [sys.executable, "-m", "bot", "sandbox", "--port", "0"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as sandbox:
        assert sandbox.stdout is not None
        while "Alice → bot" not in sandbox.stdout.readline():
            assert sandbox.poll() is None
        (bot,) = psutil.Process(sandbox.pid).children()

        sandbox.kill()

        assert psutil.wait_procs([bot], timeout=20)[1] == []


def test_a_bot_whose_strings_are_cut_ends_in_whatever_order_they_go(tmp_path: Path) -> None:
    settings = {
        "bot_token": "123456:stringless-stringless-stringless",
        "database_url": f"sqlite+aiosqlite:///{tmp_path / 'puppet.sqlite3'}",
        "bot_api_url": "http://127.0.0.1:9",
    }
    pipes: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.DEVNULL,
    }
    with subprocess.Popen([sys.executable, "-m", "bot.cli.puppet"], **pipes, text=True) as bot:
        assert bot.stdin is not None and bot.stdout is not None
        bot.stdin.write(json.dumps({"settings": settings, "skipped": 0}) + "\n")
        bot.stdout.close()
        bot.stdin.write(json.dumps({"skipped": 1}) + "\n")
        bot.stdin.flush()

        gone, left = psutil.wait_procs([psutil.Process(bot.pid)], timeout=20)
        bot.kill()
        assert (len(gone), left) == (1, [])


def test_a_kept_database_is_gone_on_with(tmp_path: Path) -> None:
    """Each run is a new Telegram with new numbers: none may be one that the database knows from before."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'kept.sqlite3'}"
    arguments = [sys.executable, "-m", "bot", "sandbox", "--port", "0", "--database", url]

    topics = [_topic_of_a_message(arguments) for _ in range(2)]

    assert topics[0] != topics[1]


def _topic_of_a_message(arguments: list[str]) -> int:
    """Start a sandbox, let Alice write, and return the topic in which that arrived."""
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as sandbox:
        assert sandbox.stdout is not None
        page = sandbox.stdout.readline().split()[4]
        while "/sandbox/world" not in sandbox.stdout.readline():
            assert sandbox.poll() is None
        say = Request(f"{page}sandbox/say", json.dumps({"as": "Alice", "text": "hello"}).encode())
        urlopen(say).close()
        give_up_at = time.monotonic() + 40
        while not (topics := _topics(page)):
            assert time.monotonic() < give_up_at
        sandbox.terminate()
        assert sandbox.wait(20) == 0
    return topics[0]


def _topics(page: str) -> list[int]:
    with urlopen(f"{page}sandbox/world") as response:
        (group,) = [chat for chat in json.load(response)["chats"] if chat["type"] == "supergroup"]
    return [topic["message_thread_id"] for topic in group["topics"] if topic["messages"] > 1]


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
