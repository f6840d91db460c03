"""A world with its page in a thread of its own, for tests that drive a browser; the test plays the bot."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import Any, TypeVar

from bot.sandbox.arguments import Arguments
from bot.sandbox.clock import Clock
from bot.sandbox.limits import Limits
from bot.sandbox.messages import SandboxMessage
from bot.sandbox.methods import find_method
from bot.sandbox.page_server import Page
from bot.sandbox.puppets import PuppetState
from bot.sandbox.request import Request
from bot.sandbox.server import SandboxServer
from bot.sandbox.stage import Stage
from bot.sandbox.world import World

T = TypeVar("T")


class NoBot:
    """A puppet without a process behind it."""

    state = PuppetState.RUNNING

    async def start(self) -> None:
        self.state = PuppetState.RUNNING

    async def stop(self) -> None:
        self.state = PuppetState.STOPPED

    async def kill(self) -> None:
        self.state = PuppetState.STOPPED

    async def rest(self) -> None:
        pass

    async def time_jumped(self, skipped: timedelta) -> None:
        pass


class Studio:
    """`with Studio() as studio:` serves `studio.url`; the world is touched through `do` only."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Studio:
        self._thread.start()
        self._wait(self._open())
        return self

    def __exit__(self, *error: object) -> None:
        self._wait(self.server.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        if self.server.crashes:
            raise self.server.crashes[0]

    async def _open(self) -> None:
        self.clock = Clock()
        self.world = World(now=self.clock)
        self.bot = self.world.add_bot()
        self.olga = self.world.add_user("Olga")
        self.group = self.world.add_forum("Support", owner=self.olga)
        self.group.add_bot(self.bot)
        self.alice = self.world.add_user("Alice", "Liddell")
        self.alice.starts()
        self.topic = self.group.create_topic(self.bot, "Alice Liddell", 7322096)
        self.server = SandboxServer(self.world, limits=Limits.off())
        self.server.page = Page(Stage(self.server, self.clock, NoBot()))
        await self.server.start()

    @property
    def url(self) -> str:
        return self.server.url

    def do(self, deed: Callable[[], T]) -> T:
        """Run something in the thread of the world."""

        async def run() -> T:
            return deed()

        done: T = self._wait(run())
        return done

    def until(self, condition: Callable[[], T]) -> T:
        """Wait in the world's thread for a truthy value."""
        found: T = self._wait(self.world.wait_for(condition, 10.0))
        return found

    def call(self, method: str, **params: Any) -> Any:
        """Call the Bot API as the bot."""
        found = find_method(method)
        assert found is not None
        return self.do(lambda: found.handler(Request(self.server, self.bot, method, Arguments(params))))

    def relays(self, text: str, **params: Any) -> Any:
        """The bot writes into Alice's topic."""
        topic = {"chat_id": self.group.id, "message_thread_id": self.topic.id}
        return self.call("sendMessage", **topic, text=text, **params)

    def alice_writes(self, text: str) -> SandboxMessage:
        return self.do(lambda: self.alice.writes(text))

    def pause(self) -> None:
        """Close the port; the world goes on."""
        self._wait(self.server.stop())

    def resume(self) -> None:
        """Open the same port again."""
        self._wait(self.server.start())

    def _wait(self, work: Any) -> Any:
        future: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(30)
