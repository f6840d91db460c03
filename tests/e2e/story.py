"""Stories: customers and operators of a sandbox Telegram, with the real bot between them."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from aiogram.types import User

from bot.app import App, build_app
from bot.outbox.budgets import GROUP
from bot.sandbox.albums import Album
from bot.sandbox.bots import BotAccount
from bot.sandbox.groups import Group
from bot.sandbox.messages import SandboxMessage
from bot.sandbox.people import Person
from bot.sandbox.server import SandboxServer
from bot.sandbox.topics import ICON_EMOJI, Topic
from bot.sandbox.world import World
from bot.services import preferences, promises, replanning, staff
from bot.settings import Settings

T = TypeVar("T")

SETTLE = 20.0  # seconds within which the desk must have nothing left to do, also on a busy machine


class MovableClock:
    """The time of the desk and of its Telegram: it goes on by itself, and jumps when a story says so."""

    def __init__(self, starts_at: datetime | None = None) -> None:
        self._ahead = starts_at - datetime.now(UTC) if starts_at else timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def jump(self, by: timedelta) -> None:
        self._ahead += by


class Story:
    """A desk at work: the sandbox, the bot's process (in this one), and the people around it."""

    def __init__(
        self, database_url: str, sandbox: SandboxServer, clock: MovableClock, **settings: Any
    ) -> None:
        self.sandbox = sandbox
        self.clock = clock
        self.world: World = sandbox.world
        self.database_url = database_url
        self.overrides = settings
        self.bot: BotAccount = self.world.add_bot()
        self.owner: Person = self.world.add_user("Olga", username="olga")
        self.group: Group = self.world.add_forum("Support", owner=self.owner)
        self.group.add_bot(self.bot)
        self.app: App | None = None
        self.expects_floods = False  # set by stories that make Telegram answer 429; others fail on one
        self._running: asyncio.Task[None] | None = None

    # the bot

    def settings(self) -> Settings:
        values: dict[str, Any] = {
            "bot_token": self.bot.token,
            "operator_group_id": self.group.id,
            "admin_ids": (self.owner.id,),
            "database_url": self.database_url,
            "bot_api_url": self.sandbox.url,
            "album_settle_seconds": 0.4,  # longer than the machine ever takes between two items
        }
        return Settings(_env_file=None, **{**values, **self.overrides})

    async def open(self) -> None:
        """Start the bot and wait until it works."""
        self.app = build_app(self.settings(), clock=self.clock, look_every=0.2)
        self._running = asyncio.create_task(self.app.run())
        ready = asyncio.create_task(self.app.ready.wait())
        await asyncio.wait([self._running, ready], return_when=asyncio.FIRST_COMPLETED, timeout=SETTLE)
        ready.cancel()
        if self._running.done():
            self._running.result()

    async def close(self) -> None:
        """Stop the bot as SIGTERM does."""
        if self.app is not None and self._running is not None:
            self.app.stop()
            await asyncio.wait_for(self._running, 15.0)
            self.app = self._running = None

    @property
    def running_app(self) -> App:
        """The bot at work."""
        assert self.app is not None
        return self.app

    async def restart(self) -> None:
        await self.close()
        await self.open()

    async def prefers(self, **changes: Any) -> None:
        """Admins want it so (names and values of `Preferences`); what is promised is put in force."""
        async with self.running_app.desks.open() as desk:
            await preferences.keep(desk, replace(desk.preferences, **changes))
            await promises.renew(desk, made_by=None)
            await replanning.begin(desk)
            await desk.commit()
        await self.running_app.jobs.sweep()
        await self.settled()

    async def promises(self, text: str, *, hours: str | None = None, **changes: Any) -> None:
        """From now on this is promised (`first 15m next 30m`), in these hours (None: around the clock)."""
        await self.prefers(promises=text, hours=hours, **changes)

    async def has_on_duty(self, *operators: "Operator") -> None:
        """These operators are known, and on duty."""
        async with self.running_app.desks.open() as desk:
            for one in operators:
                user = User(id=one.id, is_bot=False, first_name=one.person.user["first_name"])
                await staff.seen(desk, user)
                await staff.set_duty(desk, one.id, True)
            await desk.commit()

    async def time_passes(self, **length: float) -> None:
        """So much time goes by (`hours=2`), with all that it brings."""
        await self.time_comes(self.clock() + timedelta(**length))

    async def time_comes(self, moment: datetime) -> None:
        """It becomes that moment, with all that it brings."""
        self.clock.jump(moment - self.clock())
        if self.app is not None:
            await self.app.time_jumped()
            await self.settled()

    async def settled(self, within: float = SETTLE) -> None:
        """Wait until the bot has taken all updates and has nothing left that it could send."""
        await self.until(self._is_quiet, within)

    async def taken(self) -> None:
        """Wait until the bot has taken all updates, whatever still waits to be sent."""
        await self.until(lambda: not self.bot.updates.items)

    def waits_for_group_budget(self) -> bool:
        """Does something wait for budget to be sent to the group?"""
        assert self.app is not None
        return self.app.wire.budgets.waiting(GROUP) > 0

    @contextmanager
    def held_back(self, *customers: "Customer") -> Iterator[None]:
        """Inside, nothing leaves for the group or, if some are given, for these customers: it queues."""
        assert self.app is not None
        budgets = self.app.wire.budgets
        held = [budgets.of(chat) for chat in ([c.id for c in customers] or [GROUP])]
        for budget in held:
            budget.held = True
        try:
            yield
        finally:
            for budget in held:
                budget.held = False
            budgets.pause(0)

    async def until(self, condition: Callable[[], T], within: float = SETTLE) -> T:
        """Wait for a condition; fails with the state of the world."""
        if self._running is not None and self._running.done():
            self._running.result()
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + within
        # The world wakes its waiters when it changes; the bot's own state changes without a word.
        while not (value := condition()) and loop.time() < give_up_at:
            await asyncio.sleep(0.005)
        return value or await self.world.wait_for(condition, 0)

    def _is_quiet(self) -> bool:
        assert self.app is not None
        if self.bot.updates.items:
            return False
        if not self.app.desks.group.is_usable:
            return self.app.sender.is_held
        return self.app.sender.queued == 0 and not self.app.sender.is_behind

    # the people

    def customer(self, name: str, **details: Any) -> "Customer":
        return Customer(self, self.world.add_user(name, **details))

    def operator(self, name: str, **details: Any) -> "Operator":
        person = self.world.add_user(name, **details)
        self.group.add_member(person)
        return Operator(self, person)

    def admin(self) -> "Operator":
        """The one person in ADMIN_IDS, owner of the group."""
        return Operator(self, self.owner)

    # what can be seen

    def alerts_about(self, customer: "Customer") -> list[SandboxMessage]:
        """What stands in the customer's topic about promises that run out."""
        return [m for m in self.in_topic_of(customer) if m.text.startswith(("⏰", "🔥"))]

    def topics_of(self, customer: "Customer") -> list[Topic]:
        """Topics that exist and bear the customer's name."""
        name = customer.person.user["first_name"]
        return [t for t in self.group.topics.values() if not t.is_deleted and name in t.name]

    def in_topic_of(self, customer: "Customer") -> list[SandboxMessage]:
        """What stands in the customer's one topic: no service messages, no card."""
        (topic,) = self.topics_of(customer)
        return [m for m in self.group.messages(topic.id) if is_said(m) and not is_card(m, customer)]

    def texts_in_topic_of(self, customer: "Customer") -> list[str]:
        return [m.text for m in self.in_topic_of(customer)]

    def lines_in_topic_of(self, customer: "Customer") -> list[str]:
        """The same line by line: texts that had to wait may have become one message."""
        return "\n".join(self.texts_in_topic_of(customer)).splitlines()

    def card_of(self, customer: "Customer") -> SandboxMessage:
        """The one card in the customer's topic."""
        (topic,) = self.topics_of(customer)
        (card,) = [m for m in self.group.messages(topic.id) if is_said(m) and is_card(m, customer)]
        return card

    def icon_of(self, customer: "Customer") -> str | None:
        """The emoji that the customer's topic bears."""
        (topic,) = self.topics_of(customer)
        return ICON_EMOJI.get(topic.icon_custom_emoji_id or "")

    def in_general(self) -> list[SandboxMessage]:
        return [m for m in self.group.messages(None) if m.topic_id is None and is_said(m)]


def is_said(message: SandboxMessage) -> bool:
    """Not a service message."""
    from bot.sandbox.messages import SERVICE_KINDS

    return message.kind not in SERVICE_KINDS and not message.is_deleted


def is_card(message: SandboxMessage, customer: "Customer") -> bool:
    return str(customer.person.id) in message.text and "First seen" in message.text


class Actor:
    """A person; each deed waits until the desk has dealt with it."""

    def __init__(self, story: Story, person: Person) -> None:
        self.story = story
        self.person = person

    @property
    def id(self) -> int:
        return self.person.id

    async def _done(self, message: T) -> T:
        await self.story.settled()
        return message

    async def edits(self, message: SandboxMessage, **changes: Any) -> SandboxMessage:
        return await self._done(self.person.edits(message, **changes))

    async def presses(self, button: str, on: SandboxMessage) -> str:
        """Press an inline button (by its text or data); returns what is shown for a moment."""
        press = self.person.presses(on, button)
        answer = await press.answered()
        await self.story.settled()
        return answer.text

    async def forges(self, data: str, on: SandboxMessage) -> str:
        """Press a button that is not there; returns what is shown for a moment."""
        answer = await self.person.forges_press(on, data).answered()
        await self.story.settled()
        return answer.text

    async def reacts(self, message: SandboxMessage, *emoji: str) -> None:
        self.person.reacts(message, *emoji)
        await self.story.settled()


class Customer(Actor):
    """Somebody who writes to the bot in private."""

    async def writes(self, text: str, **details: Any) -> SandboxMessage:
        return await self._done(self.person.writes(text, **details))

    async def sends(self, kind: str, **details: Any) -> SandboxMessage:
        return await self._done(self.person.sends(kind, **details))

    async def sends_album(self, kinds: list[str], **details: Any) -> list[SandboxMessage]:
        return await self._done(self.person.sends_album(kinds, **details))

    async def replies(self, message: SandboxMessage, text: str, **details: Any) -> SandboxMessage:
        """Reply to something in the private chat."""
        return await self.writes(text, reply_to=message, **details)

    def begins_album(self, **details: Any) -> Album:
        return self.person.begin_album(**details)

    async def starts(self, payload: str | None = None) -> None:
        self.person.starts(self.story.bot, payload)
        await self.story.settled()

    async def blocks_the_bot(self) -> None:
        self.person.blocks(self.story.bot)
        await self.story.settled()

    async def unblocks_the_bot(self) -> None:
        self.person.unblocks(self.story.bot)
        await self.story.settled()

    def sees(self, text: str) -> list[SandboxMessage]:
        """Messages of the bot that hold this text now."""
        return self.person.sees(text)

    @property
    def inbox(self) -> list[SandboxMessage]:
        return self.person.inbox


class Operator(Actor):
    """Somebody in the operator group."""

    async def answers(self, *, in_topic_of: Customer, text: str, **details: Any) -> SandboxMessage:
        topic = self._topic(in_topic_of)
        return await self._done(self.person.writes(text, to=self.story.group, topic=topic, **details))

    async def sends(self, kind: str, *, in_topic_of: Customer, **details: Any) -> SandboxMessage:
        topic = self._topic(in_topic_of)
        return await self._done(self.person.sends(kind, to=self.story.group, topic=topic, **details))

    async def sends_album(
        self, kinds: list[str], *, in_topic_of: Customer, **details: Any
    ) -> list[SandboxMessage]:
        topic = self._topic(in_topic_of)
        sent = self.person.sends_album(kinds, to=self.story.group, topic=topic, **details)
        return await self._done(sent)

    async def replies(self, message: SandboxMessage, text: str, **details: Any) -> SandboxMessage:
        """Reply to something in a topic."""
        return await self._done(
            self.person.writes(text, to=self.story.group, topic=message.topic_id, reply_to=message, **details)
        )

    async def writes_in_general(self, text: str, **details: Any) -> SandboxMessage:
        return await self._done(self.person.writes(text, to=self.story.group, **details))

    def hears(self, text: str) -> list[SandboxMessage]:
        """What the bot says to this operator alone, in the group, and holds this text now."""
        return [m for m in self.person.whispers_in(self.story.group) if text in m.text]

    def begins_album(self, *, in_topic_of: Customer) -> Album:
        return self.person.begin_album(to=self.story.group, topic=self._topic(in_topic_of))

    def sees(self, text: str, *, in_topic_of: Customer) -> list[SandboxMessage]:
        """Messages in the customer's topic (the card too) that hold this text now."""
        (topic,) = self.story.topics_of(in_topic_of)
        return [m for m in self.story.group.messages(topic.id) if is_said(m) and text in m.text]

    def _topic(self, customer: Customer) -> int:
        (topic,) = self.story.topics_of(customer)
        return topic.id
