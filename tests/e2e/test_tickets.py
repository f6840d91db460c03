"""Tickets: taken, resolved, reopened, snoozed; by commands, by buttons and by closing the topic."""

from tests.e2e.story import Story


async def test_the_card_shows_the_ticket_and_follows_it(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    assert "#1</b>" not in desk.card_of(alice).text
    assert "🔴 open" in desk.card_of(alice).text

    await bob.answers(in_topic_of=alice, text="hi")

    assert "waiting for the customer" in desk.card_of(alice).text
    assert "👤 Bob" in desk.card_of(alice).text
    assert desk.icon_of(alice) == "💬"


async def test_a_ticket_is_taken_once(desk: Story) -> None:
    alice, bob, carol = desk.customer("Alice"), desk.operator("Bob"), desk.operator("Carol")
    await alice.writes("help")

    await bob.answers(in_topic_of=alice, text="/take")
    await carol.answers(in_topic_of=alice, text="/take")

    assert bob.sees("Bob takes #1", in_topic_of=alice)
    assert carol.sees("Bob has taken this ticket", in_topic_of=alice)
    assert "👤 Bob" in desk.card_of(alice).text


async def test_buttons_of_the_card_do_the_same(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")

    said = await bob.presses("Take", desk.card_of(alice))
    await bob.presses("💤 Snooze", desk.card_of(alice))
    await bob.presses("1 hour", desk.card_of(alice))

    assert said == "👤 Bob takes #1."
    assert "💤 snoozed" in desk.card_of(alice).text
    assert desk.icon_of(alice) == "📆"


async def test_a_snoozed_ticket_comes_back_by_itself(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/snooze 2h")
    assert "💤 snoozed" in desk.card_of(alice).text

    await desk.time_passes(hours=2)

    assert "🔴 open" in desk.card_of(alice).text


async def test_a_message_within_the_window_reopens_and_later_opens_a_new_one(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/resolve")
    assert "✅ resolved" in desk.card_of(alice).text

    await desk.time_passes(hours=71)
    await alice.writes("still broken")
    assert "#1 · 🔴 open" in desk.card_of(alice).text

    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=73)
    await alice.writes("another thing")
    assert "#2 · 🔴 open" in desk.card_of(alice).text
    assert "Earlier tickets: #1" in desk.card_of(alice).text
