"""The content of one message as a value: enough to send it again without the original."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from bot.domain.entities import Entity


class ContentKind(StrEnum):
    """What a message is made of; `unknown` is whatever Telegram invents next."""

    TEXT = "text"
    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    AUDIO = "audio"
    VOICE = "voice"
    VIDEO_NOTE = "video_note"
    DOCUMENT = "document"
    STICKER = "sticker"
    LIVE_PHOTO = "live_photo"
    LOCATION = "location"
    LIVE_LOCATION = "live_location"
    VENUE = "venue"
    CONTACT = "contact"
    POLL = "poll"
    QUIZ = "quiz"
    DICE = "dice"
    STORY = "story"
    PAID_MEDIA = "paid_media"
    CHECKLIST = "checklist"
    RICH_MESSAGE = "rich_message"
    GAME = "game"
    INVOICE = "invoice"
    GIVEAWAY = "giveaway"
    GIVEAWAY_WINNERS = "giveaway_winners"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Content:
    """One message, without its place, author or time.

    `text` is the text or the caption, `entities` belong to it (plain dicts as in Bot API JSON, offsets in
    UTF-16 units). `file_size` is in bytes. `options` holds plain JSON named like the fields of the Bot API.
    """

    kind: ContentKind
    text: str | None = None
    entities: tuple[Entity, ...] = ()
    file_id: str | None = None
    file_unique_id: str | None = None
    file_size: int | None = None
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def is_prepared(self) -> bool:
        """Did the desk itself compose it? Its source shows more than this, so that must never be copied."""
        return bool(self.options.get("prepared"))

    def to_json(self) -> dict[str, Any]:
        """Give a JSON object without the empty fields."""
        fields = {
            "kind": self.kind.value,
            "text": self.text,
            "entities": list(self.entities) or None,
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_size": self.file_size,
            "options": self.options or None,
        }
        return {name: value for name, value in fields.items() if value is not None}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Take what `to_json` gave, also from a newer version: a kind we do not know becomes `unknown`."""
        try:
            kind = ContentKind(stored["kind"])
        except ValueError:
            kind = ContentKind.UNKNOWN
        return cls(
            kind=kind,
            text=stored.get("text"),
            entities=tuple(stored.get("entities", ())),
            file_id=stored.get("file_id"),
            file_unique_id=stored.get("file_unique_id"),
            file_size=stored.get("file_size"),
            options=dict(stored.get("options", {})),
        )


def text_content(text: str, entities: Iterable[Entity] = ()) -> Content:
    """Make the content of a text message."""
    return Content(ContentKind.TEXT, text, tuple(entities))


def prepared_content(text: str, entities: Iterable[Entity] = ()) -> Content:
    """Make the content of a text that an operator chose to send without having written it."""
    return Content(ContentKind.TEXT, text, tuple(entities), options={"prepared": True})


# Telegram adds these itself once it has fetched the page (and tells of it by an edit); a changed preview
# is not worth one of 20 messages a minute.
_FLEETING = frozenset({"link_preview_options"})
# What people see around a media without its being another media.
_AROUND_MEDIA = frozenset({"show_caption_above_media", "has_media_spoiler"})
# They differ from update to update for the same file; nested in options there may be no file_unique_id.
_FILE_IDS = frozenset({"file_id", "media", "photo", "cover"})


def same_media(a: Content, b: Content) -> bool:
    """Is it the same file (or, without a file, the same place, poll, card …), whatever the caption?"""
    if a.kind is not b.kind or a.file_unique_id != b.file_unique_id:
        return False
    return a.file_unique_id is not None or _lasting(a, _AROUND_MEDIA) == _lasting(b, _AROUND_MEDIA)


def same_content(a: Content, b: Content) -> bool:
    """Would a reader see no difference? (`edited_message` also comes for invisible changes.)"""
    return (
        same_media(a, b)
        and (a.text or "") == (b.text or "")
        and _seen(a.entities) == _seen(b.entities)
        and _lasting(a) == _lasting(b)
    )


def _lasting(content: Content, besides: frozenset[str] = frozenset()) -> Any:
    ignored = _FLEETING | besides
    return _without_file_ids({k: v for k, v in content.options.items() if k not in ignored})


def _without_file_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_file_ids(inner) for inner in value]
    if isinstance(value, dict):
        return {
            k: _without_file_ids(v) for k, v in value.items() if not (k in _FILE_IDS and isinstance(v, str))
        }
    return value


def _seen(entities: Iterable[Entity]) -> list[list[tuple[str, Any]]]:
    """Compare entities in any order, and a mentioned person by id (names change)."""
    return sorted(
        (sorted((k, v["id"] if k == "user" else v) for k, v in entity.items()) for entity in entities),
        key=repr,
    )
