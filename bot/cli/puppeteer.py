"""The process of the sandbox's bot, seen from the sandbox."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.puppets import PuppetState

ENDS_WITHIN = 10.0  # seconds after SIGTERM
RESTS_WITHIN = 2.0  # seconds for the calls that it is making
LOOKS_WITHIN = 5.0  # seconds for what became due in skipped time
CLOCKS_DIFFER = 0.01  # seconds, at most, between the loops of two processes


class BotProcess:
    """A `Puppet`: `bot.cli.puppet` as a child process, so that a kill is a real one.

    A child cannot read this process's clock, so it is told through its stdin how much time was skipped.
    """

    def __init__(self, settings: dict[str, Any], clock: Clock, on_change: Callable[[], None]) -> None:
        self.state = PuppetState.STOPPED
        self._settings = settings
        self._clock = clock
        self._on_change = on_change
        self._process: asyncio.subprocess.Process | None = None
        self._watching: asyncio.Task[None] | None = None
        self._asked: list[asyncio.Future[None]] = []  # every line to it is answered, in order

    async def start(self) -> None:
        if self.state is not PuppetState.STOPPED:
            return
        self._change(PuppetState.STARTING)
        # A session of its own: Ctrl-C in the terminal is for the sandbox, which then ends its bot.
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "puppet"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        self._write({"settings": self._settings, "skipped": self._clock.skipped.total_seconds()})
        self._watching = asyncio.create_task(self._watch(self._process))

    async def stop(self) -> None:
        if self._process is not None and self.state is not PuppetState.STOPPED:
            with suppress(ProcessLookupError):
                self._process.terminate()
            try:
                await asyncio.wait_for(self._gone(), ENDS_WITHIN)
            except TimeoutError:
                await self.kill()

    async def kill(self) -> None:
        if self._process is not None and self.state is not PuppetState.STOPPED:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._gone()

    async def rest(self) -> None:
        if self.state is PuppetState.RUNNING:
            await asyncio.wait([self._tell({"rest": True})], timeout=RESTS_WITHIN)

    async def time_jumped(self, skipped: timedelta) -> None:
        if self.state is not PuppetState.RUNNING:
            return  # one that starts is told the time before it opens; a stopped one when it starts
        # Loops count whole milliseconds: what was counted in this one was perhaps counted after the jump.
        at = asyncio.get_running_loop().time() - CLOCKS_DIFFER
        looked = self._tell({"skipped": skipped.total_seconds(), "at": at})
        # Killed meanwhile, or still busy with what became due: the page goes on either way.
        await asyncio.wait([looked], timeout=LOOKS_WITHIN)

    async def _gone(self) -> None:
        if self._watching is not None:
            await asyncio.shield(self._watching)

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            if line == b"ready\n":
                self._change(PuppetState.RUNNING)
                # When it was skipped, while the bot started, is not known: nothing was spent before that.
                self._tell({"skipped": self._clock.skipped.total_seconds(), "at": 0.0})
            elif self._asked:
                self._asked.pop(0).set_result(None)
        await process.wait()
        for answer in self._asked:
            answer.cancel()
        self._asked.clear()
        self._change(PuppetState.STOPPED)

    def _tell(self, line: dict[str, Any]) -> asyncio.Future[None]:
        """Write a line; the future is done when the process has answered it."""
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._asked.append(answer)
        self._write(line)
        return answer

    def _write(self, line: dict[str, Any]) -> None:
        assert self._process is not None and self._process.stdin is not None
        with suppress(ConnectionError, RuntimeError):  # it may have ended just now
            self._process.stdin.write(json.dumps(line).encode() + b"\n")

    def _change(self, state: PuppetState) -> None:
        self.state = state
        self._on_change()
