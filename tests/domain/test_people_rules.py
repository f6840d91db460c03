"""Who is an operator, what is a note, which reply was meant, what a topic is called."""

from typing import Any

import pytest
from aiogram.types import Message

from bot.domain.authors import is_operators
from bot.domain.emoji import mirrored_emoji
from bot.domain.notes import is_command, is_note
from bot.domain.replies import explicit_reply
from bot.domain.titles import TITLE_LIMIT, topic_title

GROUP: dict[str, Any] = {"id": -1001, "type": "supergroup", "title": "Support", "is_forum": True}
BOB: dict[str, Any] = {"id": 5, "is_bot": False, "first_name": "Bob"}


def message(**fields: Any) -> Message:
    raw = {"message_id": 10, "date": 1, "chat": GROUP, "from": BOB, "text": "hi", **fields}
    return Message.model_validate(raw)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"from": {**BOB, "is_bot": True}}, False),
        ({"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": GROUP}, True),
        ({"sender_chat": {"id": -1009, "type": "channel", "title": "News"}}, False),
        ({"sender_chat": {"id": -1009, "type": "channel"}, "is_automatic_forward": True}, False),
    ],
)
def test_operators_are_people_of_the_group(fields: dict[str, Any], expected: bool) -> None:
    assert is_operators(message(**fields)) is expected


@pytest.mark.parametrize("text", ["// secret", "//", "  // indented", "\n//x"])
def test_notes_begin_with_two_slashes(text: str) -> None:
    assert is_note(text)
    assert not is_command(text)


@pytest.mark.parametrize("text", [None, "", "http://example.com", "a // b", "/notes x"])
def test_other_texts_are_no_notes(text: str | None) -> None:
    assert not is_note(text)


def test_commands_begin_with_one_slash() -> None:
    assert is_command("/anything")
    assert not is_command("and/or")
    assert not is_command(None)


def test_the_implicit_reply_to_the_topics_creation_is_no_reply() -> None:
    root = {
        "message_id": 4,
        "date": 1,
        "chat": GROUP,
        "forum_topic_created": {"name": "Alice", "icon_color": 7322096},
    }
    implicit = message(is_topic_message=True, message_thread_id=4, reply_to_message=root)
    inaccessible_root = {k: v for k, v in root.items() if k != "forum_topic_created"}
    same_by_id = message(is_topic_message=True, message_thread_id=4, reply_to_message=inaccessible_root)

    assert explicit_reply(implicit) is None
    assert explicit_reply(same_by_id) is None


def test_a_reply_that_somebody_chose_counts() -> None:
    target = {"message_id": 7, "date": 1, "chat": GROUP, "text": "?"}
    reply = explicit_reply(message(is_topic_message=True, message_thread_id=4, reply_to_message=target))

    assert reply is not None
    assert reply.message_id == 7


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Alice", "Alice"),
        ("  Alice\n\tLiddell ", "Alice Liddell"),
        ("\u200b\x00", "42"),
        ("x" * 500, "x" * TITLE_LIMIT),
    ],
)
def test_titles_are_what_telegram_will_keep(name: str, title: str) -> None:
    assert topic_title(name, 42) == title


def test_the_last_standard_emoji_is_mirrored() -> None:
    from aiogram.types import ReactionTypeCustomEmoji, ReactionTypeEmoji

    heart, custom = ReactionTypeEmoji(emoji="❤\ufe0f"), ReactionTypeCustomEmoji(custom_emoji_id="1")

    assert mirrored_emoji([heart, custom]) == "❤"
    assert mirrored_emoji([custom]) is None
    assert mirrored_emoji([]) is None
