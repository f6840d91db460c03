"""The siege: a desk under load whose process is killed again and again at random moments."""

import asyncio
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from bot.sandbox.calls import Call
from bot.sandbox.limits import Limits
from bot.sandbox.server import SandboxServer
from tests.crash import records
from tests.crash.crowd import Crowd
from tests.crash.evidence import Evidence, Summary
from tests.crash.records import Records
from tests.crash.victims import Nursery, Victim

UNLIMITED = {"GROUP_BUDGET": "off", "PRIVATE_BUDGET": "off", "BOT_BUDGET": "off"}
SECRET = "a-secret-of-the-siege"
LIFE_AT_MOST = 1.5  # seconds, when the calls that a life was granted do not come
MOST_OUTSTANDING = 120
SILENT_FOR = 4.0  # seconds without a call after which nothing more is expected


@dataclass(frozen=True)
class Fate:
    """How a life ends: `delay` seconds after its call number `call`, 0 is its birth, by SIGKILL or SIGTERM.

    Without delay the process dies before it can read the answer of a call that was carried out.
    """

    call: int
    delay: float
    kills: bool
    struck: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def drawn(cls, rng: Random) -> "Fate":
        if rng.random() < 0.1:
            return cls(0, rng.uniform(0.0, 0.3), kills=True)
        early = rng.random() < 0.25
        call = rng.randrange(1, 16) if early else rng.randrange(10, 90)
        return cls(call, rng.choice((0.0, rng.uniform(0.0, 0.03))), rng.random() < 0.85)


class Siege:
    """A sandbox Telegram, a crowd, a database, and one process of the bot after another."""

    def __init__(
        self,
        nursery: Nursery,
        database_url: str,
        folder: Path,
        *,
        seed: int,
        webhook: bool = False,
        limits: Limits | None = None,
        most_customers: int = 8,
        sabotage: str = "",
        **environment: str,
    ) -> None:
        self.rng = Random(seed)
        self.sandbox = SandboxServer(limits=limits or Limits.off(), webhook_retry_scale=0.01)
        self.world = self.sandbox.world
        self.bot = self.world.add_bot()
        owner = self.world.add_user("Olga")
        self.group = self.world.add_forum("Support", owner=owner)
        self.group.add_bot(self.bot)
        self.crowd = Crowd(self.world, self.bot, self.group, self.rng, most_customers=most_customers)
        self.evidence = Evidence(self.sandbox, self.bot, self.group, self.crowd, seed)
        self.evidence.calls.listeners.append(self._on_call)
        self.database_url = database_url
        self.victim: Victim | None = None
        self.port = free_port() if webhook else 0
        self._others: list[Victim] = []
        self._nursery = nursery
        self._folder = folder
        self._sabotage = sabotage
        self._environment = {**UNLIMITED, **environment}
        self._backlog = 0  # the crowd goes on while fewer messages are on their way
        self._fate: Fate | None = None
        self._last_call_at = 0.0

    async def __aenter__(self) -> Self:
        await self.sandbox.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for victim in (self.victim, *self._others):
            if victim is not None:
                victim.kill()
                await victim.ended()
        await self.sandbox.stop()

    @property
    def webhook_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/telegram"

    @property
    def environment(self) -> dict[str, str]:
        """The bot's settings."""
        values = {
            "BOT_TOKEN": self.bot.token,
            "OPERATOR_GROUP_ID": str(self.group.id),
            "DATABASE_URL": self.database_url,
            "BOT_API_URL": self.sandbox.url,
            "ALBUM_SETTLE_SECONDS": "0.05",
            **self._environment,
        }
        if self.port:
            values |= {
                "UPDATES": "webhook",
                "WEBHOOK_URL": self.webhook_url,
                "WEBHOOK_SECRET": SECRET,
                "WEBHOOK_LISTEN": f"127.0.0.1:{self.port}",
            }
        return values

    # one process

    async def begin(self) -> Victim:
        """Start the bot."""
        assert self.victim is None
        self.victim = await self._nursery.bear(self._folder, self.environment, self._sabotage)
        return self.victim

    async def begin_another(self) -> Victim:
        """Start a second process beside the first."""
        another = await self._nursery.bear(self._folder, self.environment, self._sabotage)
        self._others.append(another)
        return another

    async def open(self) -> None:
        """Start the bot and wait until it asks for updates, or Telegram sends them."""
        before = len(self.evidence.calls)
        await self.begin()
        await self.world.wait_for(
            lambda: any(c.method in ("getUpdates", "setWebhook") for c in self.evidence.calls[before:]), 10.0
        )

    async def kill(self) -> Records:
        """kill -9, and what was in flight at that moment."""
        assert self.victim is not None
        self.victim.kill()
        return await self._bury(-9)

    async def end(self, within: float = 10.0) -> Records:
        """SIGTERM, and what the bot has left behind."""
        assert self.victim is not None
        self.victim.terminate()
        return await self._bury(0, within)

    async def kill_unseen(self, after: float = 0.0) -> None:
        """kill -9 after so many seconds; the next may begin before anybody has looked at the database."""
        assert self.victim is not None
        await asyncio.sleep(after)
        self.victim.kill()
        await self.victim.ended()
        await self._calm()
        self.evidence.bury_unseen()
        self.victim = None

    def succeed(self, another: Victim) -> None:
        """The process beside the first takes its place."""
        self._others.remove(another)
        self.victim = another

    async def _bury(self, code: int, within: float = 10.0) -> Records:
        assert self.victim is not None
        died = await self.victim.ended(within)
        if died != code:
            raise AssertionError(f"exit code {died}, not {code}; its log ends with\n{self.victim.story()}")
        await self._calm()
        left = await records.read(self.database_url)
        self.evidence.bury(left, killed=code != 0)
        self.victim = None
        return left

    async def _calm(self) -> None:
        """Let the sandbox carry out what the dead had written to its sockets."""
        for _ in range(30):
            await asyncio.sleep(0)

    # many

    async def storm(self, kills: int) -> None:
        """Kill the bot `kills` times under load, at moments that follow from the seed.

        Some lives between end by SIGTERM, which must leave nothing unsettled at all.
        """
        until = self.evidence.summary.kills + kills
        while self.evidence.summary.kills < until:
            # What is left may have to wait (for a topic in doubt, say): a fresh life gets fresh work.
            fresh = self.rng.choice((2, 6, 30))
            self._backlog = min(self.evidence.outstanding + fresh, MOST_OUTSTANDING)
            fate = self._fate = Fate.drawn(self.rng)
            await self.begin()
            if not fate.call:
                asyncio.get_running_loop().call_later(fate.delay, self._strike, fate)
            await self._life_to_take(fate)
            try:
                await asyncio.wait_for(fate.struck.wait(), LIFE_AT_MOST)
            except TimeoutError:
                self._strike(fate)
            self._fate = None
            await self._bury(-9 if fate.kills else 0)

    async def _life_to_take(self, fate: Fate) -> None:
        """Wait until the bot calls: before, on a busy machine, it may not even hear SIGTERM."""
        await self.world.wait_for(lambda: self.evidence.life.calls or fate.struck.is_set(), 15.0)

    async def drain(self, silent_for: float = SILENT_FOR) -> Summary:
        """Let the bot finish in peace, and judge."""
        self._backlog = 0
        await self.begin()
        await self.arrival(silent_for)
        return await self.conclude()

    async def arrival(self, silent_for: float = SILENT_FOR) -> None:
        """Wait until all that was said has arrived, or until no call has come for so many seconds."""
        clock = asyncio.get_running_loop().time
        began = clock()
        with suppress(AssertionError):
            await self.world.wait_for(
                lambda: self.evidence.is_complete or clock() - max(began, self._last_call_at) > silent_for,
                60.0,
            )

    async def conclude(self) -> Summary:
        """End the bot, and judge."""
        return self.evidence.judge(await self.end())

    def _on_call(self, call: Call) -> None:
        loop = asyncio.get_running_loop()
        self._last_call_at = loop.time()
        fate = self._fate
        if fate is not None and self.evidence.life.calls == fate.call:
            if fate.delay:
                loop.call_later(fate.delay, self._strike, fate)
            else:
                self._strike(fate)
        loop.call_soon(self._go_on)

    def _strike(self, fate: Fate) -> None:
        if self.victim is not None and not fate.struck.is_set():
            (self.victim.kill if fate.kills else self.victim.terminate)()
        fate.struck.set()

    def _go_on(self) -> None:
        while self.evidence.outstanding < self._backlog:
            self.crowd.act()


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
