"""Alerts: a promise runs out, people are told in the ticket's topic, until somebody acts."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs import deadlines
from bot.sandbox.messages import SandboxMessage
from db.enums import OutboxState
from tests.e2e.conftest import OpensStory
from tests.e2e.stored import clock_events, clocks, outbox_items
from tests.e2e.story import Customer, Operator, Story

BERLIN = "mon-fri 09:00-18:00 Europe/Berlin"
FRIDAY_EVENING = datetime(2026, 6, 5, 15, 50, tzinfo=UTC)  # 17:50 in Berlin
MONDAY_MORNING = datetime(2026, 6, 8, 7, 0, tzinfo=UTC)


async def test_a_warning_a_breach_and_repeats(desk: Story) -> None:
    await desk.promises("first 10m", repeats=2)
    alice = desk.customer("Alice")
    await alice.writes("help")

    await desk.time_passes(minutes=7, seconds=50)
    assert said(desk, alice) == []

    await desk.time_passes(seconds=20)
    (warning,) = said(desk, alice)
    assert warning.startswith("⏰ #1 · First answer: due ")
    assert "in 1 min" in warning

    await desk.time_passes(minutes=2)
    (_, breach) = said(desk, alice)
    assert breach.startswith("🔥 #1 · First answer: overdue since ")

    await desk.time_passes(minutes=31)
    (_, _, repeat) = said(desk, alice)
    assert "still overdue" in repeat
    assert "by 31 min" in repeat

    await desk.time_passes(minutes=31)
    await desk.time_passes(hours=5)
    assert len(said(desk, alice)) == 4
    assert await clock_events(desk) == ["started", "alerted", "breached", *["alerted"] * 3]


async def test_an_answer_in_time_means_silence(desk: Story) -> None:
    await desk.promises("first 10m")
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hello")

    await desk.time_passes(hours=3)

    assert said(desk, alice) == []
    assert await clock_events(desk) == ["started", "met"]


async def test_a_later_message_is_promised_an_answer_too(desk: Story) -> None:
    await desk.promises("next 30m")
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hello")
    await alice.writes("and then?")
    await desk.time_passes(minutes=20)
    await alice.writes("hello?")  # moves nothing

    await desk.time_passes(minutes=10, seconds=1)

    assert [text.split(" overdue")[0] for text in said(desk, alice)[-1:]] == ["🔥 #1 · Next answer:"]


async def test_taking_by_the_alerts_button_stops_the_repeats(desk: Story) -> None:
    await desk.promises("first 10m", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=11)
    (alert,) = desk.alerts_about(alice)
    assert buttons(alert) == ["Take", "💤 1 hour", "💤 3 hours", "💤 Tomorrow morning"]

    toast = await bob.presses("Take", alert)
    await desk.time_passes(hours=3)

    assert toast == "👤 Bob takes #1."
    assert "👤 Bob" in desk.card_of(alice).text
    assert [m.message_id for m in desk.alerts_about(alice)] == [alert.message_id]
    assert buttons(alert) == []


async def test_a_second_press_is_told_who_was_first(desk: Story) -> None:
    await desk.promises("first 10m", warn_at_share=None)
    alice, bob, carol = desk.customer("Alice"), desk.operator("Bob"), desk.operator("Carol")
    await alice.writes("help")
    await desk.time_passes(minutes=11)
    (alert,) = desk.alerts_about(alice)
    await bob.answers(in_topic_of=alice, text="/take")

    toast = await carol.presses("Take", alert)

    assert toast.startswith("Bob has taken this ticket")
    assert "💤 1 hour" in buttons(alert)


async def test_snoozing_by_the_alerts_button_is_silence_until_then(desk: Story) -> None:
    await desk.promises("first 10m resolve 90m", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=11)
    (alert,) = desk.alerts_about(alice)

    await bob.presses("💤 3 hours", alert)
    await desk.time_passes(hours=2)
    asleep = len(said(desk, alice))
    await desk.time_passes(hours=1, seconds=1)

    assert asleep == 1
    (_, woken) = said(desk, alice)
    assert woken.startswith("🔥 #1 · Resolution: overdue since ")  # the first answer was acted on
    assert (await clock_events(desk)).count("breached") == 2


async def test_a_customer_who_wakes_a_snoozed_ticket_brings_its_alerts_back(desk: Story) -> None:
    await desk.promises("resolve 10m", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/snooze 5h")
    await desk.time_passes(hours=1)
    assert said(desk, alice) == []

    await alice.writes("hello?")
    await desk.until(lambda: said(desk, alice))

    assert said(desk, alice)[0].startswith("🔥 #1 · Resolution: overdue since ")


async def test_the_assignee_is_called(desk: Story) -> None:
    await desk.promises("resolve 10m")
    alice, bob, carol = desk.customer("Alice"), desk.operator("B<i>_o*b"), desk.operator("Carol")
    await desk.has_on_duty(carol)
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/take")

    await desk.time_passes(minutes=9)

    (alert,) = desk.alerts_about(alice)
    assert mentioned(alert) == {bob.id: "B<i>_o*b"}
    assert "Take" not in buttons(alert)


async def test_without_an_assignee_the_duty_list_is_called(desk: Story) -> None:
    await desk.promises("first 10m")
    alice, people = desk.customer("Alice"), [desk.operator(f"Operator {n}") for n in range(7)]
    await desk.has_on_duty(*people)
    await alice.writes("help")

    await desk.time_passes(minutes=9)

    (alert,) = desk.alerts_about(alice)
    assert list(mentioned(alert)) == [one.id for one in people[:5]]


async def test_without_anybody_on_duty_nobody_is_called(desk: Story) -> None:
    await desk.promises("first 10m")
    alice = desk.customer("Alice")
    await alice.writes("help")

    await desk.time_passes(minutes=9)

    (alert,) = desk.alerts_about(alice)
    assert mentioned(alert) == {}
    assert alert.text.endswith(("in 1 min.", " sec."))


async def test_an_assignee_who_has_left_is_not_called(desk: Story) -> None:
    await desk.promises("resolve 10m")
    alice, bob, carol = desk.customer("Alice"), desk.operator("Bob"), desk.operator("Carol")
    await desk.has_on_duty(carol)
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/take")
    desk.owner.kicks(desk.group, bob.person)
    await desk.settled()

    await desk.time_passes(minutes=9)

    (alert,) = desk.alerts_about(alice)
    assert list(mentioned(alert)) == [carol.id]


async def test_two_promises_of_a_ticket_are_one_message(desk: Story) -> None:
    await desk.promises("first 10m resolve 10m", warn_at_share=None)
    alice = desk.customer("Alice")
    await alice.writes("help")

    await desk.time_passes(minutes=11)

    (alert,) = said(desk, alice)
    assert [line.split(":")[0] for line in alert.splitlines()] == [
        "🔥 #1 · First answer",
        "🔥 #1 · Resolution",
    ]


async def test_a_pending_ticket_is_not_late(desk: Story) -> None:
    await desk.promises("resolve 1h")
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="which version?")

    await desk.time_passes(hours=10)
    assert said(desk, alice) == []

    await alice.writes("the new one")
    await desk.time_passes(minutes=50)
    assert said(desk, alice)[0].startswith("⏰ #1 · Resolution: due ")


async def test_a_resolved_ticket_is_not_late(desk: Story) -> None:
    await desk.promises("first 10m resolve 1h")
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/resolve")

    await desk.time_passes(hours=10)

    assert said(desk, alice) == []
    assert await clock_events(desk) == ["started", "started", "cancelled", "met"]


async def test_outside_hours_alerts_wait_for_the_opening(opens: OpensStory) -> None:
    desk = await opens(starts_at=FRIDAY_EVENING)
    await desk.promises("first 15m calendar", hours=BERLIN, warn_at_share=None)
    alice = desk.customer("Alice")
    await alice.writes("help")

    await desk.time_comes(MONDAY_MORNING - timedelta(minutes=1))
    assert said(desk, alice) == []
    assert await clock_events(desk) == ["started", "breached"]

    await desk.time_comes(MONDAY_MORNING)
    (alert,) = said(desk, alice)
    assert "overdue since Jun 5, 2026, 4:05 PM" in alert
    assert "by 2 days, 14 hr" in alert


async def test_business_time_itself_stands_still_outside_hours(opens: OpensStory) -> None:
    desk = await opens(starts_at=FRIDAY_EVENING)
    await desk.promises("first 15m", hours=BERLIN, warn_at_share=None)
    alice = desk.customer("Alice")
    await alice.writes("help")

    await desk.time_comes(MONDAY_MORNING + timedelta(minutes=4))
    assert said(desk, alice) == []

    await desk.time_comes(MONDAY_MORNING + timedelta(minutes=5, seconds=5))
    assert len(said(desk, alice)) == 1


async def test_who_wants_no_quiet_hours_is_told_at_once(opens: OpensStory) -> None:
    desk = await opens(starts_at=FRIDAY_EVENING)
    await desk.promises("first 15m calendar", hours=BERLIN, warn_at_share=None, quiet_outside_hours=False)
    alice = desk.customer("Alice")
    await alice.writes("help")

    await desk.time_passes(minutes=16)

    assert len(said(desk, alice)) == 1


async def test_after_downtime_one_alert_tells_the_true_due_time(desk: Story) -> None:
    await desk.promises("first 1h")
    alice = desk.customer("Alice")
    await alice.writes("help")
    (clock,) = await clocks(desk)
    due_at = clock.due_at
    assert due_at is not None

    await desk.close()
    desk.clock.jump(timedelta(hours=6))
    await desk.open()
    await desk.until(lambda: said(desk, alice))
    await desk.time_passes(minutes=1)

    (alert,) = said(desk, alice)
    assert (
        f"overdue since {due_at:%b} {due_at.day}, {due_at:%Y}, {due_at.hour % 12 or 12}:{due_at:%M %p}"
        in alert
    )
    assert "by 5 hr" in alert


async def test_a_restart_repeats_nothing(desk: Story) -> None:
    await desk.promises("first 10m")
    alice = desk.customer("Alice")
    await alice.writes("help")
    await desk.time_passes(minutes=9)
    await desk.time_passes(minutes=2)

    await desk.restart()
    await desk.time_passes(seconds=1)

    assert len(said(desk, alice)) == 2


async def test_what_waited_for_budget_is_dropped_when_it_is_true_no_longer(desk: Story) -> None:
    await desk.promises("first 10m", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")

    with desk.held_back():
        desk.clock.jump(timedelta(minutes=11))
        await desk.running_app.jobs.sweep()
        (topic,) = desk.topics_of(alice)
        bob.person.writes("sorry!", to=desk.group, topic=topic.id)
        await desk.until(lambda: alice.sees("sorry!"))
        await desk.taken()
        assert len(await outbox_items(desk, OutboxState.QUEUED)) >= 1
    await desk.settled()

    assert said(desk, alice) == []
    assert await clock_events(desk) == ["started", "breached", "alerted"]


async def test_a_warning_that_waited_too_long_gives_way_to_the_breach(desk: Story) -> None:
    await desk.promises("first 10m")
    alice = desk.customer("Alice")
    await alice.writes("help")

    with desk.held_back():
        for minutes in (9, 2, 31, 31):
            desk.clock.jump(timedelta(minutes=minutes))
            await desk.running_app.jobs.sweep()
    await desk.settled()

    (alert,) = said(desk, alice)
    assert "still overdue" in alert


async def test_a_higher_priority_is_alerted_by_its_own_due_time(desk: Story) -> None:
    await desk.promises("first 1h; high: first 10m", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=20)
    assert said(desk, alice) == []

    await change_priority(desk, bob, alice, "⬆️ high")
    await desk.until(lambda: said(desk, alice))

    (alert,) = said(desk, alice)
    assert "by 10 min" in alert


async def test_a_due_time_that_comes_back_is_not_news(desk: Story) -> None:
    await desk.promises("first 10m; low: first 1h", repeats=0)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=11)
    await change_priority(desk, bob, alice, "⬇️ low")
    await desk.time_passes(minutes=38)
    before = said(desk, alice)

    await change_priority(desk, bob, alice, "normal")
    await desk.time_passes(minutes=1)

    assert [text[0] for text in before] == ["🔥", "⏰"]
    assert said(desk, alice) == before
    assert await clock_events(desk) == [
        *("started", "breached", "alerted"),
        *("retargeted", "alerted", "retargeted", "breached"),
    ]


async def test_more_time_is_alerted_when_that_runs_out(desk: Story) -> None:
    await desk.promises("first 10m", warn_at_share=None, repeats=0)
    alice = desk.customer("Alice")
    await alice.writes("help")
    await desk.time_passes(minutes=11)
    assert len(said(desk, alice)) == 1

    await desk.promises("first 30m", warn_at_share=None, repeats=0)
    await desk.time_passes(minutes=15)
    assert len(said(desk, alice)) == 1
    await desk.time_passes(minutes=5)

    assert len(said(desk, alice)) == 2
    assert await clock_events(desk) == [
        *("started", "breached", "alerted"),
        *("retargeted", "breached", "alerted"),
    ]


async def test_other_hours_for_alerts_hold_for_clocks_that_run_already(opens: OpensStory) -> None:
    desk = await opens(starts_at=FRIDAY_EVENING)
    await desk.promises("first 15m calendar", hours=BERLIN, warn_at_share=None)
    alice = desk.customer("Alice")
    await alice.writes("help")

    await desk.prefers(hours="mon-fri 09:00-20:00 Europe/Berlin")
    await desk.time_passes(minutes=16)

    assert len(said(desk, alice)) == 1


async def test_a_reopened_ticket_is_alerted_by_the_time_that_was_left(desk: Story) -> None:
    await desk.promises("resolve 1h", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=30)
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=10)
    await alice.writes("it is back")

    await desk.time_passes(minutes=29)
    assert said(desk, alice) == []
    await desk.time_passes(minutes=2)

    assert "Resolution: overdue" in said(desk, alice)[0]


async def test_a_topic_deleted_by_hand_is_made_anew_for_an_alert(desk: Story) -> None:
    await desk.promises("first 10m", warn_at_share=None)
    alice = desk.customer("Alice")
    await alice.writes("help")
    (topic,) = desk.topics_of(alice)
    desk.owner.deletes_topic(desk.group, topic)
    await desk.settled()

    await desk.time_passes(minutes=11)

    assert len(said(desk, alice)) == 1
    assert desk.in_general() == []


async def test_an_alert_leaves_within_a_second(desk: Story) -> None:
    await desk.promises("first 2s", warn_at_share=None)
    alice = desk.customer("Alice")
    await alice.writes("help")

    (alert,) = await desk.until(lambda: desk.alerts_about(alice))

    (clock,) = await clocks(desk)
    assert clock.due_at is not None
    assert timedelta(0) <= desk.clock() - clock.due_at < timedelta(seconds=1)
    assert "First answer: overdue" in alert.text


async def test_what_becomes_due_during_a_sweep_is_not_lost(
    desk: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs, began = desk.running_app.jobs, list[datetime]()

    async def slow_sweep(*_: object, **__: object) -> None:
        began.append(desk.clock())
        if len(began) == 1:
            jobs.wake(desk.clock())  # by another transaction, in the middle of this sweep
            await asyncio.sleep(0.05)

    monkeypatch.setattr(deadlines, "sweep", slow_sweep)
    jobs.wake(desk.clock())

    await desk.until(lambda: len(began) == 2)
    assert began[1] - began[0] < timedelta(seconds=1)


async def test_a_promise_in_hours_that_never_come_costs_no_message(opens: OpensStory) -> None:
    desk = await opens(starts_at=FRIDAY_EVENING)
    await desk.promises("first 15m")
    alice, bob, carol = desk.customer("Alice"), desk.operator("Bob"), desk.customer("Carol")
    await alice.writes("help")

    await desk.promises("first 8000h", hours="mon 09:00-09:01 Europe/Berlin")  # settings would refuse it
    await carol.writes("hello?")
    await bob.answers(in_topic_of=carol, text="hello")
    await alice.writes("and me?")
    await bob.answers(in_topic_of=alice, text="you too")

    assert carol.sees("hello")
    assert alice.sees("you too")


async def change_priority(desk: Story, operator: Operator, customer: Customer, choice: str) -> None:
    await operator.presses("Priority", desk.card_of(customer))
    await operator.presses(choice, desk.card_of(customer))


def said(desk: Story, customer: Customer) -> list[str]:
    return [message.text for message in desk.alerts_about(customer)]


def buttons(message: SandboxMessage) -> list[str]:
    rows = (message.markup or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def mentioned(message: SandboxMessage) -> dict[int, str]:
    """Whom Telegram notifies, by id, with the words that are the link."""
    return {
        e["user"]["id"]: _part(message.text, e)
        for e in message.content["entities"]
        if e["type"] == "text_mention"
    }


def _part(text: str, entity: dict[str, int]) -> str:
    begins = entity["offset"] * 2
    return text.encode("utf-16-le")[begins : begins + entity["length"] * 2].decode("utf-16-le")
