"""Webhook: an endpoint that answers 200 only after the update is committed."""

import asyncio
import hmac
import json
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.methods import SetWebhook
from aiohttp import web

from bot.ingress.unit_of_work import Ingress, RawUpdate
from bot.settings import Busy
from bot.telegram import Telegram
from db.engine import is_database_away

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
BODY_LIMIT = 4 * 1024 * 1024
BATCH = 100
SEND_AGAIN = "not stored, send it again"

_Waiting = tuple[RawUpdate, datetime, "asyncio.Future[None]"]


class Webhook:
    """Receives updates by HTTP; those that arrive together are committed together."""

    def __init__(
        self,
        telegram: Telegram,
        ingress: Ingress,
        *,
        url: str,
        secret: str,
        host: str,
        port: int,
        path: str,
        allowed_updates: Sequence[str],
    ) -> None:
        self._telegram = telegram
        self._ingress = ingress
        self._url = url
        self._secret = secret
        self._host = host
        self._port = port
        self._path = path
        self._allowed = list(allowed_updates)
        self._waiting: list[_Waiting] = []
        self._taken: list[_Waiting] = []  # those of them that are being stored
        self._is_closing = False
        self._wake = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self.caught_up = asyncio.Event()
        self._is_registered = False
        self.fault: str | None = "the webhook is not registered yet"  # in words, why no updates come

    @property
    def flows(self) -> bool:
        """All updates so far have been handled, and new ones are listened for."""
        return self._is_registered and not self._waiting and not self._taken

    async def run(self) -> None:
        """Serve, register with Telegram, and hand over what arrives, until cancelled.

        Raises:
            Busy: the address is taken, or not this machine's.
        """
        await self._serve()
        registering = asyncio.create_task(self._register())
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                while self._waiting:
                    self._taken, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
                    await self._take(self._taken)
                    self._taken = []
        finally:
            registering.cancel()
            self._is_closing = True
            self._refuse([*self._taken, *self._waiting], ConnectionAbortedError("the desk is closing"))
            if self._runner is not None:
                await self._runner.cleanup()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=BODY_LIMIT)
        app.router.add_post(self._path, self._receive)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise Busy("WEBHOOK_LISTEN", self._host, self._port, error) from error

    async def _register(self) -> None:
        """Tell Telegram where we listen; pending updates stay."""
        method = SetWebhook(
            url=self._url,
            secret_token=self._secret,
            allowed_updates=self._allowed,
            drop_pending_updates=False,
        )
        while True:
            try:
                await self._telegram.call(method)
                self.fault = None
                break
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
            except TelegramAPIError as error:
                logger.error("setWebhook failed; trying again", extra={"error": error})
                await asyncio.sleep(3.0)
        await asyncio.sleep(1.0)  # what waited at Telegram comes at once
        self.caught_up.set()
        self._is_registered = True

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return web.Response(status=401, text="wrong secret token")
        try:
            update: Any = json.loads(await request.read())
            if not isinstance(update["update_id"], int):
                raise TypeError("update_id")
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400, text="not an update")
        if self._is_closing:
            return web.Response(status=503, text=SEND_AGAIN)
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((update, self._ingress.now(), committed))
        self._telegram.contact.updates_at = asyncio.get_running_loop().time()
        self._wake.set()
        try:
            await committed
        except Exception:
            return web.Response(status=503, text=SEND_AGAIN)
        return web.Response(status=200)

    async def _take(self, batch: Sequence[_Waiting]) -> None:
        try:
            await self._ingress.take([raw for raw, _, _ in batch], [arrived_at for _, arrived_at, _ in batch])
        except Exception as error:
            if not is_database_away(error):
                logger.exception("a batch of the webhook failed")
            self._refuse(batch, error)
            return
        for _, _, committed in batch:
            if not committed.done():
                committed.set_result(None)

    def _refuse(self, batch: Sequence[_Waiting], error: Exception) -> None:
        """Tell Telegram at once that it must keep these."""
        for _, _, committed in batch:
            if not committed.done():
                committed.set_exception(error)
