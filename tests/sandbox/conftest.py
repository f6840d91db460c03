"""A small world with a bot, two people and a forum, served over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox.bots import BotAccount
from bot.sandbox.groups import Group
from bot.sandbox.limits import Limits
from bot.sandbox.people import Person
from bot.sandbox.server import SandboxServer
from bot.sandbox.world import World


class Clock:
    """The world's time; moves only when told."""

    def __init__(self) -> None:
        self.at = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Refusal:
    """An answer with ok: false."""

    code: int
    description: str
    parameters: dict[str, Any]
    headers: dict[str, str]


class Api:
    """A plain client of one bot."""

    def __init__(self, session: aiohttp.ClientSession, sandbox: SandboxServer, bot: BotAccount) -> None:
        self.session = session
        self.sandbox = sandbox
        self.bot = bot

    def url(self, method: str) -> str:
        return f"{self.sandbox.url}/bot{self.bot.token}/{method}"

    async def __call__(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        async with self.session.post(self.url(method), json=params) as response:
            body = await response.json()
            assert body["ok"], body
            return body["result"]

    async def refusal(self, method: str, **params: Any) -> Refusal:
        """The error of a call that must fail."""
        async with self.session.post(self.url(method), json=params) as response:
            body = await response.json()
            assert not body["ok"], body
            assert response.status == body["error_code"]
            return Refusal(
                body["error_code"], body["description"], body.get("parameters", {}), dict(response.headers)
            )

    async def refuses(self, method: str, **params: Any) -> str:
        """The description of a 400 without its prefix."""
        refusal = await self.refusal(method, **params)
        assert refusal.code == 400, refusal
        return refusal.description.removeprefix("Bad Request: ")

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """Everything that waits, confirmed at once."""
        found: list[dict[str, Any]] = await self("getUpdates", **params)
        if found:
            self.bot.updates.confirm(found[-1]["update_id"] + 1)
        return found


@dataclass
class Desk:
    """What most tests need."""

    world: World
    clock: Clock
    sandbox: SandboxServer
    bot: BotAccount
    api: Api
    group: Group
    alice: Person
    olga: Person

    async def topic(self, name: str = "Alice") -> int:
        created = await self.api("createForumTopic", chat_id=self.group.id, name=name)
        return int(created["message_thread_id"])

    async def say(self, text: str = "hello", **params: Any) -> dict[str, Any]:
        sent: dict[str, Any] = await self.api("sendMessage", chat_id=self.group.id, text=text, **params)
        return sent


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    clock = Clock()
    world = World(now=clock)
    bot = world.add_bot()
    olga = world.add_user("Olga", username="olga")
    alice = world.add_user("Alice", username="alice")
    group = world.add_forum(owner=olga)
    group.add_bot(bot)
    alice.starts()
    bot.updates.clear()
    async with (
        SandboxServer(world, limits=Limits.off()) as sandbox,
        aiohttp.ClientSession() as session,
    ):
        yield Desk(world, clock, sandbox, bot, Api(session, sandbox, bot), group, alice, olga)
