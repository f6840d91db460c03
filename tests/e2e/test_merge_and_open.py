"""/merge makes a ticket part of an earlier one; /open begins one for a customer from anywhere."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from db.enums import ClockKind, ClockStatus, TicketState
from db.models import SlaClock
from tests.e2e.conftest import OpensStory
from tests.e2e.stored import messages, tickets
from tests.e2e.story import Customer, Operator, Story

LATER = 80  # hours after which a resolved ticket is closed for good


async def with_two_tickets(desk: Story) -> tuple[Customer, Operator]:
    """Alice's #1 is closed, her #2 is live; Bob held #1, nobody holds #2."""
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("the first question")
    await bob.answers(in_topic_of=alice, text="/take")
    await bob.answers(in_topic_of=alice, text="/tag first")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=LATER)
    await alice.writes("the second question")
    return alice, bob


def general(desk: Story) -> list[str]:
    return [message.text for message in desk.in_general()]


async def clocks_of(desk: Story, ticket_id: int) -> dict[ClockKind, SlaClock]:
    query = select(SlaClock).where(SlaClock.ticket_id == ticket_id, SlaClock.is_current)
    async with desk.running_app.database.reading() as session:
        return {clock.kind: clock for clock in (await session.execute(query)).scalars()}


# merging


async def test_a_merged_ticket_goes_on_in_the_earlier_one(desk: Story) -> None:
    alice, bob = await with_two_tickets(desk)
    await bob.answers(in_topic_of=alice, text="/tag second")
    await bob.answers(in_topic_of=alice, text="/priority high")

    await bob.answers(in_topic_of=alice, text="/merge #1")

    assert bob.sees("#2 is now a part of #1, which goes on here.", in_topic_of=alice)
    assert "#1 · 🔴 open · ⬆️ high" in desk.card_of(alice).text
    assert "👤 Bob" in desk.card_of(alice).text and "#first #second" in desk.card_of(alice).text
    assert "Earlier tickets" not in desk.card_of(alice).text
    one, two = await tickets(desk)
    assert (one.state, one.closed_at, two.state, two.merged_into_id) == (
        TicketState.OPEN,
        None,
        TicketState.CLOSED,
        1,
    )
    assert {message.ticket_id for message in await messages(desk)} == {1}


async def test_what_comes_after_a_merge_belongs_to_the_ticket_that_goes_on(desk: Story) -> None:
    alice, bob = await with_two_tickets(desk)
    await bob.answers(in_topic_of=alice, text="/merge 1")

    await bob.answers(in_topic_of=alice, text="hello")
    await alice.writes("thank you")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=LATER)
    await alice.writes("a third question")

    assert alice.sees("hello")
    assert [one.state for one in await tickets(desk)] == [
        TicketState.CLOSED,
        TicketState.CLOSED,
        TicketState.OPEN,
    ]
    assert "#3 · 🔴 open" in desk.card_of(alice).text
    assert "Earlier tickets: #1" in desk.card_of(alice).text


async def test_the_clocks_go_on_with_the_ticket(opens: OpensStory) -> None:
    desk = await opens(starts_at=datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
    await desk.promises("first 30m next 30m resolve 8h")
    alice, bob = await with_two_tickets(desk)
    before = await clocks_of(desk, 2)
    await desk.time_passes(minutes=10)

    await bob.answers(in_topic_of=alice, text="/merge #1")

    after = await clocks_of(desk, 1)
    assert await clocks_of(desk, 2) == {}
    assert {kind: (c.id, c.due_at, c.status) for kind, c in after.items()} == {
        kind: (c.id, c.due_at, c.status) for kind, c in before.items()
    }
    assert "First answer" in desk.card_of(alice).text

    await bob.answers(in_topic_of=alice, text="hello")
    assert (await clocks_of(desk, 1))[ClockKind.FIRST_RESPONSE].status is ClockStatus.MET


async def test_a_merged_ticket_keeps_its_condition(desk: Story) -> None:
    alice, bob = await with_two_tickets(desk)
    await bob.answers(in_topic_of=alice, text="/snooze 2h")

    await bob.answers(in_topic_of=alice, text="/merge #1")
    assert "#1 · 💤 snoozed" in desk.card_of(alice).text and desk.icon_of(alice) == "📆"

    await desk.time_passes(hours=2)
    assert "#1 · 🔴 open" in desk.card_of(alice).text


async def test_the_present_assignee_steps_in_for_nobody_and_for_who_has_left(desk: Story) -> None:
    alice, bob = await with_two_tickets(desk)
    carol = desk.operator("Carol")
    await carol.answers(in_topic_of=alice, text="/take")
    bob.person.leaves(desk.group)

    await carol.answers(in_topic_of=alice, text="/merge #1")

    assert "👤 Carol" in desk.card_of(alice).text


async def test_merged_twice_and_told_by_history(desk: Story) -> None:
    alice, bob = await with_two_tickets(desk)
    await bob.answers(in_topic_of=alice, text="/merge #1")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=LATER)
    await alice.writes("again")

    await bob.answers(in_topic_of=alice, text="/merge #2")
    assert bob.sees("#2 is itself a part of #1: /merge #1", in_topic_of=alice)
    await bob.answers(in_topic_of=alice, text="/merge #1")
    await bob.answers(in_topic_of=alice, text="/history")

    (told,) = bob.sees("#3 became a part of this one · Bob", in_topic_of=alice)
    assert "#2 became a part of this one · Bob" in told.text
    assert "part of #1" in told.text.splitlines()[-1]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/merge", "Into which ticket? For example: /merge #12"),
        ("/merge twelve", "“twelve” is no ticket number."),
        ("/merge #99", "There is no ticket #99."),
        ("/merge #2", "#2 is this ticket itself."),
        ("/merge #3", "#3 is another customer's ticket. Only tickets of the same customer can be merged"),
        ("/merge 999999999999999", "There is no ticket #999999999999999."),
    ],
)
async def test_what_cannot_be_merged_says_why(desk: Story, text: str, answer: str) -> None:
    alice, bob = await with_two_tickets(desk)
    bella = desk.customer("Bella")
    await bella.writes("help")

    await bob.answers(in_topic_of=alice, text=text)

    assert bob.sees(answer, in_topic_of=alice)
    assert [one.merged_into_id for one in await tickets(desk)] == [None, None, None]
    assert "#2 · 🔴 open" in desk.card_of(alice).text


async def test_two_merge_in_one_batch(desk: Story) -> None:
    alice, bob = await with_two_tickets(desk)
    carol = desk.operator("Carol")
    topic = desk.topics_of(alice)[0].id

    bob.person.writes("/merge #1", to=desk.group, topic=topic)
    carol.person.writes("/merge #1", to=desk.group, topic=topic)
    await desk.settled()

    assert bob.sees("#2 is now a part of #1", in_topic_of=alice)
    assert carol.sees("#1 is this ticket itself.", in_topic_of=alice)


# opening


async def test_a_ticket_is_opened_from_general(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=LATER)

    asked = await bob.writes_in_general(f"/open {alice.id}")

    (topic,) = desk.topics_of(alice)
    answer = desk.in_general()[-1]
    assert (answer.text, answer.reply_to) == ("🆕 #2 is open for Alice.", asked)
    assert answer.content["entities"][0]["url"].endswith(f"/{topic.id}")
    assert bob.sees("🆕 #2 was opened by Bob.", in_topic_of=alice)
    assert "#2 · 🔴 open" in desk.card_of(alice).text
    assert alice.inbox == [] or not alice.sees("#2")


async def test_opening_makes_the_topic_of_a_customer_who_has_none(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.starts()
    assert desk.topics_of(alice) == []

    await bob.writes_in_general(f"/open@forumdesk_bot {alice.id}")

    assert bob.sees("🆕 #1 was opened by Bob.", in_topic_of=alice)
    assert "#1 · 🔴 open" in desk.card_of(alice).text
    assert desk.in_general()[-1].text == "🆕 #1 is open for Alice."
    assert "entities" not in desk.in_general()[-1].content  # there was nothing to link to yet

    await bob.answers(in_topic_of=alice, text="we found your parcel")
    assert alice.sees("we found your parcel")


async def test_a_ticket_that_operators_open_owes_no_first_answer(opens: OpensStory) -> None:
    desk = await opens(starts_at=datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
    await desk.promises("first 30m next 30m resolve 8h")
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.starts()

    await bob.writes_in_general(f"/open {alice.id}")

    assert set(await clocks_of(desk, 1)) == {ClockKind.RESOLUTION}


async def test_opening_in_the_customers_own_topic_is_said_once(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=LATER)

    await bob.answers(in_topic_of=alice, text=f"/open {alice.id}")

    assert len(bob.sees("🆕 #2", in_topic_of=alice)) == 1
    assert general(desk) == []


async def test_opening_opens_a_closed_topic_again(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    desk.owner.closes_topic(desk.group, desk.topics_of(alice)[0])
    await desk.settled()
    await desk.time_passes(hours=LATER)

    await bob.writes_in_general(f"/open {alice.id}")

    assert not desk.topics_of(alice)[0].is_closed
    assert "#2 · 🔴 open" in desk.card_of(alice).text


async def test_an_anonymous_admin_may_open_too(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.starts()

    desk.owner.writes(f"/open {alice.id}", to=desk.group, as_group=True)
    await desk.settled()

    assert bob.sees("🆕 #1 was opened by an anonymous admin.", in_topic_of=alice)


@pytest.mark.parametrize(
    ("argument", "answer"),
    [
        ("", "For which customer? The id stands on the customer's card, for example: /open 12345"),
        (" @alice", "“@alice” is no customer's id."),
        (" 4711", "Nobody with the id 4711 has ever written to this desk"),
        (" 999999999999999", "Nobody with the id 999999999999999 has ever written"),
    ],
)
async def test_a_ticket_needs_a_customer(desk: Story, argument: str, answer: str) -> None:
    bob = desk.operator("Bob")

    await bob.writes_in_general(f"/open{argument}")

    assert general(desk)[-1].startswith(answer)
    assert await tickets(desk) == []


async def test_there_is_one_live_ticket_for_each_customer(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.starts()

    first = bob.person.writes(f"/open {alice.id}", to=desk.group)
    second = desk.owner.writes(f"/open {alice.id}", to=desk.group)
    await desk.settled()
    await bob.writes_in_general(f"/open {alice.id}")

    answers = [m for m in desk.in_general() if m.sender is desk.bot]
    assert [(m.text, m.reply_to) for m in answers[:2]] == [
        ("🆕 #1 is open for Alice.", first),
        ("Alice has a ticket already: #1, 🔴 open", second),
    ]
    assert answers[2].content["entities"][0]["url"].endswith(f"/{desk.topics_of(alice)[0].id}")
    assert len(await tickets(desk)) == 1


async def test_nothing_is_opened_for_a_banned_customer(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/ban")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=LATER)

    await bob.writes_in_general(f"/open {alice.id}")

    assert general(desk)[-1] == "Alice is banned. /unban in the topic comes first."
    assert len(await tickets(desk)) == 1


async def test_opening_survives_a_restart_in_the_middle(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.starts()

    with desk.held_back():
        bob.person.writes(f"/open {alice.id}", to=desk.group)
        await desk.taken()
        await desk.close()
    await desk.open()
    await desk.settled()

    assert bob.sees("🆕 #1 was opened by Bob.", in_topic_of=alice)
    assert general(desk)[-1].startswith("🆕 #1 is open for Alice.")
