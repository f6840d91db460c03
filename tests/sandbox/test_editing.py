"""Edits by bots and by people."""

from typing import Any

import pytest

from bot.sandbox.errors import NotPossible
from bot.sandbox.methods.editing import NOT_MODIFIED
from tests.sandbox.conftest import Desk

KEYBOARD = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}


async def test_a_text_is_replaced_and_the_keyboard_goes_unless_given_again(desk: Desk) -> None:
    sent = await desk.say("one", reply_markup=KEYBOARD)
    where = {"chat_id": desk.group.id, "message_id": sent["message_id"]}

    edited = await desk.api("editMessageText", **where, text="two")

    assert (edited["text"], edited["edit_date"]) == ("two", sent["date"])
    assert "reply_markup" not in edited
    assert await desk.api.updates() == []


async def test_an_edit_without_change_is_refused(desk: Desk) -> None:
    sent = await desk.say("one", reply_markup=KEYBOARD)
    where = {"chat_id": desk.group.id, "message_id": sent["message_id"]}

    assert (
        await desk.api.refuses("editMessageText", **where, text="one", reply_markup=KEYBOARD) == NOT_MODIFIED
    )
    assert await desk.api.refuses("editMessageReplyMarkup", **where, reply_markup=KEYBOARD) == NOT_MODIFIED


async def test_only_own_messages_can_be_edited(desk: Desk) -> None:
    theirs = desk.olga.writes("mine", to=desk.group)
    copied = await desk.api(
        "forwardMessage", chat_id=desk.group.id, from_chat_id=desk.group.id, message_id=theirs.id
    )
    with_keyboard = await desk.api(
        "sendMessage", chat_id=desk.alice.id, text="x", reply_markup={"remove_keyboard": True}
    )

    cant = "message can't be edited"
    where = {"chat_id": desk.group.id, "text": "x"}
    assert await desk.api.refuses("editMessageText", **where, message_id=theirs.id) == cant
    assert await desk.api.refuses("editMessageText", **where, message_id=copied["message_id"]) == cant
    assert (
        await desk.api.refuses(
            "editMessageText", chat_id=desk.alice.id, message_id=with_keyboard["message_id"], text="y"
        )
        == cant
    )
    assert await desk.api.refuses("editMessageText", **where, message_id=999) == "message to edit not found"


async def copied_to(desk: Desk, kind: str, **content: Any) -> dict[str, Any]:
    message = desk.alice.sends(kind, **content)
    copied = await desk.api(
        "copyMessage", chat_id=desk.group.id, from_chat_id=desk.alice.id, message_id=message.id
    )
    return {"chat_id": desk.group.id, "message_id": copied["message_id"]}


async def test_captions_can_be_changed_where_there_are_captions(desk: Desk) -> None:
    where = await copied_to(desk, "photo", caption="old")

    assert (await desk.api("editMessageCaption", **where, caption="new"))["caption"] == "new"
    assert "caption" not in await desk.api("editMessageCaption", **where, caption="")
    assert await desk.api.refuses("editMessageText", **where, text="x") == (
        "there is no text in the message to edit"
    )
    sticker = await copied_to(desk, "sticker")
    assert await desk.api.refuses("editMessageCaption", **sticker, caption="x") == (
        "there is no caption in the message to edit"
    )


@pytest.mark.parametrize("kind", ["voice", "video_note", "sticker", "poll", "location", "contact", "dice"])
async def test_some_media_cannot_be_replaced(desk: Desk, kind: str) -> None:
    where = await copied_to(desk, kind)
    photo = desk.alice.sends("photo").raw["photo"][-1]["file_id"]

    found = await desk.api.refuses("editMessageMedia", **where, media={"type": "photo", "media": photo})

    assert found == "message media can't be edited"


async def test_media_replaces_media_and_text(desk: Desk) -> None:
    video = {"type": "video", "media": desk.alice.sends("video").raw["video"]["file_id"], "caption": "moved"}
    photo = await copied_to(desk, "photo")
    text = {"chat_id": desk.group.id, "message_id": (await desk.say("text"))["message_id"]}

    for where in (photo, text):
        edited = await desk.api("editMessageMedia", **where, media=video)
        assert edited["caption"] == "moved"
        assert "video" in edited
        assert not {"photo", "text"} & set(edited)


async def test_album_items_stay_in_their_family(desk: Desk) -> None:
    album = desk.alice.sends_album(["photo", "photo"])
    document = desk.alice.sends("document").raw["document"]["file_id"]
    copied = await desk.api(
        "copyMessages",
        chat_id=desk.group.id,
        from_chat_id=desk.alice.id,
        message_ids=[message.id for message in album],
    )
    where = {"chat_id": desk.group.id, "message_id": copied[0]["message_id"]}

    found = await desk.api.refuses("editMessageMedia", **where, media={"type": "document", "media": document})

    assert found == "can't change media type in the album"


async def test_live_locations_move_and_stop(desk: Desk) -> None:
    sent = await desk.api("sendLocation", chat_id=desk.alice.id, latitude=1, longitude=2, live_period=60)
    where = {"chat_id": desk.alice.id, "message_id": sent["message_id"]}

    moved = await desk.api("editMessageLiveLocation", **where, latitude=3, longitude=4)
    stopped = await desk.api("stopMessageLiveLocation", **where)

    assert moved["location"] == {"latitude": 3.0, "longitude": 4.0, "live_period": 60}
    assert "live_period" not in stopped["location"]
    assert await desk.api.refuses("stopMessageLiveLocation", **where) == (
        "there is no live location in the message to edit"
    )


async def test_people_edit_text_caption_media_and_location(desk: Desk) -> None:
    text = desk.alice.writes("one")
    photo = desk.alice.sends("photo", caption="old")
    place = desk.alice.sends("live_location")
    await desk.api.updates()
    desk.clock.advance(5)

    desk.alice.edits(text, text="two")
    desk.alice.edits(photo, caption="new")
    desk.alice.edits(photo, media="video")
    desk.alice.edits(place, location={"latitude": 50.0})
    desk.alice.stops_live_location(place)
    edits = [update["edited_message"] for update in await desk.api.updates()]

    assert edits[0]["text"] == "two"
    assert edits[0]["edit_date"] == edits[0]["date"] + 5
    assert edits[1]["caption"] == "new"
    assert ("video" in edits[2], "photo" in edits[2], edits[2]["caption"]) == (True, False, "new")
    assert edits[3]["location"]["latitude"] == 50.0
    assert "live_period" not in edits[4]["location"]
    with pytest.raises(NotPossible):
        desk.olga.edits(text, text="not mine")
    desk.clock.advance(48 * 3600)
    with pytest.raises(NotPossible):
        desk.alice.edits(text, text="too late")


async def test_invisible_changes_are_updates_too(desk: Desk) -> None:
    message = desk.alice.writes("same")

    desk.alice.edits(message)

    first, second = await desk.api.updates()
    assert second["edited_message"]["text"] == first["message"]["text"]
