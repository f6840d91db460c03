"""The sandbox's bot: the real desk in a process of its own, held by two strings, stdin and stdout.

The first line in is `{"settings": {…}, "skipped": seconds}`. Each further `{"skipped": seconds, "at": …}`
says how much time was skipped in all and at which loop time (of a clock that both processes share), and is
answered by `jumped` when the desk has looked at the clock; `{"rest": true}` is answered by `rested` when
nothing is under way. `ready` says that the desk is open. When stdin ends, whoever held the strings is gone,
and the desk closes.
"""

import asyncio
import json
import os
import sys
from datetime import timedelta
from typing import Any

import uvloop

from bot import logs
from bot.app import App, build_app
from bot.cli.run import stop_on_signals
from bot.sandbox.clock import Clock
from bot.settings import Settings


async def _dance(app: App, clock: Clock) -> None:
    """Run the desk, and follow the strings."""
    stop_on_signals(app)
    strings = asyncio.create_task(_follow(app, clock))
    announce = asyncio.create_task(_announce(app))
    try:
        await app.run()
    finally:
        strings.cancel()
        announce.cancel()


async def _announce(app: App) -> None:
    await app.ready.wait()
    print("ready", flush=True)


async def _follow(app: App, clock: Clock) -> None:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin.buffer)
    try:
        while line := await reader.readline():
            print(await _obey(json.loads(line), app, clock), flush=True)
    except BrokenPipeError:
        pass  # the other string is cut first when the holder is killed
    finally:
        app.stop()


async def _obey(told: dict[str, Any], app: App, clock: Clock) -> str:
    if "rest" in told:
        if app.ready.is_set():
            await app.rest()
        return "rested"
    before, clock.skipped = clock.skipped, timedelta(seconds=told["skipped"])
    if app.ready.is_set():
        await app.time_jumped(clock.skipped - before, told["at"])  # the desk's timers run on real time
    return "jumped"


def dance() -> int:
    """Read the first line and run until the strings are cut; returns the exit code."""
    first = json.loads(_first_line())
    logs.configure("WARNING", as_json=False)
    clock = Clock()
    clock.skipped = timedelta(seconds=first["skipped"])
    uvloop.run(_dance(build_app(Settings(_env_file=None, **first["settings"]), clock=clock), clock))
    return 0


def _first_line() -> bytes:
    # Byte by byte, so that no buffer swallows the line behind it.
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(sys.stdin.fileno(), 1)
        if not byte:
            sys.exit(0)
        line += byte
    return line
