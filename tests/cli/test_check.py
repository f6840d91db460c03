"""`check` walks through everything in order, and says where each thing is put right."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import build_app
from bot.settings import load_settings
from migrations.upgrade import upgrade
from tests.cli.conftest import Stage

Said = pytest.CaptureFixture[str]


def _marks(said: str) -> dict[int, str]:
    """The mark of each step."""
    lines = [line.split() for line in said.splitlines() if line[:2].strip().isdigit()]
    return {int(words[0]): words[1] for words in lines}


def _wrong(said: str) -> list[str]:
    """Each ✗ with the line below it."""
    lines = said.splitlines()
    return [f"{one} {then}" for one, then in zip(lines, [*lines[1:], ""], strict=True) if " ✗ " in one]


async def test_a_desk_in_order_is_all_right(stage: Stage, capsys: Said) -> None:
    stage.group.add_bot(stage.bot)
    stage.owner.starts(stage.bot)
    stage.sets(BOT_TOKEN=stage.bot.token, OPERATOR_GROUP_ID=stage.group.id, ADMIN_IDS=stage.owner.id)
    stage.sets(TIMEZONE="Europe/Berlin")
    messages = len(stage.owner.inbox)

    assert await stage.runs("check") == 0

    said = capsys.readouterr().out
    assert set(_marks(said).values()) == {"✓"}
    assert "“Support”" in said and "@forumdesk_bot" in said and f"Olga ({stage.owner.id})" in said
    assert stage.bot.token not in said and "\033" not in said
    assert len(stage.owner.inbox) == messages  # nothing was sent
    assert stage.files() == []  # and nothing made


async def test_without_a_token_the_walk_begins_at_botfather(stage: Stage, capsys: Said) -> None:
    assert await stage.runs("check") == 2

    said = capsys.readouterr().out
    (wrong,) = _wrong(said)
    assert "@BotFather → /newbot" in wrong
    assert "step 3" in said.splitlines()[-1]
    assert list(_marks(said).values()).count("–") == 10


async def test_a_wrong_value_is_named_in_the_language_of_the_desk(stage: Stage, capsys: Said) -> None:
    stage.writes_file("BOT_TOKEN=no token", "LANGUAGE=ru")

    assert await stage.runs("check") == 2

    said = capsys.readouterr().out
    assert "BOT_TOKEN: expected a token" in said and "no token" not in said
    assert "Исправьте это в .env" in said


async def test_a_misspelt_line_of_the_file_is_remarked(stage: Stage, capsys: Said) -> None:
    stage.writes_file("ADMIN_ID=5", "POSTGRES_PASSWORD=x", "TIMEZONE=Asia/Tokyo")
    stage.sets(TIMEZONE="Europe/Berlin")

    await stage.runs("check")

    said = capsys.readouterr().out
    assert "mean nothing to the desk: ADMIN_ID." in said
    assert "and wins: TIMEZONE." in said


@pytest.mark.parametrize(
    ("rights", "is_forum", "places"),
    [
        (None, True, ["Add to Group"]),
        (set(), True, ["Administrators → Add Admin → the bot"]),
        ({"can_delete_messages", "can_pin_messages"}, True, ["Administrators → the bot → Manage topics"]),
        ({"can_manage_topics"}, True, ["the bot → Delete messages", "the bot → Pin messages"]),
        ({"can_manage_topics", "can_delete_messages", "can_pin_messages"}, False, ["→ Topics → switch on"]),
    ],
)
async def test_each_fault_of_the_group_has_its_place(
    stage: Stage, capsys: Said, rights: set[str] | None, is_forum: bool, places: list[str]
) -> None:
    stage.group.add_bot(stage.bot, admin=bool(rights), rights=rights or ())
    if rights is None:
        stage.group.kick(stage.bot)
    stage.group.set_forum(is_forum)
    stage.sets(BOT_TOKEN=stage.bot.token, OPERATOR_GROUP_ID=stage.group.id)

    assert await stage.runs("check") == 1

    faults = _wrong(capsys.readouterr().out)
    assert len(faults) == len(places)
    assert all(place in fault for place, fault in zip(places, faults, strict=True))


async def test_an_unknown_group_and_one_that_moved(stage: Stage, capsys: Said) -> None:
    stage.sets(BOT_TOKEN=stage.bot.token, OPERATOR_GROUP_ID=-1009999999999)
    assert await stage.runs("check") == 1
    assert "OPERATOR_GROUP_ID" in _wrong(capsys.readouterr().out)[0]

    stage.group.add_bot(stage.bot)
    stage.sets(OPERATOR_GROUP_ID=stage.group.id)
    new = stage.group.migrate()
    assert await stage.runs("check") == 0
    assert f"OPERATOR_GROUP_ID={new}" in capsys.readouterr().out


async def test_a_refused_token_is_not_shown(stage: Stage, capsys: Said) -> None:
    stage.sets(BOT_TOKEN="999:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")

    assert await stage.runs("check") == 1

    said = capsys.readouterr().out
    assert "/mybots → the bot → API Token" in _wrong(said)[0]
    assert "AAAAAAAA" not in said


async def test_telegram_or_the_database_may_be_away(stage: Stage, capsys: Said) -> None:
    stage.sets(BOT_TOKEN=stage.bot.token, ADMIN_IDS=stage.owner.id)
    stage.sets(DATABASE_URL="postgresql+asyncpg://nobody:secret@127.0.0.1:9/nothing")
    assert await stage.runs("check") == 1
    said = capsys.readouterr().out
    assert "DATABASE_URL" in _wrong(said)[0]
    assert "secret" not in said
    assert "topics: to be seen when step 2 is done" in said  # which group it is stands in the database

    stage.sets(BOT_API_URL="http://127.0.0.1:9")
    assert await stage.runs("check") == 1
    assert "Telegram cannot be asked" in _wrong(capsys.readouterr().out)[1]


async def test_telegram_going_away_in_the_middle_is_a_fault_of_that_step(stage: Stage, capsys: Said) -> None:
    stage.group.add_bot(stage.bot)
    stage.sets(BOT_TOKEN=stage.bot.token, OPERATOR_GROUP_ID=stage.group.id)
    stage.sandbox.faults.add("bad_gateway", method="getChat")

    assert await stage.runs("check") == 1

    said = capsys.readouterr().out
    assert _marks(said)[3] == "✓"
    assert "Telegram cannot be asked" in _wrong(said)[0]


async def test_whoever_wrote_to_the_bot_learns_the_id_for_admin_ids(stage: Stage, capsys: Said) -> None:
    stage.sets(BOT_TOKEN=stage.bot.token)
    assert await stage.runs("check") == 1
    assert "press Start, and run this again" in capsys.readouterr().out

    stage.owner.starts(stage.bot)
    assert await stage.runs("check") == 1

    assert f"ADMIN_IDS={stage.owner.id}" in capsys.readouterr().out
    assert len(stage.bot.updates.items) == 1  # the desk still gets it


async def test_an_admin_who_never_pressed_start_is_a_remark(stage: Stage, capsys: Said) -> None:
    stage.group.add_bot(stage.bot)
    stage.sets(BOT_TOKEN=stage.bot.token, OPERATOR_GROUP_ID=stage.group.id, ADMIN_IDS="424242")

    assert await stage.runs("check") == 0

    said = capsys.readouterr().out
    assert "424242" in said and "https://t.me/forumdesk_bot" in said
    assert said.splitlines()[-1].startswith("The desk works.")


async def test_a_running_desk_is_not_disturbed(stage: Stage, database_url: str, capsys: Said) -> None:
    stage.group.add_bot(stage.bot)
    stage.owner.starts(stage.bot)
    stage.sets(BOT_TOKEN=stage.bot.token, OPERATOR_GROUP_ID=stage.group.id, ADMIN_IDS=stage.owner.id)
    stage.sets(DATABASE_URL=database_url, TIMEZONE="UTC", HTTP_LISTEN="127.0.0.1:0")
    app = build_app(load_settings())
    running = asyncio.create_task(app.run())
    await app.ready.wait()
    calls = len(_polls(stage))

    async with app.database.transaction():  # the desk is writing
        code = await stage.runs("check")

    assert code == 0, capsys.readouterr().out
    assert "up to date" in capsys.readouterr().out
    assert len(_polls(stage)) - calls <= 1 and not running.done()
    app.stop()
    await running


def _polls(stage: Stage) -> list[object]:
    return [call for call in stage.sandbox.calls if call.method == "getUpdates"]


async def test_an_old_schema_is_told_and_left_alone(stage: Stage, tmp_path: Path, capsys: Said) -> None:
    stage.group.add_bot(stage.bot)
    url = f"sqlite+aiosqlite:///{tmp_path / 'old.sqlite3'}"
    await upgrade(url, "0001")
    stage.sets(BOT_TOKEN=stage.bot.token, OPERATOR_GROUP_ID=stage.group.id, DATABASE_URL=url)

    for _ in range(2):
        assert await stage.runs("check") == 0
        assert "has schema 0001; the next start brings it to" in capsys.readouterr().out


async def test_a_schema_of_the_future_is_a_fault(stage: Stage, tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "new.sqlite3"
    await upgrade(f"sqlite+aiosqlite:///{file}")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    stage.sets(BOT_TOKEN=stage.bot.token, DATABASE_URL=f"sqlite+aiosqlite:///{file}")

    assert await stage.runs("check") == 1

    assert "schema 9999, which this version of Forumdesk does not know" in capsys.readouterr().out


def test_a_terminal_that_knows_no_unicode_ends_nothing(tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "bot", "check"]
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[2])}

    ended = subprocess.run(
        arguments, capture_output=True, text=True, timeout=60, cwd=tmp_path, env=environment
    )

    assert ended.returncode == 2, ended.stderr
    assert "BotFather" in ended.stdout
