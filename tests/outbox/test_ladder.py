"""The ways to carry each kind of content, and which error leads where."""

from dataclasses import replace
from typing import Any, TypeVar

import pytest
from aiogram.methods import (
    CopyMessage,
    SendAudio,
    SendDocument,
    SendLivePhoto,
    SendLocation,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendPoll,
    SendRichMessage,
    SendVenue,
    SendVideo,
    SendVideoNote,
)
from aiogram.types import BufferedInputFile, InputMediaPhoto, InputMediaVideo, InputPollOption
from pydantic import BaseModel

from bot.domain.content import Content, ContentKind, in_words, text_content
from bot.outbox.ladder import (
    DOWNLOAD_LIMIT,
    Ladder,
    ReplyTo,
    Reupload,
    Rung,
    Source,
    Step,
    Target,
    Trouble,
    album,
    merged_text,
    rungs,
    trouble_of,
)
from tests.domain.samples import SAMPLES, sample

T = TypeVar("T", bound=Step)

SOURCE = Source(42, 7)
GROUP = Target(-1001, 5)
CUSTOMER = Target(42)
QUOTING = ReplyTo(3, "word", ({"type": "bold", "offset": 0, "length": 4},), 6)

QUOTE_INVALID = "Bad Request: QUOTE_TEXT_INVALID"
REPLY_GONE = "Bad Request: message to be replied not found"
COPY_GONE = "Bad Request: message to copy not found"
UNCOPYABLE = "Bad Request: the message can't be copied"
VOICE_FORBIDDEN = "Bad Request: VOICE_MESSAGES_FORBIDDEN"
CAPTION_LONG = "Bad Request: message caption is too long"
WRONG_FILE = "Bad Request: wrong file identifier/HTTP URL specified"


def names(ladder: Ladder) -> list[str]:
    return [shape(rung) for rung in ladder]


def shape(rung: Rung) -> str:
    return "+".join(type(step).__name__.removeprefix("Send") for step in rung)


def ladder_of(name: str, target: Target = GROUP) -> Ladder:
    return rungs(sample(name), SOURCE, target)


def after(ladder: Ladder, *descriptions: str) -> Rung:
    return next(ladder.after(descriptions))


def step(kind: type[T], rung: Rung, at: int = 0) -> T:
    found = rung[at]
    assert isinstance(found, kind)
    return found


@pytest.mark.parametrize(
    ("name", "to_the_group"),
    [
        ("text", "Message CopyMessage Message"),
        ("photo", "CopyMessage Photo Photo+Message ForwardMessage Message"),
        ("video", "CopyMessage Video Video+Message ForwardMessage Message"),
        ("animation", "CopyMessage Animation ForwardMessage Message"),
        ("audio", "CopyMessage Audio ForwardMessage Message"),
        ("voice", "CopyMessage Voice Voice+Message Reupload ForwardMessage Message"),
        ("video_note", "CopyMessage VideoNote Reupload ForwardMessage Message"),
        ("document", "CopyMessage Document ForwardMessage Message"),
        ("sticker", "CopyMessage Sticker ForwardMessage Message"),
        (
            "live_photo",
            "CopyMessage LivePhoto LivePhoto+Message Photo Photo+Message ForwardMessage Message",
        ),
        ("location", "Location CopyMessage Message"),
        ("live_location", "Location CopyMessage Location Message"),
        ("venue", "Venue CopyMessage ForwardMessage Message"),
        ("contact", "CopyMessage Contact ForwardMessage Message"),
        ("poll", "CopyMessage Poll ForwardMessage Message"),
        ("quiz", "CopyMessage Poll ForwardMessage Message"),
        ("dice", "Message"),
        ("story", "CopyMessage ForwardMessage Message"),
        ("paid_media", "MediaGroup ForwardMessage Message"),
        ("checklist", "Message"),
        ("rich_message", "CopyMessage RichMessage ForwardMessage Message"),
        ("game", "ForwardMessage Message"),
        ("invoice", "ForwardMessage Message"),
        ("giveaway", "ForwardMessage Message"),
        ("giveaway_winners", "ForwardMessage Message"),
        ("unknown", "CopyMessage ForwardMessage Message"),
    ],
)
def test_each_kind_has_its_ways_and_a_customer_never_gets_a_forward(name: str, to_the_group: str) -> None:
    assert names(ladder_of(name)) == to_the_group.split()
    to_a_customer = "CopyMessage" if name == "unknown" else to_the_group.replace("ForwardMessage ", "")
    assert names(ladder_of(name, CUSTOMER)) == to_a_customer.split()


@pytest.mark.parametrize("name", SAMPLES)
def test_the_last_rung_says_the_content_in_words(name: str) -> None:
    *_, last = ladder_of(name)

    assert "".join(step(SendMessage, last, i).text for i in range(len(last))) == in_words(sample(name))


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_text_has_no_rung(text: str) -> None:
    assert names(rungs(text_content(text), SOURCE, GROUP)) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_user_text_is_never_parsed(name: str) -> None:
    for rung in ladder_of(name, replace(GROUP, reply=QUOTING)):
        for found in rung:
            if isinstance(found, BaseModel):
                assert not _parsed(found)


def _parsed(model: Any) -> list[str]:
    """The names of all fields, at any depth, that leave parsing to the bot's default."""
    found: list[str] = []
    fields = model if isinstance(model, BaseModel) else [("", item) for item in model]
    for name, value in fields:
        if name.endswith("parse_mode") and value is not None:
            found.append(name)
        elif isinstance(value, BaseModel | list):
            found += _parsed(value)
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_every_step_goes_to_the_topic_and_only_the_first_is_a_reply(name: str) -> None:
    for rung in ladder_of(name, replace(GROUP, reply=QUOTING)):
        for at, found in enumerate(rung):
            target = found.target.address() if isinstance(found, Reupload) else found.model_dump()
            assert (target["chat_id"], target["message_thread_id"]) == (-1001, 5)
            reply = target.get("reply_parameters")
            assert (reply is not None) is (at == 0 and shape(rung) != "ForwardMessage")


def test_a_reply_carries_its_quote_and_outlives_the_message_answered() -> None:
    parameters = QUOTING.parameters()

    assert parameters.model_dump(exclude_none=True, exclude={"checklist_task_id"}) == {
        "message_id": 3,
        "allow_sending_without_reply": True,
        "quote": "word",
        "quote_entities": [{"type": "bold", "offset": 0, "length": 4}],
        "quote_position": 6,
    }


def test_general_is_named_by_no_thread_id_but_a_private_topic_is() -> None:
    assert Target(-1001, 1).address()["message_thread_id"] is None
    assert Target(42, 1).address()["message_thread_id"] == 1


def test_text_keeps_formatting_and_its_preview_setting() -> None:
    said = step(SendMessage, next(ladder_of("text")))

    assert said.text == "😀 see example.com"
    assert [(e.type, e.offset, e.length) for e in said.entities or ()] == [
        ("url", 7, 11),
        ("text_mention", 3, 3),
    ]
    assert said.link_preview_options is not None
    assert said.link_preview_options.is_disabled is True  # type: ignore[union-attr]


def test_text_with_custom_emoji_is_copied_first() -> None:
    emoji = {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "1"}

    assert names(rungs(text_content("😀", [emoji]), SOURCE, GROUP)) == ["CopyMessage", "Message", "Message"]


def test_text_rejected_with_its_formatting_is_said_plainly() -> None:
    *_, plain = ladder_of("text")

    assert step(SendMessage, plain).entities is None


def test_long_text_is_said_in_several_messages() -> None:
    rung = next(rungs(text_content("word " * 1000), SOURCE, GROUP))

    assert shape(rung) == "Message+Message"


def test_a_copy_names_the_original() -> None:
    copy = step(CopyMessage, next(ladder_of("photo")))

    assert (copy.from_chat_id, copy.message_id) == (42, 7)


def test_media_is_sent_again_by_its_id_with_caption_and_looks() -> None:
    photo = step(SendPhoto, after(ladder_of("photo"), COPY_GONE))
    video = step(SendVideo, after(ladder_of("video"), COPY_GONE))
    live = step(SendLivePhoto, after(ladder_of("live_photo"), COPY_GONE))
    audio = step(SendAudio, after(ladder_of("audio"), COPY_GONE))
    note = step(SendVideoNote, after(ladder_of("video_note"), COPY_GONE))

    assert (photo.photo, photo.caption, photo.has_spoiler) == ("id-large", "look", True)
    assert photo.show_caption_above_media is True
    assert photo.caption_entities is not None
    assert (video.video, video.cover, video.start_timestamp) == ("id-video", "id-large", 12)
    assert (live.live_photo, live.photo) == ("id-live", "id-large")
    assert (audio.audio, audio.caption) == ("id-song", None)
    assert (note.video_note, note.length) == ("id-round", 240)


def test_a_live_location_is_sent_live_and_still_only_at_last() -> None:
    live, _, still, _ = ladder_of("live_location")

    assert step(SendLocation, live).live_period == 900
    assert step(SendLocation, live).heading == 90
    assert step(SendLocation, still).live_period is None
    assert step(SendLocation, still).latitude == 55.75


def test_a_venue_is_sent_again_whole() -> None:
    venue = step(SendVenue, next(ladder_of("venue")))

    assert (venue.title, venue.address, venue.foursquare_id) == ("Cafe", "Main st. 1", "4sq")


def test_a_poll_is_asked_again_whole() -> None:
    poll = step(SendPoll, after(ladder_of("poll"), COPY_GONE))

    assert (poll.type, poll.question, poll.allows_multiple_answers) == ("regular", "Tea or coffee?", True)
    choices = [option for option in poll.options if isinstance(option, InputPollOption)]
    assert [choice.text for choice in choices] == ["Tea", "Coffee"]
    assert isinstance(choices[1].media, InputMediaPhoto)
    assert poll.question_entities is not None


def test_a_quiz_keeps_its_answer() -> None:
    quiz = step(SendPoll, after(ladder_of("quiz"), COPY_GONE))

    assert (quiz.type, quiz.correct_option_ids, quiz.explanation) == ("quiz", [1], "It wakes")


def test_a_quiz_without_known_answer_is_not_copied_and_becomes_a_poll() -> None:
    poll = SAMPLES["quiz"]["poll"] | {"correct_option_ids": None}
    ladder = rungs(sample("quiz", poll=poll), SOURCE, GROUP)

    asked = step(SendPoll, next(ladder))

    assert (asked.type, asked.correct_option_ids, asked.explanation) == ("regular", None, None)
    assert names(ladder) == ["ForwardMessage", "Message"]


def test_what_was_paid_for_is_shown_with_the_price_in_the_caption() -> None:
    group = step(SendMediaGroup, next(ladder_of("paid_media")))

    first, second = group.media
    assert isinstance(first, InputMediaPhoto)
    assert isinstance(second, InputMediaVideo)
    assert (first.caption, second.caption) == ("⭐ 50 🖼🎬🔒\nmine", None)


def test_one_visible_paid_item_is_sent_alone_and_none_is_forwarded() -> None:
    visible = sample("paid_media").options["items"]

    one = replace(sample("paid_media"), options={"star_count": 1, "items": visible[:1]})
    none = replace(sample("paid_media"), options={"star_count": 1, "items": visible[2:]})

    assert names(rungs(one, SOURCE, GROUP)) == ["Photo", "ForwardMessage", "Message"]
    assert names(rungs(none, SOURCE, GROUP)) == ["ForwardMessage", "Message"]


def test_a_rich_message_is_rebuilt_from_its_blocks() -> None:
    rich = step(SendRichMessage, after(ladder_of("rich_message"), UNCOPYABLE)).rich_message

    blocks: list[Any] = list(rich.blocks or ())
    assert [block.type for block in blocks] == ["heading", "paragraph", "photo", "list", "table", "divider"]
    assert (blocks[2].photo.media, blocks[2].photo.has_spoiler) == ("id-large", True)
    assert blocks[2].caption.text == "a chart"
    assert blocks[3].items[0].is_checked is True


def test_a_rich_message_with_an_unfamiliar_block_is_not_rebuilt() -> None:
    rich = replace(sample("rich_message"), options={"blocks": [{"type": "hologram"}]})

    assert names(rungs(rich, SOURCE, GROUP)) == ["CopyMessage", "ForwardMessage", "Message"]


@pytest.mark.parametrize(
    ("name", "descriptions", "next_rung"),
    [
        ("photo", [UNCOPYABLE], "Photo"),
        ("photo", ["Bad Request: whatever comes next year"], "Photo"),
        ("photo", [COPY_GONE], "Photo"),
        ("photo", [COPY_GONE, WRONG_FILE], "Message"),
        ("photo", [UNCOPYABLE, WRONG_FILE], "ForwardMessage"),
        ("photo", [CAPTION_LONG], "Photo+Message"),
        ("voice", [VOICE_FORBIDDEN], "Reupload"),
        ("voice", ["Bad Request: user restricted receiving of voice note messages"], "Reupload"),
        ("video_note", ["Bad Request: user restricted receiving of video note messages"], "Reupload"),
        ("video_note", [VOICE_FORBIDDEN, "Bad Request: file is too big"], "Message"),
        ("voice", [CAPTION_LONG], "Voice+Message"),
        ("voice", [CAPTION_LONG, VOICE_FORBIDDEN], "Reupload"),
        ("story", [UNCOPYABLE], "ForwardMessage"),
        ("story", [COPY_GONE], "Message"),
        (
            "unknown",
            [UNCOPYABLE, "Bad Request: message has protected content and can't be forwarded"],
            "Message",
        ),
        ("poll", [QUOTE_INVALID], "CopyMessage"),
        ("poll", [QUOTE_INVALID, REPLY_GONE], "CopyMessage"),
        ("poll", [QUOTE_INVALID, REPLY_GONE, UNCOPYABLE], "Poll"),
        ("text", [REPLY_GONE], "Message"),
    ],
)
def test_the_error_decides_the_next_rung(name: str, descriptions: list[str], next_rung: str) -> None:
    ladder = ladder_of(name, replace(GROUP, reply=QUOTING))

    assert shape(after(ladder, *descriptions)) == next_rung


def test_a_rejected_quote_goes_first_and_then_the_reply() -> None:
    ladder = ladder_of("text", replace(GROUP, reply=QUOTING))

    unquoted = step(SendMessage, after(ladder, QUOTE_INVALID)).reply_parameters
    ladder.failed(REPLY_GONE)
    unlinked = step(SendMessage, next(ladder)).reply_parameters

    assert unquoted is not None
    assert (unquoted.message_id, unquoted.quote) == (3, None)
    assert unlinked is None


def test_a_reply_dropped_once_stays_dropped_on_the_rungs_below() -> None:
    ladder = ladder_of("photo", replace(GROUP, reply=QUOTING))

    photo = step(SendPhoto, after(ladder, REPLY_GONE, UNCOPYABLE))

    assert photo.reply_parameters is None


def test_words_about_quotes_without_a_quote_are_an_ordinary_rejection() -> None:
    assert shape(after(ladder_of("photo"), QUOTE_INVALID)) == "Photo"


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(
    "description", [COPY_GONE, VOICE_FORBIDDEN, CAPTION_LONG, WRONG_FILE, REPLY_GONE, "?"]
)
def test_whatever_is_said_the_ladder_ends_in_words(name: str, description: str) -> None:
    ladder = ladder_of(name, replace(GROUP, reply=QUOTING))

    last: Rung = ()
    for count, rung in enumerate(ladder):
        last = rung
        ladder.failed(description)
        assert count < 10

    assert name == "text" or shape(last) == "Message"


def test_a_caption_only_a_premium_user_may_write_is_copied_or_said_after_the_media() -> None:
    long = replace(sample("photo"), text="x" * 1025, entities=())
    ladder = rungs(long, SOURCE, GROUP)

    assert shape(next(ladder)) == "CopyMessage"
    ladder.failed(COPY_GONE)
    rung = next(ladder)
    assert step(SendPhoto, rung).caption is None
    assert step(SendMessage, rung, 1).text == "x" * 1025


def test_a_forbidden_voice_note_is_uploaded_as_a_document() -> None:
    rung = after(ladder_of("voice"), VOICE_FORBIDDEN)

    file = step(Reupload, rung)
    upload = file.upload(BufferedInputFile(b"ogg", file.file_name))

    assert (file.file_id, file.file_name) == ("id-voice", "voice.ogg")
    assert isinstance(upload, SendDocument)
    assert (upload.caption, upload.message_thread_id) == ("hear", 5)
    assert upload.disable_content_type_detection is True


def test_a_note_too_big_to_download_is_not_uploaded() -> None:
    big = replace(sample("video_note"), file_size=DOWNLOAD_LIMIT + 1)

    assert names(rungs(big, SOURCE, CUSTOMER)) == ["CopyMessage", "VideoNote", "Message"]


def test_troubles_are_recognised_whatever_the_case() -> None:
    assert trouble_of("Bad Request: MESSAGE TO COPY NOT FOUND") is Trouble.ORIGINAL_GONE
    assert trouble_of("Bad Request: message is too long") is None


@pytest.mark.parametrize(
    ("together", "possible"),
    [
        (["photo", "video", "live_photo"], True),
        (["audio", "audio"], True),
        (["document", "document"], True),
        (["photo"], False),
        (["photo"] * 10, True),
        (["photo"] * 11, False),
        (["photo", "audio"], False),
        (["document", "photo"], False),
        (["audio", "document"], False),
        (["photo", "animation"], False),
        (["photo", "text"], False),
        (["voice", "voice"], False),
    ],
)
def test_an_album_holds_two_to_ten_of_one_family(together: list[str], possible: bool) -> None:
    found = album([sample(name) for name in together], GROUP)

    assert (found is not None) is possible


def test_an_album_keeps_order_captions_topic_and_reply() -> None:
    found = album([sample("photo"), sample("video")], replace(GROUP, reply=QUOTING))

    assert found is not None
    assert [(item.media, item.caption) for item in found.media] == [
        ("id-large", "look"),
        ("id-video", "a cat"),
    ]
    assert (found.message_thread_id, found.reply_parameters) == (5, QUOTING.parameters())
    assert not _parsed(found)


def test_a_caption_too_long_for_a_bot_keeps_the_items_apart() -> None:
    long = replace(sample("photo"), text="x" * 1025)

    assert album([long, sample("photo")], GROUP) is None


def test_merged_texts_become_one_message() -> None:
    merged = merged_text([("😀", ()), ("b", ({"type": "bold", "offset": 0, "length": 1},))], GROUP)

    assert merged.text == "😀\nb"
    assert [(e.offset, e.length) for e in merged.entities or ()] == [(3, 1)]
    assert merged.parse_mode is None


@pytest.mark.parametrize("parts", [[], [(" ", ())], [("x" * 4096, ()), ("y", ())]])
def test_nothing_or_too_much_cannot_be_merged(parts: list[Any]) -> None:
    with pytest.raises(ValueError, match="UTF-16"):
        merged_text(parts, GROUP)


@pytest.mark.parametrize("kind", ContentKind)
def test_a_bare_content_of_any_kind_has_a_ladder(kind: ContentKind) -> None:
    bare = Content(kind, "text", file_id="id", options={"latitude": 1.0, "longitude": 2.0})

    assert names(rungs(bare, SOURCE, GROUP))[-1].endswith("Message")
