"""getFile."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request

# Bot API: 20 MB without a local server.
MAX_DOWNLOAD = 20 * 1024 * 1024


@method("getFile")
def get_file(request: Request) -> Any:
    file_id = request.arguments.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = request.world.files.by_file_id(file_id, request.bot.id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    stored.offer(request.bot.id, request.world.timestamp())
    return {
        "file_id": file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }
