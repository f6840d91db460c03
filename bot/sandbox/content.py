"""What people can send besides text: plausible content of every kind, with files of this world."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

from bot.sandbox.files import FileStore, StoredFile

Fields = dict[str, Any]

_numbers = itertools.count(1)
_dice = random.Random(20)
DICE_SIDES = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


def file_fields(stored: StoredFile) -> Fields:
    """The file's Bot API object, identifiers neutral (`FileStore.for_bot` makes them a bot's)."""
    return {"file_id": stored.unique_id, "file_unique_id": stored.unique_id, **stored.fields}


def photo_sizes(files: FileStore, given: Fields) -> list[Fields]:
    """Sizes of one photo, smallest first; `given` describes the largest (width, height, file_size, data)."""
    width, height = given.get("width", 1280), given.get("height", 960)
    size = given.get("file_size", 120_000)
    sizes = []
    for edge in (90, 320, 800):
        if edge < max(width, height):
            scale = edge / max(width, height)
            sizes.append(
                (int(width * scale) or 1, int(height * scale) or 1, max(900, int(size * scale * scale)))
            )
    stored = [
        files.add("photo", {"width": wide, "height": high, "file_size": weight})
        for wide, high, weight in sizes
    ]
    largest = {"width": width, "height": height, "file_size": size}
    stored.append(files.add("photo", largest, given.get("data")))
    found = [file_fields(one) for one in stored]
    for one in stored:
        one.sizes = found
    return found


def thumbnail(files: FileStore) -> Fields:
    """A small preview picture."""
    return file_fields(files.add("thumbnail", {"width": 320, "height": 240, "file_size": 9_000}))


FILE_DEFAULTS: dict[str, Fields] = {
    "video": {
        "width": 1280,
        "height": 720,
        "duration": 12,
        "file_name": "video.mp4",
        "mime_type": "video/mp4",
        "file_size": 2_400_000,
    },
    "animation": {
        "width": 480,
        "height": 270,
        "duration": 3,
        "file_name": "animation.mp4",
        "mime_type": "video/mp4",
        "file_size": 240_000,
    },
    "audio": {
        "duration": 184,
        "performer": "Performer",
        "title": "Title",
        "file_name": "audio.mp3",
        "mime_type": "audio/mpeg",
        "file_size": 4_100_000,
    },
    "voice": {"duration": 5, "mime_type": "audio/ogg", "file_size": 21_000},
    "video_note": {"length": 384, "duration": 7, "file_size": 700_000},
    "document": {"file_name": "document.pdf", "mime_type": "application/pdf", "file_size": 84_000},
    "sticker": {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "👍",
        "set_name": "Sandbox",
        "file_size": 18_000,
    },
}
_WITH_THUMBNAIL = frozenset({"video", "animation", "video_note", "sticker", "document"})


def file_content(files: FileStore, kind: str, given: Fields) -> Fields:
    """Message fields of one file kind; `given` overrides its fields, `data` is its bytes."""
    fields = {**FILE_DEFAULTS[kind], **{key: value for key, value in given.items() if key != "data"}}
    stored = files.add(kind, fields, given.get("data"))
    if kind in _WITH_THUMBNAIL:
        stored.fields["thumbnail"] = thumbnail(files)
    return stored_content(stored)


def stored_content(stored: StoredFile) -> Fields:
    """Message fields of a file that exists (not of a live photo)."""
    if stored.kind == "photo":
        return {"photo": stored.sizes or [file_fields(stored)]}
    content = {stored.kind: file_fields(stored)}
    if stored.kind == "animation":
        # Bot API: for backward compatibility an animation has the document field too.
        kept = ("file_name", "mime_type", "thumbnail", "file_size")
        document = {key: stored.fields[key] for key in kept if key in stored.fields}
        content["document"] = {"file_id": stored.unique_id, "file_unique_id": stored.unique_id, **document}
    return content


def poll_content(question: str, options: list[str], given: Fields) -> Fields:
    """A poll; `type="quiz"` with `correct_option_id` makes a quiz."""
    return {
        "poll": {
            "id": str(5_400_000_000_000_000_000 + next(_numbers)),
            "question": question,
            "options": [
                {"persistent_id": str(index), "text": text, "voter_count": 0}
                for index, text in enumerate(options)
            ],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
            **given,
        }
    }


def dice_content(emoji: str, value: int | None = None) -> Fields:
    """A thrown dice."""
    return {"dice": {"emoji": emoji, "value": value or _dice.randint(1, DICE_SIDES[emoji])}}


def venue_content(given: Fields) -> Fields:
    """A venue, with the location field that Telegram adds."""
    location = {"latitude": given.pop("latitude", 52.3731), "longitude": given.pop("longitude", 4.8922)}
    venue = {"location": location, "title": "Office", "address": "Dam 1", **given}
    return {"venue": venue, "location": location}


def _photo(files: FileStore, given: Fields) -> Fields:
    return {"photo": photo_sizes(files, given)}


def _location(files: FileStore, given: Fields) -> Fields:
    return {"location": {"latitude": 52.3731, "longitude": 4.8922, **given}}


def _live_location(files: FileStore, given: Fields) -> Fields:
    return _location(files, {"live_period": 900, "horizontal_accuracy": 20.0, **given})


def _contact(files: FileStore, given: Fields) -> Fields:
    return {"contact": {"phone_number": "+15550100", "first_name": "Carol", **given}}


def _poll(files: FileStore, given: Fields) -> Fields:
    question = given.pop("question", "Which one?")
    return poll_content(question, given.pop("options", ["This", "That"]), given)


def _quiz(files: FileStore, given: Fields) -> Fields:
    # A quiz of somebody else: the bot does not know its answer, so it cannot copy it.
    return _poll(files, {"type": "quiz", **given})


def _dice_thrown(files: FileStore, given: Fields) -> Fields:
    return dice_content(given.get("emoji", "🎲"), given.get("value"))


def _story(files: FileStore, given: Fields) -> Fields:
    chat = {"id": -1_001_111_111_111, "title": "Somebody's channel", "type": "channel"}
    return {"story": {"chat": chat, "id": next(_numbers), **given}}


def _paid_media(files: FileStore, given: Fields) -> Fields:
    preview = {"type": "preview", "width": 800, "height": 600}
    return {"paid_media": {"star_count": 10, "paid_media": [preview], **given}}


def _checklist(files: FileStore, given: Fields) -> Fields:
    tasks = given.pop("tasks", ["First", "Second"])
    listed = [
        {"id": index, "text": task} if isinstance(task, str) else task
        for index, task in enumerate(tasks, start=1)
    ]
    return {"checklist": {"title": "To do", "tasks": listed, **given}}


def _live_photo(files: FileStore, given: Fields) -> Fields:
    fields = {"width": 1280, "height": 960, "duration": 2, "mime_type": "video/mp4", "file_size": 900_000}
    return live_photo_content(files.add("live_photo", {**fields, **given}), photo_sizes(files, {}))


def live_photo_content(video: StoredFile, sizes: list[Fields]) -> Fields:
    """A live photo: a picture and its short video, with the photo field that Telegram adds."""
    return {"live_photo": {**file_fields(video), "photo": sizes}, "photo": sizes}


def _rich_message(files: FileStore, given: Fields) -> Fields:
    text = given.pop("text", "Rich text")
    blocks = [{"type": "heading", "size": 1, "text": "Heading"}, {"type": "paragraph", "text": text}]
    return {"rich_message": {"blocks": blocks, **given}}


def _game(files: FileStore, given: Fields) -> Fields:
    return {"game": {"title": "Game", "description": "A game", "photo": photo_sizes(files, {}), **given}}


def _giveaway(files: FileStore, given: Fields) -> Fields:
    chat = {"id": -1_001_111_111_111, "title": "Somebody's channel", "type": "channel"}
    return {
        "giveaway": {
            "chats": [chat],
            "winners_selection_date": 1_900_000_000,
            "winner_count": 3,
            "premium_subscription_month_count": 3,
            **given,
        }
    }


def _giveaway_winners(files: FileStore, given: Fields) -> Fields:
    chat = {"id": -1_001_111_111_111, "title": "Somebody's channel", "type": "channel"}
    return {
        "giveaway_winners": {
            "chat": chat,
            "giveaway_message_id": 5,
            "winners_selection_date": 1_900_000_000,
            "winner_count": 1,
            "winners": [{"id": 1000, "is_bot": False, "first_name": "Winner"}],
            **given,
        }
    }


def _invoice(files: FileStore, given: Fields) -> Fields:
    return {
        "invoice": {
            "title": "Product",
            "description": "A product",
            "start_parameter": "",
            "currency": "EUR",
            "total_amount": 500,
            **given,
        }
    }


def _unsupported(files: FileStore, given: Fields) -> Fields:
    # What a bot gets for content that its server does not know: a message without any content field.
    return dict(given)


_MAKERS: dict[str, Callable[[FileStore, Fields], Fields]] = {
    "photo": _photo,
    "location": _location,
    "live_location": _live_location,
    "venue": lambda files, given: venue_content(given),
    "contact": _contact,
    "poll": _poll,
    "quiz": _quiz,
    "dice": _dice_thrown,
    "story": _story,
    "paid_media": _paid_media,
    "checklist": _checklist,
    "live_photo": _live_photo,
    "rich_message": _rich_message,
    "game": _game,
    "giveaway": _giveaway,
    "giveaway_winners": _giveaway_winners,
    "invoice": _invoice,
    "unsupported": _unsupported,
}
# Kind of the sent thing → kind of the message, where they differ.
MESSAGE_KINDS = {"live_location": "location", "quiz": "poll"}
CAPTIONED = frozenset(
    {"photo", "video", "animation", "audio", "voice", "document", "live_photo", "paid_media"}
)


def content_of(kind: str, files: FileStore, given: Fields) -> tuple[str, Fields]:
    """(message kind, fields) of something a person sends. An unknown kind becomes a field of that name,
    as a future Bot API would bring it."""
    if kind in FILE_DEFAULTS:
        return kind, file_content(files, kind, given)
    maker = _MAKERS.get(kind)
    if maker is None:
        return kind, {kind: given}
    return MESSAGE_KINDS.get(kind, kind), maker(files, dict(given))
