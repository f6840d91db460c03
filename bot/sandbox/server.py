"""The HTTP front of the sandbox: what a bot takes for api.telegram.org."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote

from aiohttp import web

from bot.sandbox import control, methods
from bot.sandbox.answers import answered, bad_gateway, dropped, planned_error, refused, unauthorized
from bot.sandbox.arguments import Arguments
from bot.sandbox.bots import BotAccount
from bot.sandbox.calls import Call, chat_id_of
from bot.sandbox.errors import ApiError, FloodError
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.http_forms import new_request, read_arguments
from bot.sandbox.limits import FloodGate, Limits
from bot.sandbox.methods import Method
from bot.sandbox.origins import is_foreign
from bot.sandbox.request import Request
from bot.sandbox.webhook_poster import WebhookPoster
from bot.sandbox.world import World

if TYPE_CHECKING:
    from bot.sandbox.page_server import Page

KEEP_CALLS = 100_000
MANY_VISITORS = 200  # connections of people, closed ones among them
_METHOD_PATH = re.compile(r"/bot([^/]+)/([A-Za-z]+)/?")
_FILE_PATH = re.compile(r"/file/bot([^/]+)/(.+)")


class SandboxServer:
    """`async with SandboxServer() as sandbox:` serves `sandbox.url`.

    `calls` is the record of all calls (bounded; `keep_calls=0` records nothing), `floods` those that were
    refused by a flood limit, `flood_violations` counts calls made during a ban, `crashes` holds mistakes of
    the sandbox itself (leaving `async with` raises the first of them).
    """

    def __init__(
        self,
        world: World | None = None,
        *,
        limits: Limits | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        keep_calls: int = KEEP_CALLS,
        webhook_retry_scale: float = 1.0,
    ) -> None:
        self.world = world or World()
        self.faults = Faults()
        self.gate = FloodGate(limits or Limits())
        self.calls: list[Call] = []
        self.floods: list[Call] = []
        self.crashes: list[Exception] = []
        self.webhooks = WebhookPoster(self, webhook_retry_scale)
        self.host = host
        self.port = port
        self._keep_calls = keep_calls
        # Serves the page beside the API, if there is one.
        self.page: Page | None = None
        self._serving: set[asyncio.Task[web.StreamResponse]] = set()
        self._visitors: set[object] = set()
        self._server: web.Server | None = None
        self._listener: asyncio.Server | None = None
        self.faults.drop_connections = self._drop_bots

    # life

    @property
    def url(self) -> str:
        """Base of `{url}/bot{token}/{method}` and `{url}/file/bot{token}/{path}`."""
        return f"http://{self.host}:{self.port}"

    @property
    def limits(self) -> Limits:
        """The limits in force; may be replaced at any time."""
        return self.gate.limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self.gate.limits = limits

    @property
    def flood_violations(self) -> int:
        """Calls that were made in spite of a running ban."""
        return self.gate.violations

    async def start(self) -> None:
        """Open the port."""
        self._server = web.Server(
            self._handle, request_factory=new_request, handler_cancellation=True, access_log=None
        )
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(self._server, self.host, self.port)
        self.port = self._listener.sockets[0].getsockname()[1]
        for bot in self.world.bots:
            self.webhooks.restart(bot)

    async def stop(self) -> None:
        """Close the port and every connection. The world stays; `start` serves it again."""
        await self.webhooks.close()
        for task in list(self._serving):
            task.cancel()
        if self._listener is not None and self._server is not None:
            self._listener.close()
            self._drop_connections()
            await self._server.shutdown(0.1)
            self._listener = self._server = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()
        if self.crashes and error is None:
            # A mistake of the sandbox must not pass for one of Telegram.
            raise self.crashes[0]

    # what was asked

    def calls_of(self, *names: str) -> list[Call]:
        """Recorded calls of these methods."""
        return [call for call in self.calls if call.method in names]

    # serving

    async def _handle(self, http: web.BaseRequest) -> web.StreamResponse:
        path = http.raw_path.partition("?")[0]
        if "%" in path:
            path = unquote(path)
        match = _METHOD_PATH.fullmatch(path)
        if match is None and not path.startswith("/file/"):
            return await self._handle_visitor(http, path)
        if self.page is not None and is_foreign(http):
            # The page means a browser, and the token of a sandbox's bot is no secret.
            return refused(ApiError(403, "Forbidden: foreign origin"))
        if self.faults.outage:
            dropped(http)
        if match is None:
            return self._handle_file(path)
        token, name = match.groups()
        bot = self.world.bots_by_token.get(token)
        if bot is None:
            return refused(unauthorized(token))
        try:
            arguments = await read_arguments(http)
        except web.HTTPRequestEntityTooLarge:
            return refused(ApiError(413, "Request Entity Too Large"))
        except ApiError as error:
            return refused(error)
        method = methods.find_method(name)
        if method is not None:
            name = method.name
        fault = None
        if self.faults.planned:
            fault = self.faults.next_for(name.lower(), chat_id_of(arguments.values))
        if fault is None and (method is None or not method.is_async):
            return answered(self._execute(bot, method, name, arguments))
        serving = self._serve(http, bot, method, name, arguments, fault)
        if name == "getUpdates":
            return await serving
        # What has arrived is executed even if the client hangs up meanwhile.
        task = asyncio.create_task(serving)
        self._serving.add(task)
        task.add_done_callback(self._served)
        return await asyncio.shield(task)

    def _served(self, task: asyncio.Task[web.StreamResponse]) -> None:
        self._serving.discard(task)
        if not task.cancelled():
            # Looked at, so that asyncio does not complain when the client is gone.
            task.exception()

    async def _handle_visitor(self, http: web.BaseRequest, path: str) -> web.StreamResponse:
        """Answer people, who look at Telegram from outside: its outages do not touch them."""
        if len(self._visitors) > MANY_VISITORS and self._server is not None:
            self._visitors.intersection_update(self._server.connections)
        self._visitors.add(http.protocol)
        if self.page is not None:
            answer = await self.page.handle(http, path)
            if answer is not None:
                return answer
        if path.startswith("/sandbox"):
            return await control.handle(self, http, path)
        return refused(ApiError(404, "Not Found"))

    def _handle_file(self, path: str) -> web.StreamResponse:
        match = _FILE_PATH.fullmatch(path)
        if match is None:
            return refused(ApiError(404, "Not Found"))
        token, file_path = match.groups()
        bot = self.world.bots_by_token.get(token)
        if bot is None:
            return refused(unauthorized(token))
        stored = self.world.files.by_path(file_path)
        if stored is None or not stored.is_offered(bot.id, self.world.timestamp()):
            return refused(ApiError(404, "Not Found"))
        return web.Response(body=stored.body(), content_type="application/octet-stream")

    async def _serve(
        self,
        http: web.BaseRequest,
        bot: BotAccount,
        method: Method | None,
        name: str,
        arguments: Arguments,
        fault: Fault | None,
    ) -> web.StreamResponse:
        """Execute a call that has to wait or that a fault strikes."""
        kind = fault.kind if fault is not None else ""
        args = fault.args if fault is not None else {}
        if kind in ("hang", "slow"):
            await asyncio.sleep(float(args.get("seconds", 1.0)))
        if kind in ("hang", "reset"):
            self._record(Call(self._now(), name, arguments.values, False, 0, kind, None, kind, bot.id))
            dropped(http)
        if kind in ("", "slow", "lost_response", "duplicate_batch") or args.get("executed"):
            call = await self._execute_async(bot, method, name, arguments, kind)
            if kind in ("", "slow", "duplicate_batch"):
                return answered(call)
            if kind == "lost_response":
                dropped(http)
        error = planned_error(kind, args)
        if not args.get("executed"):
            call = Call(self._now(), name, arguments.values, False, error.code, error.description)
            call.fault, call.bot_id = kind, bot.id
            self._record(call)
        if kind in ("flood", "flood_wrapped") and args.get("ban", True):
            chat_id = chat_id_of(arguments.values)
            if chat_id is not None:
                self.gate.ban(bot.id, chat_id, args.get("retry_after", 1), self._now())
        if kind == "bad_gateway":
            return bad_gateway()
        return refused(error)

    def _execute(self, bot: BotAccount, method: Method | None, name: str, arguments: Arguments) -> Call:
        """Run a method that needs no waiting, and record it."""
        call = Call(self._now(), name, arguments.values, bot_id=bot.id)
        try:
            request = self._request(bot, method, name, arguments)
            call.result = method.handler(request) if method is not None else None
        except ApiError as error:
            self._note_refusal(call, error)
        except Exception as error:
            self._note_crash(call, error)
        if self._keep_calls:
            self._record(call)
        return call

    async def _execute_async(
        self, bot: BotAccount, method: Method | None, name: str, arguments: Arguments, fault: str
    ) -> Call:
        if method is None or not method.is_async:
            call = self._execute(bot, method, name, arguments)
            call.fault = fault
            return call
        call = Call(self._now(), name, arguments.values, bot_id=bot.id, fault=fault)
        try:
            request = self._request(bot, method, name, arguments)
            request.repeats_batch = fault == "duplicate_batch"
            call.result = await method.handler(request)
        except ApiError as error:
            self._note_refusal(call, error)
        except Exception as error:
            self._note_crash(call, error)
        self._record(call)
        return call

    def _request(self, bot: BotAccount, method: Method | None, name: str, arguments: Arguments) -> Request:
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        if bot.is_logged_out:
            raise ApiError(400, "Logged out")
        return Request(self, bot, name, arguments)

    def execute_silently(self, bot: BotAccount, name: str, values: dict[str, Any]) -> None:
        """Execute a call whose result nobody gets (from the answer of a webhook)."""
        method = methods.find_method(name)
        if method is None or not method.is_async:
            self._execute(bot, method, method.name if method else name, Arguments(values))

    def _note_refusal(self, call: Call, error: ApiError) -> None:
        call.ok = False
        call.error_code, call.description = error.code, error.description
        call.result = error.parameters
        if isinstance(error, FloodError):
            self.floods.append(call)

    def _note_crash(self, call: Call, error: Exception) -> None:
        """Answer 500, as Telegram does for its own mistakes, and keep the mistake for `stop`."""
        call.ok = False
        call.error_code, call.description = 500, "Internal Server Error"
        self.crashes.append(error)

    def _record(self, call: Call) -> None:
        if not self._keep_calls:
            return
        self.calls.append(call)
        if not call.ok:
            self.world.touch()
        if len(self.calls) >= 2 * self._keep_calls:
            del self.calls[: self._keep_calls]

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _drop_bots(self) -> None:
        self._drop_connections(spared=self._visitors)

    def _drop_connections(self, spared: Collection[object] = ()) -> None:
        if self._server is not None:
            for connection in self._server.connections:
                if connection.transport is not None and connection not in spared:
                    connection.transport.abort()
