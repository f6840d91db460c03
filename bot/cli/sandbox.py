"""`python -m bot sandbox`: the real bot on a Telegram of its own, with a page to try it by hand."""

import asyncio
import signal
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import uvloop

from bot import logs
from bot.cli.main import complain
from bot.cli.puppeteer import BotProcess
from bot.cli.scene import Cast, play
from bot.sandbox.clock import Clock
from bot.sandbox.page_server import Page
from bot.sandbox.server import SandboxServer
from bot.sandbox.stage import Stage
from bot.sandbox.world import World
from bot.settings import ConfigurationError, load_settings

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
    clock = Clock()
    world = World(now=clock)
    world.private_reactions = True
    cast = Cast.of(world)
    if is_kept:
        _number_on(cast)
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
        server.page = Page(Stage(server, clock, puppet, settings.timezone))
        said = f"The database is {database_url}." if is_kept else THROW_AWAY
        print(WELCOME.format(url=server.url, database=said), flush=True)
        stopping = _stop_on_signals()
        try:
            await puppet.start()
            # A kept database knows these people already, and would not greet them anew.
            if not is_kept and not await _play_until(stopping, world, cast, puppet):
                return 0 if stopping.is_set() else 1
            if stay:
                _say_how_to_go_on(server.url, cast)
                await stopping.wait()
        finally:
            await puppet.stop()
    return 0


def _say_how_to_go_on(url: str, cast: Cast) -> None:
    topic = next(iter(cast.group.topics), 1)
    print(GO_ON.format(url=url, topic=topic, alice=cast.alice.id, group=cast.group.id), flush=True)


async def _play_until(stopping: asyncio.Event, world: World, cast: Cast, puppet: BotProcess) -> bool:
    """Play the scene to its end; False if the sandbox is stopped or its bot ends before."""
    playing = asyncio.create_task(play(world, cast, puppet))
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait([playing, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not playing.done():
        playing.cancel()
        return False
    return playing.result()


def _number_on(cast: Cast) -> None:
    number = int(time.time()) - NUMBERS_BEGAN_AT
    cast.bot.next_message_id = cast.group.next_message_id = number
    cast.bot.updates.next_id += number


def _stop_on_signals() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return stopping
