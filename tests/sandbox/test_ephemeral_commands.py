"""Commands that only a bot gets, and presses that only hostile clients send."""

from typing import Any

import pytest

from bot.sandbox.errors import NotPossible
from tests.sandbox.conftest import Desk


async def offer(desk: Desk, *commands: dict[str, Any], **scope: Any) -> None:
    scope = scope or {"type": "chat", "chat_id": desk.group.id}
    described = [{"description": "?", **command} for command in commands]
    await desk.api("setMyCommands", commands=described, scope=scope)


async def test_an_ephemeral_command_reaches_its_bot_alone(desk: Desk) -> None:
    other = desk.world.add_bot(username="other_bot")
    desk.group.add_bot(other)
    desk.bot.updates.clear()
    other.updates.clear()
    await offer(desk, {"command": "who", "is_ephemeral": True})
    topic = await desk.topic()
    desk.bot.updates.clear()

    desk.olga.writes("/who is it", to=desk.group, topic=topic, ephemeral=True)

    (update,) = await desk.api.updates()
    message = update["message"]
    assert (message["message_id"], message["text"], message["message_thread_id"]) == (0, "/who is it", topic)
    assert message["ephemeral_message_id"] and message["receiver_user"]["id"] == desk.bot.id
    assert not [m for m in desk.group.messages() if "/who" in m.text]
    assert not other.updates.items
    assert desk.olga.whispers_in(desk.group) == []


@pytest.mark.parametrize("text", ["/note x", "/unknown", "hello", "/who@other_bot"])
async def test_nothing_else_can_be_sent_so(desk: Desk, text: str) -> None:
    await offer(desk, {"command": "who", "is_ephemeral": True}, {"command": "note"})

    with pytest.raises(NotPossible):
        desk.olga.writes(text, to=desk.group, ephemeral=True)
    with pytest.raises(NotPossible):
        desk.olga.writes("/who", ephemeral=True)


async def test_the_narrowest_scope_decides(desk: Desk) -> None:
    desk.alice.joins(desk.group)
    await offer(desk, {"command": "who", "is_ephemeral": True}, type="all_group_chats")
    await offer(desk, {"command": "who"}, type="chat_administrators", chat_id=desk.group.id)

    assert desk.alice.writes("/who", to=desk.group, ephemeral=True).id == 0
    with pytest.raises(NotPossible):
        desk.olga.writes("/who", to=desk.group, ephemeral=True)


async def test_any_data_can_be_forged_by_anybody(desk: Desk) -> None:
    sent = await desk.say("no buttons here")
    message = desk.group.find(sent["message_id"])
    assert message is not None
    desk.bot.updates.clear()

    desk.alice.forges_press(message, "x:1:do")

    query = (await desk.api.updates())[0]["callback_query"]
    assert (query["from"]["id"], query["data"]) == (desk.alice.id, "x:1:do")
    assert query["message"]["message_id"] == sent["message_id"]
