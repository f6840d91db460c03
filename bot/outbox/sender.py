"""The sender: one worker per lane that has something to send, and the outbox behind them."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.domain.items import Item
from bot.outbox.budgets import BOT, GROUP, Budgets
from bot.outbox.carrier import undeliverable
from bot.outbox.failures import Failure, Meaning
from bot.outbox.gateway import Gateway
from bot.outbox.lanes import Lane, Load
from bot.outbox.outcome import Outcome, TryAgain
from bot.outbox.settler import Settler
from bot.services.desk import Desks
from bot.services.outbox import item_of
from db.engine import is_database_away
from db.enums import Priority
from db.queries import outbox, people

logger = logging.getLogger(__name__)

IN_MEMORY = 20_000  # items; beyond that the rest stays in the database until these are sent
PAGE = 2_000
FAILURES = 3  # unexpected errors of one item, in a row, before it is dead
UPDATES_FLOW_WITHIN = timedelta(seconds=10)  # after the start, or albums do not wait for the rest of them
LOOK_BACK = timedelta(minutes=5)  # of what an earlier run sent, for the budgets


class Sender:
    """Holds what is queued, lane by lane, and sends it.

    A transaction's items arrive through `offer` right after its commit; the database is read only at the
    start, for revived items, and when more is queued than fits in memory.
    """

    def __init__(self, desks: Desks, gateway: Gateway, settler: Settler, budgets: Budgets) -> None:
        self._desks = desks
        self._gateway = gateway
        self._settler = settler
        self._budgets = budgets
        self._lanes: dict[str, Lane] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._held = 0
        self._last_id = 0
        self._overflowing = True  # until the first load the database knows more than we do
        self._skipped = False  # an offer was left to the database since the last page was read
        self._running = False
        self._refill = asyncio.Event()
        self._started_at: datetime | None = None
        self.do_updates_flow: Callable[[], bool] = lambda: (
            True
        )  # those that waited at Telegram have been taken

    @property
    def queued(self) -> int:
        """Items in memory that are not settled yet."""
        return self._held

    @property
    def is_behind(self) -> bool:
        """The database may hold queued items that are not in memory yet."""
        return self._overflowing

    @property
    def is_held(self) -> bool:
        """Nothing is being sent at the moment."""
        return not any(lane.busy for lane in self._lanes.values())

    def oldest(self) -> datetime | None:
        """When the item that has waited longest was written."""
        return min((lane.items[0].created_at for lane in self._lanes.values() if lane.items), default=None)

    def waiting(self) -> Iterator[tuple[int | None, int, datetime]]:
        """Of each lane: its chat (None: the group), how many items wait, since when the oldest does."""
        for lane in self._lanes.values():
            if lane.items:
                yield lane.chat_id, len(lane.items), lane.items[0].waits_since

    async def start(self) -> None:
        """Take over what an earlier run left: budgets spent, bans, queued items."""
        self._started_at = self._desks.clock()
        await self._restore_budgets()
        self._running = True
        await self._load()

    async def keep_filled(self) -> None:
        """Bring items from the database whenever there is room again; runs until cancelled."""
        while True:
            await self._refill.wait()
            self._refill.clear()
            if not self._overflowing or self._held >= IN_MEMORY // 2:
                continue
            try:
                await self._load()
            except (SQLAlchemyError, OSError) as error:
                if not is_database_away(error):
                    raise
                logger.warning("the database is away, its queue waits", extra={"error": error})
                await asyncio.sleep(0.5)
                self._refill.set()

    async def stop(self, grace: float) -> None:
        """Let the calls in flight end within `grace` seconds and be written down; the rest stays queued."""
        self._running = False
        clock = asyncio.get_running_loop().time
        give_up_at = clock() + grace
        while self._workers:
            for key, task in self._workers.items():
                if not self._lanes[key].busy or clock() >= give_up_at:
                    task.cancel()
            await asyncio.wait(self._workers.values(), timeout=0.05)

    def offer(self, items: Sequence[Item]) -> None:
        """Take what a transaction has just committed."""
        if not self._running or not items:
            return
        if self._overflowing or self._held + len(items) > IN_MEMORY:
            self._overflowing = self._skipped = True
            return
        self._last_id = max(self._last_id, items[-1].id)
        self._take(items)

    def look_again(self) -> None:
        """A commit may have succeeded without our hearing of it: read from the database what comes next."""
        self._overflowing = self._skipped = True
        self._refill.set()

    async def revive(self) -> int:
        """Send again what an admin took from the dead."""
        async with self._desks.open() as desk:
            found = [item_of(queued) for queued in await outbox.take_retries(desk.session)]
            if found:
                await desk.commit()
        self._take(found)
        return len(found)

    async def recover(self) -> int:
        """Take up what is queued in the database but not here; there is nothing, as long as all goes well.

        Such a thing is left by a commit that landed after `look_again` had looked.
        """
        held = {item.id for lane in self._lanes.values() for item in lane.items}
        async with self._desks.database.reading() as session:
            queued = await outbox.queued_ids(session, self._last_id)
            found = [item_of(row) for row in await outbox.by_ids(session, queued - held)]
        self._take(found)
        return len(found)

    async def _load(self) -> None:
        while self._running and self._held < IN_MEMORY - PAGE:
            self._skipped = False
            async with self._desks.database.reading() as session:
                page = await outbox.queued_after(session, self._last_id, PAGE)
            items = [item_of(queued) for queued in page]
            if items:
                await self._doubt(items)
                self._last_id = items[-1].id
                self._take(items)
            if len(items) < PAGE and not self._skipped:
                self._overflowing = False
                return

    async def _doubt(self, items: Sequence[Item]) -> None:
        """The earlier run may have made topics for these customers without learning of it."""
        writers = {i.customer_id for i in items if i.customer_id is not None and i.chat_id is None}
        if writers:
            async with self._desks.database.reading() as session:
                self._desks.in_doubt |= await people.without_topic(session, writers)

    def _take(self, items: Iterable[Item]) -> None:
        for item in items:
            lane = self._lanes.get(item.lane)
            if lane is None:
                lane = self._lanes[item.lane] = Lane(item.lane, item.chat_id)
            lane.add(item)
            self._held += 1
            self._budgets.expect(_is_urgent(item))
            if item.lane not in self._workers:
                self._workers[item.lane] = asyncio.create_task(self._work(lane))

    async def _work(self, lane: Lane) -> None:
        """Send the items of one lane, one load after another, until it is empty."""
        try:
            while lane.items and self._running:
                await self._wait_for_album(lane)
                outcome = await self._deliver(lane)
                if outcome is None:
                    continue
                await self._settler.settle(outcome)
                lane.busy = False
                lane.remove(outcome.items)
                self._held -= len(outcome.items)
                self._budgets.expect(-sum(map(_is_urgent, outcome.items)))
                if self._overflowing:
                    self._refill.set()
        finally:
            self._workers.pop(lane.key, None)
            if not lane.items:
                self._lanes.pop(lane.key, None)

    async def _deliver(self, lane: Lane) -> Outcome | None:
        """One delivery; None when the lane is to begin anew. What fails again and again is given up."""
        try:
            return await self._gateway.deliver(lane)
        except TryAgain as reason:
            logger.info("trying again", extra={"lane": lane.key, "error": reason})
            pause = 0.05
        except Exception as error:
            if is_database_away(error):
                logger.warning("the database is away, sending waits", extra={"error": error})
            else:
                lane.failures += 1
                logger.exception("a delivery failed", extra={"lane": lane.key, "times": lane.failures})
                if lane.failures >= FAILURES:
                    return _given_up(lane.items[0], error)
            pause = 0.5
        lane.busy = False
        await asyncio.sleep(pause)
        return None

    async def _wait_for_album(self, lane: Lane) -> None:
        """An album leaves when no item has come for a moment.

        A restart gives its items that moment again, and what Telegram still holds then gets a chance to come.
        """
        settles_after = self._desks.rules.album_settles_after
        while (complete_at := lane.complete_at(settles_after)) is not None:
            if self._started_at is not None:
                missed = settles_after if self.do_updates_flow() else UPDATES_FLOW_WITHIN
                complete_at = max(complete_at, self._started_at + missed)
            remaining = (complete_at - self._desks.clock()).total_seconds()
            if remaining <= 0:
                return
            await asyncio.sleep(min(remaining, 0.25))

    async def _restore_budgets(self) -> None:
        now = self._desks.clock()
        async with self._desks.database.reading() as session:
            spent = await outbox.spent_since(session, now - LOOK_BACK)
            bans = await outbox.bans(session)
        ago: dict[int, list[float]] = {}
        for chat_id, at, units in spent:
            key = self._budget_key(chat_id)
            ago.setdefault(key, []).extend([(now - at).total_seconds()] * units)
        for key, seconds_ago in ago.items():
            self._budgets.restore_spent(key, seconds_ago)
        for ban in bans:
            remaining = (ban.until - now).total_seconds()
            if remaining <= 0:
                continue
            if ban.chat_id == BOT:
                self._budgets.restore_bot_ban(remaining)
            else:
                self._budgets.restore_ban(self._budget_key(ban.chat_id), remaining)

    def _budget_key(self, chat_id: int | None) -> int:
        return GROUP if chat_id is None or chat_id == self._desks.group.id else chat_id


def _is_urgent(item: Item) -> bool:
    """The cards, icons and marks of the group wait until nothing of this kind is queued."""
    return item.chat_id is None and item.priority is not Priority.STATE


def _given_up(item: Item, error: Exception) -> Outcome:
    """An item that the desk itself fails on: kept as dead, and said like anything that cannot be sent."""
    load = Load(item, (item,), (item.message,) if item.message else ())
    return undeliverable(load, Failure(Meaning.REJECTED, repr(error)))
