"""The stage of the stories: a sandbox Telegram and a desk, on each database."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Any, Protocol

import pytest

from bot.outbox import calls
from bot.sandbox.limits import Limits
from bot.sandbox.server import SandboxServer
from bot.sandbox.world import World
from tests.e2e.story import MovableClock, Story

# Telegram's own limits, but in a shorter time: what takes a minute there takes 1.5 seconds here.
QUICK_LIMITS = Limits(group=(20, 1.5), private=(30, 0.5), bot=(60, 0.5), repeated_offset=False)
QUICK_BUDGETS = {"group_budget": "20/1.5", "private_budget": "30/0.5", "bot_budget": "60/0.5"}


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that only a real Telegram needs."""
    monkeypatch.setattr(calls, "NOT_YET_FOUND", (0.02, 0.02))


class OpensStory(Protocol):
    async def __call__(
        self,
        *,
        limits: Limits = ...,
        closed: bool = ...,
        starts_at: datetime | None = ...,
        **settings: Any,
    ) -> Story: ...


@pytest.fixture
async def opens(database_url: str) -> AsyncIterator[OpensStory]:
    """Opens a desk with settings of one's own; `closed` leaves the bot to be started later.

    `starts_at` is the time of the desk and its Telegram at the beginning.
    """
    stories: list[Story] = []
    async with AsyncExitStack() as stack:

        async def open_story(
            *,
            limits: Limits = QUICK_LIMITS,
            closed: bool = False,
            starts_at: datetime | None = None,
            **settings: Any,
        ) -> Story:
            clock = MovableClock(starts_at)
            server = SandboxServer(World(now=clock), limits=limits)
            sandbox = await stack.enter_async_context(server)
            story = Story(database_url, sandbox, clock, **{**QUICK_BUDGETS, **settings})
            stories.append(story)
            stack.push_async_callback(story.close)
            if not closed:
                await story.open()
            return story

        yield open_story
    for story in stories:
        assert story.expects_floods or not story.sandbox.floods, "the bot ran into Telegram's limits"
        assert story.sandbox.flood_violations == 0, "the bot went on in spite of a 429"


@pytest.fixture
async def roomy_desk(opens: OpensStory) -> Story:
    """A desk at work where limits are far away."""
    limits = QUICK_LIMITS.but(group=(200, 1.5), private=(100, 0.5), bot=(300, 0.5))
    return await opens(limits=limits, group_budget="200/1.5", private_budget="100/0.5", bot_budget="300/0.5")


@pytest.fixture
async def desk(opens: OpensStory) -> Story:
    """A desk at work."""
    return await opens()
