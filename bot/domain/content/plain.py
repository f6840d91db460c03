"""Parts of aiogram's objects as the plain JSON they came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiogram.types import MessageEntity, PhotoSize
    from aiogram.types.base import TelegramObject

    from bot.domain.entities import Entity

# Entities that are nothing but type, offset and length.
_BARE_ENTITIES = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
    }
)


def entities_of(entities: Iterable[MessageEntity]) -> tuple[Entity, ...]:
    """Give the entities as dicts; written out by hand, as most are, for speed."""
    return tuple(
        {"type": e.type, "offset": e.offset, "length": e.length} if e.type in _BARE_ENTITIES else _entity(e)
        for e in entities
    )


def _entity(entity: MessageEntity) -> Entity:
    plain = json_of(entity)
    if user := entity.user:
        plain["user"] = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    return plain


def fields_of(value: object, *fields: str) -> dict[str, Any]:
    """Give those of the fields that are set."""
    return {name: found for name in fields if (found := getattr(value, name)) is not None}


def json_of(value: TelegramObject) -> dict[str, Any]:
    """Dump as the JSON it came from: unset fields hold aiogram's `Default` marks, which are not JSON."""
    return value.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)


def largest(sizes: Sequence[PhotoSize]) -> PhotoSize:
    """Give the photo in its full size."""
    return max(sizes, key=lambda size: size.width * size.height)
