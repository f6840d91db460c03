"""Files in the parameters of a call: by identifier, by URL, or uploaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.arguments import Upload
from bot.sandbox.content import FILE_DEFAULTS, file_fields
from bot.sandbox.errors import bad_request
from bot.sandbox.files import TYPE_NAMES, StoredFile

if TYPE_CHECKING:
    from bot.sandbox.request import Request

MAX_PHOTO = 10 * 1024 * 1024
# What the server says when the parameter is absent.
MISSING = {
    "photo": "there is no photo in the request",
    "video": "there is no video in the request",
    "animation": "there is no animation in the request",
    "audio": "there is no audio in the request",
    "voice": "there is no voice in the request",
    "video_note": "there is no video note in the request",
    "document": "there is no document in the request",
    "sticker": "there is no sticker in the request",
    "live_photo": "there is no live photo in the request",
}


def read_file(request: Request, name: str, kind: str, fields: dict[str, Any]) -> StoredFile:
    """The file of parameter `name` as `kind`; `fields` (width, duration, …) describe an upload."""
    upload = request.arguments.files.get(name)
    if upload is not None:
        return _uploaded(request, upload, kind, fields)
    return file_named(request, request.arguments.text(name), kind, fields)


def file_named(request: Request, value: Any, kind: str, fields: dict[str, Any]) -> StoredFile:
    """The file that a string means: attach://name, a URL or a file_id."""
    if not isinstance(value, str) or not value:
        raise bad_request(MISSING[kind])
    if value.startswith("attach://"):
        upload = request.arguments.files.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request("can't parse InputMedia: media not found")
        return _uploaded(request, upload, kind, fields)
    if value.startswith(("http://", "https://")):
        if kind in ("video_note", "live_photo"):
            # Bot API: sending these by URL is not supported.
            raise bad_request("wrong file identifier/HTTP URL specified")
        return _stored(request, kind, {"file_name": value.rsplit("/", 1)[-1] or "file", **fields}, None)
    stored = request.world.files.by_file_id(value, request.bot.id)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        # Bot API: it is not possible to change the file type when resending by file_id.
        raise bad_request(f"can't use file of type {TYPE_NAMES[stored.kind]} as {TYPE_NAMES[kind]}")
    return stored


def _uploaded(request: Request, upload: Upload, kind: str, fields: dict[str, Any]) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if kind == "photo" and len(upload.content) > MAX_PHOTO:
        raise bad_request(
            f"file of size {len(upload.content)} bytes is too big for a photo;"
            f" the maximum size is {MAX_PHOTO} bytes"
        )
    given = {"file_name": upload.file_name, "mime_type": upload.content_type, **fields}
    return _stored(request, kind, given, upload.content)


def _stored(request: Request, kind: str, given: dict[str, Any], content: bytes | None) -> StoredFile:
    """A new file with the fields that its kind has."""
    if kind in ("photo", "live_photo"):
        described: dict[str, Any] = {"width": 800, "height": 600}
        if kind == "live_photo":
            described |= {"duration": 2}
        stored = request.world.files.add(kind, described, content)
        if kind == "photo":
            stored.sizes = [file_fields(stored)]
        return stored
    defaults = FILE_DEFAULTS[kind]
    described = {
        key: value for key, value in defaults.items() if key in ("width", "height", "duration", "length")
    }
    if kind == "sticker":
        described |= {"type": "regular", "is_animated": False, "is_video": False}
    described |= {key: value for key, value in given.items() if key in defaults and value}
    return request.world.files.add(kind, described, content)
