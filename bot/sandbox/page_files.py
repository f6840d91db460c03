"""Files that the page shows: its own, and those of the world."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

if TYPE_CHECKING:
    from bot.sandbox.files import StoredFile

FOLDER = Path(__file__).parent / "page"
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
# First bytes → type, for contents that a browser may show or play.
SIGNATURES = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"<svg", "image/svg+xml"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
)
# What a stored file gets: nothing in it may run, load anything, or be taken for something else.
LOCKED = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def own_file(name: str) -> tuple[bytes, str] | None:
    """(content, type) of a file of the page; None for any other name."""
    path = FOLDER / name
    if path.suffix not in TYPES or ".." in name or not path.is_file():
        return None
    return path.read_bytes(), TYPES[path.suffix]


def stored_file(stored: StoredFile) -> web.Response:
    """A file of the world, to be shown if it is a picture or a sound, else to be saved."""
    if stored.content is None:
        return web.Response(body=stand_in(stored), content_type="image/svg+xml", headers=LOCKED)
    kind = type_of(stored.content)
    headers = dict(LOCKED)
    if kind == "application/octet-stream":
        name = quote(str(stored.fields.get("file_name", "file")), safe="")
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return web.Response(body=stored.content, content_type=kind, headers=headers)


def type_of(content: bytes) -> str:
    """The type that the first bytes tell; application/octet-stream for what is not shown in place."""
    for start, kind in SIGNATURES:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF":
        return {b"WAVE": "audio/wav", b"WEBP": "image/webp"}.get(content[8:12], "application/octet-stream")
    return "video/mp4" if content[4:8] == b"ftyp" else "application/octet-stream"


def stand_in(stored: StoredFile) -> bytes:
    """A picture for a file whose bytes nobody gave: hills under a sky, in colours of the file's own."""
    hue = stored.number * 47 % 360
    hills = "".join(
        f'<path d="M0 {level} Q160 {level - 90} 320 {level} T640 {level - 20} V480 H0Z"'
        f' fill="hsl({hue + 20} 35% {light}%)"/>'
        for level, light in ((300, 62), (360, 48), (420, 34))
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" width="640" height="480">'
        f'<rect width="640" height="480" fill="hsl({hue} 60% 82%)"/>'
        f'<circle cx="{150 + hue}" cy="130" r="52" fill="hsl({hue + 30} 90% 92%)"/>{hills}</svg>'
    ).encode()
