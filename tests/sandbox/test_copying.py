"""Copies and forwards."""

import pytest

from tests.sandbox.conftest import Desk

COPYABLE = [
    "photo",
    "video",
    "animation",
    "audio",
    "voice",
    "video_note",
    "document",
    "sticker",
    "location",
    "venue",
    "contact",
    "poll",
    "dice",
    "checklist",
    "live_photo",
    "rich_message",
]
UNCOPYABLE = [
    "giveaway",
    "giveaway_winners",
    "paid_media",
    "invoice",
    "quiz",
    "game",
    "unsupported",
    "hologram",
]


@pytest.mark.parametrize("kind", COPYABLE)
async def test_what_can_be_copied(desk: Desk, kind: str) -> None:
    thread = await desk.topic()
    message = desk.alice.sends(kind)

    copied = await desk.api(
        "copyMessage",
        chat_id=desk.group.id,
        message_thread_id=thread,
        from_chat_id=desk.alice.id,
        message_id=message.id,
    )

    twin = desk.group.find(copied["message_id"])
    assert set(copied) == {"message_id"}
    assert twin is not None
    assert (twin.kind, twin.topic_id) == (message.kind, thread)
    assert "forward_origin" not in twin.raw


@pytest.mark.parametrize("kind", UNCOPYABLE)
async def test_what_cannot_be_copied(desk: Desk, kind: str) -> None:
    message = desk.alice.sends(kind)
    copy = {"chat_id": desk.group.id, "from_chat_id": desk.alice.id}

    assert await desk.api.refuses("copyMessage", **copy, message_id=message.id) == (
        "the message can't be copied"
    )
    assert await desk.api.refuses("copyMessages", **copy, message_ids=[message.id]) == (
        "messages can't be forwarded"
    )


async def test_service_messages_can_be_neither_copied_nor_forwarded(desk: Desk) -> None:
    thread = await desk.topic()
    where = {"chat_id": desk.alice.id, "from_chat_id": desk.group.id, "message_id": thread}

    assert await desk.api.refuses("copyMessage", **where) == "the message can't be copied"
    assert await desk.api.refuses("forwardMessage", **where) == "the message can't be forwarded"


async def test_a_missing_original(desk: Desk) -> None:
    where = {"chat_id": desk.group.id, "from_chat_id": desk.alice.id}

    assert await desk.api.refuses("copyMessage", **where, message_id=99) == "message to copy not found"
    assert await desk.api.refuses("forwardMessage", **where, message_id=99) == "message to forward not found"
    assert await desk.api.refuses("copyMessage", **where) == "message identifier is not specified"
    assert await desk.api.refuses("copyMessages", **where, message_ids=[98, 99]) == (
        "there are no messages to forward"
    )


async def test_captions_can_be_replaced(desk: Desk) -> None:
    message = desk.alice.sends("photo", caption="old")
    copy = {"chat_id": desk.group.id, "from_chat_id": desk.alice.id, "message_id": message.id}
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}

    await desk.api("copyMessage", **copy, caption="<b>new</b>", parse_mode="HTML", reply_markup=markup)
    await desk.api("copyMessage", **copy, caption="")
    await desk.api("copyMessage", **copy)

    twins = desk.group.messages()[-3:]
    assert [twin.text for twin in twins] == ["new", "", "old"]
    assert twins[0].buttons == ["x"]
    assert await desk.api.refuses("copyMessage", **copy, caption="x" * 1025) == "message caption is too long"


async def test_a_dice_is_thrown_again_and_a_live_location_stands_still(desk: Desk) -> None:
    dice = desk.alice.sends("dice", value=6)
    place = desk.alice.sends("live_location")
    checklist = desk.alice.sends("checklist", tasks=[{"id": 1, "text": "a", "completion_date": 5}])

    for message in [dice] * 20 + [place, checklist]:
        await desk.api(
            "copyMessage", chat_id=desk.group.id, from_chat_id=desk.alice.id, message_id=message.id
        )

    *rolls, location, tasks = [message.content for message in desk.group.messages()[-22:]]
    assert {roll["dice"]["value"] for roll in rolls} != {6}
    assert "live_period" not in location["location"]
    assert tasks["checklist"]["tasks"] == [{"id": 1, "text": "a"}]


async def test_a_batch_keeps_an_album_together_and_skips_the_missing(desk: Desk) -> None:
    thread = await desk.topic()
    album = desk.alice.sends_album(["photo", "video", "photo"], captions=["one", None, "three"])
    desk.alice.deletes(album[1])
    text = desk.alice.writes("between")

    copied = await desk.api(
        "copyMessages",
        chat_id=desk.group.id,
        message_thread_id=thread,
        from_chat_id=desk.alice.id,
        message_ids=[*[message.id for message in album], text.id],
    )

    assert len(copied) == 3
    twins = [desk.group.find(one["message_id"]) for one in copied]
    ids = [twin.album_id for twin in twins if twin is not None]
    assert ids[0] is not None
    assert ids == [ids[0], ids[0], None]
    assert ids[0] != album[0].album_id


async def test_one_item_of_an_album_is_no_album(desk: Desk) -> None:
    album = desk.alice.sends_album(["photo", "photo"])
    copy = {"chat_id": desk.group.id, "from_chat_id": desk.alice.id}

    await desk.api("copyMessages", **copy, message_ids=[album[0].id])
    await desk.api("copyMessages", **copy, message_ids=[album[0].id], remove_caption=True)

    assert [message.album_id for message in desk.group.messages()[-2:]] == [None, None]


@pytest.mark.parametrize(
    ("ids", "error"),
    [
        ([2, 2], "message identifiers must be in a strictly increasing order"),
        ([3, 2], "message identifiers must be in a strictly increasing order"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([], "message identifiers are not specified"),
    ],
)
async def test_batches_are_ordered_and_limited(desk: Desk, ids: list[int], error: str) -> None:
    where = {"chat_id": desk.group.id, "from_chat_id": desk.alice.id}

    assert await desk.api.refuses("copyMessages", **where, message_ids=ids) == error
    assert await desk.api.refuses("forwardMessages", **where, message_ids=ids) == error


async def test_captions_are_removed_on_request(desk: Desk) -> None:
    message = desk.alice.sends("photo", caption="private")

    await desk.api(
        "copyMessages",
        chat_id=desk.group.id,
        from_chat_id=desk.alice.id,
        message_ids=[message.id],
        remove_caption=True,
    )

    assert desk.group.messages()[-1].text == ""


async def test_a_forward_names_its_origin(desk: Desk) -> None:
    shy = desk.world.add_user("Shy")
    shy.has_private_forwards = True
    first, second = desk.alice.writes("open"), shy.writes("hidden")

    one = await desk.api(
        "forwardMessage", chat_id=desk.group.id, from_chat_id=desk.alice.id, message_id=first.id
    )
    two = await desk.api("forwardMessage", chat_id=desk.group.id, from_chat_id=shy.id, message_id=second.id)

    assert one["forward_origin"]["sender_user"]["id"] == desk.alice.id
    assert two["forward_origin"] == {"type": "hidden_user", "date": second.date, "sender_user_name": "Shy"}


async def test_protected_content_is_copied_but_not_forwarded(desk: Desk) -> None:
    desk.alice.chat().is_protected = True
    message = desk.alice.writes("secret")
    where = {"chat_id": desk.group.id, "from_chat_id": desk.alice.id}

    await desk.api("copyMessage", **where, message_id=message.id)

    assert (await desk.api.updates())[0]["message"]["has_protected_content"] is True
    assert await desk.api.refuses("forwardMessage", **where, message_id=message.id) == (
        "message has protected content and can't be forwarded"
    )
    assert await desk.api.refuses("forwardMessages", **where, message_ids=[message.id]) == (
        "messages can't be forwarded"
    )
