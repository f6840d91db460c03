"""Deletions, pins and reactions."""

import pytest

from tests.sandbox.conftest import Desk


async def test_nobody_is_told_about_deletions(desk: Desk) -> None:
    message = desk.alice.writes("gone soon")
    await desk.api.updates()

    desk.alice.deletes(message)

    assert await desk.api.updates() == []
    assert await desk.api.refuses(
        "copyMessage", chat_id=desk.group.id, from_chat_id=desk.alice.id, message_id=message.id
    ) == ("message to copy not found")


async def test_a_bot_deletes_what_it_may(desk: Desk) -> None:
    thread = await desk.topic()
    theirs = desk.olga.writes("mine", to=desk.group)
    chat = {"chat_id": desk.group.id}

    assert await desk.api.refuses("deleteMessage", **chat, message_id=999) == "message to delete not found"
    assert await desk.api.refuses("deleteMessage", **chat, message_id=thread) == "message can't be deleted"
    assert await desk.api("deleteMessage", **chat, message_id=theirs.id) is True
    desk.group.demote(desk.bot, {"can_delete_messages"})
    theirs = desk.olga.writes("mine", to=desk.group)
    assert await desk.api.refuses("deleteMessage", **chat, message_id=theirs.id) == "message can't be deleted"


async def test_old_messages_stay(desk: Desk) -> None:
    sent = await desk.say("old")

    desk.clock.advance(48 * 3600 + 1)

    assert await desk.api.refuses("deleteMessage", chat_id=desk.group.id, message_id=sent["message_id"]) == (
        "message can't be deleted for everyone"
    )


async def test_a_batch_skips_what_is_missing_and_fails_as_a_whole(desk: Desk) -> None:
    first, second = desk.alice.writes("one"), desk.alice.writes("two")
    dice = desk.alice.sends("dice")
    chat = {"chat_id": desk.alice.id}

    assert await desk.api.refuses("deleteMessages", **chat, message_ids=[first.id, dice.id]) == (
        "message can't be deleted for everyone"
    )
    assert not first.is_deleted
    assert await desk.api("deleteMessages", **chat, message_ids=[second.id, 999, first.id]) is True
    assert first.is_deleted
    assert second.is_deleted


async def test_a_pin_posts_a_service_message_in_its_topic(desk: Desk) -> None:
    thread = await desk.topic()
    card = await desk.say("card", message_thread_id=thread)
    await desk.api.updates()

    await desk.api("pinChatMessage", chat_id=desk.group.id, message_id=card["message_id"])
    (update,) = await desk.api.updates()

    assert update["message"]["message_thread_id"] == thread
    assert update["message"]["pinned_message"]["message_id"] == card["message_id"]
    assert (await desk.api("getChat", chat_id=desk.group.id))["pinned_message"]["text"] == "card"
    assert await desk.api.refuses("pinChatMessage", chat_id=desk.group.id, message_id=thread) == (
        "service messages can't be pinned"
    )
    assert await desk.api.refuses("pinChatMessage", chat_id=desk.group.id, message_id=999) == (
        "message to pin not found"
    )


async def test_unpinning(desk: Desk) -> None:
    one, two = await desk.topic("One"), await desk.topic("Two")
    chat = {"chat_id": desk.group.id}
    cards = [(await desk.say("card", message_thread_id=thread))["message_id"] for thread in (one, two)]
    for card in cards:
        await desk.api("pinChatMessage", **chat, message_id=card)

    await desk.api("unpinAllForumTopicMessages", **chat, message_thread_id=one)
    assert desk.group.pinned_ids == [cards[1]]
    await desk.api("unpinChatMessage", **chat)
    assert desk.group.pinned_ids == []
    assert await desk.api.refuses("unpinChatMessage", **chat, message_id=999) == (
        "message to unpin not found"
    )


async def test_pinning_needs_a_right(desk: Desk) -> None:
    sent = await desk.say("card")
    desk.group.demote(desk.bot, {"can_pin_messages"})

    assert await desk.api.refuses("pinChatMessage", chat_id=desk.group.id, message_id=sent["message_id"]) == (
        "not enough rights to manage pinned messages in the chat"
    )


@pytest.mark.parametrize(
    ("reaction", "error"),
    [
        ([{"type": "emoji", "emoji": "✅"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "❤️"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "👎"}], "REACTIONS_TOO_MANY"),
        ([{"type": "paid"}], "REACTION_INVALID"),
        ([{"type": "custom_emoji", "custom_emoji_id": "5"}], "REACTION_INVALID"),
    ],
)
async def test_reactions_that_bots_may_not_set(desk: Desk, reaction: list[object], error: str) -> None:
    message = desk.alice.writes("hello")

    found = await desk.api.refuses(
        "setMessageReaction", chat_id=desk.alice.id, message_id=message.id, reaction=reaction
    )

    assert found == error


async def test_a_reaction_is_set_replaced_and_taken_away(desk: Desk) -> None:
    message = desk.alice.writes("hello")
    where = {"chat_id": desk.alice.id, "message_id": message.id}

    await desk.api("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👀"}])
    await desk.api("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👀"}])
    assert message.reaction_emoji == ["👀"]
    await desk.api("setMessageReaction", **where)
    assert message.reaction_emoji == []
    assert await desk.api.refuses("setMessageReaction", chat_id=desk.alice.id, message_id=999) == (
        "message to react not found"
    )


async def test_a_reaction_to_an_album_goes_to_its_first_item(desk: Desk) -> None:
    album = desk.alice.sends_album(["photo", "photo", "photo"])
    desk.alice.deletes(album[0])

    await desk.api(
        "setMessageReaction",
        chat_id=desk.alice.id,
        message_id=album[2].id,
        reaction=[{"type": "emoji", "emoji": "👌"}],
    )

    assert [message.reaction_emoji for message in album] == [[], ["👌"], []]
