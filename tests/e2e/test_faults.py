"""Misfortune on the way: lost answers, resets, outages, conflicts. Nothing is lost, little is doubled."""

import asyncio
from typing import Any

import pytest
from aiogram.methods import CreateForumTopic, TelegramMethod

from bot.app import TokenRefused
from bot.ingress import polling
from bot.outbox import calls, threads
from db.enums import OutboxState
from tests.e2e.conftest import OpensStory
from tests.e2e.stored import outbox_items
from tests.e2e.story import Story

PASSING = ("reset", "server_error", "restart", "bad_gateway", "hang", "slow")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorter pauses; their order and their kind stay."""
    monkeypatch.setattr(calls, "PAUSES", (0.05, 0.1, 0.2))
    monkeypatch.setattr(calls, "BACKOFF", 0.02)
    monkeypatch.setattr(calls, "LONGEST_BACKOFF", 0.1)
    monkeypatch.setattr(threads, "DOUBT_FOR", 0.5)
    monkeypatch.setattr(polling, "PAUSES", (0.05, 0.1, 0.2))
    monkeypatch.setattr(polling, "CONFLICT_PAUSE", 0.1)


@pytest.mark.parametrize("fault", PASSING)
async def test_what_passes_by_itself_is_tried_again_in_order(desk: Story, fault: str) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("before")
    for method in ("sendMessage", "copyMessage"):
        desk.sandbox.faults.add(fault, method=method, times=2, seconds=0.1)

    for number in range(3):
        alice.person.writes(f"line {number}")
        alice.person.sends("photo", caption=f"photo {number}")
    await desk.settled()
    await bob.answers(in_topic_of=alice, text="one")
    await bob.answers(in_topic_of=alice, text="two")

    lines = desk.lines_in_topic_of(alice)
    expected = [f"{kind} {number}" for number in range(3) for kind in ("line", "photo")]
    assert lines == ["before", *expected, "one", "two"]
    assert [message.text for message in alice.inbox] == ["one", "two"]


@pytest.mark.parametrize("kind", ["text", "photo", "album"])
async def test_a_lost_answer_costs_one_repetition_at_most(desk: Story, kind: str) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("before")
    method = {"text": "sendMessage", "photo": "copyMessage", "album": "sendMediaGroup"}[kind]
    desk.sandbox.faults.add("lost_response", method=method)

    if kind == "text":
        await bob.answers(in_topic_of=alice, text="once")
    elif kind == "photo":
        await bob.sends("photo", in_topic_of=alice)
    else:
        await bob.sends_album(["photo", "photo"], in_topic_of=alice)
    await bob.answers(in_topic_of=alice, text="after")

    (*carried, after) = alice.inbox
    assert after.text == "after"
    assert len(carried) == (4 if kind == "album" else 2)


@pytest.mark.parametrize("fault", ["lost_response", "restart"])
async def test_a_topic_whose_making_was_never_confirmed_is_adopted(desk: Story, fault: str) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    desk.sandbox.faults.add(fault, method="createForumTopic", executed=True)

    for number in range(3):
        alice.person.writes(f"line {number}")
    await desk.settled()
    await bob.answers(in_topic_of=alice, text="hi")

    assert len(desk.sandbox.calls_of("createForumTopic")) == 1
    lines = desk.lines_in_topic_of(alice)
    assert lines == ["line 0", "line 1", "line 2", "hi"]
    assert alice.sees("hi")


async def test_a_topic_that_was_not_made_is_made_again(desk: Story) -> None:
    alice = desk.customer("Alice")
    desk.sandbox.faults.add("reset", method="createForumTopic")

    await alice.writes("help")

    assert len(desk.topics_of(alice)) == 1
    assert desk.texts_in_topic_of(alice) == ["help"]


async def test_namesakes_with_unconfirmed_topics_get_one_each(desk: Story) -> None:
    customers = [desk.customer("Alex") for _ in range(4)]
    desk.sandbox.faults.add("lost_response", method="createForumTopic", times=2)
    desk.sandbox.faults.add("slow", method="createForumTopic", times=2, seconds=0.2)

    for number, customer in enumerate(customers):
        customer.person.writes(f"I am Alex {number}")
    await desk.settled()

    topics = desk.topics_of(customers[0])
    texts = sorted([m.text for m in t.messages if "I am" in m.text] for t in topics)
    assert texts == [[f"I am Alex {number}"] for number in range(4)]


async def test_a_namesake_whose_topic_went_to_another_gets_the_other_topic(
    desk: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = desk.customer("Alex"), desk.customer("Alex")
    app = desk.running_app
    call = app.telegram.call

    async def late(method: TelegramMethod[Any]) -> Any:
        result = await call(method)
        if isinstance(method, CreateForumTopic):
            await asyncio.sleep(0.1)
        return result

    monkeypatch.setattr(app.telegram, "call", late)
    desk.sandbox.faults.add("slow", method="createForumTopic", seconds=0.15)
    desk.sandbox.faults.add("slow", method="createForumTopic", seconds=0.4)

    second.person.writes("I am the second")
    first.person.writes("I am the first")
    await desk.settled()

    topics = desk.topics_of(first)
    texts = sorted([m.text for m in t.messages if "I am" in m.text] for t in topics)
    assert texts == [["I am the first"], ["I am the second"]]
    assert "a delivery failed" not in caplog.text


async def test_no_second_topic_is_made_while_updates_do_not_arrive(desk: Story) -> None:
    alice = desk.customer("Alice")
    await desk.until(lambda: desk.bot.poll)
    desk.sandbox.faults.add("lost_response", method="createForumTopic")
    away = desk.sandbox.faults.add("reset", method="getUpdates", times=10)

    alice.person.writes("help")
    await desk.until(lambda: away.is_done)
    await desk.settled()

    assert len(desk.topics_of(alice)) == 1
    assert desk.texts_in_topic_of(alice) == ["help"]


async def test_a_restart_during_the_making_of_a_topic_makes_no_second_one(desk: Story) -> None:
    alice = desk.customer("Alice")
    desk.sandbox.faults.add("lost_response", method="createForumTopic")
    desk.sandbox.faults.add("reset", method="getUpdates", times=3, after=1)

    alice.person.writes("help")
    await desk.until(lambda: desk.topics_of(alice))
    await desk.restart()
    await desk.settled()

    assert len(desk.topics_of(alice)) == 1
    assert desk.texts_in_topic_of(alice) == ["help"]


async def test_after_an_outage_everything_is_delivered_in_order(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("before")

    outage = asyncio.create_task(_outage(desk, 1.0))
    for number in range(4):
        alice.person.writes(f"question {number}")
        bob.person.writes(f"answer {number}", to=desk.group, topic=desk.topics_of(alice)[0].id)
    await outage
    await desk.settled()

    text = "\n".join(m.text for m in desk.in_topic_of(alice) if m.sender is desk.bot)
    assert text.splitlines() == ["before", *(f"question {number}" for number in range(4))]
    answers = "\n".join(message.text for message in alice.inbox)
    assert answers.splitlines() == [f"answer {number}" for number in range(4)]


async def test_an_outage_at_the_start_is_waited_out(opens: OpensStory) -> None:
    desk = await opens(closed=True)
    alice = desk.customer("Alice")
    alice.person.writes("help")
    desk.sandbox.faults.outage = True

    opening = asyncio.create_task(desk.open())
    await asyncio.wait([opening], timeout=0.5)
    desk.sandbox.faults.outage = False
    await opening
    await desk.settled()

    assert desk.texts_in_topic_of(alice) == ["help"]


async def test_a_server_in_trouble_kills_no_item(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("before")
    desk.sandbox.faults.add("server_error", method="sendMessage", times=2 * calls.SERVER_ERRORS)

    alice.person.writes("one")
    bob.person.writes("two", to=desk.group, topic=desk.topics_of(alice)[0].id)
    await desk.settled()

    assert "one" in desk.texts_in_topic_of(alice)
    assert alice.sees("two")
    assert await outbox_items(desk, OutboxState.DEAD) == []


async def test_an_item_that_alone_meets_server_errors_dies_and_its_lane_goes_on(desk: Story) -> None:
    alice, carol, bob = desk.customer("Alice"), desk.customer("Carol"), desk.operator("Bob")
    await alice.writes("before")
    await carol.writes("before")
    fault = desk.sandbox.faults.add(
        "server_error", method="sendMessage", chat_id=alice.id, times=calls.SERVER_ERRORS
    )

    answer = bob.person.writes("cursed", to=desk.group, topic=desk.topics_of(alice)[0].id)
    await desk.until(lambda: fault.struck)
    await bob.answers(in_topic_of=carol, text="others are fine")
    await desk.settled()
    await bob.answers(in_topic_of=alice, text="after it")

    assert fault.is_done
    assert [message.text for message in alice.inbox] == ["after it"]
    assert answer.reaction_emoji == ["👎"]
    (dead,) = await outbox_items(desk, OutboxState.DEAD)
    assert dead.error is not None and "Internal Server Error" in dead.error


async def test_a_second_poller_is_complained_about_and_outlived(
    desk: Story, caplog: pytest.LogCaptureFixture
) -> None:
    alice = desk.customer("Alice")
    desk.sandbox.faults.add("conflict", method="getUpdates", times=3)
    desk.bot.updates.wake()

    await alice.writes("one")
    await alice.writes("two")

    assert desk.lines_in_topic_of(alice) == ["one", "two"]
    assert "another process polls with this token" in caplog.text


async def test_a_webhook_set_by_somebody_else_is_removed(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("one")

    desk.sandbox.execute_silently(desk.bot, "setWebhook", {"url": "https://elsewhere.example/hook"})
    await alice.writes("two")

    assert desk.bot.webhook is None
    assert desk.lines_in_topic_of(alice) == ["one", "two"]


async def test_a_batch_delivered_twice_is_handled_once(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    for number in range(3):
        alice.person.writes(f"line {number}")
    await desk.settled()
    desk.sandbox.faults.add("duplicate_batch", times=2)

    await bob.answers(in_topic_of=alice, text="hi")
    await alice.writes("thanks")

    lines = desk.lines_in_topic_of(alice)
    assert lines == ["line 0", "line 1", "line 2", "hi", "thanks"]
    assert [message.text for message in alice.inbox] == ["hi"]


async def test_update_ids_that_begin_anew_do_not_repeat_a_message(desk: Story) -> None:
    alice = desk.customer("Alice")
    first = alice.person.writes("one")
    await desk.settled()

    desk.world.push(desk.bot, {"message": first.raw})
    await alice.writes("two")

    assert desk.lines_in_topic_of(alice) == ["one", "two"]


async def test_a_flood_of_getupdates_is_obeyed(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("one")
    desk.sandbox.faults.add("flood", method="getUpdates", retry_after=1)

    await alice.writes("two")
    await alice.writes("three")

    assert desk.lines_in_topic_of(alice) == ["one", "two", "three"]


async def test_a_wrong_token_ends_the_start(opens: OpensStory) -> None:
    desk = await opens(closed=True, bot_token="12345:wrong-token")

    with pytest.raises(TokenRefused):
        await desk.open()
    desk.app = None


@pytest.mark.parametrize("method", ["getUpdates", "sendMessage", "copyMessage"])
async def test_a_token_that_is_revoked_ends_the_run_soon(desk: Story, method: str) -> None:
    alice = desk.customer("Alice")
    await alice.writes("before")
    desk.sandbox.faults.add("error", method=method, times=1000, code=401, description="Unauthorized")

    alice.person.writes("one")
    alice.person.sends("photo")
    assert desk._running is not None
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(desk._running, 10.0)

    desk.sandbox.faults.clear()
    await desk.open()
    await desk.settled()
    assert [message.kind for message in desk.in_topic_of(alice)] == ["text", "text", "photo"]


async def test_a_front_end_that_answers_with_a_page_is_only_waited_for(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("one")
    desk.sandbox.faults.add("bad_gateway", method="getUpdates", times=2)
    desk.sandbox.faults.add("bad_gateway", method="sendMessage", times=4)

    await alice.writes("two")
    await alice.writes("three")

    assert desk.lines_in_topic_of(alice) == ["one", "two", "three"]


async def _outage(desk: Story, seconds: float) -> None:
    """Telegram cannot be reached for so long."""
    desk.sandbox.faults.outage = True
    try:
        await asyncio.sleep(seconds)
    finally:
        desk.sandbox.faults.outage = False
