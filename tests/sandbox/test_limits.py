"""Flood control: windows, bans, and what counts."""

import asyncio

import pytest

from bot.sandbox.errors import FloodError
from bot.sandbox.limits import FloodGate, Limits
from tests.sandbox.conftest import Desk


def test_a_window_slides() -> None:
    gate = FloodGate(Limits.off().but(group=(20, 60.0)))
    for second in range(20):
        gate.spend(1, -100, True, 1, float(second))

    with pytest.raises(FloodError) as raised:
        gate.spend(1, -100, True, 1, 30.0)

    # The first slot is free at 60 s.
    assert raised.value.parameters == {"retry_after": 30}
    gate.spend(1, -100, True, 1, 60.0)
    assert gate.violations == 0


def test_calls_during_a_ban_are_refused_and_counted() -> None:
    gate = FloodGate(Limits.off().but(private=(1, 10.0)))
    gate.spend(1, 5, False, 1, 0.0)
    with pytest.raises(FloodError):
        gate.spend(1, 5, False, 1, 2.5)

    with pytest.raises(FloodError) as raised:
        gate.spend(1, 5, False, 1, 4.0)

    assert raised.value.parameters == {"retry_after": 7}
    assert gate.violations == 1
    gate.spend(1, 6, False, 1, 4.0)
    gate.spend(2, 5, False, 1, 4.0)


def test_a_call_on_its_way_when_the_ban_begins_is_no_violation() -> None:
    gate = FloodGate(Limits.off().but(private=(1, 10.0), grace=0.05))
    gate.spend(1, 5, False, 1, 0.0)

    for now in (1.0, 1.04, 1.1):
        with pytest.raises(FloodError):
            gate.spend(1, 5, False, 1, now)

    assert gate.violations == 1


def test_a_batch_counts_its_messages_and_a_large_one_needs_an_empty_window() -> None:
    gate = FloodGate(Limits.off().but(group=(5, 60.0)))
    gate.spend(1, -100, True, 3, 0.0)

    with pytest.raises(FloodError):
        gate.spend(1, -100, True, 3, 1.0)
    gate.spend(1, -200, True, 10, 1.0)
    with pytest.raises(FloodError):
        gate.spend(1, -200, True, 1, 30.0)


def test_a_bot_has_a_limit_of_its_own() -> None:
    gate = FloodGate(Limits.off().but(bot=(30, 1.0)))
    for chat in range(30):
        gate.spend(1, chat, False, 1, 0.0)

    with pytest.raises(FloodError):
        gate.spend(1, 31, False, 1, 0.5)


async def test_a_breach_answers_429_with_a_whole_number_of_seconds(desk: Desk) -> None:
    desk.sandbox.limits = Limits.off().but(private=(2, 0.2), grace=0.0)
    chat = {"chat_id": desk.alice.id, "text": "x"}
    await desk.api("sendMessage", **chat)
    await desk.api("sendMessage", **chat)

    refusal = await desk.api.refusal("sendMessage", **chat)

    assert (refusal.code, refusal.description) == (429, "Too Many Requests: retry after 1")
    assert refusal.parameters == {"retry_after": 1}
    assert refusal.headers["Retry-After"] == "1"
    assert [call.method for call in desk.sandbox.floods] == ["sendMessage"]
    assert desk.sandbox.flood_violations == 0
    assert (await desk.api.refusal("sendMessage", **chat)).code == 429
    assert desk.sandbox.flood_violations == 1
    gate, loop = desk.sandbox.gate, asyncio.get_running_loop()
    await desk.world.wait_for(lambda: not gate.banned_for(desk.bot.id, desk.alice.id, loop.time()))
    await desk.api("sendMessage", **chat)


async def test_what_counts_in_a_group(desk: Desk) -> None:
    thread = await desk.topic()
    sent = await desk.say("x", message_thread_id=thread)
    message = {"chat_id": desk.group.id, "message_id": sent["message_id"]}
    topic = {"chat_id": desk.group.id, "message_thread_id": thread}
    desk.sandbox.limits = Limits.off().but(group=(6, 60.0))

    # Six units …
    await desk.api("editMessageText", **message, text="y")
    await desk.api("pinChatMessage", **message)
    await desk.api("editForumTopic", **topic, name="New")
    await desk.api("closeForumTopic", **topic)
    await desk.api("reopenForumTopic", **topic)
    await desk.topic("Another")
    # … nothing at all, though no room is left …
    await desk.api("sendChatAction", **topic, action="typing")
    await desk.api("setMessageReaction", **message, reaction=[{"type": "emoji", "emoji": "👍"}])
    await desk.api("getChat", chat_id=desk.group.id)
    assert await desk.api.refuses("sendMessage", chat_id=desk.group.id, text="") == "message text is empty"
    await desk.api("deleteMessage", **message)
    # … and one too many.
    assert (await desk.api.refusal("sendMessage", chat_id=desk.group.id, text="x")).code == 429


async def test_a_refused_call_costs_nothing(desk: Desk) -> None:
    desk.sandbox.limits = Limits.off().but(group=(1, 60.0))

    for _ in range(3):
        await desk.api.refuses("sendMessage", chat_id=desk.group.id, text="x", message_thread_id=999)

    await desk.say("the only one")


async def test_a_batch_can_hide_its_429_in_a_400(desk: Desk) -> None:
    desk.sandbox.limits = Limits.off().but(group=(2, 60.0), wrap_batches=True)
    messages = [desk.alice.writes("x").id for _ in range(3)]
    copy = {"chat_id": desk.group.id, "from_chat_id": desk.alice.id, "message_ids": messages}
    await desk.api("copyMessages", **copy)

    refusal = await desk.api.refusal("copyMessages", **copy)

    assert refusal.code == 400
    assert refusal.description == (
        'Bad Request: failed to send message #1 with the error message "Too Many Requests: retry after 60"'
    )
    assert refusal.parameters == {}
    assert len(desk.sandbox.floods) == 1


async def test_chat_actions_have_their_own_bucket(desk: Desk) -> None:
    desk.sandbox.limits = Limits.off().but(chat_action=(2, 5.0), private=(1, 60.0))
    typing = {"chat_id": desk.alice.id, "action": "typing"}
    await desk.api("sendChatAction", **typing)
    await desk.api("sendChatAction", **typing)

    assert (await desk.api.refusal("sendChatAction", **typing)).code == 429
    await desk.api("sendMessage", chat_id=desk.alice.id, text="still free")


def test_the_default_is_what_telegram_says() -> None:
    assert (Limits().group, Limits().private, Limits().bot) == ((20, 60.0), (3, 3.0), (30, 1.0))
