"""Reading the parameters of an HTTP request: query string, JSON, form, or multipart with files."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import StreamReader, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage
from aiohttp.web_protocol import RequestHandler

from bot.sandbox.arguments import Arguments, Upload
from bot.sandbox.errors import bad_request

# Bot API: 50 MB for an upload; the rest of the form needs some room too.
MAX_BODY = 51 * 1024 * 1024


def new_request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    """The request factory of the server: aiohttp's own allows bodies of 1 MB only."""
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MAX_BODY)


async def read_arguments(http: web.BaseRequest) -> Arguments:
    """Every parameter of the request; raises HTTPRequestEntityTooLarge above MAX_BODY."""
    values: dict[str, Any] = {}
    _, _, query = http.raw_path.partition("?")
    if query:
        values.update(parse_qsl(query, keep_blank_values=True))
    content_type = http.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if content_type == "multipart/form-data":
        return await _multipart(http, values)
    if not http.can_read_body:
        return Arguments(values)
    body = await http.read()
    if content_type == "application/json":
        values.update(_json(body))
    elif body:
        values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Arguments(values)


def _json(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body) if body.strip() else {}
    except ValueError:
        raise bad_request("can't parse JSON object: syntax error") from None
    if not isinstance(parsed, dict):
        raise bad_request("expected an Object")
    return parsed


async def _multipart(http: web.BaseRequest, values: dict[str, Any]) -> Arguments:
    files: dict[str, Upload] = {}
    for name, part in (await http.post()).items():
        if isinstance(part, web.FileField):
            files[name] = Upload(part.filename, part.content_type, part.file.read())
        elif isinstance(part, (bytes, bytearray)):
            files[name] = Upload(name, "application/octet-stream", bytes(part))
        else:
            values[name] = part
    return Arguments(values, files)
