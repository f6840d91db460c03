"""Files: sending, identifiers, albums, downloads."""

from typing import Any

import aiohttp
import pytest

from bot.sandbox.content import FILE_DEFAULTS
from tests.sandbox.conftest import Api, Desk

METHODS = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "animation": "sendAnimation",
    "audio": "sendAudio",
    "voice": "sendVoice",
    "video_note": "sendVideoNote",
    "document": "sendDocument",
    "sticker": "sendSticker",
}


def file_id_of(message: dict[str, Any], kind: str) -> str:
    found = message[kind]
    return str((found[-1] if isinstance(found, list) else found)["file_id"])


@pytest.mark.parametrize("kind", METHODS)
async def test_a_file_is_sent_again_by_its_identifier(desk: Desk, kind: str) -> None:
    desk.alice.sends(kind)
    received = (await desk.api.updates())[0]["message"]
    file_id = file_id_of(received, kind)

    sent = await desk.api(METHODS[kind], chat_id=desk.group.id, **{kind: file_id})

    assert sent[kind] == received[kind]


async def test_a_file_cannot_change_its_type(desk: Desk) -> None:
    voice = file_id_of(desk.alice.sends("voice").raw, "voice")
    photo = file_id_of(desk.alice.sends("photo").raw, "photo")

    assert await desk.api.refuses("sendDocument", chat_id=desk.group.id, document=voice) == (
        "can't use file of type VoiceNote as Document"
    )
    assert await desk.api.refuses("sendDocument", chat_id=desk.group.id, document=photo) == (
        "can't use file of type Photo as Document"
    )


async def test_identifiers_belong_to_one_bot(desk: Desk) -> None:
    helper = desk.world.add_bot(username="helper_bot")
    desk.group.add_bot(helper)
    message = desk.olga.sends("document", to=desk.group)
    mine = message.view(desk.bot)["document"]
    its = message.view(helper)["document"]

    other = Api(desk.api.session, desk.sandbox, helper)
    wrong = "wrong file identifier/HTTP URL specified"

    assert mine["file_id"] != its["file_id"]
    assert mine["file_unique_id"] == its["file_unique_id"]
    assert await other.refuses("sendDocument", chat_id=desk.group.id, document=mine["file_id"]) == wrong
    assert await desk.api.refuses("sendDocument", chat_id=desk.group.id, document="nonsense") == wrong
    assert await desk.api.refuses("sendDocument", chat_id=desk.group.id, document=mine["file_unique_id"]) == (
        wrong
    )
    assert await other("sendDocument", chat_id=desk.group.id, document=its["file_id"])


async def test_captions_have_their_own_limit(desk: Desk) -> None:
    photo = file_id_of(desk.alice.sends("photo").raw, "photo")
    send = {"chat_id": desk.group.id, "photo": photo}

    sent = await desk.api("sendPhoto", **send, caption="<i>hi</i>", parse_mode="HTML", has_spoiler=True)

    assert sent["caption"] == "hi"
    assert sent["caption_entities"] == [{"type": "italic", "offset": 0, "length": 2}]
    assert sent["has_media_spoiler"] is True
    assert await desk.api.refuses("sendPhoto", **send, caption="x" * 1025) == "message caption is too long"
    assert await desk.api.refuses("sendPhoto", chat_id=desk.group.id) == "there is no photo in the request"


async def test_uploads_and_downloads(desk: Desk) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(desk.alice.id))
    form.add_field("caption", "yours")
    form.add_field("document", b"content of the file", filename="notes.txt", content_type="text/plain")

    async with desk.api.session.post(desk.api.url("sendDocument"), data=form) as response:
        sent = (await response.json())["result"]
    info = await desk.api("getFile", file_id=sent["document"]["file_id"])
    link = f"{desk.sandbox.url}/file/bot{desk.bot.token}/{info['file_path']}"
    async with desk.api.session.get(link) as response:
        body = await response.read()
    desk.clock.advance(4000)
    async with desk.api.session.get(link) as response:
        expired = response.status

    assert (sent["document"]["file_name"], sent["document"]["mime_type"]) == ("notes.txt", "text/plain")
    assert info["file_size"] == len(b"content of the file")
    assert body == b"content of the file"
    assert expired == 404


async def test_more_than_20_megabytes_cannot_be_downloaded_but_copied(desk: Desk) -> None:
    message = desk.alice.sends("video", file_size=21 * 1024 * 1024)

    assert await desk.api.refuses("getFile", file_id=message.raw["video"]["file_id"]) == "file is too big"
    assert await desk.api(
        "copyMessage", chat_id=desk.group.id, from_chat_id=desk.alice.id, message_id=message.id
    )


async def test_what_people_send_can_be_downloaded(desk: Desk) -> None:
    message = desk.alice.sends("document", file_name="a.csv", data=b"1;2")

    info = await desk.api("getFile", file_id=message.raw["document"]["file_id"])
    async with desk.api.session.get(
        f"{desk.sandbox.url}/file/bot{desk.bot.token}/{info['file_path']}"
    ) as response:
        assert await response.read() == b"1;2"
    assert info["file_path"].endswith(".csv")
    assert await desk.api.refuses("getFile", file_id="nonsense") == (
        "wrong file_id or the file is temporarily unavailable"
    )


async def test_privacy_of_voice_messages(desk: Desk) -> None:
    voice = desk.olga.sends("voice", to=desk.group)
    note = desk.olga.sends("video_note", to=desk.group)
    desk.alice.restricts_voice()

    def copy(message_id: int) -> dict[str, int]:
        return {"chat_id": desk.alice.id, "from_chat_id": desk.group.id, "message_id": message_id}

    assert await desk.api.refuses("copyMessage", **copy(voice.id)) == (
        "user restricted receiving of voice note messages"
    )
    assert await desk.api.refuses("copyMessage", **copy(note.id)) == (
        "user restricted receiving of video note messages"
    )


def media(desk: Desk, *kinds: str) -> list[dict[str, str]]:
    return [
        {"type": kind, "media": file_id_of(desk.alice.sends(kind).raw, kind), "caption": kind}
        for kind in kinds
    ]


async def test_an_album_is_one_group(desk: Desk) -> None:
    thread = await desk.topic()
    where = {"chat_id": desk.group.id, "message_thread_id": thread}
    question = await desk.say("?", message_thread_id=thread)

    sent = await desk.api(
        "sendMediaGroup",
        **where,
        media=media(desk, "photo", "video"),
        reply_parameters={"message_id": question["message_id"]},
    )

    assert [list(message) and message["caption"] for message in sent] == ["photo", "video"]
    assert len({message["media_group_id"] for message in sent}) == 1
    assert {message["message_thread_id"] for message in sent} == {thread}
    assert {message["reply_to_message"]["message_id"] for message in sent} == {question["message_id"]}


async def test_albums_have_families_and_a_size(desk: Desk) -> None:
    chat = {"chat_id": desk.group.id}

    assert await desk.api.refuses("sendMediaGroup", **chat) == 'parameter "media" is required'
    assert await desk.api.refuses("sendMediaGroup", **chat, media=[]) == "there are no messages to send"
    assert await desk.api.refuses("sendMediaGroup", **chat, media=media(desk, *["photo"] * 11)) == (
        "too many messages to send as an album"
    )
    assert await desk.api.refuses("sendMediaGroup", **chat, media=media(desk, "photo", "document")) == (
        "document can't be mixed with other media types"
    )
    assert await desk.api.refuses("sendMediaGroup", **chat, media=media(desk, "audio", "photo")) == (
        "audio can't be mixed with other media types"
    )
    assert await desk.api.refuses("sendMediaGroup", **chat, media=media(desk, "animation", "photo")) == (
        "message content type can't be used in an album"
    )
    (alone,) = await desk.api("sendMediaGroup", **chat, media=media(desk, "document"))
    assert "media_group_id" not in alone


async def test_albums_may_be_uploaded(desk: Desk) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(desk.group.id))
    form.add_field(
        "media", '[{"type":"photo","media":"attach://one"},{"type":"photo","media":"attach://two"}]'
    )
    form.add_field("one", b"1", filename="1.jpg")
    form.add_field("two", b"2", filename="2.jpg")

    async with desk.api.session.post(desk.api.url("sendMediaGroup"), data=form) as response:
        sent = (await response.json())["result"]

    assert [message["photo"][0]["file_size"] for message in sent] == [1, 1]


async def test_live_photos_and_paid_media(desk: Desk) -> None:
    received = desk.alice.sends("live_photo", caption="moving").raw

    sent = await desk.api(
        "sendLivePhoto",
        chat_id=desk.group.id,
        live_photo=received["live_photo"]["file_id"],
        photo=received["photo"][-1]["file_id"],
    )
    paid = await desk.api(
        "sendPaidMedia",
        chat_id=desk.alice.id,
        star_count=5,
        media=[{"type": "photo", "media": received["photo"][-1]["file_id"]}],
    )

    assert sent["live_photo"]["file_unique_id"] == received["live_photo"]["file_unique_id"]
    assert paid["paid_media"]["star_count"] == 5


def test_every_file_kind_has_a_method() -> None:
    assert set(METHODS) == {*FILE_DEFAULTS, "photo"}
