"""Readiness: whether the desk does its work, and in words what keeps it from it."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from aiogram.exceptions import TelegramAPIError
from aiogram.methods import GetMe
from sqlalchemy.exc import SQLAlchemyError

from bot.contact import Contact
from bot.discretion import told
from bot.i18n.texts import FALLBACK
from bot.ingress.polling import Polling
from bot.ingress.webhook import Webhook
from bot.monitoring.glance import Glance
from bot.outbox.budgets import Budgets
from bot.outbox.sender import Sender
from bot.services.desk import Desks
from bot.telegram import Telegram
from db.probe import Probe
from db.uow import Database

OK = "ok"
PATIENCE = 0.8  # seconds: who asks (Kubernetes) gives up after one
ASKED_EVERY = 1.0  # seconds between looks at the database …
HEARD_EVERY = 15.0  # … and between calls of a Telegram that is silent
GET_ME_WITHIN = 5.0

Checks = Mapping[str, str]
"""By name of what is checked: OK, or what is wrong."""


@dataclass(frozen=True, slots=True)
class Work:
    """What there is of a desk only while it leads."""

    desks: Desks
    sender: Sender
    budgets: Budgets
    intake: Polling | Webhook


class Readiness:
    """Asked at any time of the process's life; the app tells how far it has come."""

    def __init__(self, database: Database, probe: Probe, telegram: Telegram) -> None:
        self._database = database
        self._probe = probe
        self._telegram = telegram
        self._database_glance = Glance(self._ask_database, fresh_for=ASKED_EVERY, patience=PATIENCE)
        self._telegram_glance = Glance(self._ask_telegram, fresh_for=HEARD_EVERY, patience=PATIENCE)
        self.leads = False
        self.is_closing = False
        self.work: Work | None = None

    @property
    def contact(self) -> Contact:
        return self._telegram.contact

    async def checks(self) -> Checks:
        """All four, within a second."""
        database, telegram = await asyncio.gather(self._database_fault(), self._telegram_fault())
        faults = {
            "leader": self._leader_fault(),
            "database": database,
            "telegram": telegram,
            "group": self._group_fault(),
        }
        return {name: fault or OK for name, fault in faults.items()}

    async def close(self) -> None:
        await asyncio.gather(self._database_glance.close(), self._telegram_glance.close())

    def _leader_fault(self) -> str | None:
        if self.is_closing:
            return "this process is closing"
        return None if self.leads else "this process waits until it is the only one on the database"

    async def _database_fault(self) -> str | None:
        found = await self._database_glance.look()
        if self._database_glance.waits_for >= PATIENCE:
            return f"it has not answered for {self._database_glance.waits_for:.0f} s"
        if found != OK:
            return found
        return self._database.pulse.fault(time.monotonic())

    async def _telegram_fault(self) -> str | None:
        contact, loop = self._telegram.contact, asyncio.get_running_loop()
        if self.leads and contact.is_old(loop.time()):
            await self._telegram_glance.look()
        fault = contact.fault(loop.time())
        return fault if fault is not None or self.work is None else self.work.intake.fault

    def _group_fault(self) -> str | None:
        if self.work is None:
            return "this process has not looked at it yet"
        group = self.work.desks.group
        if group.id is None:
            return "there is none yet: an admin sends /setup in the forum group"
        if group.problem is None:
            return None
        return self.work.desks.texts.get(group.problem, FALLBACK).partition("\n")[0]  # below it is advice

    async def _ask_database(self) -> str:
        try:
            await self._probe.answers()
        except (SQLAlchemyError, OSError) as error:
            return told(error)
        return OK

    async def _ask_telegram(self) -> None:
        """Whatever it says, or does not, the contact learns it."""
        with suppress(TelegramAPIError, TimeoutError):
            async with asyncio.timeout(GET_ME_WITHIN):
                await self._telegram.call(GetMe())
