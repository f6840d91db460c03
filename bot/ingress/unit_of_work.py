"""The unit of work of updates: a batch is handled in one transaction, each update once."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bot import metrics
from bot.ingress.poison import park
from bot.services.desk import Desk, Desks
from db.engine import is_database_away
from db.queries import messages, updates

logger = logging.getLogger(__name__)

RawUpdate = dict[str, Any]


class Ingress:
    """Hands updates to the handlers and commits their whole effect before anybody confirms them."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, desks: Desks) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._desks = desks
        self._one_at_a_time = asyncio.Lock()

    async def take(self, batch: Sequence[RawUpdate]) -> None:
        """Handle `batch` in order; on return everything is committed, and may be confirmed to Telegram.

        1. All in one transaction, hoping for the best.
        2. If any of them raises: roll back and take them one by one, so that only the bad one is parked.

        Raises:
            sqlalchemy.exc.DBAPIError, OSError: the database is away; nothing of the rest is committed.
        """
        async with self._one_at_a_time:
            try:
                await self._handle(batch)
            except Exception as error:
                if is_database_away(error):
                    raise
                await self._one_by_one(batch, error)

    async def _one_by_one(self, batch: Sequence[RawUpdate], error: Exception) -> None:
        if len(batch) == 1:
            return await self._park(batch[0], error)
        for raw in batch:
            try:
                await self._handle([raw])
            except Exception as one:
                if is_database_away(one):
                    raise
                await self._park(raw, one)
        return None

    async def _handle(self, batch: Sequence[RawUpdate]) -> None:
        async with self._desks.open() as desk:
            fresh = await self._unhandled(desk, batch)
            if not fresh:
                return
            parsed = [Update.model_validate(raw, context={"bot": self._bot}) for raw in fresh]
            await _load_people(desk, fresh)
            for update in parsed:
                await self._dispatcher.feed_update(self._bot, update, desk=desk)
            await desk.session.flush()
            await updates.record_handled(desk.session, [u.update_id for u in parsed], desk.now)
            await desk.commit()
        metrics.UPDATES.inc(len(fresh))

    async def _unhandled(self, desk: Desk, batch: Sequence[RawUpdate]) -> list[RawUpdate]:
        """Those not handled before, each once (a batch may be delivered again)."""
        by_id = {raw["update_id"]: raw for raw in batch}
        known = await updates.handled(desk.session, by_id)
        return [raw for update_id, raw in by_id.items() if update_id not in known]

    async def _park(self, raw: RawUpdate, error: Exception) -> None:
        """Put a bad update aside; a known message under another update id (they may be reset) is no news."""
        if messages.is_repeated_source(error):
            return await self._only_record(raw)
        logger.error(
            "update parked", extra={"update_id": raw["update_id"], "error": repr(error)}, exc_info=error
        )
        metrics.PARKED.inc()
        async with self._desks.open() as desk:
            if not await updates.handled(desk.session, [raw["update_id"]]):
                await park(desk, raw, error)
                await updates.record_handled(desk.session, [raw["update_id"]], desk.now)
                await desk.commit()
        return None

    async def _only_record(self, raw: RawUpdate) -> None:
        async with self._desks.open() as desk:
            await updates.record_handled(desk.session, [raw["update_id"]], desk.now)
            await desk.commit()


async def _load_people(desk: Desk, batch: Collection[RawUpdate]) -> None:
    """Read at once who is concerned by a batch: one statement for private chats, one for the group."""
    private: set[int] = set()
    threads: set[int] = set()
    for raw in batch:
        message = raw.get("message") or raw.get("edited_message")
        if not isinstance(message, dict):
            continue
        chat_id = message["chat"]["id"]
        if message["chat"]["type"] == "private":
            private.add(chat_id)
        elif chat_id == desk.group.id and message.get("is_topic_message"):
            threads.add(message["message_thread_id"])
    if private:
        await desk.people.load_customers(private)
    if threads and desk.group.id is not None:
        await desk.people.load_threads(desk.group.id, threads)
