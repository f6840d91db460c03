"""Victims: processes of the bot that the tests start, kill and end, born by a nursery."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import Any

WARM_WITHIN = 60.0  # seconds: importing aiogram on a busy machine


class Victim:
    """One process of the bot; `ended` gives its exit code, -9 after `kill`."""

    def __init__(self, number: int, log: Path) -> None:
        self.number = number
        self.log = log
        self.pid: int | None = None
        self._loop = asyncio.get_running_loop()
        self._born: asyncio.Future[int] = self._loop.create_future()
        self._ended: asyncio.Future[int] = self._loop.create_future()

    @property
    def is_alive(self) -> bool:
        return not self._ended.done()

    async def born(self) -> int:
        return await asyncio.wait_for(self._born, 10.0)

    async def ended(self, within: float = 15.0) -> int:
        """The exit code."""
        return await asyncio.wait_for(asyncio.shield(self._ended), within)

    def kill(self) -> None:
        """kill -9; does nothing to the dead."""
        self._signal(signal.SIGKILL)

    def terminate(self) -> None:
        """What a supervisor does first."""
        self._signal(signal.SIGTERM)

    def story(self, lines: int = 40) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text().splitlines()[-lines:]) if self.log.exists() else ""

    def _signal(self, number: signal.Signals) -> None:
        # The nursery reaps it only after telling us, so the pid cannot belong to anybody else yet.
        if self.pid is not None and self.is_alive:
            os.kill(self.pid, number)

    def take_birth(self, pid: int) -> None:
        """Called from the reader's thread."""
        self.pid = pid
        self._tell(self._born, pid)

    def take_end(self, code: int) -> None:
        """Called from the reader's thread."""
        self._tell(self._ended, code)

    def _tell(self, future: "asyncio.Future[int]", value: int) -> None:
        def tell() -> None:
            if not future.done():
                future.set_result(value)

        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(tell)


class Nursery:
    """The nursery process, shared by a whole test session."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._by_number: dict[int, Victim] = {}
        self._by_pid: dict[int, Victim] = {}
        self._ready = Event()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.nursery"],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    async def bear(self, folder: Path, environment: dict[str, str], sabotage: str = "") -> Victim:
        """Start a bot whose settings are `environment`; its log is in `folder`."""
        await asyncio.to_thread(self._ready.wait, WARM_WITHIN)
        number = next(self._numbers)
        victim = Victim(number, folder / f"victim-{number}.log")
        self._by_number[number] = victim
        request = {
            "number": number,
            "folder": str(folder),
            "log": str(victim.log),
            "environment": environment,
            "sabotage": sabotage,
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        await victim.born()
        return victim

    def close(self) -> None:
        """End the nursery and with it every child that is left."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10.0)
        self._reader.join(10.0)
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._take(json.loads(line))

    def _take(self, fact: dict[str, Any]) -> None:
        if "born" in fact:
            victim = self._by_number.pop(fact["number"])
            self._by_pid[fact["born"]] = victim
            victim.take_birth(fact["born"])
        elif "ended" in fact:
            self._by_pid.pop(fact["ended"]).take_end(fact["code"])
        else:
            self._ready.set()
