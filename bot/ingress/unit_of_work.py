"""The unit of work of updates: a batch is handled in one transaction, each update once."""

import asyncio
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bot.ingress.journal import Ended, Journal
from bot.ingress.poison import UNREADABLE, Unreadable, park
from bot.services.desk import Desk, Desks
from db.engine import is_database_away
from db.queries import messages, updates

logger = logging.getLogger(__name__)

RawUpdate = dict[str, Any]

FINISHED_WITHIN = 2.0  # seconds that a transaction gets at the end of the process


class Ingress:
    """Hands updates to the handlers and commits their whole effect before anybody confirms them."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, desks: Desks) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._desks = desks
        self._journal = Journal(desks.metrics)
        self._arrived: dict[int, datetime] = {}  # when those in hand came
        self._one_at_a_time = asyncio.Lock()

    def now(self) -> datetime:
        """The desk's time."""
        return self._desks.clock()

    async def take(self, batch: Sequence[RawUpdate], arrived: Sequence[datetime] = ()) -> None:
        """Handle `batch` in order; on return everything is committed, and may be confirmed to Telegram.

        `arrived` tells when each came, if not just now.
        1. All in one transaction, hoping for the best.
        2. If any of them raises: roll back and take them one by one, so that only the bad one is parked.

        Raises:
            sqlalchemy.exc.DBAPIError, OSError: the database is away; nothing of the rest is committed.
        """
        taking = asyncio.create_task(self._take(batch, arrived or [self.now()] * len(batch)))
        try:
            await asyncio.shield(taking)
        except asyncio.CancelledError:
            # The process ends: what has begun is finished, cut off it would only come again.
            await asyncio.wait([taking], timeout=FINISHED_WITHIN)
            taking.cancel()
            raise

    async def _take(self, batch: Sequence[RawUpdate], arrived: Sequence[datetime]) -> None:
        async with self._one_at_a_time:
            self._arrived = {raw["update_id"]: at for raw, at in zip(batch, arrived, strict=True)}
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
        """Handle those not handled before, each once: Telegram may deliver a batch again, in part."""
        by_id = {raw["update_id"]: raw for raw in batch}
        try:
            await self._handle_new(by_id)
        except updates.HandledBefore:
            async with self._desks.database.reading() as session:
                known = await updates.handled(session, by_id)
            self._note([by_id[key] for key in known], Ended.DUPLICATE)
            if len(known) < len(by_id):
                await self._handle_new({key: raw for key, raw in by_id.items() if key not in known})

    async def _handle_new(self, by_id: Mapping[int, RawUpdate]) -> None:
        async with self._desks.open() as desk:
            await updates.record_handled(desk.session, by_id, desk.now)
            parsed = [self._parsed(raw) for raw in by_id.values()]
            await _load_people(desk, by_id.values())
            for update in parsed:
                desk.outbox.arrived_at = self._arrived[update.update_id]
                await self._dispatcher.feed_update(self._bot, update, desk=desk)
            await desk.commit()
        self._note(by_id.values(), Ended.HANDLED)

    def _note(self, raws: Iterable[RawUpdate], how: Ended) -> None:
        self._journal.ended([(raw, self._arrived[raw["update_id"]]) for raw in raws], how, self.now())

    def _parsed(self, raw: RawUpdate) -> Update:
        if UNREADABLE in raw:
            raise Unreadable("this is not an update")
        return Update.model_validate(raw, context={"bot": self._bot})

    async def _park(self, raw: RawUpdate, error: Exception) -> None:
        """Put a bad update aside; a known message under another update id (they may be reset) is no news."""
        if messages.is_repeated_source(error):
            return await self._only_record(raw)
        logger.error("update parked", extra={"update_id": raw["update_id"], "error": error}, exc_info=error)
        try:
            async with self._desks.open() as desk:
                if not await updates.handled(desk.session, [raw["update_id"]]):
                    await park(desk, raw, error)
                    await updates.record_handled(desk.session, [raw["update_id"]], desk.now)
                    await desk.commit()
            self._note([raw], Ended.PARKED)
        except Exception as worse:
            if is_database_away(worse):
                raise
            # Nothing that one update does may stop those that come after it.
            logger.critical("a bad update could not be kept", extra={"update_id": raw["update_id"]})
            logger.exception("why it could not be kept")
        return None

    async def _only_record(self, raw: RawUpdate) -> None:
        async with self._desks.open() as desk:
            await updates.record_handled(desk.session, [raw["update_id"]], desk.now)
            await desk.commit()
        self._note([raw], Ended.DUPLICATE)


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
        elif chat_id == desk.group.id and message.get("is_topic_message") and "message_thread_id" in message:
            threads.add(message["message_thread_id"])
    if private:
        await desk.people.load_customers(private)
    if threads and desk.group.id is not None:
        await desk.people.load_threads(desk.group.id, threads)
