"""The ways to bring an edit to the copy."""

from dataclasses import replace
from typing import Any, TypeVar

import pytest
from aiogram.methods import (
    EditMessageCaption,
    EditMessageLiveLocation,
    EditMessageMedia,
    EditMessageText,
    SendLocation,
    SendMessage,
    SendPhoto,
    StopMessageLiveLocation,
)
from aiogram.types import InputMediaPhoto

from bot.domain.content import Content, text_content
from bot.outbox.edits import edit_rungs
from bot.outbox.ladder import Ladder, Rung, Step, Target
from tests.domain.samples import PHOTO, SAMPLES, sample

T = TypeVar("T", bound=Step)

COPY = (-1001, 70)
TOPIC = Target(-1001, 5)
OTHER_PHOTO = [size | {"file_id": "id-other", "file_unique_id": "other"} for size in PHOTO]
CAN_T_EDIT = "Bad Request: message can't be edited"


def edit(before: Content, after: Content, in_album: bool = False) -> Ladder:
    return edit_rungs(before, after, COPY, TOPIC, in_album=in_album)


def shapes(ladder: Ladder) -> list[str]:
    return ["+".join(type(step).__name__ for step in rung) for rung in ladder]


def step(kind: type[T], rung: Rung, at: int = 0) -> T:
    found = rung[at]
    assert isinstance(found, kind)
    return found


def place(name: str, **fields: Any) -> Content:
    return sample(name, location=SAMPLES[name]["location"] | fields)


@pytest.mark.parametrize("name", SAMPLES)
def test_an_invisible_change_edits_nothing(name: str) -> None:
    assert shapes(edit(sample(name), sample(name))) == []


def test_a_text_is_edited_and_if_it_cannot_be_said_anew() -> None:
    bold = {"type": "bold", "offset": 4, "length": 4}
    ladder = edit(text_content("old"), text_content("new bold", [bold]))

    edited = step(EditMessageText, next(ladder))
    ladder.failed(CAN_T_EDIT)
    said = step(SendMessage, next(ladder))

    assert (edited.chat_id, edited.message_id, edited.text, edited.parse_mode) == (
        -1001,
        70,
        "new bold",
        None,
    )
    assert [(e.offset, e.length) for e in edited.entities or ()] == [(4, 4)]
    assert (said.text, said.message_thread_id) == ("✏️ new bold", 5)
    assert [(e.offset, e.length) for e in said.entities or ()] == [(7, 4)]
    assert said.reply_parameters is not None
    assert said.reply_parameters.message_id == 70
    assert next(ladder, None) is None


def test_what_replaces_a_deleted_copy_is_said_without_a_reply() -> None:
    ladder = edit(text_content("old"), text_content("new"))

    said = step(SendMessage, next(ladder.after([CAN_T_EDIT, "Bad Request: message to be replied not found"])))

    assert said.reply_parameters is None


def test_a_caption_is_edited_with_its_place() -> None:
    edited = step(EditMessageCaption, next(edit(sample("photo"), sample("photo", caption="new"))))

    assert (edited.message_id, edited.caption, edited.parse_mode) == (70, "new", None)
    assert edited.show_caption_above_media is True


def test_a_removed_caption_is_edited_to_an_empty_one() -> None:
    ladder = edit(sample("voice"), sample("voice", caption=None))

    assert step(EditMessageCaption, next(ladder)).caption == ""
    assert step(SendMessage, next(ladder)).text == "✏️ 🎤 0:12"


def test_a_caption_that_cannot_be_edited_is_said_alone() -> None:
    ladder = edit(sample("photo"), sample("photo", caption="new"))

    assert shapes(ladder) == ["EditMessageCaption", "SendMessage"]
    *_, last = edit(sample("photo"), sample("photo", caption="new"))
    assert step(SendMessage, last).text == "✏️ new"


def test_a_caption_too_long_for_a_bot_is_said() -> None:
    after = replace(sample("photo"), text="x" * 1025)

    assert shapes(edit(sample("photo"), after)) == ["SendMessage"]


def test_another_media_is_put_in_place_or_sent_anew() -> None:
    ladder = edit(sample("photo"), sample("photo", photo=OTHER_PHOTO, caption="new"))

    edited = step(EditMessageMedia, next(ladder))
    sent = step(SendPhoto, next(ladder))

    assert isinstance(edited.media, InputMediaPhoto)
    assert (edited.media.media, edited.media.caption, edited.media.parse_mode) == ("id-other", "new", None)
    assert (sent.photo, sent.caption) == ("id-other", "✏️ new")
    assert shapes(ladder) == ["SendMessage"]


def test_a_spoiler_is_a_matter_of_the_media() -> None:
    assert shapes(edit(sample("photo"), sample("photo", has_media_spoiler=None)))[0] == "EditMessageMedia"


@pytest.mark.parametrize(
    ("before", "after", "in_album", "first"),
    [
        ("photo", "document", False, "EditMessageMedia"),
        ("document", "animation", False, "EditMessageMedia"),
        ("text", "photo", False, "EditMessageMedia"),
        ("photo", "video", True, "EditMessageMedia"),
        ("photo", "document", True, "SendDocument"),
        ("audio", "document", True, "SendDocument"),
        ("voice", "photo", False, "SendPhoto"),
        ("sticker", "photo", False, "SendPhoto"),
        ("contact", "poll", False, "SendMessage"),
        ("text", "rich_message", False, "EditMessageText"),
        ("rich_message", "text", False, "EditMessageText"),
    ],
)
def test_media_change_within_what_telegram_allows(
    before: str, after: str, in_album: bool, first: str
) -> None:
    assert shapes(edit(sample(before), sample(after), in_album))[0] == first


def test_a_rich_message_is_edited_richly_then_in_words() -> None:
    other = {"blocks": [{"type": "paragraph", "text": "new"}]}
    ladder = edit(sample("rich_message"), sample("rich_message", rich_message=other))

    assert step(EditMessageText, next(ladder)).rich_message is not None
    assert step(EditMessageText, next(ladder)).text == "new"
    assert step(SendMessage, next(ladder)).text == "✏️ new"


def test_a_ticked_task_is_edited_in_the_words_of_the_copy() -> None:
    checklist = SAMPLES["checklist"]["checklist"]
    ticked = [task | {"completion_date": 1} for task in checklist["tasks"]]

    edited = next(edit(sample("checklist"), sample("checklist", checklist=checklist | {"tasks": ticked})))

    assert step(EditMessageText, edited).text == "Trip\n☑ tickets\n☑ hotel"


def test_a_live_location_moves_and_never_speaks() -> None:
    ladder = edit(place("live_location"), place("live_location", latitude=56.0, heading=10))

    moved = step(EditMessageLiveLocation, next(ladder))

    assert (moved.latitude, moved.longitude, moved.heading, moved.message_id) == (56.0, 37.61, 10, 70)
    assert next(ladder, None) is None


def test_a_live_location_that_ended_is_moved_and_stopped_or_shown_where_it_stopped() -> None:
    ladder = edit(
        place("live_location"), place("live_location", latitude=56.0, live_period=None, heading=None)
    )

    last_move = next(ladder)
    stop = next(ladder)
    still = next(ladder)

    assert step(EditMessageLiveLocation, last_move).latitude == 56.0
    assert isinstance(last_move[1], StopMessageLiveLocation)
    assert isinstance(stop[0], StopMessageLiveLocation)
    assert step(SendLocation, still).latitude == 56.0
    assert step(SendLocation, still).live_period is None


def test_a_live_location_that_ended_where_it_was_is_only_stopped() -> None:
    ladder = edit(place("live_location"), place("live_location", live_period=None, heading=None))

    assert shapes(ladder) == ["StopMessageLiveLocation"]


@pytest.mark.parametrize("before", SAMPLES)
@pytest.mark.parametrize("after", SAMPLES)
def test_whatever_becomes_of_a_message_each_rung_has_a_step(before: str, after: str) -> None:
    for rung in edit(sample(before), sample(after)):
        assert rung


def test_a_live_photo_without_its_still_is_replaced_in_words() -> None:
    after = sample("live_photo", live_photo=SAMPLES["live_photo"]["live_photo"] | {"photo": None}, photo=None)

    assert shapes(edit(sample("photo"), after)) == ["SendMessage"]
