"""The scheduler: APScheduler wakes the jobs; what is due stands in the database."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import SQLAlchemyError

from bot.jobs import deadlines
from bot.jobs.housekeeping import tidy
from bot.outbox.sender import Sender
from bot.services import admins
from bot.services.desk import Desks

logger = logging.getLogger(__name__)

REVIVE_EVERY = timedelta(seconds=5)
TIDY_EVERY = timedelta(minutes=10)
WATCH_EVERY = timedelta(seconds=15)
SWEEP_EVERY = timedelta(seconds=30)  # at the latest: the wall clock may have been set
AGAIN_AFTER = timedelta(seconds=0.05)
RETRY_AFTER = timedelta(seconds=2)
FINISHED_WITHIN = 2.0  # seconds that a job gets at the end of the process
SLOW_AFTER = timedelta(minutes=5)  # a message that waits longer is said to the admins …
SAY_AGAIN_AFTER = timedelta(minutes=30)  # … at most this often


class Jobs:
    """The desk's regular work beside updates and sending."""

    def __init__(self, desks: Desks, sender: Sender) -> None:
        self._desks = desks
        self._sender = sender
        self._said_slow_at = desks.clock() - SAY_AGAIN_AFTER
        self._sweeping = asyncio.Lock()
        self._due_at: datetime | None = None
        self._stopping = False
        self._underway: set[asyncio.Task[Any]] = set()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for job, every in (
            (self.revive, REVIVE_EVERY),
            (self.tidy, TIDY_EVERY),
            (self.watch_queue, WATCH_EVERY),
            (self.sweep, SWEEP_EVERY),
        ):
            self._scheduler.add_job(
                self._orderly,
                "interval",
                args=[job],
                seconds=every.total_seconds(),
                max_instances=1,
                coalesce=True,
            )

    def start(self) -> None:
        self._scheduler.start()
        self.wake(self._desks.clock())

    async def stop(self) -> None:
        """Begin no more jobs, and let those that have begun finish their transactions."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        self._stopping = True
        if self._underway:
            await asyncio.wait(self._underway, timeout=FINISHED_WITHIN)
        self._scheduler.shutdown(wait=False)

    async def _orderly(self, job: Callable[[], Awaitable[None]]) -> None:
        """Run a job so that the end of the process waits for it."""
        task = asyncio.current_task()
        assert task is not None
        self._underway.add(task)
        try:
            await job()
        finally:
            self._underway.discard(task)

    def wake(self, moment: datetime) -> None:
        """Something is due then: sweep at that moment (or now, if it is over)."""
        if self._stopping or (self._due_at is not None and self._due_at <= moment):
            return
        self._due_at = moment
        wait = max(timedelta(0), moment - self._desks.clock())
        self._scheduler.add_job(
            self._orderly,
            "date",
            args=[self.sweep],
            run_date=datetime.now(UTC) + wait,  # of the machine: the desk's own clock may be another
            id="due",
            max_instances=2,  # one at work, and one that waits for what has become due meanwhile
            replace_existing=True,
            misfire_grace_time=None,
        )

    async def sweep(self) -> None:
        """Let happen what is due; then wait for what is due next."""
        async with self._sweeping:
            self._due_at = None
            try:
                next_at = await deadlines.sweep(self._desks, until=lambda: self._stopping)
            except (SQLAlchemyError, OSError) as error:
                logger.warning("the sweep failed, it comes again", extra={"error": error})
                next_at = self._desks.clock() + RETRY_AFTER
            if next_at is not None:  # what could not be moved is tried again, but not without a pause
                self.wake(max(next_at, self._desks.clock() + AGAIN_AFTER))

    async def revive(self) -> None:
        """Take up the items that an admin wants tried again, and those that nobody told the sender of."""
        try:
            revived = await self._sender.revive()
            missed = await self._sender.recover()
        except (SQLAlchemyError, OSError) as error:
            logger.warning("looking for revived items failed", extra={"error": error})
            return
        if revived:
            logger.info("revived dead items", extra={"items": revived})
        if missed:
            logger.warning("found items queued without our knowing", extra={"items": missed})

    async def tidy(self) -> None:
        try:
            await tidy(self._desks)
        except (SQLAlchemyError, OSError) as error:
            logger.warning("tidying failed", extra={"error": error})

    async def watch_queue(self) -> None:
        """Never a silent wait: the age of the oldest waiting message is measured, and past a limit said."""
        oldest = self._sender.oldest()
        now = self._desks.clock()
        age = now - oldest if oldest else timedelta()
        if age < SLOW_AFTER or now - self._said_slow_at < SAY_AGAIN_AFTER:
            return
        self._said_slow_at = now
        logger.warning("messages wait long", extra={"oldest_seconds": age.total_seconds()})
        if self._desks.group.problem is not None:
            return  # the admins know the reason already
        try:
            async with self._desks.open() as desk:
                waiting = self._sender.queued
                admins.tell(desk, "admin-slow", waiting=waiting, age=desk.wording.rough(age))
                await desk.commit()
        except (SQLAlchemyError, OSError) as error:
            logger.warning("cannot tell that messages wait", extra={"error": error})
