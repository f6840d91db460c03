"""Webhooks: setting, delivery, order, retries."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.sandbox.conftest import Desk


class Receiver:
    """A webhook endpoint that answers as told."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.body = ""
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        if "message" in update and update["message"].get("text") == "slow":
            await self.gate.wait()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.got.append(update)
        status = self.statuses.pop(0) if self.statuses else 200
        return web.Response(status=status, text=self.body, content_type="application/json")


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    receiver.gate.set()
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret(desk: Desk, receiver: Receiver) -> None:
    await desk.api("setWebhook", url=receiver.url, secret_token="s-3_cret")

    desk.alice.writes("hello")
    await desk.world.wait_for(lambda: receiver.got and not desk.bot.updates.items)

    assert receiver.got[0]["message"]["text"] == "hello"
    assert receiver.secrets == ["s-3_cret"]
    info = await desk.api("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (receiver.url, 0)


async def test_what_was_waiting_is_posted_first(desk: Desk, receiver: Receiver) -> None:
    desk.alice.writes("before")

    await desk.api("setWebhook", url=receiver.url)
    await desk.world.wait_for(lambda: receiver.got)

    assert receiver.got[0]["message"]["text"] == "before"


async def test_a_refused_update_is_repeated_until_it_is_accepted(desk: Desk, receiver: Receiver) -> None:
    desk.sandbox.webhooks.scale = 0.01
    receiver.statuses = [500, 503, 200]
    await desk.api("setWebhook", url=receiver.url)

    desk.alice.writes("one")
    desk.alice.writes("two")
    await desk.world.wait_for(lambda: len(receiver.got) == 4)

    assert [update["message"]["text"] for update in receiver.got] == ["one", "one", "one", "two"]
    info = await desk.api("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 503")


async def test_one_chat_is_strictly_serial_and_other_chats_go_on(desk: Desk, receiver: Receiver) -> None:
    boris = desk.world.add_user("Boris")
    receiver.gate.clear()
    await desk.api("setWebhook", url=receiver.url)

    desk.alice.writes("slow")
    desk.alice.writes("after slow")
    boris.writes("other chat")
    await desk.world.wait_for(lambda: receiver.got)
    assert [update["message"]["text"] for update in receiver.got] == ["other chat"]
    receiver.gate.set()
    await desk.world.wait_for(lambda: len(receiver.got) == 3)

    assert [update["message"]["text"] for update in receiver.got] == ["other chat", "slow", "after slow"]


async def test_a_method_in_the_answer_is_executed(desk: Desk, receiver: Receiver) -> None:
    receiver.body = json.dumps({"method": "sendMessage", "chat_id": desk.alice.id, "text": "at once"})
    await desk.api("setWebhook", url=receiver.url)

    desk.alice.writes("hello")

    await desk.world.wait_for(lambda: desk.alice.sees("at once"))


async def test_polling_and_webhook_exclude_each_other(desk: Desk, receiver: Receiver) -> None:
    poll = asyncio.create_task(desk.api.refusal("getUpdates", timeout=20))
    await desk.world.wait_for(lambda: desk.bot.poll is not None)

    await desk.api("setWebhook", url=receiver.url)
    assert (await poll).description == "Conflict: terminated by setWebhook request"
    refusal = await desk.api.refusal("getUpdates")
    await desk.api("deleteWebhook")

    assert refusal.code == 409
    assert refusal.description == (
        "Conflict: can't use getUpdates method while webhook is active;"
        " use deleteWebhook to delete the webhook first"
    )
    assert await desk.api("getUpdates") == []


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"url": "ftp://example.com"}, "bad webhook: Invalid webhook URL specified"),
        ({"url": "http://example.com/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.com:9000/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://example.com/", "secret_token": "x" * 257}, "secret token is too long"),
        (
            {"url": "https://example.com/", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_bad_webhooks_are_refused(desk: Desk, params: dict[str, str], text: str) -> None:
    assert await desk.api.refuses("setWebhook", **params) == text


async def test_pending_updates_can_be_dropped(desk: Desk) -> None:
    desk.alice.writes("lost")

    await desk.api("deleteWebhook", drop_pending_updates=True)

    assert await desk.api("getUpdates") == []
