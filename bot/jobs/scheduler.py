"""The scheduler: APScheduler wakes the jobs; what is due stands in the database."""

import logging
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import SQLAlchemyError

from bot import metrics
from bot.jobs.housekeeping import tidy
from bot.outbox.sender import Sender
from bot.services import admins
from bot.services.desk import Desks

logger = logging.getLogger(__name__)

REVIVE_EVERY = timedelta(seconds=5)
TIDY_EVERY = timedelta(minutes=10)
WATCH_EVERY = timedelta(seconds=15)
SLOW_AFTER = timedelta(minutes=5)  # a message that waits longer is said to the admins …
SAY_AGAIN_AFTER = timedelta(minutes=30)  # … at most this often


class Jobs:
    """The desk's regular work beside updates and sending."""

    def __init__(self, desks: Desks, sender: Sender) -> None:
        self._desks = desks
        self._sender = sender
        self._said_slow_at = desks.clock() - SAY_AGAIN_AFTER
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for job, every in (
            (self.revive, REVIVE_EVERY),
            (self.tidy, TIDY_EVERY),
            (self.watch_queue, WATCH_EVERY),
        ):
            self._scheduler.add_job(
                job, "interval", seconds=every.total_seconds(), max_instances=1, coalesce=True
            )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def revive(self) -> None:
        """Take up the items that an admin wants tried again, and those that nobody told the sender of."""
        try:
            revived = await self._sender.revive()
            missed = await self._sender.recover()
        except (SQLAlchemyError, OSError) as error:
            logger.warning("looking for revived items failed", extra={"error": str(error)})
            return
        if revived:
            logger.info("revived dead items", extra={"items": revived})
        if missed:
            logger.warning("found items queued without our knowing", extra={"items": missed})

    async def tidy(self) -> None:
        try:
            await tidy(self._desks)
        except (SQLAlchemyError, OSError) as error:
            logger.warning("tidying failed", extra={"error": str(error)})

    async def watch_queue(self) -> None:
        """Never a silent wait: the age of the oldest waiting message is measured, and past a limit said."""
        oldest = self._sender.oldest()
        now = self._desks.clock()
        age = now - oldest if oldest else timedelta()
        metrics.OLDEST.set(age.total_seconds())
        if age < SLOW_AFTER or now - self._said_slow_at < SAY_AGAIN_AFTER:
            return
        self._said_slow_at = now
        logger.warning("messages wait long", extra={"oldest_seconds": age.total_seconds()})
        if self._desks.group.problem is not None:
            return  # the admins know the reason already
        try:
            async with self._desks.open() as desk:
                waiting = self._sender.queued
                admins.tell(desk, "admin-slow", waiting=waiting, age=int(age.total_seconds()))
                await desk.commit()
        except (SQLAlchemyError, OSError) as error:
            logger.warning("cannot tell that messages wait", extra={"error": str(error)})
