"""The watch over the operator group: notices when it goes out of reach and when it is back."""

import asyncio
import logging
import math
from contextlib import suppress

from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.group_faults import NOT_FORUM, REFUSED
from bot.outbox.inspection import Finding, inspect
from bot.outbox.outcome import TryAgain
from bot.services import group
from bot.services.desk import Desks
from bot.telegram import Telegram

logger = logging.getLogger(__name__)

FORUM_TRUSTED_FOR = 10.0  # seconds: no copy leaves without the group having been a forum so lately


class GroupWatch:
    """Inspects the group at the start, when asked to, and again and again while it is out of reach."""

    def __init__(self, telegram: Telegram, desks: Desks, *, look_every: float = 15.0) -> None:
        self._telegram = telegram
        self._desks = desks
        self._look_every = look_every
        self._look_now = asyncio.Event()
        self._looking = asyncio.Lock()
        self._confirmed_at = -math.inf  # loop time at which the last inspection began that found all well
        self._is_unproven = False  # refused for a reason that no inspection shows: a delivery proves it over

    def look_now(self) -> None:
        """Something happened to the bot in the group, or was refused there."""
        self._confirmed_at = -math.inf
        self._look_now.set()

    async def run(self) -> None:
        """Look when asked to, and regularly while there is a problem; runs until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_every):  # Python 3.11: wait_for may swallow a cancel
                    await self._look_now.wait()
            if not self._look_now.is_set() and self._desks.group.problem is None:
                continue
            self._look_now.clear()
            try:
                await self.look()
            except (TelegramAPIError, SQLAlchemyError, OSError) as error:
                logger.warning("cannot inspect the group yet", extra={"error": error})
                await asyncio.sleep(min(1.0, self._look_every))
                self._look_now.set()

    async def look(self) -> None:
        """Inspect the group and let the desk know.

        Raises:
            TelegramAPIError: Telegram could not be asked.
        """
        async with self._looking:
            await self._look()

    async def confirm_forum(self) -> None:
        """Make sure that the group was a forum a moment ago.

        Raises:
            TryAgain: it is not; whoever waits for the group waits on.
        """
        if self._is_trusted():
            return
        async with self._looking:
            if self._is_trusted():
                return
            try:
                await self._look(briefly=True)
            except TelegramAPIError as error:
                raise TryAgain(str(error)) from error
        if self._desks.group.problem is not None:
            raise TryAgain(self._desks.group.problem)

    def _is_trusted(self) -> bool:
        return asyncio.get_running_loop().time() - self._confirmed_at < FORUM_TRUSTED_FOR

    async def was_forum(self, since: float) -> bool:
        """Tell whether the group was still a forum after `since` (loop time); waits until Telegram says so.

        Copies do not prove that they landed in their topic. One inspection answers for all that wait.
        """
        while self._confirmed_at < since:
            try:
                async with self._looking:
                    known = self._confirmed_at >= since
                    finding = Finding() if known else await self._look(briefly=True)
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
            except TelegramAPIError:
                await asyncio.sleep(1.0)
            else:
                if NOT_FORUM in finding.faults:
                    return False
                if finding.fatal is not None:
                    break  # out of reach for another reason: what landed is where it belongs
        return True

    async def problem(self, detail: str, fault: str = REFUSED) -> None:
        """A send was refused or misplaced: hold the group at once, find out why, and tell the admins.

        What no inspection shows (it is called `fault` then) may be refused again and again: the admins hear
        of it once, and of its end when something has been delivered.
        """
        held = self._desks.group
        if held.problem is not None:
            return
        self._confirmed_at = -math.inf
        held.change(held.id, fault)
        async with self._looking:
            finding = await self._ask()
            async with self._desks.open() as desk:
                if finding.migrated_to is not None and held.id is not None:
                    await group.migrate(desk, held.id, finding.migrated_to)
                elif finding.fatal is not None:
                    group.report_problem(desk, finding.fatal, finding.title or detail)
                else:
                    self._is_unproven = True
                    group.report_problem(desk, fault, detail)
                await desk.commit()

    def worked(self) -> None:
        """Something was delivered to the group: a problem that no inspection shows is over."""
        if self._is_unproven and self._desks.group.problem is None:
            self._is_unproven = False
            self._look_now.set()

    async def _ask(self) -> Finding:
        """What an inspection finds; nothing if Telegram cannot be asked."""
        if self._desks.group.id is None:
            return Finding()
        try:
            return await inspect(self._telegram, self._desks.group.id)
        except TelegramAPIError as error:
            logger.warning("cannot inspect the group yet", extra={"error": error})
            return Finding()

    async def _look(self, *, briefly: bool = False) -> Finding:
        began = asyncio.get_running_loop().time()
        group_id = self._desks.group.id
        if group_id is None:
            return Finding()
        finding = await inspect(self._telegram, group_id, briefly=briefly and not self._has_news())
        if finding.is_well:
            self._confirmed_at = began
        if not finding.is_well or self._has_news():
            await self._report(group_id, finding)
        return finding

    def _has_news(self) -> bool:
        """Is it worth saying that all is well?"""
        known = self._desks.group
        return known.problem is not None or (known.told is not None and not self._is_unproven)

    async def _report(self, group_id: int, finding: Finding) -> None:
        async with self._desks.open() as desk:
            if self._desks.group.id != group_id:
                return
            if finding.migrated_to is not None:
                await group.migrate(desk, group_id, finding.migrated_to)
                self._look_now.set()
            elif finding.fatal is not None:
                self._is_unproven = False
                group.report_problem(desk, finding.fatal, finding.title or str(group_id))
            else:
                group.report_recovery(desk, proven=not self._is_unproven)
            await desk.commit()
