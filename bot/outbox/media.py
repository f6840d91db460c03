"""Media as albums and media edits want them, and which kinds may stand together."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from aiogram.methods import SendMediaGroup
from aiogram.types import (
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaLivePhoto,
    InputMediaPhoto,
    InputMediaVideo,
)

from bot.domain.content import Content, ContentKind
from bot.domain.entities import CAPTION_LIMIT, utf16_len
from bot.outbox.target import Target, message_entities

ALBUM_LIMIT = 10

# An album holds one family only; an edit of an album item must stay in it. Animations are never in albums.
_FAMILIES = {
    ContentKind.PHOTO: "seen",
    ContentKind.VIDEO: "seen",
    ContentKind.LIVE_PHOTO: "seen",
    ContentKind.AUDIO: "audio",
    ContentKind.DOCUMENT: "document",
}
EDITABLE_MEDIA = frozenset({*_FAMILIES, ContentKind.ANIMATION})
"""Kinds that editMessageMedia can put in place of one another."""

InputAlbumMedia: TypeAlias = (
    InputMediaAudio | InputMediaDocument | InputMediaLivePhoto | InputMediaPhoto | InputMediaVideo
)


def caption_of(content: Content) -> dict[str, Any]:
    """Give the caption parameters that every media kind has."""
    return {
        "caption": content.text,
        "caption_entities": message_entities(content.entities),
        "parse_mode": None,
    }


def caption_place(content: Content) -> dict[str, Any]:
    """Give the parameters of the kinds that know spoilers and captions above the media."""
    return {
        "show_caption_above_media": content.options.get("show_caption_above_media"),
        "has_spoiler": content.options.get("has_media_spoiler"),
    }


def film_options(options: dict[str, Any]) -> dict[str, Any]:
    """Give the parameters that only videos have."""
    return {name: options.get(name) for name in ("cover", "start_timestamp")}


def caption_fits(content: Content) -> bool:
    """May a bot write this caption itself? (Longer ones of premium users it can only copy.)"""
    return utf16_len(content.text or "") <= CAPTION_LIMIT


def same_family(a: Content, b: Content) -> bool:
    """May the two be in one album? Audio only with audio, document with document, photo and video mix."""
    family = _FAMILIES.get(a.kind)
    return family is not None and family == _FAMILIES.get(b.kind)


def input_media(content: Content) -> InputAlbumMedia | InputMediaAnimation | None:
    """Give the media for an album or a media edit; None for other kinds."""
    file_id, caption = content.file_id or "", caption_of(content)
    match content.kind:
        case ContentKind.PHOTO:
            return InputMediaPhoto(media=file_id, **caption, **caption_place(content))
        case ContentKind.VIDEO:
            film = film_options(content.options)
            return InputMediaVideo(media=file_id, **film, **caption, **caption_place(content))
        case ContentKind.LIVE_PHOTO if "photo" in content.options:
            still = content.options["photo"]
            return InputMediaLivePhoto(media=file_id, photo=still, **caption, **caption_place(content))
        case ContentKind.AUDIO:
            return InputMediaAudio(media=file_id, **caption)
        case ContentKind.DOCUMENT:
            return InputMediaDocument(media=file_id, **caption)
        case ContentKind.ANIMATION:
            return InputMediaAnimation(media=file_id, **caption, **caption_place(content))
    return None


def album(contents: Sequence[Content], target: Target) -> SendMediaGroup | None:
    """Give the call that sends all as one album, or None if they cannot be one (then carry them one by one).

    They can if they are 2 to 10 of one family and each caption is short enough for a bot.
    """
    if not 2 <= len(contents) <= ALBUM_LIMIT:
        return None
    media: list[InputAlbumMedia] = []
    for content in contents:
        item = input_media(content)
        if item is None or isinstance(item, InputMediaAnimation):
            return None
        if not same_family(content, contents[0]) or not caption_fits(content):
            return None
        media.append(item)
    return SendMediaGroup(**target.address(), media=media)
