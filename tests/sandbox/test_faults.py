"""Planned faults."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.sandbox.limits import Limits
from tests.sandbox.conftest import Desk


async def test_a_lost_response_was_executed(desk: Desk) -> None:
    desk.sandbox.faults.add("lost_response", method="sendMessage")

    with pytest.raises(aiohttp.ClientError):
        await desk.say("twice?")
    await desk.say("twice?")

    assert [message.text for message in desk.group.messages(1)][-2:] == ["twice?", "twice?"]
    assert [call.fault for call in desk.sandbox.calls_of("sendMessage")] == ["lost_response", ""]


async def test_a_reset_was_not_executed(desk: Desk) -> None:
    before = len(desk.group.messages())
    desk.sandbox.faults.add("reset")

    with pytest.raises(aiohttp.ClientError):
        await desk.say("never")

    assert len(desk.group.messages()) == before


@pytest.mark.parametrize(
    ("kind", "args", "code", "description"),
    [
        ("server_error", {}, 500, "Internal Server Error"),
        ("restart", {}, 500, "Internal Server Error: restart"),
        (
            "conflict",
            {},
            409,
            "Conflict: terminated by other getUpdates request;"
            " make sure that only one bot instance is running",
        ),
        ("flood", {"retry_after": 3}, 429, "Too Many Requests: retry after 3"),
        (
            "flood_wrapped",
            {"retry_after": 8},
            400,
            "Bad Request: failed to send message #1 with the error message"
            ' "Too Many Requests: retry after 8"',
        ),
        (
            "error",
            {"code": 400, "description": "Bad Request: CHAT_ADMIN_REQUIRED"},
            400,
            "Bad Request: CHAT_ADMIN_REQUIRED",
        ),
    ],
)
async def test_faults_that_answer(
    desk: Desk, kind: str, args: dict[str, Any], code: int, description: str
) -> None:
    before = len(desk.group.messages())
    desk.sandbox.faults.add(kind, **args)

    refusal = await desk.api.refusal("sendMessage", chat_id=desk.group.id, text="x")

    assert (refusal.code, refusal.description) == (code, description)
    assert len(desk.group.messages()) == before


async def test_a_restart_may_have_executed(desk: Desk) -> None:
    desk.sandbox.faults.add("restart", executed=True)

    await desk.api.refusal("sendMessage", chat_id=desk.group.id, text="done all the same")

    assert desk.group.messages()[-1].text == "done all the same"


async def test_a_bad_gateway_is_html(desk: Desk) -> None:
    desk.sandbox.faults.add("bad_gateway", method="getMe")

    async with desk.api.session.get(desk.api.url("getMe")) as response:
        assert (response.status, response.content_type) == (502, "text/html")


async def test_a_fault_waits_for_its_call(desk: Desk) -> None:
    desk.sandbox.faults.add("server_error", method="sendMessage", chat_id=desk.alice.id, after=1, times=2)

    await desk.say("another chat")
    answers = []
    for _ in range(4):
        body = {"chat_id": desk.alice.id, "text": "x"}
        async with desk.api.session.post(desk.api.url("sendMessage"), json=body) as response:
            answers.append(response.status)

    assert answers == [200, 500, 500, 200]


async def test_a_planned_flood_bans_the_chat(desk: Desk) -> None:
    desk.sandbox.limits = Limits.off().but(grace=0.0)
    desk.sandbox.faults.add("flood", retry_after=60, chat_id=desk.group.id)

    await desk.api.refusal("sendMessage", chat_id=desk.group.id, text="x")
    again = await desk.api.refusal("sendMessage", chat_id=desk.group.id, text="x")

    assert again.code == 429
    assert desk.sandbox.flood_violations == 1


async def test_slow_answers_late_and_hang_never(desk: Desk) -> None:
    desk.sandbox.faults.add("slow", seconds=0.05)
    desk.sandbox.faults.add("hang", seconds=0.05)
    loop = asyncio.get_running_loop()

    began = loop.time()
    await desk.say("late")
    assert loop.time() - began > 0.04
    with pytest.raises(aiohttp.ClientError):
        await desk.say("never")

    assert desk.group.messages()[-1].text == "late"


async def test_what_arrived_is_executed_though_the_client_gave_up(desk: Desk) -> None:
    desk.sandbox.faults.add("slow", seconds=0.1)
    request = asyncio.create_task(desk.say("too impatient"))
    await asyncio.sleep(0.05)

    request.cancel()

    await desk.world.wait_for(lambda: desk.group.messages()[-1].text == "too impatient")


async def test_a_confirmed_batch_can_come_again(desk: Desk) -> None:
    desk.alice.writes("one")
    desk.alice.writes("two")
    first = await desk.api("getUpdates")
    following = first[-1]["update_id"] + 1
    assert await desk.api("getUpdates", offset=following) == []
    desk.sandbox.faults.add("duplicate_batch")

    again = await desk.api("getUpdates", offset=following)

    assert again == first
    assert await desk.api("getUpdates", offset=following) == []


async def test_an_outage_lasts_until_it_is_lifted(desk: Desk) -> None:
    poll = asyncio.create_task(desk.api("getUpdates", timeout=30))
    await desk.world.wait_for(lambda: desk.bot.poll is not None)

    desk.sandbox.faults.outage = True
    with pytest.raises(aiohttp.ClientError):
        await poll
    with pytest.raises(aiohttp.ClientError):
        await desk.api("getMe")
    desk.alice.writes("into the void")
    desk.sandbox.faults.outage = False

    assert (await desk.api("getUpdates"))[0]["message"]["text"] == "into the void"


def test_unknown_faults_are_a_mistake_of_the_test(desk: Desk) -> None:
    with pytest.raises(ValueError, match="unknown fault"):
        desk.sandbox.faults.add("earthquake")
