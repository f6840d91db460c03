"""HTTP answers: results, refusals, planned faults."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from aiohttp import web

from bot.sandbox.calls import Call
from bot.sandbox.errors import ApiError, conflict, too_many_requests
from bot.sandbox.limits import wrapped
from bot.sandbox.methods.polling import OTHER_REQUEST

BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n"
    b"</body>\r\n</html>\r\n"
)
JSON_HEADERS = {"Content-Type": "application/json", "Server": "nginx/1.18.0"}


def planned_error(kind: str, args: dict[str, Any]) -> ApiError:
    """The refusal that a fault brings."""
    retry_after = int(args.get("retry_after", 1))
    if kind == "flood":
        return too_many_requests(retry_after)
    if kind == "flood_wrapped":
        return wrapped(too_many_requests(retry_after))
    if kind == "restart":
        return ApiError(500, "Internal Server Error: restart")
    if kind == "conflict":
        return conflict(OTHER_REQUEST)
    if kind == "error":
        return ApiError(int(args["code"]), str(args["description"]), args.get("parameters"))
    if kind == "bad_gateway":
        return ApiError(502, "Bad Gateway")
    return ApiError(500, "Internal Server Error")


def unauthorized(token: str) -> ApiError:
    """The refusal of an unknown token."""
    # Bot API: what cannot be a token at all is told apart from one that is not (or no longer) valid.
    if len(token) > 80 or token.startswith("0") or ":" not in token:
        return ApiError(401, "Unauthorized: invalid token specified")
    return ApiError(401, "Unauthorized")


def dropped(http: web.BaseRequest) -> NoReturn:
    """Break the connection without an answer."""
    if http.transport is not None:
        http.transport.abort()
    raise ConnectionResetError("dropped on purpose")


def answered(call: Call) -> web.Response:
    """The answer to an executed call."""
    if call.ok:
        return web.Response(
            body=json.dumps({"ok": True, "result": call.result}).encode(), headers=JSON_HEADERS
        )
    return refused(ApiError(call.error_code, call.description, call.result))


def refused(error: ApiError) -> web.Response:
    """An answer with ok: false."""
    headers = dict(JSON_HEADERS)
    if error.parameters and "retry_after" in error.parameters:
        headers["Retry-After"] = str(error.parameters["retry_after"])
    return web.Response(status=error.code, body=json.dumps(error.as_json()).encode(), headers=headers)


def bad_gateway() -> web.Response:
    """A front end's answer when the server behind it does not answer: HTML, no JSON."""
    return web.Response(status=502, body=BAD_GATEWAY, content_type="text/html")
