"""The operator group out of reach: nothing goes astray, nothing is lost, admins know, and it all arrives."""

from collections.abc import Callable

import pytest

from bot.sandbox.groups import Group
from bot.sandbox.messages import SandboxMessage
from bot.sandbox.people import Person
from db.enums import OutboxState
from tests.e2e.conftest import OpensStory
from tests.e2e.stored import outbox_items
from tests.e2e.story import Story, is_said

DOWN = "The operator group is out of reach"
BACK = "The operator group is back"


def switch_forum_off(desk: Story) -> None:
    desk.group.set_forum(False)


def kick(desk: Story) -> None:
    desk.owner.kicks(desk.group, desk.bot)


def demote(desk: Story) -> None:
    desk.owner.demotes(desk.group, desk.bot)


def take_topics_right(desk: Story) -> None:
    desk.owner.demotes(desk.group, desk.bot, ["can_manage_topics"])


def switch_forum_on(desk: Story) -> None:
    desk.group.set_forum(True)


def add_again(desk: Story) -> None:
    desk.owner.adds_bot(desk.group, desk.bot, admin=True)


def promote(desk: Story) -> None:
    desk.owner.promotes(desk.group, desk.bot)


OUTAGES = [
    pytest.param(switch_forum_off, switch_forum_on, "not a forum", id="forum off"),
    pytest.param(kick, add_again, "not a member", id="kicked"),
    pytest.param(demote, promote, "not an admin", id="demoted"),
    pytest.param(take_topics_right, promote, "lacks the right “Manage topics”", id="without topics right"),
]


@pytest.mark.parametrize(("breaks", "mends", "problem"), OUTAGES)
async def test_what_is_written_while_the_group_is_away_arrives_when_it_is_back(
    desk: Story, breaks: Callable[[Story], None], mends: Callable[[Story], None], problem: str
) -> None:
    alice, carol = desk.customer("Alice"), desk.customer("Carol")
    desk.owner.starts(desk.bot)
    await alice.writes("before")

    breaks(desk)
    await alice.writes("one")
    await alice.sends("photo", caption="two")
    await alice.sends_album(["photo", "video"])
    await carol.writes("hello")
    waiting = await outbox_items(desk, OutboxState.QUEUED)
    assert _seen_in_general(desk) == []

    mends(desk)
    await desk.until(lambda: desk.owner.sees(BACK))
    await desk.settled()

    assert len(waiting) >= 4
    kinds = [message.kind for message in desk.in_topic_of(alice)]
    assert kinds == ["text", "text", "photo", "photo", "video"]
    assert desk.texts_in_topic_of(carol) == ["hello"]
    assert _seen_in_general(desk) == []
    assert [problem in told.text for told in desk.owner.sees(DOWN)] == [True]
    assert len(desk.owner.sees(BACK)) == 1


@pytest.mark.parametrize("kind", ["text", "photo", "sticker", "album", "new customer", "notice", "card"])
async def test_nothing_stays_in_general_when_forum_mode_goes_off_unannounced(desk: Story, kind: str) -> None:
    alice, carol, bob = desk.customer("Alice"), desk.customer("Carol"), desk.operator("Bob")
    desk.owner.starts(desk.bot)
    await alice.sends("photo", caption="before: the group has just been confirmed")
    (topic,) = desk.topics_of(alice)

    desk.group.set_forum(False)
    match kind:
        case "text":
            await alice.writes("secret")
        case "album":
            await alice.sends_album(["photo", "photo"], captions=["secret"])
        case "new customer":
            await carol.writes("secret")
        case "notice":
            await alice.blocks_the_bot()
        case "card":
            alice.person.renames("Alice", last_name="Secret")
            desk.owner.deletes(_card(desk, topic.id))
            await alice.writes("/start")
        case _:
            await alice.sends(kind)

    assert _seen_in_general(desk) == []
    await desk.until(lambda: desk.owner.sees("not a forum"))
    desk.group.set_forum(True)
    await desk.until(lambda: desk.owner.sees(BACK))
    await desk.settled()
    assert _seen_in_general(desk) == []
    wanted = carol if kind == "new customer" else alice
    assert len(desk.topics_of(wanted)) == 1
    assert await outbox_items(desk, OutboxState.QUEUED) == []
    assert bob.sees("Alice", in_topic_of=alice)


async def test_a_misplaced_message_is_taken_back_though_others_already_hold_the_group(desk: Story) -> None:
    customers = [desk.customer(name) for name in ("Alice", "Beth", "Carol", "Dora")]
    for customer in customers:
        await customer.writes("before")

    desk.group.set_forum(False)
    for customer in customers:
        customer.person.writes("secret")
        customer.person.sends("photo")
    await desk.settled()
    assert _seen_in_general(desk) == []

    desk.group.set_forum(True)
    for customer in customers:
        await desk.until(lambda name=customer: len(desk.in_topic_of(name)) == 3)  # type: ignore[misc]
        assert [message.kind for message in desk.in_topic_of(customer)] == ["text", "text", "photo"]


async def test_a_restart_while_forum_mode_is_off_sends_nothing_there(desk: Story) -> None:
    alice = desk.customer("Alice")
    desk.owner.starts(desk.bot)
    await alice.writes("before")
    await desk.close()
    desk.group.set_forum(False)
    desk.sandbox.faults.add("server_error", method="getChat")
    alice.person.writes("secret")
    calls = len(desk.sandbox.calls_of("sendMessage"))

    await desk.open()
    await desk.until(lambda: desk.owner.sees(DOWN))
    await desk.settled()

    to_group = [c for c in desk.sandbox.calls_of("sendMessage")[calls:] if c.chat_id == desk.group.id]
    assert to_group == []
    desk.group.set_forum(True)
    await desk.until(lambda: desk.lines_in_topic_of(alice) == ["before", "secret"])


async def test_answers_to_customers_go_on_while_the_group_is_away(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("before")
    take_topics_right(desk)
    await desk.settled()

    await bob.answers(in_topic_of=alice, text="still here")
    await alice.starts()

    assert alice.sees("still here")
    assert alice.sees("Hello, Alice")


@pytest.mark.parametrize(
    "error", ["CHAT_WRITE_FORBIDDEN", "CHAT_ADMIN_REQUIRED", "have no write access to the chat"]
)
async def test_a_refusal_that_no_inspection_explains_is_told_once(desk: Story, error: str) -> None:
    alice = desk.customer("Alice")
    desk.owner.starts(desk.bot)
    await alice.writes("before")
    fault = desk.sandbox.faults.add(
        "error",
        method="sendMessage",
        chat_id=desk.group.id,
        times=4,
        code=400,
        description=f"Bad Request: {error}",
    )

    alice.person.writes("one")
    await desk.until(lambda: fault.is_done)
    await desk.until(lambda: desk.owner.sees(BACK))

    await desk.until(lambda: desk.lines_in_topic_of(alice) == ["before", "one"])
    assert len(desk.owner.sees(DOWN)) == 1
    assert error in desk.owner.sees(DOWN)[0].text
    assert len(desk.owner.sees(BACK)) == 1


@pytest.mark.parametrize("learns_from", ["update", "error"])
async def test_an_upgraded_group_is_followed(desk: Story, learns_from: str) -> None:
    alice, carol, bob = desk.customer("Alice"), desk.customer("Carol"), desk.operator("Bob")
    desk.owner.starts(desk.bot)
    await alice.writes("before")
    old_id = desk.group.id

    if learns_from == "update":
        desk.group.migrate()
        await desk.settled()
    else:
        pending = len(desk.bot.updates.items)
        desk.group.migrate()
        while len(desk.bot.updates.items) > pending:
            desk.bot.updates.items.pop()
    for person in (alice, carol):
        person.person.writes("one")
        person.person.sends("photo")
    await desk.settled()
    await bob.answers(in_topic_of=alice, text="found you")

    assert desk.lines_in_topic_of(alice) == ["before", "one", "", "found you"]
    assert [message.kind for message in desk.in_topic_of(carol)] == ["text", "photo"]
    assert alice.sees("found you")
    (told,) = desk.owner.sees("has a new id")
    assert str(old_id) in told.text and str(desk.group.id) in told.text
    await desk.restart()
    await alice.writes("after the restart")
    assert "after the restart" in desk.texts_in_topic_of(alice)


async def test_a_desk_that_moves_to_another_group_leaves_nothing_in_the_old_one(desk: Story) -> None:
    alice = desk.customer("Alice")
    desk.owner.starts(desk.bot)
    question = await alice.writes("before")
    old = desk.group
    kick(desk)
    await desk.settled()
    alice.person.writes("while away")
    alice.person.edits(question, text="before, edited")
    await desk.taken()

    desk.group = _another_forum(desk, desk.owner)
    await desk.close()
    await desk.open()
    alice.person.edits(question, text="before, edited again")
    await alice.writes("after")

    assert desk.lines_in_topic_of(alice) == ["while away", "after"]
    assert [m.text for m in old.all_messages() if is_said(m) and "after" in m.text] == []
    assert desk.owner.sees("new group") == []
    assert desk.app is not None and desk.app.desks.group.is_usable


async def test_admins_who_never_started_the_bot_do_not_hold_anything_up(opens: OpensStory) -> None:
    desk = await opens(admin_ids=(77, 78))
    alice = desk.customer("Alice")
    await alice.writes("before")

    desk.group.set_forum(False)
    await alice.writes("one")
    desk.group.set_forum(True)

    await desk.until(lambda: desk.lines_in_topic_of(alice) == ["before", "one"])
    await desk.settled()
    assert await outbox_items(desk, OutboxState.QUEUED) == []


async def test_a_send_whose_result_names_another_thread_is_an_incident(
    desk: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    desk.owner.starts(desk.bot)
    await alice.writes("before")
    assert desk.app is not None
    call, lies = desk.app.telegram.call, [True]

    async def lying(method: object) -> object:
        result = await call(method)  # type: ignore[arg-type]
        if type(method).__name__ == "SendMessage" and getattr(method, "text", "") == "one" and lies:
            lies.clear()
            result["message_thread_id"] = 999
        return result

    monkeypatch.setattr(desk.app.telegram, "call", lying)

    await alice.writes("one")
    await desk.until(lambda: len(bob.sees("one", in_topic_of=alice)) == 1)

    assert desk.owner.sees("landed outside topic")
    await desk.until(lambda: desk.owner.sees(BACK))
    assert desk.lines_in_topic_of(alice) == ["before", "one"]


def _seen_in_general(desk: Story) -> list[SandboxMessage]:
    """Messages of the bot in General that still exist."""
    return [message for message in desk.in_general() if message.sender is desk.bot]


def _card(desk: Story, thread_id: int) -> SandboxMessage:
    (card,) = [m for m in desk.group.topic(thread_id).messages if "First seen" in m.text]
    return card


def _another_forum(desk: Story, owner: Person) -> Group:
    group = desk.world.add_forum("New desk", owner=owner)
    group.add_bot(desk.bot)
    return group
