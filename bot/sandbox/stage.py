"""The stage around the world: its clock, Telegram's moods, and the process of the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.sandbox.clock import Clock
from bot.sandbox.errors import NotPossible
from bot.sandbox.faults import KINDS
from bot.sandbox.limits import Limits
from bot.sandbox.page_views import Json
from bot.sandbox.puppets import Puppet, PuppetState

if TYPE_CHECKING:
    from bot.sandbox.calls import Call
    from bot.sandbox.feed import Key
    from bot.sandbox.server import SandboxServer

CALLS_SHOWN = 60
# A bot at work takes an update within milliseconds; longer means that it is down, or Telegram is.
FETCHED_WITHIN = 2.0


class Stage:
    """What stands behind the switches of the page. `timezone` is that of the desk (IANA)."""

    def __init__(self, server: SandboxServer, clock: Clock, puppet: Puppet, timezone: str = "UTC") -> None:
        self.server = server
        self.world = server.world
        self.clock = clock
        self.puppet = puppet
        self.timezone = ZoneInfo(timezone)
        self._jumping = asyncio.Lock()

    # time

    async def skip(self, passed: timedelta) -> None:
        """Let time pass at once, for Telegram and for the bot.

        1. What people wrote before is fetched first, as it would have been: an update lives for a day only.
           What the bot is sending has arrived in time.
        2. The world's clock moves, and with it the windows of flood limits.
        3. The bot is told; when this returns it has looked at the clock.
        """
        async with self._jumping:
            if self.puppet.state is PuppetState.RUNNING and not self.server.faults.outage:
                await self._wait_for_fetch()
                await self.puppet.rest()
            self.clock.skip(passed)
            self.server.gate.time_jumped(passed.total_seconds())
            self.world.touch()
            await self.puppet.time_jumped(self.clock.skipped)

    async def skip_to(self, moment: datetime) -> None:
        """Let time pass until an aware `moment`; NotPossible for one that is past."""
        left = moment - self.clock()
        if left <= timedelta():
            raise NotPossible("time goes forward only", "forward-only")
        await self.skip(left)

    def next_weekday(self, weekday: int, at: time) -> datetime:
        """The next time it is `at` on that weekday (0 is Monday) in the desk's time zone."""
        now = self.clock().astimezone(self.timezone)
        day = now.date() + timedelta(days=(weekday - now.weekday()) % 7)
        found = datetime.combine(day, at, self.timezone)
        return found if found > now else datetime.combine(day + timedelta(days=7), at, self.timezone)

    def _seconds_ahead(self) -> float:
        return max(0.0, self.clock.skipped.total_seconds())  # a scene at the start may be behind

    async def _wait_for_fetch(self) -> None:
        bots = self.world.bots
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + FETCHED_WITHIN
        while any(bot.updates.items for bot in bots) and loop.time() < give_up_at:
            await self.world.changed(give_up_at - loop.time())

    # moods

    def set_outage(self, is_away: bool) -> None:
        """Drop every connection of bots, or take them again."""
        self.server.faults.outage = is_away
        self.world.touch()

    def set_limits(self, are_on: bool) -> None:
        """Enforce Telegram's flood limits, or none."""
        self.server.limits = Limits() if are_on else Limits.off()
        self.world.touch()

    def plan_fault(self, kind: str, seconds: float, method: str | None) -> None:
        """Let the next call (of `method`) fail in one of the ways of `faults.KINDS`."""
        if kind not in KINDS:
            raise NotPossible(f"no fault {kind!r}")
        # Long polls would take every fault that is meant for something one can see.
        struck = method or "sendMessage"
        self.server.faults.add(kind, method=struck, seconds=seconds, retry_after=int(seconds))
        self.world.touch()

    def ban(self, chat_id: int, seconds: float) -> None:
        """Answer every call for this chat with 429 for some seconds, as after a flood."""
        now = asyncio.get_running_loop().time()
        for bot in self.world.bots:
            self.server.gate.ban(bot.id, chat_id, seconds, now)
        self.world.touch()

    def clear_faults(self) -> None:
        """Telegram works again."""
        self.server.faults.clear()
        self.world.touch()

    def _group_budget(self) -> Json | None:
        """What one minute allows in the first group, and when it was spent."""
        window = self.server.limits.group
        group = next(iter(self.world.groups.values()), None)
        if window is None or group is None or not self.world.bots:
            return None
        spent = self.server.gate.spent(self.world.bots[0].id, group.id)
        return {"of": window[0], "seconds": window[1], "spent": [round(at, 3) for at in spent]}

    # what the page sees of it

    def things(self) -> Iterator[tuple[Key, Json]]:
        """Views of the stage, for the feed."""
        server = self.server
        yield (
            ("stage", "clock"),
            {"skipped": self._seconds_ahead(), "timezone": str(self.timezone)},
        )
        yield ("stage", "bot"), {"state": self.puppet.state.value}
        yield (
            ("stage", "troubles"),
            {
                "outage": server.faults.outage,
                "limits": server.limits.group is not None,
                "private_reactions": self.world.private_reactions,
                "planned": [
                    {"kind": fault.kind, "method": fault.method, "left": fault.times - fault.struck}
                    for fault in server.faults.planned
                ],
                "bans": [
                    {"chat": chat, "until": until}
                    for chat, until in server.gate.bans(asyncio.get_running_loop().time())
                ],
                "group": self._group_budget(),
                "floods": len(server.floods),
                "violations": server.flood_violations,
            },
        )
        shown = (call for call in reversed(server.calls) if call.method not in ("getUpdates", "getMe"))
        for call in islice(shown, CALLS_SHOWN):
            yield ("calls", f"{call.at:.6f}/{call.method}"), _call_view(call)


def _call_view(call: Call) -> Json:
    return {
        "at": call.at,
        "method": call.method,
        "chat": call.chat_id,
        "thread": call.params.get("message_thread_id"),
        "ok": call.ok,
        "code": call.error_code,
        "description": call.description,
        "fault": call.fault,
    }
