"""The only wiring: from settings to a running desk."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError
from aiogram.methods import GetMe
from aiogram.types import User
from sqlalchemy.exc import SQLAlchemyError

from bot import menus
from bot.domain.group_faults import UNSEEN
from bot.domain.preferences import Preferences
from bot.handlers import make_dispatcher
from bot.i18n.texts import Texts
from bot.ingress.polling import Polling
from bot.ingress.unit_of_work import Ingress
from bot.ingress.webhook import Webhook
from bot.jobs.scheduler import Jobs
from bot.metrics import Metrics
from bot.monitoring.readiness import Readiness, Work
from bot.monitoring.server import Monitoring
from bot.outbox.budgets import Budgets
from bot.outbox.calls import Wire
from bot.outbox.gateway import Gateway
from bot.outbox.group_watch import GroupWatch
from bot.outbox.sender import Sender
from bot.outbox.settler import Settler
from bot.outbox.threads import Threads
from bot.services import group, preferences, promises, staff
from bot.services.desk import Clock, Desks, Rules
from bot.settings import RelayMode, Settings, UpdatesBy, listen_address
from bot.telegram import Telegram
from bot.toasts import Toasts
from db.engine import is_database_away
from db.leader import Leadership, leadership
from db.probe import Probe
from db.uow import Database
from migrations.upgrade import upgrade

logger = logging.getLogger(__name__)

T = TypeVar("T")

DATABASE_STARTS_WITHIN = timedelta(seconds=60)
RESTS_WITHIN = 1.5
GRACE = 7.0  # seconds that calls in flight get at the end: supervisors kill after ten


class TokenRefused(Exception):
    """Telegram does not know the token."""


class LeadershipLost(Exception):
    """Another process may have taken over the database; this one must not go on."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class App:
    """One bot process: `run` returns after `stop`."""

    def __init__(self, settings: Settings, *, clock: Clock = utc_now, look_every: float = 15.0) -> None:
        assert settings.bot_token is not None
        self.settings = settings
        self.clock = clock
        self.ready = asyncio.Event()
        self._look_every = look_every
        self._stopping = asyncio.Event()
        self._is_open = False  # when it is, an end must be orderly
        self._has_been_open = False
        self._token = settings.bot_token.get_secret_value()
        self.database = Database(settings.database_url)
        self.telegram = Telegram(self._token, settings.bot_api_url)
        self.metrics = Metrics()
        self.telegram.called = self.metrics.called
        self.database.committed = self.metrics.committed
        self.probe = Probe(settings.database_url)
        self.readiness = Readiness(self.database, self.probe, self.telegram)
        self.desks: Desks
        self.sender: Sender
        self.intake: Polling | Webhook

    def stop(self) -> None:
        """End the run: what is in flight is finished, everything else stays queued."""
        self.readiness.is_closing = True
        self._stopping.set()

    async def rest(self) -> None:
        """Return when nothing is under way but what waits for budget, or after `RESTS_WITHIN` seconds."""
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + RESTS_WITHIN
        while self.sender.queued and loop.time() < give_up_at:
            if self.sender.is_held and self.wire.budgets.are_awaited:
                return
            await asyncio.sleep(0.01)

    async def time_jumped(self, passed: timedelta = timedelta(), at: float = -math.inf) -> None:
        """The clock was set (in the sandbox): let happen what has become due.

        If Telegram's clock was set too, `passed` is by how much and `at` the loop time of it: what was spent
        and banned before has become so much older.
        """
        self.wire.budgets.time_jumped(passed.total_seconds(), at)
        await self.jobs.sweep()

    async def run(self) -> None:
        """Work until `stop`; before the desk is open that simply ends the attempt.

        Raises:
            TokenRefused: Telegram does not know the token.
            Busy: the address to be monitored at is taken.
        """
        try:
            async with self._monitoring():
                await self._run()
        finally:
            await self.telegram.close()
            await self.database.close()

    def _monitoring(self) -> AbstractAsyncContextManager[object]:
        """Before all else: who waits for Telegram, the database or its turn must be seen to live."""
        if self.settings.http_listen is None:
            return nullcontext()
        host, port = listen_address(self.settings.http_listen)
        return Monitoring(self.readiness, self.probe, self.metrics, self.clock, host, port)

    async def _run(self) -> None:
        working = asyncio.create_task(self._lead())
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
            if not self._is_open:
                working.cancel()
            with suppress(asyncio.CancelledError):
                await working
        finally:
            for task in (working, stopping):
                task.cancel()
            await asyncio.gather(working, stopping, return_exceptions=True)

    async def _lead(self) -> None:
        """Wait for our turn and work; again, when the database went away with what made us the only one."""
        while True:
            try:
                return await self._lead_once()
            except LeadershipLost:
                if self._stopping.is_set():
                    return None
                self._is_open = self.readiness.leads = False
                self.readiness.work = None
                self.ready.clear()
                logger.error("the database connection was lost; the desk opens again when it is back")
                await self.database.close()  # whoever leads next, perhaps we, waits for our sessions to end

    async def _lead_once(self) -> None:
        """Wait for our turn, then work: whoever waits must not touch the tables of the one who works."""
        url = self.settings.database_url
        async with AsyncExitStack() as stack:
            held = await self._patiently(lambda: stack.enter_async_context(leadership(url)))
            self.readiness.leads = True
            await self._patiently(lambda: upgrade(url))
            await self._work(held)

    async def _patiently(self, step: Callable[[], Awaitable[T]]) -> T:
        """Do `step`; a database that is only starting gets some time, a known one as long as it takes."""
        give_up_at = self.clock() + DATABASE_STARTS_WITHIN
        while True:
            try:
                return await step()
            except (SQLAlchemyError, OSError) as error:
                is_late = self.clock() > give_up_at and not self._has_been_open
                if is_late or not is_database_away(error):
                    raise
                logger.warning("the database cannot be reached yet", extra={"error": error})
                await asyncio.sleep(1.0)

    async def _work(self, held: Leadership) -> None:
        await self._meet_telegram()
        await self._wire()
        await self._meet_group()
        self._is_open = self._has_been_open = True
        async with AsyncExitStack() as stack:
            # Before the first update: a topic of the last run is adopted only if its customer is in doubt.
            await self.sender.start()
            tasks = self._background(stack)
            self.jobs.start()
            stack.push_async_callback(self.jobs.stop)
            self.ready.set()
            logger.info("the desk is open", extra={"bot": self.bot_id, "group": self.desks.group.id})
            endings = {
                asyncio.create_task(self._stopping.wait()): None,
                asyncio.create_task(held.lost.wait()): LeadershipLost(),
                asyncio.create_task(self.wire.token_refused.wait()): TokenRefused(),
            }
            await asyncio.wait([*endings, *tasks], return_when=asyncio.FIRST_COMPLETED)
            await self._close(tasks, grace=0.0 if held.lost.is_set() else GRACE)
        for ending, error in endings.items():
            if ending.done() and error is not None:
                raise error
            ending.cancel()
        for task in tasks:
            if task.done() and not task.cancelled() and (failure := task.exception()) is not None:
                raise failure

    async def _close(self, tasks: list[asyncio.Task[None]], grace: float) -> None:
        """Take no more updates, give the calls in flight `grace` seconds, write down their results."""
        intake, settling, *others = tasks
        for task in (intake, *others):
            task.cancel()
        await asyncio.gather(intake, *others, self.sender.stop(grace), return_exceptions=True)
        settling.cancel()
        await asyncio.gather(settling, return_exceptions=True)
        if isinstance(self.intake, Polling):
            try:
                async with asyncio.timeout(1.0):
                    await self.intake.confirm()
            except TimeoutError:
                logger.info("the last updates were not confirmed")
        logger.info("the desk is closed")

    async def _meet_telegram(self) -> None:
        """Learn who the bot is; waits while Telegram is away."""
        pause = 0.2
        while True:
            try:
                me = User.model_validate(await self.telegram.call(GetMe()))
            except TelegramUnauthorizedError:
                raise TokenRefused from None
            except TelegramAPIError as error:
                logger.warning("Telegram cannot be reached yet", extra={"error": error})
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)
                continue
            # aiogram asks for it when a command names its bot; that must not happen inside a transaction.
            self.telegram.bot._me = me
            return

    async def _meet_group(self) -> None:
        """See the group before anything leaves for it; if that fails, the watch goes on trying."""
        try:
            async with asyncio.timeout(5.0):
                await self.watch.look()
        except (TelegramAPIError, TimeoutError) as error:
            logger.warning("the group cannot be inspected yet", extra={"error": error})
            self.watch.look_now()

    @property
    def bot_id(self) -> int:
        return self.telegram.bot.id

    async def _wire(self) -> None:
        settings = self.settings
        async with self.database.reading() as session:
            operator_group = await group.load(session, settings.operator_group_id)
            usual = Preferences(relay_replies_only=settings.relay_mode is RelayMode.REPLIES)
            chosen = await preferences.load(session, usual)
            versions = await promises.load(session, settings.timezone)
            known = await staff.load(session)
            await self.database.ids.load(session)
        rules = Rules(
            admin_ids=settings.admin_ids,
            language=settings.language,
            timezone=settings.timezone,
            mark_delivered=settings.mark_delivered,
            album_settles_after=timedelta(seconds=settings.album_settle_seconds),
        )
        self.desks = Desks(
            self.database,
            rules,
            Texts(),
            operator_group,
            self.bot_id,
            self.clock,
            preferences=chosen,
            versions=versions,
            staff=known,
            metrics=self.metrics,
        )
        budgets = Budgets(
            group=settings.group_budget, private=settings.private_budget, bot=settings.bot_budget
        )
        self.wire = Wire(self.telegram, budgets, self.desks)
        self.threads = Threads(self.desks)
        self.watch = GroupWatch(self.telegram, self.desks, look_every=self._look_every)
        gateway = Gateway(self.wire, self.desks, self.threads, self.watch)
        self.settler = Settler(self.desks)
        self.sender = Sender(self.desks, gateway, self.settler, budgets)
        self.jobs = Jobs(self.desks, self.sender)
        self.desks.offer = self.sender.offer
        self.desks.look_again = self.sender.look_again
        self.desks.wake = self.jobs.wake
        self.desks.toast = Toasts(self.telegram).show
        operator_group.doubt = self.watch.look_now
        operator_group.listeners.append(lambda: budgets.hold_group(not operator_group.is_usable))
        if operator_group.id is not None:
            operator_group.problem = UNSEEN  # nothing leaves before it is known to be a forum still
        budgets.hold_group(not operator_group.is_usable)
        dispatcher = make_dispatcher()
        ingress = Ingress(self.telegram.bot, dispatcher, self.desks)
        allowed = dispatcher.resolve_used_update_types()
        self.intake = self._intake(ingress, allowed)
        self.readiness.work = Work(self.desks, self.sender, budgets, self.intake)
        self.threads.do_updates_flow = self.sender.do_updates_flow = lambda: self.intake.flows

    def _intake(self, ingress: Ingress, allowed: list[str]) -> Polling | Webhook:
        settings = self.settings
        if settings.updates is UpdatesBy.POLLING:
            return Polling(self.telegram, ingress, allowed, token_refused=self.wire.token_refused)
        assert settings.webhook_url is not None and settings.webhook_secret is not None
        host, port = listen_address(settings.webhook_listen)
        return Webhook(
            self.telegram,
            ingress,
            url=settings.webhook_url,
            secret=settings.webhook_secret.get_secret_value(),
            host=host,
            port=port,
            path=urlsplit(settings.webhook_url).path or "/",
            allowed_updates=allowed,
        )

    def _background(self, stack: AsyncExitStack) -> list[asyncio.Task[None]]:
        """The tasks that run until the end: intake and settling first, in this order."""
        jobs: list[Coroutine[Any, Any, None]] = [
            self.intake.run(),
            self.settler.run(),
            self.sender.keep_filled(),
            self.watch.run(),
            menus.publish(self.telegram, self.desks),
        ]
        return [asyncio.create_task(job) for job in jobs]


def build_app(settings: Settings, *, clock: Clock = utc_now, look_every: float = 15.0) -> App:
    """A desk ready to run; `look_every` is the seconds between looks at a group out of reach."""
    return App(settings, clock=clock, look_every=look_every)
