"""Threads: the forum topic of each customer, made when the first message for it leaves."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any
from weakref import WeakValueDictionary

from aiogram.methods import CreateForumTopic
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.icons import icon_for
from bot.outbox.calls import Calls, Thread
from bot.outbox.failures import Meaning
from bot.outbox.icons import Icons
from bot.outbox.outcome import Refused, TryAgain
from bot.services import topics
from bot.services.desk import Desks
from db.engine import is_database_away
from db.models import Topic
from db.queries import people

logger = logging.getLogger(__name__)

REMEMBERED = 50_000
DOUBT_FOR = 2.0  # seconds to wait for the topic of a creation with unknown outcome …
DOUBT_LOOK_AFTER = 0.2  # … and between looks


class Threads:
    """Finds or makes the thread of a customer; never two for one customer."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self.icons = Icons()
        self._known: dict[int, Thread] = {}
        self._making: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self.do_updates_flow: Callable[[], bool] = lambda: False  # all so far handled, new ones awaited
        self._started_at = asyncio.get_running_loop().time()

    async def of(self, customer_id: int, calls: Calls) -> Thread:
        """The customer's thread in the current group."""
        known = self._known.get(customer_id)
        if known is not None and known.chat_id == self._desks.group.id:
            calls.thread = known
            return known
        lock = self._making.setdefault(customer_id, asyncio.Lock())
        async with lock:
            thread = await self._find(customer_id) or await self._make(customer_id, calls)
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[customer_id] = calls.thread = thread
        return thread

    async def lose(self, customer_id: int, thread: Thread) -> None:
        """This thread is deleted or out of reach; the next call of `of` makes another."""
        if self._known.get(customer_id) == thread:
            del self._known[customer_id]
        async with self._desks.open() as desk:
            await topics.lose(desk, thread.topic_id)
            await desk.commit()

    async def _find(self, customer_id: int) -> Thread | None:
        async with self._desks.database.reading() as session:
            topic = await people.current_topic(session, customer_id)
        if topic is None or topic.chat_id != self._desks.group.id:
            return None
        return _thread(topic)

    async def _make(self, customer_id: int, calls: Calls) -> Thread:
        is_doubtful = customer_id in self._desks.in_doubt  # an earlier run may have made it
        if is_doubtful and (found := await self._resolve_doubt(customer_id, self._started_at)):
            return found
        async with self._desks.database.reading() as session:
            known = await people.customers_with_desk(session, [customer_id])
            if not known:
                raise TryAgain(f"customer {customer_id} is not stored yet")
            customer, _, ticket = known[0]
            title, _ = await topics.title_of(session, customer)
        await calls.reserve()
        group_id = self._desks.group.id
        if group_id is None:
            calls.give_back()
            raise TryAgain("the group is gone")
        icon = icon_for(ticket.state if ticket else None, self.icons.known)
        method = CreateForumTopic(chat_id=group_id, name=title, icon_custom_emoji_id=icon)

        async def recovered() -> Any:
            calls.all_stored()  # if it was carried out, its service message tells also the next run
            return await self._resolve_doubt(customer_id, asyncio.get_running_loop().time())

        # From here on the service message may bind the topic: we may die before we hear the answer.
        self._desks.in_doubt.add(customer_id)
        try:
            made = await calls.make(method, recovered)
        except Refused as refused:
            if refused.failure.meaning is not Meaning.SERVER_ERROR:
                self._desks.in_doubt.discard(customer_id)
            if "DOCUMENT_INVALID" in refused.failure.description:
                self.icons.known = {}  # no longer offered; the topic matters more than how it looks
                raise TryAgain("the icon is refused") from refused
            raise
        if isinstance(made, Thread):
            return made
        icon = made.get("icon_custom_emoji_id")
        thread = await self._bind(customer_id, group_id, int(made["message_thread_id"]), icon)
        calls.all_stored()
        if thread is None:  # a namesake in doubt got it: theirs is on its way to us
            thread = await self._resolve_doubt(customer_id, asyncio.get_running_loop().time())
        if thread is None:
            raise TryAgain("a namesake got the new topic")
        return thread

    async def _bind(self, customer_id: int, group_id: int, thread_id: int, icon: str | None) -> Thread | None:
        """Write the new thread down, whatever it takes: without that it is an orphan."""
        while True:
            try:
                async with self._desks.open() as desk:
                    customer = await desk.people.customer(customer_id)
                    assert customer is not None
                    topic = await topics.bind(desk, customer, group_id, thread_id, icon)
                    await desk.commit()
                    return _thread(topic) if topic is not None else None
            except (SQLAlchemyError, OSError) as error:
                if not is_database_away(error):
                    raise
                logger.exception("cannot store a new topic yet", extra={"customer": customer_id})
                await asyncio.sleep(0.5)

    async def _resolve_doubt(self, customer_id: int, since: float) -> Thread | None:
        """Wait a moment for the service message of a topic that was made without our hearing of it.

        It comes with the updates, so nothing is decided while those do not arrive.
        """
        while True:
            may_come = asyncio.get_running_loop().time() - since < DOUBT_FOR or not self.do_updates_flow()
            if found := await self._find(customer_id):
                return found
            if not may_come:
                return None
            await asyncio.sleep(DOUBT_LOOK_AFTER)


def _thread(topic: Topic) -> Thread:
    return Thread(topic.id, topic.chat_id, topic.thread_id)
