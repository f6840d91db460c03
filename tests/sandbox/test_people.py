"""What people do, and how a test waits for what bots do."""

import asyncio

import pytest

from bot.sandbox.errors import NotPossible
from tests.sandbox.conftest import Desk


async def test_waiting_ends_with_the_change(desk: Desk) -> None:
    loop = asyncio.get_running_loop()
    waiting = asyncio.create_task(desk.world.wait_for(lambda: desk.alice.sees("hello")))
    await asyncio.sleep(0)

    began = loop.time()
    await desk.api("sendMessage", chat_id=desk.alice.id, text="oh, hello")
    (found,) = await waiting

    assert found.text == "oh, hello"
    assert loop.time() - began < 0.1


async def test_waiting_in_vain_shows_the_world(desk: Desk) -> None:
    desk.alice.writes("is anybody here?")

    with pytest.raises(AssertionError, match=r"(?s)not within.*is anybody here\?.*pending updates"):
        await desk.world.wait_for(lambda: desk.alice.sees("yes"), within=0.01)


async def test_the_inbox_shows_what_is_there_now(desk: Desk) -> None:
    sent = await desk.api("sendMessage", chat_id=desk.alice.id, text="first")
    where = {"chat_id": desk.alice.id, "message_id": sent["message_id"]}

    await desk.api("editMessageText", **where, text="second")
    assert [message.text for message in desk.alice.inbox] == ["second"]
    assert desk.alice.sees("first") == []
    await desk.api("deleteMessage", **where)
    assert desk.alice.inbox == []


async def test_the_second_half_of_an_album_comes_later(desk: Desk) -> None:
    album = desk.alice.begin_album()
    album.add("photo", "caption")
    first = await desk.api.updates()
    album.add("video")
    second = await desk.api.updates()

    ids = {update["message"]["media_group_id"] for update in [*first, *second]}
    assert ids == {album.id}
    with pytest.raises(NotPossible):
        album.add("document")


async def test_part_of_an_album_can_be_lost(desk: Desk) -> None:
    sent = desk.alice.sends_album(["photo"] * 4, only=slice(1, 3))

    assert len(sent) == len(await desk.api.updates()) == 2


async def test_anonymous_administrators_and_channels(desk: Desk) -> None:
    channel = {"id": -1_001_234_567_890, "title": "News", "type": "channel"}

    desk.olga.writes("as the group", to=desk.group, as_group=True)
    desk.olga.writes("as a channel", to=desk.group, as_channel=channel)
    first, second = [update["message"] for update in await desk.api.updates()]

    assert first["sender_chat"]["id"] == desk.group.id
    assert first["from"]["username"] == "GroupAnonymousBot"
    assert second["sender_chat"] == channel
    assert second["from"]["username"] == "Channel_Bot"


async def test_a_person_may_forward(desk: Desk) -> None:
    source = desk.olga.writes("quotable", to=desk.group)

    desk.alice.forwards(source)
    message = (await desk.api.updates())[-1]["message"]

    assert (message["chat"]["id"], message["text"]) == (desk.alice.id, "quotable")
    assert message["forward_origin"]["sender_user"]["id"] == desk.olga.id


async def test_names_change(desk: Desk) -> None:
    desk.alice.renames("Alicia", "Smith")
    desk.alice.writes("hello")

    message = (await desk.api.updates())[0]["message"]
    assert (message["from"]["first_name"], message["chat"]["last_name"]) == ("Alicia", "Smith")
    assert "username" not in message["from"]


async def test_the_impossible_is_refused(desk: Desk) -> None:
    boris = desk.world.add_user("Boris")

    with pytest.raises(NotPossible):
        boris.writes("hello", to=desk.group)
    with pytest.raises(NotPossible):
        desk.alice.sends("sticker", caption="stickers have none")
    with pytest.raises(NotPossible):
        desk.alice.writes("   ")
    with pytest.raises(NotPossible):
        desk.alice.starts(payload="no spaces")
    desk.alice.blocks()
    with pytest.raises(NotPossible):
        desk.alice.writes("to a blocked bot")
    with pytest.raises(NotPossible):
        boris.creates_topic(desk.group, "No right")


async def test_private_messages_of_all_people_share_one_counter(desk: Desk) -> None:
    boris = desk.world.add_user("Boris")

    first, second = desk.alice.writes("one"), boris.writes("two")

    assert second.id == first.id + 1
