"""`python -m bot sandbox`: the real bot on a Telegram of its own, with a page to try it by hand."""

import asyncio
import signal
import tempfile
import time
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import uvloop
from sqlalchemy.exc import SQLAlchemyError

from bot import logs
from bot.cli.main import complain
from bot.cli.puppeteer import BotProcess
from bot.cli.scene import LASTS, Cast, is_open, play
from bot.sandbox.clock import Clock
from bot.sandbox.page_server import Page
from bot.sandbox.server import SandboxServer
from bot.sandbox.stage import Stage
from bot.sandbox.world import World
from bot.settings import ConfigurationError, load_settings
from db.queries import past
from db.uow import Database
from migrations.upgrade import upgrade

WELCOME = """\
The page is at {url}/ – customers on the left, operators on the right (stop with Ctrl-C).
{database}
"""
GO_ON = """
Go on at {url}/ or by HTTP, for example:
  curl -s {url}/sandbox/say -d '{{"as": "Alice", "text": "One more question"}}'
  curl -s {url}/sandbox/say -d '{{"as": "Bob", "topic": {topic}, "text": "Yes?"}}'
  curl -s '{url}/sandbox/messages?chat={alice}'              what Alice sees
  curl -s '{url}/sandbox/messages?chat={group}&topic={topic}'  what stands in her topic
  curl -s {url}/sandbox/world                                  people, chats, topics"""
THROW_AWAY = "The database is a throw-away one; --database URL keeps what happens."
# Telegram numbers go on from a time, so that a kept database never meets the same number twice.
NUMBERS_BEGAN_AT = 1_767_225_600  # 2026-01-01, Unix seconds
UNRECORDED = 1_000  # numbers at most that Telegram gave after the last one that the desk wrote down


class Past(NamedTuple):
    """What a kept database tells of its earlier runs."""

    ended_at: datetime | None = None  # its time goes on from there, never back
    last_update_id: int = 0
    last_message_id: int = 0


NOTHING = Past()


def sandbox(*, port: int, stay: bool, database_url: str | None = None) -> int:
    """Serve the page on 127.0.0.1:`port` and play the scene, then stay up; returns the exit code."""
    logs.configure("WARNING", as_json=False)
    keeper = tempfile.TemporaryDirectory(prefix="forumdesk-") if database_url is None else nullcontext()
    with keeper as folder:
        url = database_url or f"sqlite+aiosqlite:///{Path(str(folder)) / 'sandbox.sqlite3'}"
        try:
            return uvloop.run(_sandbox(port, stay, url, is_kept=database_url is not None))
        except OSError as error:
            return complain(f"127.0.0.1:{port} cannot be used ({error.strerror}); choose another with --port")
        except ConfigurationError as error:
            return complain(str(error))


async def _sandbox(port: int, stay: bool, database_url: str, *, is_kept: bool) -> int:
    try:
        before = await _read_past(database_url) if is_kept else NOTHING
    except (SQLAlchemyError, OSError) as error:
        return complain(f"the database cannot be used: {error}")
    is_new = before.ended_at is None
    clock = Clock(
        -LASTS if before.ended_at is None else max(timedelta(), before.ended_at - datetime.now(UTC))
    )
    world = World(now=clock)
    world.private_reactions = True
    cast = Cast.of(world)
    if is_kept:
        _number_on(world, cast, before)
    if not is_new:
        cast.have_met()
    async with SandboxServer(world, port=port) as server:
        values: dict[str, Any] = {
            "bot_token": cast.bot.token,
            "operator_group_id": cast.group.id,
            "admin_ids": [cast.bob.id],
            "database_url": database_url,
            "bot_api_url": server.url,
        }
        settings = load_settings(_env_file=None, **values)
        puppet = BotProcess(values, clock, world.touch)
        stage = Stage(server, clock, puppet, settings.timezone)
        server.page = Page(stage)
        said = f"The database is {database_url}." if is_kept else THROW_AWAY
        print(WELCOME.format(url=server.url, database=said), flush=True)
        stopping = _stop_on_signals()
        try:
            await puppet.start()
            if not await _begin(stopping, stage, cast, is_new=is_new):
                return 0 if stopping.is_set() else 1
            if stay:
                _say_how_to_go_on(server.url, cast)
                await stopping.wait()
        finally:
            await puppet.stop()
    return 0


def _say_how_to_go_on(url: str, cast: Cast) -> None:
    topic = next((topic.id for topic in cast.group.live_topics if "Alice" in topic.name), 1)
    print(GO_ON.format(url=url, topic=topic, alice=cast.alice.id, group=cast.group.id), flush=True)


async def _begin(stopping: asyncio.Event, stage: Stage, cast: Cast, *, is_new: bool) -> bool:
    """Wait for the bot and play the scene; False if the sandbox is stopped or its bot ends before.

    A desk that was at work before knows these people, and would not greet them anew: there nothing is played.
    """
    playing = asyncio.create_task(play(stage, cast) if is_new else is_open(stage))
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait([playing, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not playing.done():
        playing.cancel()
        return False
    return playing.result()


async def _read_past(database_url: str) -> Past:
    await upgrade(database_url)
    database = Database(database_url)
    try:
        async with database.reading() as session:
            return Past(
                await past.last_moment(session),
                await past.last_update_id(session),
                await past.last_message_id(session),
            )
    finally:
        await database.close()


def _number_on(world: World, cast: Cast, before: Past) -> None:
    """Give no number that an earlier Telegram of this database gave; tidied ones are long ago."""
    by_time = int(time.time()) - NUMBERS_BEGAN_AT
    number = max(by_time, before.last_message_id + UNRECORDED)
    cast.bot.next_message_id = cast.group.next_message_id = number
    updates = cast.bot.updates
    updates.next_id = max(updates.next_id + by_time, before.last_update_id + UNRECORDED)
    world.skip_person_ids(number)


def _stop_on_signals() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return stopping
