"""What is read from a message, stored and compared."""

import json
from typing import Any

import pytest
from aiogram.types import Message
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.content import (
    Content,
    ContentKind,
    content_of,
    in_words,
    is_service,
    same_content,
    same_media,
    text_content,
    words_of,
)
from bot.domain.content.reading import _READERS
from bot.domain.content.service import SERVICE_FIELDS
from tests.domain.samples import PHOTO, SAMPLES, VIDEO, message, sample

# What stands around the content: ids, people, circumstances, and parts of contents read along with them.
ENVELOPE = {
    "message_id",
    "date",
    "chat",
    "message_thread_id",
    "direct_messages_topic",
    "from_user",
    "sender_chat",
    "sender_boost_count",
    "sender_business_bot",
    "sender_tag",
    "guest_query_id",
    "business_connection_id",
    "forward_origin",
    "is_topic_message",
    "is_automatic_forward",
    "reply_to_message",
    "external_reply",
    "quote",
    "reply_to_story",
    "reply_to_checklist_task_id",
    "reply_to_poll_option_id",
    "via_bot",
    "guest_bot_caller_user",
    "guest_bot_caller_chat",
    "edit_date",
    "has_protected_content",
    "is_from_offline",
    "is_paid_post",
    "media_group_id",
    "author_signature",
    "paid_star_count",
    "suggested_post_info",
    "effect_id",
    "reply_markup",
    "receiver_user",
    "ephemeral_message_id",
    "forward_date",
    "forward_from",
    "forward_from_chat",
    "forward_from_message_id",
    "forward_sender_name",
    "forward_signature",
    "text",
    "entities",
    "link_preview_options",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    "has_media_spoiler",
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
entities = st.builds(
    lambda kind, offset, length: {"type": kind, "offset": offset, "length": length},
    st.sampled_from(["bold", "code"]),
    st.integers(0, 9),
    st.integers(1, 9),
)
contents = st.builds(
    Content,
    kind=st.sampled_from(ContentKind),
    text=st.none() | st.text(),
    entities=st.lists(entities, max_size=3).map(tuple),
    file_id=st.none() | st.text(),
    file_unique_id=st.none() | st.text(),
    file_size=st.none() | st.integers(0),
    options=st.dictionaries(st.text(), json_values, max_size=4),
)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_kind_is_recognised_and_is_not_a_service_message(name: str) -> None:
    received = message(**SAMPLES[name])

    assert content_of(received).kind == name
    assert not is_service(received)


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(SAMPLES) == set(ContentKind)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_kind_comes_back_from_json_as_it_was(name: str) -> None:
    content = sample(name)

    stored = json.dumps(content.to_json())

    assert Content.from_json(json.loads(stored)) == content


@given(contents)
def test_any_content_comes_back_from_json_as_it_was(content: Content) -> None:
    assert Content.from_json(json.loads(json.dumps(content.to_json()))) == content


def test_what_is_empty_is_not_stored() -> None:
    assert text_content("hi").to_json() == {"kind": "text", "text": "hi"}


def test_a_kind_stored_by_a_newer_version_is_unknown() -> None:
    assert Content.from_json({"kind": "hologram", "text": "x"}) == Content(ContentKind.UNKNOWN, "x")


def test_every_field_of_a_message_is_content_or_service_or_envelope() -> None:
    """Fails when a new aiogram brings a field: decide what it is, then list it."""
    content_fields = {field for field, _ in _READERS}

    assert set(Message.model_fields) - ENVELOPE - content_fields == set(SERVICE_FIELDS)


@pytest.mark.parametrize(
    "fields",
    [
        {"new_chat_members": [{"id": 1, "is_bot": False, "first_name": "A"}]},
        {"forum_topic_closed": {}},
        {"forum_topic_created": {"name": "x", "icon_color": 7322096}},
        {"new_chat_title": "x"},
        {"delete_chat_photo": True},
        {"new_chat_photo": PHOTO},
        {"pinned_message": {"message_id": 3, "chat": {"id": 5, "type": "private"}, "date": 0}},
    ],
)
def test_events_of_the_chat_are_service_messages(fields: dict[str, Any]) -> None:
    assert is_service(message(**fields))


def test_a_content_still_to_be_invented_is_carried_with_its_caption() -> None:
    content = content_of(message(hologram={"a": 1}, caption="wow"))

    assert content == Content(ContentKind.UNKNOWN, "wow", options={"fields": ["hologram"]})


def test_a_message_with_nothing_known_is_unknown() -> None:
    assert content_of(message()) == Content(ContentKind.UNKNOWN)


def test_the_largest_size_of_a_photo_is_kept_with_its_caption_and_looks() -> None:
    content = sample("photo")

    assert (content.file_id, content.file_unique_id, content.file_size) == ("id-large", "unique-large", 8000)
    assert content.text == "look"
    assert content.entities == ({"type": "bold", "offset": 0, "length": 4},)
    assert content.options == {"has_media_spoiler": True, "show_caption_above_media": True}


def test_entities_keep_what_they_need_to_be_sent_again() -> None:
    received = message(
        text="abcdef",
        entities=[
            {"type": "text_link", "offset": 0, "length": 1, "url": "https://a.b"},
            {"type": "pre", "offset": 1, "length": 1, "language": "python"},
            {"type": "custom_emoji", "offset": 2, "length": 1, "custom_emoji_id": "5"},
            {"type": "date_time", "offset": 3, "length": 1, "unix_time": 5, "date_time_format": "D"},
            {"type": "shimmer", "offset": 4, "length": 1, "speed": 2},
            {
                "type": "text_mention",
                "offset": 5,
                "length": 1,
                "user": {
                    "id": 9,
                    "is_bot": False,
                    "first_name": "Bo",
                    "username": "bo",
                    "language_code": "en",
                },
            },
        ],
    )

    assert content_of(received).entities == (
        {"type": "text_link", "offset": 0, "length": 1, "url": "https://a.b"},
        {"type": "pre", "offset": 1, "length": 1, "language": "python"},
        {"type": "custom_emoji", "offset": 2, "length": 1, "custom_emoji_id": "5"},
        {"type": "date_time", "offset": 3, "length": 1, "unix_time": 5, "date_time_format": "D"},
        {"type": "shimmer", "offset": 4, "length": 1, "speed": 2},
        {
            "type": "text_mention",
            "offset": 5,
            "length": 1,
            "user": {"id": 9, "is_bot": False, "first_name": "Bo"},
        },
    )


def test_a_video_keeps_its_cover_and_start() -> None:
    assert sample("video").options == {
        "duration": 75,
        "file_name": "cat.mp4",
        "cover": "id-large",
        "start_timestamp": 12,
    }


def test_the_answer_of_a_quiz_in_its_old_field_is_read() -> None:
    poll = SAMPLES["quiz"]["poll"] | {"correct_option_ids": None, "correct_option_id": 0}

    assert content_of(message(poll=poll)).options["correct_option_ids"] == [0]


@pytest.mark.parametrize(
    "media",
    [
        {"type": "video", "media": "id-video"},
        {"type": "photo", "media": "id-large"},
        {"type": "location", "latitude": 1.0, "longitude": 2.0},
        {"type": "venue", "latitude": 1.0, "longitude": 2.0, "title": "T", "address": "A"},
        {"type": "link", "url": "https://a.b"},
        {"type": "live_photo", "media": "id-video", "photo": "id-large"},
    ],
    ids=lambda media: media["type"],
)
def test_a_poll_keeps_what_is_attached_to_it(media: dict[str, Any]) -> None:
    place = {"latitude": 1.0, "longitude": 2.0}
    received = {
        "video": VIDEO,
        "photo": PHOTO,
        "location": place,
        "venue": {"location": place, "title": "T", "address": "A"},
        "link": {"url": "https://a.b"},
        "live_photo": VIDEO | {"photo": PHOTO},
    }[media["type"]]

    poll = SAMPLES["poll"]["poll"] | {"media": {media["type"]: received}}

    assert content_of(message(poll=poll)).options["media"] == media


@pytest.mark.parametrize("name", SAMPLES)
def test_a_content_is_the_same_as_itself(name: str) -> None:
    assert same_content(sample(name), sample(name))
    assert same_media(sample(name), sample(name))


def test_another_file_id_of_the_same_file_is_no_difference() -> None:
    other = [size | {"file_id": size["file_id"] + "-again"} for size in PHOTO]

    assert same_content(sample("photo"), sample("photo", photo=other))
    assert same_content(
        sample("video"), sample("video", video=VIDEO | {"cover": other, "start_timestamp": 12})
    )


def test_a_link_preview_that_appeared_is_no_difference() -> None:
    assert same_content(
        text_content("a.b"), content_of(message(text="a.b", link_preview_options={"url": "a.b"}))
    )


def test_votes_are_no_difference() -> None:
    poll = SAMPLES["poll"]["poll"]

    assert same_content(sample("poll"), sample("poll", poll=poll | {"total_voter_count": 9}))


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("text", {"text": "😀 see example.org"}),
        ("text", {"entities": []}),
        ("photo", {"caption": "look!"}),
        ("photo", {"caption": None, "caption_entities": None}),
        ("photo", {"has_media_spoiler": None}),
        ("photo", {"show_caption_above_media": None}),
    ],
)
def test_what_a_reader_sees_is_a_difference_but_not_another_media(name: str, changed: dict[str, Any]) -> None:
    assert not same_content(sample(name), sample(name, **changed))
    assert same_media(sample(name), sample(name, **changed))


def test_another_file_or_place_is_another_media() -> None:
    other = [size | {"file_unique_id": "other"} for size in PHOTO]
    elsewhere = {"latitude": 1.0, "longitude": 2.0, "live_period": 900}

    assert not same_media(sample("photo"), sample("photo", photo=other))
    assert not same_media(sample("live_location"), sample("live_location", location=elsewhere))
    assert not same_media(sample("photo"), sample("document"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("text", "😀 see example.com"),
        ("photo", "🖼\nlook"),
        ("video", "🎬 1:15\na cat"),
        ("animation", "🎬 GIF"),
        ("audio", "🎵 Bach – Air 3:20"),
        ("voice", "🎤 0:12\nhear"),
        ("video_note", "📹 0:07"),
        ("document", "📄 invoice.pdf"),
        ("sticker", "🙂"),
        ("live_photo", "🖼\nmoving"),
        ("location", "📍 55.75, 37.61"),
        ("live_location", "📍 55.75, 37.61"),
        ("venue", "📍 1.5, 2.5\nCafe\nMain st. 1"),
        ("contact", "👤 Ann Lee +123"),
        ("poll", "📊 Tea or coffee?\n○ Tea\n○ Coffee"),
        ("quiz", "📊 Tea or coffee?\n○ Tea\n○ Coffee"),
        ("dice", "🎲 5"),
        ("story", "📖 https://t.me/news/s/31"),
        ("paid_media", "⭐ 50 🖼🎬🔒\nmine"),
        ("checklist", "Trip\n☑ tickets\n☐ hotel"),
        ("rich_message", "Report\nRead this (https://a.b)\n🖼\na chart\n☑ done\n2. open\nA |\n———"),
        ("game", "🎮 Chess\nPlay"),
        ("invoice", "🧾 Shoes\nRed\n12.50 USD"),
        ("giveaway", "🎁 @news ×3\nBooks\nTelegram Premium: 6\n2023-11-14"),
        ("giveaway_winners", "🏆 @news\nBooks\nWin"),
        ("unknown", "❔ hologram"),
    ],
)
def test_each_kind_can_be_put_into_words(name: str, words: str) -> None:
    assert in_words(sample(name)) == words


@pytest.mark.parametrize(
    ("currency", "amount", "price"),
    [("JPY", 1250, "1250 JPY"), ("KWD", 1250, "1.250 KWD"), ("XTR", 7, "⭐ 7"), ("EUR", 5, "0.05 EUR")],
)
def test_a_price_has_the_digits_of_its_currency(currency: str, amount: int, price: str) -> None:
    invoice = SAMPLES["invoice"]["invoice"] | {"currency": currency, "total_amount": amount}

    assert in_words(content_of(message(invoice=invoice))).endswith(f"\n{price}")


def test_a_story_of_a_chat_without_username_is_named() -> None:
    story = {"chat": {"id": 5, "type": "private", "first_name": "Bo", "last_name": "Li"}, "id": 1}

    assert in_words(content_of(message(story=story))) == "📖 Bo Li"


@pytest.mark.parametrize("kind", ContentKind)
def test_only_an_empty_text_has_no_words(kind: ContentKind) -> None:
    place = {"latitude": 0, "longitude": 0}

    assert bool(in_words(Content(kind, options=place))) is (kind is not ContentKind.TEXT)


def test_words_keep_the_formatting_of_the_caption() -> None:
    text, formatting = words_of(sample("photo"))

    assert text == "🖼\nlook"
    assert formatting == ({"type": "bold", "offset": 3, "length": 4},)
