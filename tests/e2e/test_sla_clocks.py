"""Clocks: what starts, pauses and stops them, across restarts; each decision stays in the history."""

from datetime import timedelta

from bot.sandbox.messages import SandboxMessage
from db.enums import ClockKind, ClockStatus
from db.models import SlaClock
from tests.e2e.stored import clock_events, clocks
from tests.e2e.story import Customer, Operator, Story

FIRST, NEXT, RESOLUTION = ClockKind.FIRST_RESPONSE, ClockKind.NEXT_RESPONSE, ClockKind.RESOLUTION


async def test_without_promises_nothing_is_measured(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hello")

    assert await clocks(desk) == []


async def test_a_first_response_survives_a_restart(desk: Story) -> None:
    await desk.promises("first 1h")
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    (before,) = await clocks(desk)

    await desk.restart()
    await desk.time_passes(minutes=30)
    await bob.answers(in_topic_of=alice, text="hello")

    (after,) = await clocks(desk)
    assert (after.started_at, after.due_at) == (before.started_at, before.due_at)
    assert after.status is ClockStatus.MET
    assert minutes(after.spent) == 30
    assert await clock_events(desk) == ["started", "met"]


async def test_a_next_response_survives_a_restart(desk: Story) -> None:
    await desk.promises("next 1h")
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hello")
    await alice.writes("and then?")

    await desk.restart()
    await desk.time_passes(minutes=61)
    await bob.answers(in_topic_of=alice, text="this")

    (clock,) = await clocks(desk)
    assert clock.status is ClockStatus.BREACHED
    assert await clock_events(desk) == ["started", "breached", "alerted"]  # the time of a warning was skipped


async def test_a_paused_resolution_survives_a_restart(desk: Story) -> None:
    await desk.promises("resolve 1h", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=20)
    await bob.answers(in_topic_of=alice, text="which version?")

    await desk.restart()
    await desk.time_passes(hours=10)
    await alice.writes("the new one")
    await desk.restart()
    await desk.time_passes(minutes=30)
    await bob.answers(in_topic_of=alice, text="/resolve")

    (clock,) = await clocks(desk)
    assert clock.status is ClockStatus.MET
    assert minutes(clock.spent) == 50
    assert await clock_events(desk) == ["started", "paused", "resumed", "met"]


async def test_a_breach_is_noticed_once_across_restarts(desk: Story) -> None:
    await desk.promises("first 10m", warn_at_share=None, repeats=0)
    alice = desk.customer("Alice")
    await alice.writes("help")

    for _ in range(3):
        await desk.time_passes(minutes=11)
        await desk.restart()

    assert await clock_events(desk) == ["started", "breached", "alerted"]


async def test_an_answer_counts_when_it_is_delivered(desk: Story) -> None:
    await desk.promises("first 10m", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")

    with desk.held_back(alice):
        await writes_to(desk, bob, alice, "hello")
        desk.clock.jump(timedelta(minutes=11))
        await desk.running_app.jobs.sweep()
    await desk.settled()

    (clock,) = await clocks(desk)
    assert clock.status is ClockStatus.BREACHED


async def test_an_answer_that_does_not_arrive_keeps_no_promise(desk: Story) -> None:
    await desk.promises("first 10m", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await alice.blocks_the_bot()

    await bob.answers(in_topic_of=alice, text="hello")

    (clock,) = await clocks(desk)
    assert clock.status is ClockStatus.RUNNING


async def test_what_is_no_answer_stops_nothing(desk: Story) -> None:
    await desk.promises("first 10m resolve 1h")
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    question = await alice.writes("help")

    await bob.answers(in_topic_of=alice, text="/note looks like the usual thing")
    await bob.answers(in_topic_of=alice, text="// me too")
    await bob.answers(in_topic_of=alice, text="/take")
    await bob.reacts(copy_of(desk, alice, "help"), "👍")
    await alice.edits(question, text="help!")

    assert [clock.status for clock in await clocks(desk)] == [ClockStatus.RUNNING] * 2
    assert await clock_events(desk) == ["started", "started"]


async def test_what_was_written_before_an_answer_arrived_is_still_to_be_answered(desk: Story) -> None:
    await desk.promises("first 1h next 1h", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")

    with desk.held_back(alice):
        await writes_to(desk, bob, alice, "hello")
        desk.clock.jump(timedelta(minutes=10))
        alice.person.writes("and this?")
        await desk.taken()
        asked_at = desk.clock()
        desk.clock.jump(timedelta(minutes=10))
    await desk.settled()

    first, following = await clocks(desk)
    assert (first.kind, first.status) == (FIRST, ClockStatus.MET)
    assert (following.kind, following.status) == (NEXT, ClockStatus.RUNNING)
    assert abs(following.started_at - asked_at) < timedelta(seconds=5)
    assert "🔴 open" in desk.card_of(alice).text


async def test_each_time_of_waiting_is_measured_by_itself(desk: Story) -> None:
    await desk.promises("first 1h next 1h", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    for n in range(3):
        await alice.writes(f"question {n}")
        await desk.time_passes(minutes=5)
        await bob.answers(in_topic_of=alice, text=f"answer {n}")

    measured = await clocks(desk)

    assert [clock.kind for clock in measured] == [FIRST, NEXT, NEXT]
    assert [minutes(clock.spent) for clock in measured] == [5, 5, 5]
    assert [clock.is_current for clock in measured] == [True, False, True]
    assert await clock_events(desk, NEXT) == ["started", "met"] * 2


async def test_resolving_cancels_what_is_not_due(desk: Story) -> None:
    await desk.promises("first 1h next 10m resolve 5h", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hello")
    await alice.writes("thanks")

    await bob.answers(in_topic_of=alice, text="/resolve")

    assert await states(desk) == {FIRST: "met", NEXT: "cancelled", RESOLUTION: "met"}


async def test_resolving_excuses_nothing_that_was_due(desk: Story) -> None:
    await desk.promises("first 10m resolve 20m", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=30)

    await bob.answers(in_topic_of=alice, text="/resolve")

    assert await states(desk) == {FIRST: "breached", RESOLUTION: "breached"}
    assert (await clock_events(desk)).count("breached") == 2


async def test_reopening_goes_on_without_the_resolved_time(desk: Story) -> None:
    await desk.promises("first 1h resolve 2h", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=30)
    await bob.answers(in_topic_of=alice, text="/resolve")

    await desk.time_passes(hours=20)
    await desk.restart()
    await bob.answers(in_topic_of=alice, text="/reopen")
    reopened_at = desk.clock()

    resolution = (await of_kind(desk, RESOLUTION))[-1]
    assert resolution.status is ClockStatus.RUNNING
    assert resolution.due_at is not None
    assert minutes(resolution.due_at - reopened_at) in (89, 90)
    assert await clock_events(desk, RESOLUTION) == ["started", "met", "resumed"]


async def test_a_ticket_that_an_operator_opens_owes_no_first_response(desk: Story) -> None:
    await desk.promises("first 1h next 1h resolve 2h", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=80)
    await bob.writes_in_general(f"/open {alice.id}")

    await alice.writes("yes?")

    assert [clock.kind for clock in (await clocks(desk))[2:]] == [RESOLUTION, NEXT]


async def test_another_priority_is_counted_from_the_original_start(desk: Story) -> None:
    await desk.promises("first 1h; high: first 20m", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=10)

    await bob.presses("Priority", desk.card_of(alice))
    await bob.presses("⬆️ high", desk.card_of(alice))
    await bob.answers(in_topic_of=alice, text="hello")

    (clock,) = await clocks(desk)
    assert (minutes(clock.target), clock.status) == (20, ClockStatus.MET)
    assert await clock_events(desk) == ["started", "retargeted", "met"]


async def test_promises_that_end_cancel_what_runs_and_touch_nothing_finished(desk: Story) -> None:
    await desk.promises("first 1h resolve 2h", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hello")

    await desk.promises("off")
    await desk.time_passes(hours=10)

    assert await states(desk) == {FIRST: "met", RESOLUTION: "cancelled"}


async def test_a_promise_that_ended_is_cancelled_even_by_the_next_message(desk: Story) -> None:
    await desk.promises("next 1h", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hello")
    await alice.writes("and then?")

    await desk.promises("first 1h", warn_at_share=None)
    await bob.answers(in_topic_of=alice, text="this")
    await alice.writes("and now?")
    await desk.time_passes(hours=10)

    assert await states(desk) == {NEXT: "cancelled"}
    assert desk.alerts_about(alice) == []


async def test_promises_made_later_count_from_when_a_customer_began_to_wait(desk: Story) -> None:
    alice, max_, bob = desk.customer("Alice"), desk.customer("Max"), desk.operator("Bob")
    await max_.writes("answered before anything was promised")
    await bob.answers(in_topic_of=max_, text="hello")
    await alice.writes("help")
    await desk.time_passes(minutes=50)

    await desk.promises("first 1h next 1h resolve 2h", warn_at_share=None)

    assert await states(desk) == {FIRST: "running", RESOLUTION: "running"}
    await desk.time_passes(minutes=11)
    assert [m.text.split(":")[0] for m in desk.alerts_about(alice)] == ["🔥 #2 · First answer"]
    await bob.answers(in_topic_of=alice, text="hello")
    assert await states(desk) == {FIRST: "breached", RESOLUTION: "paused"}


async def test_a_customer_who_writes_again_is_promised_what_was_not_when_he_began(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hello")

    await desk.promises("first 1h next 1h resolve 2h", warn_at_share=None)
    await alice.writes("and then?")

    assert await states(desk) == {NEXT: "running", RESOLUTION: "running"}


async def test_a_merged_ticket_takes_its_clocks_along(desk: Story) -> None:
    await desk.promises("first 1h resolve 2h", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=80)
    await alice.writes("it is back")

    await bob.answers(in_topic_of=alice, text="/merge #1")
    await desk.time_passes(hours=1, seconds=1)

    running = [clock for clock in await clocks(desk) if clock.status is ClockStatus.RUNNING]
    assert {clock.ticket_id for clock in running} == {1}
    assert [m.text.split(":")[0] for m in desk.alerts_about(alice)] == ["🔥 #1 · First answer"]


async def test_what_came_together_with_an_answer_is_still_to_be_answered(desk: Story) -> None:
    await desk.promises("first 1h next 1h", warn_at_share=None)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")

    await desk.close()  # Telegram keeps both until the desk is back: Bob has not seen the second message
    (topic,) = desk.topics_of(alice)
    alice.person.writes("hello?")
    bob.person.writes("hi", to=desk.group, topic=topic.id)
    await desk.open()
    await desk.settled()

    assert await states(desk) == {FIRST: "met", NEXT: "running"}
    assert "🔴 open" in desk.card_of(alice).text


async def writes_to(desk: Story, operator: Operator, customer: Customer, text: str) -> None:
    """An answer of which the delivery is not waited for."""
    (topic,) = desk.topics_of(customer)
    operator.person.writes(text, to=desk.group, topic=topic.id)
    await desk.taken()


async def states(desk: Story) -> dict[ClockKind, str]:
    """The present clock of each kind, of the one ticket there is."""
    return {clock.kind: clock.status.value for clock in await clocks(desk) if clock.is_current}


async def of_kind(desk: Story, kind: ClockKind) -> list[SlaClock]:
    return [clock for clock in await clocks(desk) if clock.kind is kind]


def copy_of(desk: Story, customer: Customer, text: str) -> SandboxMessage:
    return next(message for message in desk.in_topic_of(customer) if message.text == text)


def minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
