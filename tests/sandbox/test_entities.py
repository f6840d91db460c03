"""Explicit entities, and what Telegram does to text."""

from typing import Any

import pytest

from bot.sandbox.entities import checked_explicit, detected, finished, part
from bot.sandbox.errors import ApiError
from tests.sandbox.conftest import Desk


@pytest.mark.parametrize(
    ("entity", "error"),
    [
        (
            {"type": "bold", "offset": 100, "length": 1},
            "entity begins after the end of the text at UTF-16 offset 100",
        ),
        (
            {"type": "bold", "offset": 0, "length": 100},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
        ),
        (
            {"type": "sparkling", "offset": 0, "length": 1},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        ({"type": "bold", "length": 1}, "can't parse MessageEntity: can't find field \"offset\""),
        (
            {"type": "text_link", "offset": 0, "length": 1},
            "can't parse MessageEntity: can't find field \"url\"",
        ),
        (
            {"type": "bold", "offset": 3, "length": 1},
            "entity begins in a middle of a UTF-16 symbol at byte offset 3",
        ),
    ],
)
def test_entities_must_fit_the_text(entity: dict[str, Any], error: str) -> None:
    with pytest.raises(ApiError) as raised:
        checked_explicit("hi😀 you", [entity])

    assert raised.value.description == f"Bad Request: {error}"


def test_only_a_hundred_entities_are_kept() -> None:
    entities = [{"type": "bold", "offset": index * 2, "length": 1} for index in range(150)]

    assert len(finished("a " * 150, entities).entities) == 100


def test_code_hides_what_would_be_found_in_it() -> None:
    text = "/start and /stop"

    found = finished(text, [{"type": "code", "offset": 0, "length": 6}]).entities

    assert [(entity["type"], part(text, entity)) for entity in found] == [
        ("code", "/start"),
        ("bot_command", "/stop"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("either/or 1/2 http://", []),
        ("/start", ["/start"]),
        ("/start@forumdesk_bot x", ["/start@forumdesk_bot"]),
        ("mail bob@example.com", ["bob@example.com"]),
        ("go to example.com/x.", ["example.com/x"]),
        ("$USD and #1 #one", ["$USD", "#one"]),
    ],
)
def test_what_telegram_finds_by_itself(text: str, found: list[str]) -> None:
    assert sorted(part(text, entity) for entity in detected(text)) == sorted(found)


async def test_form_requests_carry_entities_as_json_text(desk: Desk) -> None:
    form = {
        "chat_id": str(desk.group.id),
        "text": "hi",
        "entities": '[{"type":"bold","offset":0,"length":2}]',
    }

    async with desk.api.session.post(desk.api.url("sendMessage"), data=form) as response:
        sent = (await response.json())["result"]

    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
