"""/queue lists open tickets, the most urgent first, with buttons to turn pages and to take the next one."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.sandbox.messages import SandboxMessage
from tests.e2e import stored
from tests.e2e.conftest import OpensStory
from tests.e2e.story import Customer, Operator, Story

STALE = "This button is out of date."
EMPTY = "No open tickets: nobody waits for us."


async def asks(desk: Story, who: Operator) -> SandboxMessage:
    """The queue in General."""
    await who.writes_in_general("/queue")
    return desk.in_general()[-1]


def lines(queue: SandboxMessage) -> list[str]:
    """Its tickets, one a line."""
    return [line for line in queue.text.splitlines() if "#" in line and "takes" not in line]


def names(queue: SandboxMessage) -> list[str]:
    """The customers in their order."""
    return [line.split("·")[0].split("#")[1].split(" ", 1)[1].strip() for line in lines(queue)]


async def waiting(desk: Story, *customers: str) -> list[Customer]:
    """Customers who have written, one after another, a minute apart."""
    people = [desk.customer(name) for name in customers]
    for person in people:
        await person.writes("help")
        await desk.time_passes(minutes=1)
    return people


async def test_an_empty_queue_is_said_kindly(desk: Story) -> None:
    queue = await asks(desk, desk.operator("Bob"))

    assert EMPTY in queue.text


async def test_the_one_who_waits_longest_comes_first_and_each_line_links_to_the_topic(desk: Story) -> None:
    await waiting(desk, "Alice", "Carol")
    bob = desk.operator("Bob")

    queue = await asks(desk, bob)

    assert names(queue) == ["Alice", "Carol"]
    assert lines(queue)[0] == "🔴 #1 Alice · waits for 2 min"
    (topic,) = desk.topics_of(desk.customer("Alice"))
    links = [e["url"] for e in queue.content["entities"] if e["type"] == "text_link"]
    assert links[0] == f"https://t.me/c/{str(desk.group.id)[4:]}/{topic.id}"


async def test_what_is_due_first_comes_first_whoever_waits_longer(desk: Story) -> None:
    await desk.promises("first 1h; urgent: first 5m")
    _, carol, dave = await waiting(desk, "Alice", "Carol", "Dave")
    bob = desk.operator("Bob")
    await bob.answers(in_topic_of=dave, text="/priority urgent")
    await bob.answers(in_topic_of=carol, text="/take")

    queue = await asks(desk, bob)
    assert names(queue) == ["Dave", "Alice", "Carol"]
    assert "🔥 urgent · due in 3 min" in lines(queue)[0]
    assert "👤 Bob · due in" in lines(queue)[2]

    await desk.time_passes(minutes=30)
    queue = await asks(desk, bob)
    assert lines(queue)[0].startswith("🚨 #3 Dave · 🔥 urgent · overdue by 26 min")


async def test_only_open_tickets_are_listed(desk: Story) -> None:
    alice, carol, dave, _ = await waiting(desk, "Alice", "Carol", "Dave", "Eve")
    bob = desk.operator("Bob")
    await bob.answers(in_topic_of=alice, text="here you are")
    await bob.answers(in_topic_of=carol, text="/resolve")
    await bob.answers(in_topic_of=dave, text="/snooze 2h")

    queue = await asks(desk, bob)

    assert names(queue) == ["Eve"]
    await desk.time_passes(hours=2)
    assert names(await asks(desk, bob)) == ["Dave", "Eve"]  # the snooze is over


async def test_filters_rewrite_the_message_in_place(desk: Story) -> None:
    alice, _ = await waiting(desk, "Alice", "Carol")
    bob, dora = desk.operator("Bob"), desk.operator("Dora")
    await bob.answers(in_topic_of=alice, text="/take")
    queue = await asks(desk, bob)

    await bob.presses("Mine", queue)
    assert names(queue) == ["Alice"]
    assert "Open tickets of Bob" in queue.text
    await bob.presses("Nobody's", queue)
    assert names(queue) == ["Carol"]
    await dora.presses("Mine", queue)
    assert "Open tickets of Dora" in queue.text
    assert lines(queue) == []
    await dora.presses("All", queue)
    assert names(queue) == ["Alice", "Carol"]
    assert [m.text for m in desk.in_general()] == ["/queue", queue.text]


async def test_pages_of_ten_are_turned(roomy_desk: Story) -> None:
    desk = roomy_desk
    for number in range(23):
        desk.customer(f"C{number:02}").person.writes("help")
    await desk.settled()
    bob = desk.operator("Bob")

    queue = await asks(desk, bob)
    assert [len(lines(queue)), "«" in queue.buttons, "»" in queue.buttons] == [10, False, True]
    seen = names(queue)
    await bob.presses("»", queue)
    seen += names(queue)
    assert "page 2" in queue.text
    await bob.presses("»", queue)
    seen += names(queue)
    assert [len(lines(queue)), "«" in queue.buttons, "»" in queue.buttons] == [3, True, False]
    await bob.presses("«", queue)

    assert "page 2" in queue.text
    assert sorted(seen) == [f"C{number:02}" for number in range(23)]


async def test_a_page_that_is_no_longer_there_leads_to_the_first(roomy_desk: Story) -> None:
    desk = roomy_desk
    people = [desk.customer(f"C{number:02}") for number in range(11)]
    for person in people:
        person.person.writes("help")
    await desk.settled()
    bob = desk.operator("Bob")
    queue = await asks(desk, bob)
    await bob.answers(in_topic_of=people[3], text="/resolve")

    await bob.presses("»", queue)

    assert len(lines(queue)) == 10
    assert "page" not in queue.text


async def test_take_next_takes_the_most_urgent_that_nobody_has(desk: Story) -> None:
    alice, carol = await waiting(desk, "Alice", "Carol")
    bob, dora = desk.operator("Bob"), desk.operator("Dora")
    await dora.answers(in_topic_of=alice, text="/take")
    queue = await asks(desk, bob)

    await bob.presses("👤 Take next", queue)

    assert "👤 Bob takes #2 Carol" in queue.text
    assert "👤 Bob" in desk.card_of(carol).text
    assert await bob.presses("👤 Take next", queue) == "✨ Every open ticket has been taken."


async def test_two_who_take_at_once_get_different_tickets(desk: Story) -> None:
    await waiting(desk, "Alice", "Carol")
    bob, dora = desk.operator("Bob"), desk.operator("Dora")
    await dora.writes_in_general("hello")
    queue = await asks(desk, bob)

    presses = [who.person.presses(queue, "👤 Take next") for who in (bob, dora)]
    await asyncio.gather(*(press.answered() for press in presses))
    await desk.settled()

    held = [ticket.assignee_id for ticket in await stored.tickets(desk)]
    assert sorted(one for one in held if one is not None) == sorted([bob.id, dora.id])


async def test_an_admin_uses_it_in_private_but_takes_only_as_a_member(opens: OpensStory) -> None:
    desk = await opens(admin_ids=(999,))
    boss = desk.world.add_user("Boss")
    await desk.close()
    desk.overrides["admin_ids"] = (boss.id,)
    await desk.open()
    await waiting(desk, "Alice")

    boss.writes("/queue")
    await desk.settled()
    queue = boss.inbox[-1]
    assert names(queue) == ["Alice"]
    await boss.presses(queue, "Mine").answered()
    await desk.settled()
    assert "Open tickets of Boss" in queue.text
    told = await boss.presses(queue, "👤 Take next").answered()

    assert "Only members" in told.text
    assert [ticket.assignee_id for ticket in await stored.tickets(desk)] == [None]


async def test_in_private_the_command_of_others_is_a_message(desk: Story) -> None:
    (alice,) = await waiting(desk, "Alice")

    await alice.writes("/queue")
    await alice.writes("/sla")

    assert desk.texts_in_topic_of(alice) == ["help", "/queue", "/sla"]
    assert alice.inbox == []


async def test_it_is_whispered_to_whoever_asks_so(desk: Story) -> None:
    await waiting(desk, "Alice", "Carol")
    bob = desk.operator("Bob")

    await bob.writes_in_general("/queue", ephemeral=True)
    (queue,) = bob.person.whispers_in(desk.group)
    await bob.presses("Mine", queue)

    assert "Open tickets of Bob" in queue.text
    assert desk.in_general() == []


async def test_it_is_shown_in_a_topic_too(desk: Story) -> None:
    (alice,) = await waiting(desk, "Alice")
    bob = desk.operator("Bob")

    await bob.answers(in_topic_of=alice, text=f"/queue@{desk.bot.username} now")

    assert bob.sees("🔴 #1 Alice", in_topic_of=alice)
    assert alice.inbox == []


async def test_names_are_text_not_markup_and_long_ones_are_cut(desk: Story) -> None:
    await waiting(desk, "<b>Eve</b> & " + "x" * 50)

    queue = await asks(desk, desk.operator("Bob"))

    assert "#1 <b>Eve</b> & xxxx" in queue.text
    assert "…" in queue.text


@pytest.mark.parametrize(
    "data",
    [
        "q",
        "q:",
        "q:all",
        "q:all:-1",
        "q:all:1e3",
        "q:all:9999999",
        "q:77:0",
        "q:take",
        "q:take:x",
        "q:٣:0",
        "q:all:²",
    ],
)
async def test_forged_data_does_nothing(desk: Story, data: str) -> None:
    await waiting(desk, "Alice")
    bob = desk.operator("Bob")
    queue = await asks(desk, bob)
    before = queue.text

    told = await bob.person.forges_press(queue, data).answered()
    await desk.settled()

    assert told.text == STALE
    assert queue.text == before


async def test_a_stranger_learns_nothing(desk: Story) -> None:
    await waiting(desk, "Alice")
    mallory = desk.world.add_user("Mallory")
    queue = await asks(desk, desk.operator("Bob"))

    told = await mallory.presses(queue, "Mine").answered()
    await desk.settled()

    assert "Only members" in told.text
    assert "Mallory" not in queue.text


async def test_a_customer_without_a_topic_yet_is_named_without_a_link(opens: OpensStory) -> None:
    desk = await opens(starts_at=datetime(2026, 6, 8, 9, tzinfo=UTC))
    bob = desk.operator("Bob")
    alice = desk.customer("Alice")

    with desk.held_back():
        alice.person.writes("help")
        await desk.taken()
        bob.person.writes("/queue", to=desk.group)
        await desk.taken()
    await desk.settled()

    assert names(desk.in_general()[-1]) == ["Alice"]
