"""getUpdates: confirmation by offset, long polling, and who may poll."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.sandbox.bots import BotAccount, Poll
from bot.sandbox.errors import conflict
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.updates import QueuedUpdate

MAX_LIMIT = 100
MAX_TIMEOUT = 50
WEBHOOK_IS_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OTHER_REQUEST = "terminated by other getUpdates request; make sure that only one bot instance is running"


@method("getUpdates")
async def get_updates(request: Request) -> Any:
    arguments, bot = request.arguments, request.bot
    if bot.webhook is not None:
        raise conflict(WEBHOOK_IS_ACTIVE)
    if bot.poll is not None:
        # Bot API: the older long poll is the one that is terminated.
        bot.poll.ended_by = OTHER_REQUEST
        bot.updates.wake()
    if request.repeats_batch:
        return [item.raw for item in bot.updates.last_confirmed]
    offset = arguments.number("offset")
    limit = arguments.number("limit", MAX_LIMIT)
    limit = limit if 1 <= limit <= MAX_LIMIT else MAX_LIMIT
    timeout = float(min(max(arguments.number("timeout"), 0), MAX_TIMEOUT))
    if request.server.gate.limits.repeated_offset:
        limit, timeout = _brake(request, offset, limit, timeout)
    if "allowed_updates" in arguments.values:
        bot.updates.allow(_json_or_none(request))
    if offset:
        waiting = len(bot.updates.items)
        bot.updates.confirm(offset)
        if len(bot.updates.items) != waiting:
            request.world.touch()
    found = bot.updates.first(limit, request.world.now().timestamp())
    if not found and timeout > 0:
        found = await _long_poll(request, limit, timeout)
    bot.updates.last_returned = found
    return [item.raw for item in found]


def _brake(request: Request, offset: int, limit: int, timeout: float) -> tuple[int, float]:
    """The server's answer to a poller that does not confirm."""
    bot = request.bot
    now = asyncio.get_running_loop().time()
    scale = request.server.gate.limits.poll_scale
    if offset == bot.previous_offset:
        since = now - bot.previous_poll_at
        # Bot API: the same offset within 3 s waits for 3 s at least; within 0.5 s it gets one update.
        if timeout < 3 * scale and since < 3 * scale:
            timeout = 3 * scale
        if since < 0.5 * scale:
            limit = 1
    bot.previous_offset = offset
    bot.previous_poll_at = now
    return limit, timeout


async def _long_poll(request: Request, limit: int, timeout: float) -> list[QueuedUpdate]:
    bot, loop = request.bot, asyncio.get_running_loop()
    poll = bot.poll = Poll()
    give_up_at = loop.time() + timeout
    request.world.touch()
    try:
        while True:
            await bot.updates.wait(give_up_at - loop.time())
            if poll.ended_by:
                raise conflict(poll.ended_by)
            found = bot.updates.first(limit, request.world.now().timestamp())
            if found or loop.time() >= give_up_at:
                return found
    finally:
        _forget(bot, poll)


def _forget(bot: BotAccount, poll: Poll) -> None:
    if bot.poll is poll:
        bot.poll = None
        bot.world.touch()


def _json_or_none(request: Request) -> Any:
    # Bot API: an unreadable allowed_updates keeps the previous setting.
    try:
        return request.arguments.parsed("allowed_updates", "allowed updates")
    except Exception:
        return None
