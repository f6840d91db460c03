"""The stage of a measurement: a sandbox Telegram without limits, customers, and the load they make."""

import asyncio
import random
import time
from collections.abc import Callable

from bot.sandbox.bots import BotAccount
from bot.sandbox.groups import Group
from bot.sandbox.limits import Limits
from bot.sandbox.people import Person
from bot.sandbox.server import SandboxServer
from bot.sandbox.world import World
from tests.benchmarks.ledger import Arrived, Ledger, Written

STALLED_AFTER = 20.0  # seconds without a copy
QUIET_AFTER = 0.4  # seconds without any change of the world
LINE = "My order has not come yet, can you please look where it is?"


class Stalled(AssertionError):
    """The bot copies nothing any more."""


class _WatchedWorld(World):
    """Tells of each change at once."""

    def __init__(self) -> None:
        super().__init__()
        self.watcher: Callable[[], None] = lambda: None

    def touch(self) -> None:
        super().touch()
        self.watcher()


class Stage:
    """A Telegram with one bot and its group; `ledger` is what is being measured at the moment."""

    def __init__(self, customers: int) -> None:
        world = _WatchedWorld()
        self.server = SandboxServer(world, limits=Limits.off(), keep_calls=0)
        self.bot: BotAccount = world.add_bot()
        self.operators: Group = world.add_forum(owner=world.add_user("Olga"))
        self.operators.add_bot(self.bot)
        self.customers: list[Person] = [world.add_user(f"Customer {n}") for n in range(customers)]
        self.ledger = Ledger()
        self._seen = self.operators.next_message_id
        self._changed = asyncio.Event()
        world.watcher = self._note_copies

    def _note_copies(self) -> None:
        """Enter the texts that stand in the group since the last change."""
        now = time.perf_counter()
        self._changed.set()
        while self._seen < self.operators.next_message_id:
            message = self.operators.messages_by_id[self._seen]
            self._seen += 1
            # The desk also posts cards.
            if message.sender is self.bot and message.text.endswith(LINE):
                self.ledger.arrived.append(Arrived(message.text, message.topic_id, now))

    async def introduce(self) -> None:
        """Every customer writes once, so that topics (and cards) exist; returns when the bot is at rest."""
        ledger = self.ledger = Ledger()
        for person in self.customers:
            self._write(person, 0)
        await self._arrival(ledger)
        ledger.check(in_order=True)
        while await self._changes_within(QUIET_AFTER):
            pass

    async def flood(self, messages: int) -> Ledger:
        """Put a backlog into the queue at once, and wait until the bot has carried it off."""
        ledger = self.ledger = Ledger()
        for number in range(messages):
            self._write(self.customers[number % len(self.customers)], number)
        await self._arrival(ledger)
        return ledger

    async def drip(self, per_second: float, seconds: float, seed: int) -> Ledger:
        """Messages at random moments (people do not write in step), the same ones for the same seed."""
        ledger = self.ledger = Ledger()
        chance = random.Random(seed)
        at = time.perf_counter()
        for number in range(round(per_second * seconds)):
            at += chance.expovariate(per_second)
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            self._write(chance.choice(self.customers), number)
        await self._arrival(ledger)
        return ledger

    def _write(self, person: Person, number: int) -> None:
        text = f"{person.id}/{number} {LINE}"
        self.ledger.written[text] = Written(person.id, number, time.perf_counter())
        person.writes(text)

    async def _arrival(self, ledger: Ledger) -> None:
        while not ledger.is_complete:
            if not await self._changes_within(STALLED_AFTER):
                raise Stalled(f"{len(ledger.arrived)} of {len(ledger.written)} copied")
        await asyncio.sleep(0.1)  # a second copy would come now

    async def _changes_within(self, seconds: float) -> bool:
        self._changed.clear()
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return False
        return True
