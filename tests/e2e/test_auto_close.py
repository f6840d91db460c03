"""Auto-close: a customer who does not answer is warned, and later the ticket is closed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from db.enums import OutboxState
from tests.e2e import stored
from tests.e2e.conftest import OpensStory
from tests.e2e.story import Customer, Operator, Story

MONDAY = datetime(2026, 6, 1, 10, tzinfo=UTC)
OFFICE_HOURS = "mon-fri 09:00-18:00 Europe/Berlin"
WARNING = "will be closed"
CLOSED = "We have closed this conversation"


@pytest.fixture
async def desk(opens: OpensStory) -> Story:
    """It is Monday noon in Berlin, and silence closes after three working days."""
    desk = await opens(starts_at=MONDAY)
    await desk.prefers(auto_close="3d", hours=OFFICE_HOURS)
    return desk


async def answered(desk: Story, name: str = "Alice", **details: Any) -> tuple[Customer, Operator]:
    """A customer who is to answer, and the operator who waits for it."""
    customer, bob = desk.customer(name, **details), desk.operator("Bob")
    await customer.writes("help")
    await bob.answers(in_topic_of=customer, text="which model is it?")
    return customer, bob


async def test_silence_is_warned_of_and_then_closes_the_ticket(desk: Story) -> None:
    alice, bob = await answered(desk)

    await desk.time_comes(datetime(2026, 6, 3, 9, 59, tzinfo=UTC))
    assert not alice.sees(WARNING)

    await desk.time_comes(datetime(2026, 6, 3, 10, 5, tzinfo=UTC))
    (warning,) = alice.sees(WARNING)
    assert "Thu, Jun 4, 12:05 PM (Berlin)" in warning.text
    assert "waiting for the customer" in desk.card_of(alice).text
    assert len(desk.in_topic_of(alice)) == 2  # operators are not bothered with it

    await desk.time_comes(datetime(2026, 6, 4, 10, 6, tzinfo=UTC))
    assert alice.sees(CLOSED)
    assert bob.sees("#1 is closed: the customer has not answered", in_topic_of=alice)
    assert "No ticket is open" in desk.card_of(alice).text
    assert desk.icon_of(alice) == "📁"


async def test_the_warning_is_in_the_customers_language(desk: Story) -> None:
    ivan, _ = await answered(desk, "Ivan", language_code="ru")

    await desk.time_comes(datetime(2026, 6, 3, 10, 5, tzinfo=UTC))

    assert ivan.sees("чт, 4 июн., 12:05 (Берлин)")


async def test_admins_may_warn_in_their_own_words(desk: Story) -> None:
    texts = {"close-warning": {"en": "Still there? We close {closes}."}}
    await desk.prefers(texts=texts)
    alice, _ = await answered(desk)

    await desk.time_comes(datetime(2026, 6, 3, 10, 5, tzinfo=UTC))

    assert alice.sees("Still there? We close Thu, Jun 4, 12:05 PM (Berlin).")


async def test_a_reply_after_the_warning_keeps_the_ticket_open(desk: Story) -> None:
    alice, _ = await answered(desk)
    await desk.time_passes(days=2, minutes=5)
    assert alice.sees(WARNING)

    await alice.writes("a red one")
    await desk.time_passes(days=30)

    assert "#1 · 🔴 open" in desk.card_of(alice).text
    assert not alice.sees(CLOSED)
    assert len(alice.sees(WARNING)) == 1


async def test_a_reply_after_closing_opens_the_next_ticket(desk: Story) -> None:
    alice, bob = await answered(desk)
    await desk.time_passes(days=2, minutes=5)
    await desk.time_passes(days=2)

    await alice.writes("sorry, I was away")

    assert "#2 · 🔴 open" in desk.card_of(alice).text
    assert bob.sees("I was away", in_topic_of=alice)


async def test_a_further_answer_begins_the_silence_anew(desk: Story) -> None:
    alice, bob = await answered(desk)

    await desk.time_passes(days=1, hours=20)
    await bob.answers(in_topic_of=alice, text="by the way, which colour?")
    await desk.time_passes(hours=10)
    assert not alice.sees(WARNING)

    await desk.time_passes(days=2)
    assert alice.sees(WARNING)


async def test_a_further_answer_takes_a_warning_back(desk: Story) -> None:
    alice, bob = await answered(desk)
    await desk.time_passes(days=2, minutes=5)
    assert alice.sees(WARNING)

    await bob.answers(in_topic_of=alice, text="no hurry")
    await desk.time_passes(days=1, minutes=5)

    assert not alice.sees(CLOSED)
    assert "waiting for the customer" in desk.card_of(alice).text


async def test_notes_of_operators_leave_the_silence_as_it_is(desk: Story) -> None:
    alice, bob = await answered(desk)

    await desk.time_passes(days=1)
    await bob.answers(in_topic_of=alice, text="// she never answers")
    await desk.time_passes(days=1, minutes=5)

    assert alice.sees(WARNING)


async def test_snoozed_open_and_resolved_tickets_are_never_closed_for_silence(desk: Story) -> None:
    await desk.prefers(ask_rating=False)
    alice, bob = await answered(desk, "Alice")
    carol, _ = await answered(desk, "Carol")
    dave, _ = await answered(desk, "Dave")
    await bob.answers(in_topic_of=alice, text="/snooze 2026-07-01 10:00")
    await carol.writes("the red one")
    await bob.answers(in_topic_of=dave, text="/resolve")

    await desk.time_passes(days=20)

    for customer in (alice, carol, dave):
        assert not customer.sees(WARNING)
        assert not customer.sees(CLOSED)
    assert "💤 snoozed" in desk.card_of(alice).text
    assert "🔴 open" in desk.card_of(carol).text


async def test_off_by_default(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY)
    alice, _ = await answered(desk)

    await desk.time_passes(days=90)

    assert not alice.sees(WARNING)
    assert "waiting for the customer" in desk.card_of(alice).text


async def test_switched_on_later_it_holds_for_tickets_that_wait_already(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY)
    alice, _ = await answered(desk)
    await desk.time_passes(days=30)

    await desk.prefers(auto_close="3d")
    assert alice.sees(WARNING)  # as if the desk had been down: first the warning …
    await desk.time_passes(hours=23)
    assert not alice.sees(CLOSED)  # … then as much time as there would have been

    await desk.time_passes(hours=2)
    assert alice.sees(CLOSED)


async def test_a_desk_that_was_down_warns_first(desk: Story) -> None:
    alice, _ = await answered(desk)

    await desk.close()
    desk.clock.jump(datetime(2026, 6, 12, 10, tzinfo=UTC) - desk.clock())  # a Friday
    await desk.open()
    await desk.time_passes(minutes=1)
    (warning,) = alice.sees(WARNING)
    assert "Mon, Jun 15, 9:00 AM (Berlin)" in warning.text
    assert not alice.sees(CLOSED)

    await desk.time_comes(datetime(2026, 6, 15, 7, 1, tzinfo=UTC))
    assert alice.sees(CLOSED)


async def test_a_restart_between_warning_and_closing_repeats_nothing(desk: Story) -> None:
    alice, bob = await answered(desk)
    await desk.time_passes(days=2, minutes=5)

    await desk.restart()
    await desk.time_passes(hours=1)
    assert len(alice.sees(WARNING)) == 1

    await desk.restart()
    await desk.time_passes(days=1)
    assert len(alice.sees(CLOSED)) == 1
    assert len(bob.sees("#1 is closed", in_topic_of=alice)) == 1


async def test_whoever_blocked_the_bot_is_not_warned_but_closed(desk: Story) -> None:
    alice, bob = await answered(desk)
    await alice.blocks_the_bot()
    said = len(alice.inbox)

    await desk.time_passes(days=2, minutes=5)
    assert "waiting for the customer" in desk.card_of(alice).text

    await desk.time_passes(days=1)
    assert bob.sees("#1 is closed", in_topic_of=alice)
    assert len(alice.inbox) == said
    assert await stored.outbox_items(desk, OutboxState.DEAD) == []


async def test_whoever_comes_back_in_time_is_warned_after_all(desk: Story) -> None:
    alice, _ = await answered(desk)
    await alice.blocks_the_bot()
    await desk.time_passes(days=2, minutes=5)

    await alice.unblocks_the_bot()
    await desk.time_passes(days=1)
    assert alice.sees(WARNING)
    assert not alice.sees(CLOSED)

    await desk.time_passes(days=1, minutes=5)
    assert alice.sees(CLOSED)


async def test_the_warning_is_no_answer(desk: Story) -> None:
    await desk.prefers(promises="first 15m next 30m resolve 8h")
    alice, _ = await answered(desk)
    before = await stored.clock_events(desk)

    await desk.time_passes(days=2, minutes=5)

    assert alice.sees(WARNING)
    assert await stored.clock_events(desk) == before


async def test_many_silent_tickets_are_closed_together(opens: OpensStory) -> None:
    desk = await opens(
        starts_at=MONDAY, group_budget="200/1.5", private_budget="100/0.5", bot_budget="300/0.5"
    )
    desk.sandbox.limits = desk.sandbox.limits.but(group=(200, 1.5), private=(100, 0.5), bot=(300, 0.5))
    await desk.prefers(auto_close="2h")
    customers = [(await answered(desk, f"Customer{number}"))[0] for number in range(10)]

    await desk.time_passes(hours=1, minutes=5)
    assert all(customer.sees(WARNING) for customer in customers)

    await desk.time_passes(hours=1)
    assert all(len(customer.sees(CLOSED)) == 1 for customer in customers)
