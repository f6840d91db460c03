"""The page: a small web application beside the Bot API, for trying the desk by hand."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.sandbox import message_acts, people_acts, stage_acts
from bot.sandbox.actions import act
from bot.sandbox.errors import NotPossible
from bot.sandbox.events import stream
from bot.sandbox.feed import Feed
from bot.sandbox.origins import ForeignRequest, require_local
from bot.sandbox.page_files import own_file, stored_file
from bot.sandbox.page_forms import BadForm, read_form
from bot.sandbox.page_words import without_script, words_for
from bot.sandbox.stage import Stage
from bot.sandbox.topics import ICON_EMOJI

__all__ = ["Page", "message_acts", "people_acts", "stage_acts"]  # the acts register themselves

# Nothing from elsewhere, nothing inline, and no text that becomes HTML: browsers enforce all three.
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; object-src 'none';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
        " require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
WORDS = "/page/words/"  # and the tags of languages, the best first: ru-ru,en.json


class Page:
    """Serves `/` and `/page/…`, and under `/sandbox/` its events, actions and files."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.feed = Feed(stage.world, stage.things)

    async def handle(self, http: web.BaseRequest, path: str) -> web.StreamResponse | None:
        """The answer to a request of a browser; None for paths that are not the page's."""
        if path != "/" and not path.startswith(("/page/", "/sandbox/")):
            return None
        try:
            require_local(http, may_be_linked=path == "/")
            return await self._answer(http, path)
        except ForeignRequest as refusal:
            return _json({"error": str(refusal)}, 403)
        except BadForm as refusal:
            return _json({"error": str(refusal)}, 400)
        except NotPossible as refusal:
            return _json(refusal.as_json(), 409)
        except web.HTTPRequestEntityTooLarge:
            return _json(NotPossible("files up to 50 MB", "refused-too-big", megabytes=50).as_json(), 413)

    async def _answer(self, http: web.BaseRequest, path: str) -> web.StreamResponse | None:
        if http.method == "POST" and path == "/sandbox/act":
            return _json(await act(self.stage, await read_form(http)))
        if http.method not in ("GET", "HEAD"):
            return None
        if path == "/sandbox/events":
            return await stream(self.feed, self.stage.world, http)
        if path == "/sandbox/icons":
            return _json({"icons": list(ICON_EMOJI.values())})
        if path.startswith("/sandbox/file/"):
            return self._stored(path.removeprefix("/sandbox/file/"))
        if path.startswith(WORDS) and path.endswith(".json"):
            return _json(words_for(path.removeprefix(WORDS).removesuffix(".json").split(",")))
        if path == "/" or path.startswith("/page/"):
            return _own(path.removeprefix("/page/") if path != "/" else "index.html")
        return None

    def _stored(self, unique_id: str) -> web.Response:
        try:
            return stored_file(self.stage.world.files.by_unique_id(unique_id))
        except KeyError:
            return _json({"error": "no such file"}, 404)


def _own(name: str) -> web.Response:
    found = own_file(name)
    if found is None:
        return _json({"error": "no such file"}, 404)
    content, kind = found
    if kind == "text/html":
        content = without_script(content)
    return web.Response(body=content, content_type=kind, charset="utf-8", headers=PAGE_HEADERS)


def _json(value: Any, status: int = 200) -> web.Response:
    body = json.dumps(value, ensure_ascii=False).encode(errors="replace")
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return web.Response(status=status, body=body, content_type="application/json", headers=headers)
