"""Messages of every kind as the Bot API gives them, to be shared by the tests of what is done with them."""

from typing import Any

from aiogram.types import Message

from bot.domain.content import Content, content_of

JSON = dict[str, Any]


def message(**fields: Any) -> Message:
    """A message of a customer in private."""
    return Message.model_validate(
        {
            "message_id": 7,
            "date": 1_700_000_000,
            "chat": {"id": 42, "type": "private", "first_name": "Alice"},
            "from": {"id": 42, "is_bot": False, "first_name": "Alice"},
            **fields,
        }
    )


def sample(name: str, **fields: Any) -> Content:
    """The content of a sample, perhaps with other fields."""
    return content_of(message(**SAMPLES[name] | fields))


def file(name: str, **fields: Any) -> JSON:
    return {"file_id": f"id-{name}", "file_unique_id": f"unique-{name}", **fields}


def size(name: str, side: int) -> JSON:
    return file(name, width=side, height=side, file_size=side * 10)


PHOTO = [size("large", 800), size("small", 90)]
VIDEO = file("video", width=640, height=360, duration=75, file_name="cat.mp4", file_size=9000)
LIVE = file("live", width=640, height=360, duration=3)
CHANNEL = {"id": -100500, "type": "channel", "title": "News", "username": "news"}
ORDINARY_POLL = {
    "id": "1",
    "question": "Tea or coffee?",
    "question_entities": [{"type": "bold", "offset": 0, "length": 3}],
    "options": [
        {"persistent_id": "a", "text": "Tea", "voter_count": 2},
        {"persistent_id": "b", "text": "Coffee", "voter_count": 3, "media": {"photo": PHOTO}},
    ],
    "total_voter_count": 5,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": True,
    "allows_revoting": True,
    "members_only": False,
}
QUIZ = ORDINARY_POLL | {
    "type": "quiz",
    "allows_multiple_answers": False,
    "correct_option_ids": [1],
    "explanation": "It wakes",
    "explanation_entities": [{"type": "italic", "offset": 3, "length": 5}],
}

SAMPLES: dict[str, JSON] = {
    "text": {
        "text": "😀 see example.com",
        "entities": [
            {"type": "url", "offset": 7, "length": 11},
            {
                "type": "text_mention",
                "offset": 3,
                "length": 3,
                "user": {"id": 9, "is_bot": False, "first_name": "Bo"},
            },
        ],
        "link_preview_options": {"is_disabled": True},
    },
    "photo": {
        "photo": PHOTO,
        "caption": "look",
        "caption_entities": [{"type": "bold", "offset": 0, "length": 4}],
        "has_media_spoiler": True,
        "show_caption_above_media": True,
    },
    "video": {"video": VIDEO | {"cover": PHOTO, "start_timestamp": 12}, "caption": "a cat"},
    "animation": {
        "animation": file("gif", width=10, height=10, duration=2),
        "document": file("gif"),
    },
    "audio": {"audio": file("song", duration=200, performer="Bach", title="Air", file_size=5)},
    "voice": {"voice": file("voice", duration=12, mime_type="audio/ogg", file_size=2000), "caption": "hear"},
    "video_note": {"video_note": file("round", length=240, duration=7, file_size=3000)},
    "document": {"document": file("doc", file_name="invoice.pdf", mime_type="application/pdf")},
    "sticker": {
        "sticker": file(
            "sticker", type="regular", width=512, height=512, is_animated=False, is_video=False, emoji="🙂"
        )
    },
    "live_photo": {"live_photo": LIVE | {"photo": PHOTO}, "photo": PHOTO, "caption": "moving"},
    "location": {"location": {"latitude": 55.75, "longitude": 37.61, "horizontal_accuracy": 10.5}},
    "live_location": {"location": {"latitude": 55.75, "longitude": 37.61, "live_period": 900, "heading": 90}},
    "venue": {
        "venue": {
            "location": {"latitude": 1.5, "longitude": 2.5},
            "title": "Cafe",
            "address": "Main st. 1",
            "foursquare_id": "4sq",
        },
        "location": {"latitude": 1.5, "longitude": 2.5},
    },
    "contact": {
        "contact": {
            "phone_number": "+123",
            "first_name": "Ann",
            "last_name": "Lee",
            "user_id": 77,
            "vcard": "BEGIN:VCARD",
        }
    },
    "poll": {"poll": ORDINARY_POLL},
    "quiz": {"poll": QUIZ},
    "dice": {"dice": {"emoji": "🎲", "value": 5}},
    "story": {"story": {"chat": CHANNEL, "id": 31}},
    "paid_media": {
        "paid_media": {
            "star_count": 50,
            "paid_media": [
                {"type": "photo", "photo": PHOTO},
                {"type": "video", "video": VIDEO},
                {"type": "preview", "width": 5, "height": 5, "duration": 9},
            ],
        },
        "caption": "mine",
    },
    "checklist": {
        "checklist": {
            "title": "Trip",
            "tasks": [
                {"id": 1, "text": "tickets", "completion_date": 1_700_000_000},
                {"id": 2, "text": "hotel"},
            ],
        }
    },
    "rich_message": {
        "rich_message": {
            "blocks": [
                {"type": "heading", "text": "Report", "size": 1},
                {
                    "type": "paragraph",
                    "text": ["Read ", {"type": "url", "text": "this", "url": "https://a.b"}],
                },
                {"type": "photo", "photo": PHOTO, "has_spoiler": True, "caption": {"text": "a chart"}},
                {
                    "type": "list",
                    "items": [
                        {
                            "label": "1.",
                            "blocks": [{"type": "paragraph", "text": "done"}],
                            "has_checkbox": True,
                            "is_checked": True,
                        },
                        {"label": "2.", "blocks": [{"type": "paragraph", "text": "open"}]},
                    ],
                },
                {
                    "type": "table",
                    "cells": [
                        [{"align": "left", "valign": "top", "text": "A"}, {"align": "left", "valign": "top"}]
                    ],
                },
                {"type": "divider"},
            ]
        }
    },
    "game": {"game": {"title": "Chess", "description": "Play", "photo": PHOTO}},
    "invoice": {
        "invoice": {
            "title": "Shoes",
            "description": "Red",
            "start_parameter": "",
            "currency": "USD",
            "total_amount": 1250,
        }
    },
    "giveaway": {
        "giveaway": {
            "chats": [CHANNEL],
            "winners_selection_date": 1_700_000_000,
            "winner_count": 3,
            "prize_description": "Books",
            "premium_subscription_month_count": 6,
        }
    },
    "giveaway_winners": {
        "giveaway_winners": {
            "chat": CHANNEL,
            "giveaway_message_id": 3,
            "winners_selection_date": 1_700_000_000,
            "winner_count": 1,
            "winners": [{"id": 5, "is_bot": False, "first_name": "Win"}],
            "prize_description": "Books",
        }
    },
    "unknown": {"hologram": {"file_id": "h"}},
}
