"""A storm of alerts is one summary in General, not hundreds of messages."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs import deadlines
from bot.outbox import alarm
from bot.sandbox.messages import SandboxMessage
from bot.views.alerts import LISTED
from db.enums import OutboxKind, OutboxState
from db.models import OutboxItem
from tests.e2e.conftest import QUICK_LIMITS, OpensStory
from tests.e2e.stored import clock_events, outbox_items
from tests.e2e.story import Customer, Story

SUNDAY = datetime(2026, 6, 7, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 6, 8, 7, 0, tzinfo=UTC)  # 09:00 in Berlin
BERLIN = "mon-fri 09:00-18:00 Europe/Berlin"


@pytest.fixture
async def sunday(opens: OpensStory) -> Story:
    """A desk with room for many topics, on a Sunday, that promises answers around the clock."""
    desk = await opens(
        limits=QUICK_LIMITS.but(group=(400, 1.5), private=(100, 0.5), bot=(600, 0.5)),
        starts_at=SUNDAY,
        group_budget="400/1.5",
        private_budget="100/0.5",
        bot_budget="600/0.5",
    )
    await desk.promises("first 1h calendar", hours=BERLIN, warn_at_share=None)
    return desk


async def test_monday_morning_is_one_message(sunday: Story) -> None:
    bob = sunday.operator("Bob")
    await sunday.has_on_duty(bob)
    customers = await crowd(sunday, 30)

    await sunday.time_comes(MONDAY)

    (summary,) = summaries(sunday)
    assert summary.text.startswith("30 tickets run out of time.")
    assert summary.text.count("First answer: overdue since Jun 7, 2026, 1:00 PM") == LISTED
    assert "… and 10 more. /queue lists them." in summary.text
    assert summary.text.endswith("Bob")
    assert all(sunday.alerts_about(customer) == [] for customer in customers)
    assert (await clock_events(sunday)).count("alerted") == 30


async def test_each_of_the_most_urgent_is_linked_to_its_topic(sunday: Story) -> None:
    customers = await crowd(sunday, 7)

    await sunday.time_comes(MONDAY)

    (summary,) = summaries(sunday)
    threads = [topic.id for customer in customers for topic in sunday.topics_of(customer)]
    assert [int(url.rsplit("/", 1)[1]) for url in links(summary)] == threads  # the longest overdue first
    assert "/queue lists all open tickets." in summary.text


async def test_a_few_are_told_in_their_topics(sunday: Story) -> None:
    customers = await crowd(sunday, alarm.STORM)

    await sunday.time_comes(MONDAY)

    assert summaries(sunday) == []
    assert all(len(sunday.alerts_about(customer)) == 1 for customer in customers)


async def test_a_storm_that_takes_many_transactions_is_still_one_message(
    sunday: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines, "BATCH", 3)
    customers = await crowd(sunday, 20)

    await sunday.time_comes(MONDAY)

    (summary,) = summaries(sunday)
    assert summary.text.startswith("20 tickets")
    assert all(sunday.alerts_about(customer) == [] for customer in customers)


async def test_alerts_that_pile_up_while_budget_is_short_are_merged(sunday: Story) -> None:
    customers = await crowd(sunday, 12)
    await sunday.prefers(hours=None)

    with sunday.held_back():
        for _ in range(3):  # the breach and two repeats
            sunday.clock.jump(timedelta(hours=1))
            await sunday.running_app.jobs.sweep()
    await sunday.settled()

    (summary,) = summaries(sunday)
    assert summary.text.startswith("12 tickets")
    assert all(sunday.alerts_about(customer) == [] for customer in customers)


async def test_a_storm_survives_a_restart(sunday: Story) -> None:
    await crowd(sunday, 12)
    sunday.clock.jump(MONDAY - sunday.clock())

    with sunday.held_back():
        await sunday.running_app.jobs.sweep()
        assert len(alerts_in(await outbox_items(sunday, OutboxState.QUEUED))) == 12
        await sunday.close()
    await sunday.open()
    await sunday.settled()

    (summary,) = summaries(sunday)
    assert summary.text.startswith("12 tickets")
    assert len(alerts_in(await outbox_items(sunday, OutboxState.DONE))) == 12


async def test_a_storm_during_downtime_is_one_message(sunday: Story) -> None:
    await crowd(sunday, 12)

    await sunday.close()
    sunday.clock.jump(MONDAY + timedelta(hours=1) - sunday.clock())
    await sunday.open()
    await sunday.until(lambda: summaries(sunday))
    await sunday.time_passes(seconds=1)

    (summary,) = summaries(sunday)
    assert summary.text.startswith("12 tickets")


async def test_who_was_answered_meanwhile_is_not_in_it(sunday: Story) -> None:
    bob = sunday.operator("Bob")
    customers = await crowd(sunday, 8)
    await bob.answers(in_topic_of=customers[0], text="hello")
    await bob.answers(in_topic_of=customers[1], text="/snooze 3d")

    await sunday.time_comes(MONDAY)

    (summary,) = summaries(sunday)
    assert summary.text.startswith("6 tickets")
    assert "Customer 01" not in summary.text


async def test_without_a_duty_list_the_holders_are_called(sunday: Story) -> None:
    bob = sunday.operator("Bob")
    customers = await crowd(sunday, 6)
    await bob.answers(in_topic_of=customers[3], text="/take")

    await sunday.time_comes(MONDAY)

    (summary,) = summaries(sunday)
    assert summary.text.endswith("👤 Bob")


async def test_names_cannot_break_the_summary(sunday: Story) -> None:
    for n in range(25):
        await sunday.customer(f"<b>&{n:02} " + "x" * 55, last_name="😀<" * 30).writes("help")

    await sunday.time_comes(MONDAY)

    (summary,) = summaries(sunday)
    assert summary.text.startswith("25 tickets")
    assert "<b>&24" not in summary.text
    assert "… and " in summary.text


async def crowd(desk: Story, number: int) -> list[Customer]:
    customers = [desk.customer(f"Customer {n:02}") for n in range(1, number + 1)]
    for customer in customers:
        await customer.writes("help")
    return customers


def summaries(desk: Story) -> list[SandboxMessage]:
    return [message for message in desk.in_general() if "out of time" in message.text]


def links(message: SandboxMessage) -> list[str]:
    return [e["url"] for e in message.content["entities"] if e["type"] == "text_link"]


def alerts_in(items: list[OutboxItem]) -> list[OutboxItem]:
    return [item for item in items if item.kind is OutboxKind.ALERT]
