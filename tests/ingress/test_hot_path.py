"""The hot path: how many statements a batch of messages costs, and that a batch may come again."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram import Bot
from sqlalchemy import event

from bot.domain.items import Copy, Item
from bot.handlers import make_dispatcher
from bot.i18n.texts import Texts
from bot.ingress.unit_of_work import Ingress
from bot.outbox.outcome import Outcome
from bot.outbox.settler import Settler
from bot.services.desk import Desks, OperatorGroup, Rules
from bot.sla.calendars import Calendar
from bot.sla.hours import ALL_DAY
from db.enums import OutboxKind
from db.uow import Database

GROUP = -1002000000001


class Intake:
    """An ingress whose outbox ends in `items`, and the statements that the database saw."""

    def __init__(self, database_url: str) -> None:
        self.database = Database(database_url)
        self.bot = Bot("123:abcdef")
        self.items: list[Item] = []
        self.statements: list[str] = []
        self.desks = Desks(
            self.database, Rules(), Texts(), OperatorGroup(GROUP), self.bot.id, lambda: datetime.now(UTC)
        )
        self.desks.offer = self.items.extend
        self._ingress = Ingress(self.bot, make_dispatcher(), self.desks)
        event.listen(self.database.engine.sync_engine, "before_cursor_execute", self._note)

    async def takes(self, *updates: dict[str, Any]) -> list[str]:
        """The texts that are to be carried after these updates."""
        self.statements.clear()
        self.items.clear()
        await self._ingress.take(updates)
        return [item.message.content.text or "" for item in self.items if item.message]

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        self.statements.append(statement)


@pytest.fixture
async def intake(database_url: str) -> AsyncIterator[Intake]:
    intake = Intake(database_url)
    yield intake
    await intake.database.close()
    await intake.bot.session.close()


def update(number: int, customer_id: int = 500) -> dict[str, Any]:
    person = {"id": customer_id, "is_bot": False, "first_name": "Alice"}
    chat = {"id": customer_id, "type": "private", "first_name": "Alice"}
    message = {"message_id": number, "date": 1_700_000_000, "from": person, "chat": chat, "text": f"{number}"}
    return {"update_id": 1000 + number, "message": message}


@pytest.mark.parametrize("size", [1, 100])
async def test_a_batch_of_messages_takes_four_statements(intake: Intake, size: int) -> None:
    await intake.takes(*(update(number, 500 + number) for number in range(10)))

    carried = await intake.takes(*(update(number, 500 + number % 10) for number in range(10, 10 + size)))

    assert len(carried) == size
    assert [statement.split()[0] for statement in intake.statements] == [
        "INSERT",  # ids of the updates
        "SELECT",  # customers, topics, tickets
        "INSERT",  # messages
        "INSERT",  # outbox
    ]


async def test_out_of_hours_it_is_the_same_once_customers_know(intake: Intake) -> None:
    versions = intake.desks.versions
    tomorrow = datetime.now(UTC).date() + timedelta(days=2)
    closed = Calendar("UTC", ((),) * 7, overrides={tomorrow: ALL_DAY})
    versions.current = replace(versions.current, calendar=closed)
    await intake.takes(*(update(number, 500 + number) for number in range(10)))
    assert [item.kind for item in intake.items].count(OutboxKind.SAY) == 10

    await intake.takes(*(update(number, 500 + number % 10) for number in range(10, 110)))

    assert not [item for item in intake.items if item.kind is OutboxKind.SAY]
    assert [statement.split()[0] for statement in intake.statements] == [
        "INSERT",
        "SELECT",
        "INSERT",
        "INSERT",
    ]


@pytest.mark.parametrize("size", [1, 50])
async def test_settling_a_group_takes_two_statements(intake: Intake, size: int) -> None:
    await intake.takes(*(update(number) for number in range(size)))
    settler = Settler(intake.desks)
    running = asyncio.create_task(settler.run())
    arrived = [
        Outcome((item,), (Copy(item.message.id, GROUP, 7000 + item.id),))
        for item in intake.items
        if item.message
    ]
    intake.statements.clear()

    await asyncio.gather(*(settler.settle(outcome) for outcome in arrived))

    running.cancel()
    assert [statement.split()[:2] for statement in intake.statements] == [
        ["UPDATE", "outbox"],
        ["UPDATE", "messages"],
    ]


async def test_a_batch_that_comes_again_in_part_is_handled_once(intake: Intake) -> None:
    await intake.takes(update(1), update(2))

    carried = await intake.takes(update(2), update(3), update(3), update(4))

    assert carried == ["3", "4"]


async def test_a_batch_that_comes_again_as_it_was_changes_nothing(intake: Intake) -> None:
    await intake.takes(update(1), update(2))

    assert await intake.takes(update(1), update(2)) == []


async def test_an_edit_finds_its_message_in_the_same_batch(intake: Intake) -> None:
    changed = update(1)["message"] | {"text": "corrected", "edit_date": 1_700_000_001}

    carried = await intake.takes(update(1), {"update_id": 1002, "edited_message": changed})

    assert carried == ["1", "corrected"]
