"""Delivery of updates to webhooks: one queue strictly in order, different queues in parallel."""

from __future__ import annotations

import asyncio
import json
import random
from collections import deque
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.sandbox.updates import QueuedUpdate

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount, Webhook
    from bot.sandbox.server import SandboxServer

# Bot API: the first failure is retried at once, then after 2, 4, 8 … up to a random 60-120 s.
FIRST_PAUSE = 2.0
MAX_RETRY_AFTER = 3600
REQUEST_TIMEOUT = 60.0


class WebhookPoster:
    """Posts for every bot that has a webhook. `scale` shortens the pauses between attempts."""

    def __init__(self, server: SandboxServer, scale: float = 1.0) -> None:
        self.scale = scale
        self._server = server
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    def restart(self, bot: BotAccount) -> None:
        """Begin posting to the bot's present webhook."""
        self.stop(bot)
        if bot.webhook is not None:
            self._tasks[bot.id] = asyncio.create_task(self._run(bot, bot.webhook))

    def stop(self, bot: BotAccount) -> None:
        """End posting for one bot."""
        task = self._tasks.pop(bot.id, None)
        if task is not None:
            task.cancel()

    async def close(self) -> None:
        """End posting for all."""
        tasks = list(self._tasks.values())
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def _run(self, bot: BotAccount, webhook: Webhook) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=REQUEST_TIMEOUT))
        lanes: dict[tuple[str, int], deque[QueuedUpdate]] = {}
        slots = asyncio.Semaphore(webhook.max_connections)
        last_seen = 0
        async with asyncio.TaskGroup() as group:
            while True:
                for item in [one for one in bot.updates.items if one.update_id > last_seen]:
                    last_seen = item.update_id
                    if item.lane in lanes:
                        lanes[item.lane].append(item)
                    else:
                        lanes[item.lane] = deque([item])
                        group.create_task(self._serve(bot, webhook, lanes, item.lane, slots))
                await bot.updates.wait(60.0)

    async def _serve(
        self,
        bot: BotAccount,
        webhook: Webhook,
        lanes: dict[tuple[str, int], deque[QueuedUpdate]],
        lane: tuple[str, int],
        slots: asyncio.Semaphore,
    ) -> None:
        waiting = lanes[lane]
        while waiting:
            await self._deliver(bot, webhook, waiting[0], slots)
            bot.updates.remove(waiting.popleft())
            bot.world.touch()
        del lanes[lane]

    async def _deliver(
        self, bot: BotAccount, webhook: Webhook, item: QueuedUpdate, slots: asyncio.Semaphore
    ) -> None:
        """Post one update until it is acknowledged or expires."""
        failures = 0
        while item.expires_at > bot.world.now().timestamp():
            async with slots:
                pause = await self._post(bot, webhook, item)
            if pause is None:
                return
            failures += 1
            if failures > 1 and pause == 0:
                pause = min(FIRST_PAUSE ** (failures - 1), random.uniform(60, 120))
            await asyncio.sleep(pause * self.scale)

    async def _post(self, bot: BotAccount, webhook: Webhook, item: QueuedUpdate) -> float | None:
        """One attempt: None when acknowledged, else the pause that the receiver asked for (0: none)."""
        assert self._session is not None
        headers = {"Content-Type": "application/json"}
        if webhook.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret_token
        try:
            async with self._session.post(
                webhook.url, data=json.dumps(item.raw), headers=headers
            ) as response:
                body = await response.read()
                if 200 <= response.status < 300:
                    self._execute(bot, body)
                    return None
                reason = f"Wrong response from the webhook: {response.status} {response.reason}"
                retry_after = response.headers.get("Retry-After", "")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            reason = f"Connection failed: {error}"
            retry_after = ""
        webhook.last_error_at = bot.world.timestamp()
        webhook.last_error = reason
        return float(min(int(retry_after), MAX_RETRY_AFTER)) if retry_after.isdigit() else 0.0

    def _execute(self, bot: BotAccount, body: bytes) -> None:
        """Execute the method call that an acknowledgement may carry; nobody learns its result."""
        try:
            answer: Any = json.loads(body) if body.strip() else None
        except ValueError:
            return
        if isinstance(answer, dict) and isinstance(answer.get("method"), str):
            name = answer["method"]
            if not name.lower().startswith(("get", "setwebhook", "deletewebhook", "close", "logout")):
                values = {key: value for key, value in answer.items() if key != "method"}
                self._server.execute_silently(bot, name, values)
