"""sendMediaGroup."""

from __future__ import annotations

from typing import Any

from bot.sandbox.albums import FAMILIES, MAX_ITEMS
from bot.sandbox.content import file_fields, live_photo_content, stored_content
from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Raw
from bot.sandbox.methods.media import caption_fields, described
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.sending import destination, publish, require_permission
from bot.sandbox.uploads import file_named

# Bot API: an album holds audio, document, live photo, photo and video; animations are not accepted from bots.
ALBUM_KINDS = frozenset({"photo", "video", "live_photo", "document", "audio"})


@method("sendMediaGroup")
def send_media_group(request: Request) -> Any:
    items = request.arguments.list_of("media", "InputMedia")
    if items is None:
        raise bad_request('parameter "media" is required')
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > MAX_ITEMS:
        raise bad_request("too many messages to send as an album")
    contents = [input_media(request, item) for item in items]
    kinds = [kind for kind, _ in contents]
    for kind in kinds:
        if kind not in ALBUM_KINDS:
            raise bad_request("message content type can't be used in an album")
    families = {FAMILIES[kind] for kind in kinds}
    if len(families) > 1:
        odd = "document" if "document" in families else "audio"
        raise bad_request(f"{odd} can't be mixed with other media types")
    where = destination(request)
    where.markup = None
    for kind in kinds:
        require_permission(request, where.room, kind)
    request.spend_batch(where.room, len(contents))
    # One item alone becomes an ordinary message.
    album_id = request.world.take_album_id() if len(contents) > 1 else None
    sent = [publish(request, where, kind, content, album_id=album_id) for kind, content in contents]
    return [message.view(request.bot) for message in sent]


def input_media(request: Request, item: Any) -> tuple[str, Raw]:
    """(kind, message fields) of an InputMedia object."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = item.get("type")
    if not isinstance(kind, str):
        raise bad_request("can't parse InputMedia: can't find field \"type\"")
    if kind not in (*FAMILIES, "animation"):
        raise bad_request(f"can't parse InputMedia: type must be one of {', '.join(sorted(FAMILIES))}")
    if not item.get("media"):
        raise bad_request("can't parse InputMedia: can't find field \"media\"")
    stored = file_named(request, item["media"], kind, described(item))
    if kind == "live_photo":
        photo = file_named(request, item.get("photo"), "photo", {})
        content = live_photo_content(stored, photo.sizes or [file_fields(photo)])
    else:
        content = stored_content(stored)
    return kind, {**content, **caption_fields(kind, item)}
