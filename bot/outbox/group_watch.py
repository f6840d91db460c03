"""The watch over the operator group: notices when it goes out of reach and when it is back."""

import asyncio
import logging
from contextlib import suppress

from aiogram.exceptions import TelegramAPIError
from sqlalchemy.exc import SQLAlchemyError

from bot.outbox.inspection import REFUSED, Finding, inspect
from bot.outbox.outcome import TryAgain
from bot.services import group
from bot.services.desk import Desks
from bot.telegram import Telegram

logger = logging.getLogger(__name__)

TELL_AGAIN_AFTER = 600.0  # seconds
FORUM_TRUSTED_FOR = 10.0  # seconds: copies do not prove that they landed in their topic, so we ask


class GroupWatch:
    """Inspects the group at the start, when asked to, and again and again while it is out of reach."""

    def __init__(self, telegram: Telegram, desks: Desks, *, look_every: float = 15.0) -> None:
        self._telegram = telegram
        self._desks = desks
        self._look_every = look_every
        self._look_now = asyncio.Event()
        self._confirmed_at = -FORUM_TRUSTED_FOR
        self._confirming = asyncio.Lock()
        self._told: dict[str, float] = {}

    def look_now(self) -> None:
        """Something happened to the bot in the group, or was refused there."""
        self._confirmed_at = -FORUM_TRUSTED_FOR
        self._look_now.set()

    async def run(self) -> None:
        """Look when asked to, and regularly while there is a problem; runs until cancelled."""
        self._look_now.set()
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._look_now.wait(), self._look_every)
            if not self._look_now.is_set() and self._desks.group.problem is None:
                continue
            self._look_now.clear()
            try:
                await self.look()
            except (TelegramAPIError, SQLAlchemyError, OSError) as error:
                logger.warning("cannot inspect the group yet", extra={"error": str(error)})
                await asyncio.sleep(min(1.0, self._look_every))
                self._look_now.set()

    async def look(self) -> None:
        """Inspect the group and let the desk know."""
        group_id = self._desks.group.id
        if group_id is None:
            return
        finding = await inspect(self._telegram, group_id)
        await self.report(group_id, finding)

    async def report(self, group_id: int, finding: Finding) -> None:
        async with self._desks.open() as desk:
            if self._desks.group.id != group_id:
                return
            if finding.migrated_to is not None:
                await group.migrate(desk, group_id, finding.migrated_to)
                self._look_now.set()
            elif finding.fatal is not None:
                group.report_problem(desk, finding.fatal, finding.title or str(group_id))
            else:
                self._confirmed_at = asyncio.get_running_loop().time()
                group.report_recovery(desk)
            await desk.commit()

    async def confirm_forum(self) -> None:
        """Make sure that the group was a forum a moment ago.

        Raises:
            TryAgain: it is not; whoever waits for the group waits on.
        """
        now = asyncio.get_running_loop().time()
        if now - self._confirmed_at < FORUM_TRUSTED_FOR:
            return
        async with self._confirming:
            if asyncio.get_running_loop().time() - self._confirmed_at < FORUM_TRUSTED_FOR:
                return
            try:
                await self.look()
            except TelegramAPIError as error:
                raise TryAgain(str(error)) from error
        if self._desks.group.problem is not None:
            raise TryAgain(self._desks.group.problem)

    async def problem(self, detail: str, fault: str = REFUSED) -> None:
        """A send was refused or misplaced: hold the group until a later inspection finds all well.

        What an inspection cannot see may be refused again and again: admins hear of it once in a while.
        """
        now = asyncio.get_running_loop().time()
        tell = now - self._told.get(detail, -TELL_AGAIN_AFTER) >= TELL_AGAIN_AFTER
        if tell:
            self._told[detail] = now
        self._confirmed_at = -FORUM_TRUSTED_FOR
        async with self._desks.open() as desk:
            group.report_problem(desk, fault, detail, tell=tell)
            await desk.commit()
