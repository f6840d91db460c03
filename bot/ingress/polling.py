"""Polling: long getUpdates requests, each confirming only what has been committed."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook, GetUpdates
from sqlalchemy.exc import SQLAlchemyError

from bot.ingress.poison import Unreadable, identified
from bot.ingress.unit_of_work import Ingress
from bot.telegram import Telegram

logger = logging.getLogger(__name__)

LONG_POLL = 30  # seconds; Bot API: at most 50
BATCH = 100  # Bot API: at most 100
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)  # seconds between attempts while Telegram or the database is away
CONFLICT_PAUSE = 3.0


class Polling:
    """Fetches updates until cancelled; `caught_up` is set when the first answer has been handled.

    `flows` tells that all updates so far have been handled and that new ones are listened for.
    """

    def __init__(
        self,
        telegram: Telegram,
        ingress: Ingress,
        allowed_updates: Sequence[str],
        *,
        token_refused: asyncio.Event,
    ) -> None:
        self._telegram = telegram
        self._ingress = ingress
        self._allowed = list(allowed_updates)
        self._offset: int | None = None
        self._confirmed: int | None = None  # the offset of the last request that Telegram has seen
        self.caught_up = asyncio.Event()
        self._is_current = False  # the last answer held all that waited at Telegram
        self._is_handling = False
        self._token_refused = token_refused
        self.fault: str | None = None  # in words, why no updates come though Telegram answers

    @property
    def flows(self) -> bool:
        return self._is_current and not self._is_handling

    async def run(self) -> None:
        """Poll for ever; failures of Telegram and of the database only delay."""
        losses = 0
        await self._remove_webhook()
        while True:
            try:
                await self._poll_once()
                losses = 0
                continue
            except TelegramConflictError as error:
                logger.error(
                    "Telegram gives the updates to somebody else: another process polls with this token, "
                    "or a webhook is set. Stop the other one; this one goes on trying.",
                    extra={"error": error},
                )
                self.fault = "Telegram gives the updates to another process with this token, or to a webhook"
                if "webhook" in str(error).lower():
                    await self._remove_webhook()
                pause = CONFLICT_PAUSE
            except TelegramRetryAfter as error:
                logger.warning("getUpdates must wait", extra={"seconds": error.retry_after})
                pause = error.retry_after
            except TelegramUnauthorizedError:
                logger.critical("Telegram refuses the token; ask BotFather for a new one")
                self._token_refused.set()
                pause = CONFLICT_PAUSE
            except (TelegramAPIError, SQLAlchemyError, OSError, Unreadable) as error:
                pause = PAUSES[min(losses, len(PAUSES) - 1)]
                losses += 1
                logger.warning("updates stay with Telegram for now", extra={"error": error, "pause": pause})
            self._is_current = False
            await asyncio.sleep(pause)

    async def _poll_once(self) -> None:
        timeout = LONG_POLL if self._is_current else 0
        self._confirmed = self._offset
        batch = await self._telegram.call(
            GetUpdates(offset=self._offset, limit=BATCH, timeout=timeout, allowed_updates=self._allowed)
        )
        self._is_handling = True
        self.fault = None
        try:
            await self._handle(batch)
        finally:
            self._is_handling = False
        if len(batch) < BATCH:
            self.caught_up.set()
            self._is_current = True

    async def _handle(self, batch: Sequence[Any]) -> None:
        if updates := identified(batch, self._offset):
            await self._ingress.take(updates)
            self._offset = updates[-1]["update_id"] + 1
        elif batch:
            raise Unreadable(f"{len(batch)} updates without any id")

    async def confirm(self) -> None:
        """Tell Telegram at the end what was committed, so that the next run does not get it again."""
        if self._offset != self._confirmed:
            try:
                await self._telegram.call(
                    GetUpdates(offset=self._offset, limit=1, timeout=0, allowed_updates=self._allowed)
                )
            except TelegramAPIError as error:
                logger.info("the last updates were not confirmed", extra={"error": error})

    async def _remove_webhook(self) -> None:
        """Bot API: getUpdates conflicts with a webhook; waiting updates are kept."""
        try:
            await self._telegram.call(DeleteWebhook(drop_pending_updates=False))
        except TelegramUnauthorizedError:
            self._token_refused.set()
        except TelegramAPIError as error:
            logger.warning("could not remove the webhook yet", extra={"error": error})
