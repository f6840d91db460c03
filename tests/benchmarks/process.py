"""A bot in a process of its own: started, weighed, stopped."""

import asyncio
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from tests.benchmarks.stage import STALLED_AFTER, Stage

ROOT = Path(__file__).parents[2]


class BotFailed(AssertionError):
    """The bot ended by itself; carries what it said last."""


def database_url(folder: Path) -> str:
    """Where the bot that works in `folder` stores things."""
    return f"sqlite+aiosqlite:///{folder / 'desk.sqlite3'}"


class BotProcess:
    """`async with BotProcess(("bot", "run"), stage, folder) as bot:` runs `python -m bot run` for the block.

    It works in `folder`, an empty one: a developer's `.env` must not take part.
    """

    def __init__(self, command: Sequence[str], stage: Stage, folder: Path) -> None:
        self._command = command
        self._stage = stage
        self._folder = folder
        self._process: asyncio.subprocess.Process
        self.start_seconds = 0.0  # until it waits for updates

    async def __aenter__(self) -> Self:
        began = time.perf_counter()
        with self._log.open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *self._command),
                cwd=self._folder,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
        while self._stage.bot.poll is None:
            if self._process.returncode is not None or time.perf_counter() - began > STALLED_AFTER:
                await self._stop()
                raise BotFailed(self._log.read_text()[-2000:])
            await asyncio.sleep(0.005)
        self.start_seconds = time.perf_counter() - began
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    def cpu_seconds(self) -> float:
        """What all its threads have used so far."""
        times = psutil.Process(self._process.pid).cpu_times()
        return times.user + times.system

    def memory_mb(self) -> float:
        """Resident memory now."""
        return psutil.Process(self._process.pid).memory_info().rss / 2**20

    async def _stop(self) -> None:
        if self._process.returncode is None:
            self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), 15.0)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    @property
    def _log(self) -> Path:
        return self._folder / "bot.log"

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": self._stage.bot.token,
            "BOT_API_URL": self._stage.server.url,
            "OPERATOR_GROUP_ID": str(self._stage.operators.id),
            "ADMIN_IDS": str(self._stage.operators.owner.id),
            "DATABASE_URL": database_url(self._folder),
            "UPDATES": "polling",
            "RELAY_MODE": "all",
            # Without budgets nothing is scarce, so no two texts become one message.
            "GROUP_BUDGET": "off",
            "PRIVATE_BUDGET": "off",
            "BOT_BUDGET": "off",
        }
