"""Nonsense: every command with arguments that make no sense, forged buttons, customers who play operator."""

import pytest

from bot.domain.menu import ADMIN, IN_TOPIC, OPERATOR
from db.enums import TicketState
from tests.e2e.stored import parked_updates, tickets
from tests.e2e.story import Story

NONSENSE = (
    "💥",
    "-1",
    "0",
    "99999999999999999999",
    "@",
    "<b>bold</b> & <script>",
    "'; DROP TABLE tickets; --",
    "x" * 3000,
    "\u202e\u0000 \ufeff".replace("\u0000", ""),
    "mon mon mon 25:99",
    "#1 #1",
)
WITHOUT_ARGUMENT = {"note", "take", "release", "resolve", "reopen", "history", "who", "ban", "unban"}
"""These do the same whatever stands behind them (or take all of it for their text)."""

FORGED = (
    "t",
    "t:",
    "t:1",
    "t:1:",
    "t:1:take:extra:words",
    "t:-1:take",
    "t:99999999999999999999:take",
    "t:1:snooze:yesterday",
    "t:1:priority:highest",
    "t:1:menu:../../etc",
    "t:²:take",
    "q:1",
    "c:1:x:y",
    "s:assignment:everybody",
    "r:1:5",
    "zzz",
    ":" * 60,
    "é" * 32,
)


async def test_commands_with_nonsense_change_nothing_and_are_answered(roomy_desk: Story) -> None:
    desk, alice, bob = roomy_desk, roomy_desk.customer("Alice"), roomy_desk.operator("Bob")
    await alice.writes("help")
    before = await tickets(desk)
    seen = len(alice.inbox)

    for name in {*IN_TOPIC, *ADMIN} - WITHOUT_ARGUMENT:
        for argument in NONSENSE:
            await bob.answers(in_topic_of=alice, text=f"/{name} {argument}"[:4096])

    after = await tickets(desk)
    assert await parked_updates(desk) == []
    assert len(alice.inbox) == seen
    for one, other in zip(before, after, strict=True):
        assert (one.state, one.assignee_id, one.snoozed_until) == (
            other.state,
            other.assignee_id,
            other.snoozed_until,
        )


async def test_commands_alone_never_reach_the_customer(roomy_desk: Story) -> None:
    desk, alice, bob = roomy_desk, roomy_desk.customer("Alice"), roomy_desk.operator("Bob")
    await alice.writes("help")
    seen = {message.id for message in alice.inbox}

    for name in (*OPERATOR, *ADMIN):
        for text in (f"/{name}", f"/{name}@{desk.bot.username} 💥", f"/{name}@another_bot x"):
            await bob.answers(in_topic_of=alice, text=text)

    said = [message.text for message in alice.inbox if message.id not in seen]
    assert await parked_updates(desk) == []
    assert not [text for text in said if "/" in text or "💥" in text]


async def test_in_general_nothing_happens_to_tickets(roomy_desk: Story) -> None:
    desk, alice, bob = roomy_desk, roomy_desk.customer("Alice"), roomy_desk.operator("Bob")
    await alice.writes("help")

    for name in (*OPERATOR, *ADMIN):
        for argument in ("", "💥", "#1"):
            await bob.writes_in_general(f"/{name} {argument}".strip())

    (ticket,) = await tickets(desk)
    assert await parked_updates(desk) == []
    assert (ticket.state, ticket.assignee_id) == (TicketState.OPEN, None)


async def test_a_customer_who_writes_commands_only_writes(roomy_desk: Story) -> None:
    desk, alice = roomy_desk, roomy_desk.customer("Alice")
    await alice.writes("help me")

    commands = [f"/{name} 1" for name in (*OPERATOR, *ADMIN) if name != "help"]
    for text in commands:
        await alice.writes(text)

    (ticket,) = await tickets(desk)
    assert (ticket.state, ticket.assignee_id, ticket.snoozed_until) == (TicketState.OPEN, None, None)
    assert set(commands) <= set(desk.lines_in_topic_of(alice))
    assert await parked_updates(desk) == []


@pytest.mark.parametrize("who", ["operator", "stranger", "customer"])
async def test_forged_buttons_change_nothing(roomy_desk: Story, who: str) -> None:
    desk, alice, bob = roomy_desk, roomy_desk.customer("Alice"), roomy_desk.operator("Bob")
    mallory = desk.customer("Mallory")
    forger = bob.person if who == "operator" else mallory.person
    await alice.writes("help")
    if who == "customer":
        await mallory.writes("hello")
    before = await tickets(desk)

    for data in (*FORGED, *(("t:1:take", "t:1:resolve") if who != "operator" else ())):
        press = forger.forges_press(desk.card_of(alice), data)
        await press.answered()
        await desk.settled()

    after = await tickets(desk)
    assert await parked_updates(desk) == []
    for one, other in zip(before, after, strict=True):
        assert (one.state, one.assignee_id, one.priority) == (other.state, other.assignee_id, other.priority)
