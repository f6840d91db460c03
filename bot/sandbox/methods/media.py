"""Sending files: photos, videos, audio, documents, stickers, live photos, paid media."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.content import CAPTIONED, file_fields, live_photo_content, stored_content
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import caption_of
from bot.sandbox.messages import Raw
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.sending import send
from bot.sandbox.uploads import file_named, read_file

# Parameters that describe an uploaded file, by kind.
NUMBERS = ("width", "height", "duration", "length")
WORDS = ("performer", "title", "emoji")
MAX_PAID_MEDIA = 10
MAX_STARS = 25_000


def described(fields: dict[str, Any]) -> dict[str, Any]:
    """What a call says about the file it uploads."""
    found: dict[str, Any] = {}
    for name in NUMBERS:
        if fields.get(name):
            try:
                found[name] = int(fields[name])
            except (TypeError, ValueError):
                continue
    found.update({name: str(fields[name]) for name in WORDS if fields.get(name)})
    return found


def caption_fields(kind: str, fields: dict[str, Any]) -> Raw:
    """Caption, spoiler and caption position from the fields of a call or of an InputMedia object."""
    content: Raw = {}
    if kind in CAPTIONED:
        content.update(caption_of(fields).fields("caption", "caption_entities"))
        if "caption" in content and _is_true(fields.get("show_caption_above_media")):
            content["show_caption_above_media"] = True
    if kind in ("photo", "video", "animation", "live_photo") and _is_true(fields.get("has_spoiler")):
        content["has_media_spoiler"] = True
    return content


def _is_true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.lower() in ("true", "yes", "1"))


def _sender(kind: str) -> Callable[[Request], Any]:
    def send_file(request: Request) -> Any:
        values = request.arguments.values
        captions = caption_fields(kind, values)
        content = stored_content(read_file(request, kind, kind, described(values)))
        return send(request, kind, {**content, **captions})

    return send_file


for _method, _kind in (
    ("sendPhoto", "photo"),
    ("sendVideo", "video"),
    ("sendAnimation", "animation"),
    ("sendAudio", "audio"),
    ("sendVoice", "voice"),
    ("sendVideoNote", "video_note"),
    ("sendDocument", "document"),
    ("sendSticker", "sticker"),
):
    method(_method)(_sender(_kind))


@method("sendLivePhoto")
def send_live_photo(request: Request) -> Any:
    values = request.arguments.values
    captions = caption_fields("live_photo", values)
    video = read_file(request, "live_photo", "live_photo", described(values))
    photo = read_file(request, "photo", "photo", {})
    content = live_photo_content(video, photo.sizes or [file_fields(photo)])
    return send(request, "live_photo", {**content, **captions})


@method("sendPaidMedia")
def send_paid_media(request: Request) -> Any:
    arguments = request.arguments
    stars = arguments.number("star_count")
    if not 1 <= stars <= MAX_STARS:
        raise bad_request("STARS_AMOUNT_INVALID")
    items = arguments.list_of("media", "InputPaidMedia") or []
    if not 1 <= len(items) <= MAX_PAID_MEDIA:
        raise bad_request("there must be 1-10 paid media")
    media = []
    for item in items:
        kind = item.get("type") if isinstance(item, dict) else None
        if kind not in ("photo", "video"):
            raise bad_request("can't parse InputPaidMedia: type must be photo or video")
        stored = file_named(request, item.get("media"), kind, described(item))
        media.append({"type": kind, **stored_content(stored)})
    content = {"paid_media": {"star_count": stars, "paid_media": media}}
    return send(request, "paid_media", {**content, **caption_fields("paid_media", arguments.values)})
