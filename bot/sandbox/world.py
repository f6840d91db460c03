"""Everything that exists in the sandbox's Telegram: bots, people, groups, files, and the clock."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from bot.sandbox.bots import BotAccount
from bot.sandbox.callbacks import CallbackPress
from bot.sandbox.delivery import deliver
from bot.sandbox.files import FileStore
from bot.sandbox.groups import Group
from bot.sandbox.messages import SandboxMessage
from bot.sandbox.people import Person
from bot.sandbox.reading import ReadingMarks
from bot.sandbox.rooms import PrivateChat, Room
from bot.sandbox.updates import LIFETIME

T = TypeVar("T")


class World:
    """The state behind the Bot API. `now` gives aware UTC time: message dates, retention, query expiry.

    Switches: `private_reactions` delivers message_reaction from private chats too (reports about Telegram
    contradict each other); `topic_cache` is how many seconds the server remembers that a topic exists.
    """

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self.now = now or (lambda: datetime.now(UTC))
        self.private_reactions = False
        self.topic_cache = 60.0
        self.files = FileStore()
        self.bots: list[BotAccount] = []
        self.bots_by_id: dict[int, BotAccount] = {}
        self.bots_by_token: dict[str, BotAccount] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.moved_groups: dict[int, Group] = {}
        self.private_chats: dict[tuple[int, int], PrivateChat] = {}
        self.callbacks: dict[str, CallbackPress] = {}
        self.reading = ReadingMarks()
        self._bot_ids = itertools.count(7_000_000_001)
        self._person_ids = itertools.count(500_000_001)
        self._group_ids = itertools.count(1)
        self._album_ids = itertools.count(13_900_000_000_000_001)
        self.listeners: list[Callable[[], None]] = []
        self._waiters: list[asyncio.Future[None]] = []

    def timestamp(self) -> int:
        """Now, in whole Unix seconds."""
        return int(self.now().timestamp())

    # who exists

    def add_bot(
        self,
        *,
        username: str = "forumdesk_bot",
        first_name: str = "Forumdesk",
        token: str | None = None,
        can_read_all_group_messages: bool = False,
    ) -> BotAccount:
        """Create a bot; a given token decides the id (`123:secret`)."""
        number = int(token.partition(":")[0]) if token else next(self._bot_ids)
        token = token or f"{number}:AAsandbox{number}-{'x' * 20}"
        bot = BotAccount(self, number, token, first_name, username, can_read_all_group_messages)
        self.bots.append(bot)
        self.bots_by_id[number] = bot
        self.bots_by_token[token] = bot
        return bot

    def add_user(
        self,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
        is_premium: bool = False,
        id: int | None = None,
    ) -> Person:
        """Create a person who has not yet met any bot."""
        person = Person(
            self,
            next(self._person_ids) if id is None else id,
            first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            is_premium=is_premium,
        )
        self.people[person.id] = person
        return person

    def add_forum(
        self,
        title: str = "Support",
        *,
        owner: Person,
        is_forum: bool = True,
        username: str | None = None,
    ) -> Group:
        """Create a supergroup, with topics switched on unless `is_forum` is False."""
        group = Group(self, self.take_group_id(), title, owner=owner, is_forum=is_forum, username=username)
        self.groups[group.id] = group
        return group

    def add_basic_group(self, title: str, *, owner: Person) -> Group:
        """Create a basic group; its `migrate()` makes it a supergroup with another id."""
        group = Group(self, -4_000_000_000 - next(self._group_ids), title, owner=owner, is_basic=True)
        self.groups[group.id] = group
        return group

    def skip_person_ids(self, count: int) -> None:
        """Leave out the next ids of people: others had them, in a Telegram before this one."""
        self._person_ids = itertools.count(next(self._person_ids) + count)

    def take_group_id(self) -> int:
        """An unused supergroup id."""
        return -1_002_000_000_000 - next(self._group_ids)

    def take_album_id(self) -> str:
        """An unused media_group_id."""
        return str(next(self._album_ids))

    def moved(self, group: Group, old_id: int) -> None:
        """Register a migrated group under its new id."""
        del self.groups[old_id]
        self.groups[group.id] = group
        self.moved_groups[old_id] = group

    def private_chat(self, bot: BotAccount, person: Person) -> PrivateChat:
        """The private chat of the two, created empty when first asked for."""
        key = (bot.id, person.id)
        chat = self.private_chats.get(key)
        if chat is None:
            chat = self.private_chats[key] = PrivateChat(self, bot, person)
        return chat

    def rooms(self) -> list[Room]:
        """Every chat."""
        return [*self.private_chats.values(), *self.groups.values()]

    def has_met(self, bot: BotAccount, person: Person) -> bool:
        """Whether the bot can know this person: from a private chat or from a common group."""
        chat = self.private_chats.get((bot.id, person.id))
        if chat is not None and chat.is_started:
            return True
        return any(person.id in group.members and bot.id in group.members for group in self.groups.values())

    # what happens

    def push(self, bot: BotAccount, update: dict[str, Any]) -> None:
        """Queue a raw update as it is (poison, say), whatever its type; it gets the next update_id."""
        bot.updates.put(update, ("raw", bot.updates.next_id), self.timestamp() + LIFETIME)

    def emit(self, bot: BotAccount, kind: str, payload: dict[str, Any]) -> None:
        """Queue an update of a type that people's actions here do not produce (inline_query, …)."""
        deliver(bot, kind, payload, (kind, 0), self.timestamp())

    def touch(self) -> None:
        """Something changed: let everybody who waits for a condition, and `listeners`, look again."""
        for listener in self.listeners:
            listener()
        if self._waiters:
            waiters, self._waiters = self._waiters, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)

    async def wait_for(self, condition: Callable[[], T], within: float = 5.0) -> T:
        """Return the first truthy value of `condition`, tried after each change of the world.

        Raises AssertionError with the state of the world after `within` real seconds.
        """
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + within
        while True:
            value = condition()
            if value:
                return value
            left = give_up_at - loop.time()
            if left <= 0:
                raise AssertionError(
                    f"not within {within} s (last value {value!r}); the world:\n{self.describe()}"
                )
            # A condition may also read things outside of the world (a database): look often.
            await self.changed(min(left, 0.1))

    async def changed(self, within: float) -> None:
        """Return at the next change, or after `within` real seconds."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        await asyncio.wait([waiter], timeout=within)
        if waiter in self._waiters:
            self._waiters.remove(waiter)

    def describe(self, last: int = 15) -> str:
        """The world in words: the last messages of each chat, and pending updates."""
        lines: list[str] = []
        for room in self.rooms():
            messages: list[SandboxMessage] = list(room.messages_by_id.values())
            lines.append(f"{room!r}: {len(messages)} messages")
            lines.extend(f"    {message!r}" for message in messages[-last:])
        lines.extend(
            f"{bot.first_name} {bot.id}: {len(bot.updates.items)} pending updates" for bot in self.bots
        )
        return "\n".join(lines)
