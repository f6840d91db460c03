"""A ticket's life: closed and opened by hand, closed by time, one after another, and what its topic shows."""

from datetime import timedelta

import pytest

from bot.domain.icons import icon_for
from bot.sandbox.topics import ICON_EMOJI
from db.enums import OutboxState, TicketState
from tests.e2e import stored
from tests.e2e.story import Customer, Operator, Story

ICONS = "editForumTopic"


async def answered(desk: Story, name: str = "Alice") -> tuple[Customer, Operator]:
    customer, bob = desk.customer(name), desk.operator("Bob")
    await customer.writes("help")
    await bob.answers(in_topic_of=customer, text="here you are")
    return customer, bob


async def by_hand(desk: Story, customer: Customer, *, closed: bool) -> None:
    """The owner closes the topic or opens it again."""
    (topic,) = desk.topics_of(customer)
    (desk.owner.closes_topic if closed else desk.owner.reopens_topic)(desk.group, topic)
    await desk.settled()


def desk_icon(state: str) -> str | None:
    """The emoji for a state, of those that Telegram offers."""
    offered = {emoji: number for number, emoji in ICON_EMOJI.items()}
    return ICON_EMOJI.get(icon_for(TicketState(state), offered) or "")


def is_closed(desk: Story, customer: Customer) -> bool:
    (topic,) = desk.topics_of(customer)
    return topic.is_closed


# By hand


async def test_closing_the_topic_resolves_and_opening_it_reopens(desk: Story) -> None:
    alice, _ = await answered(desk)

    await by_hand(desk, alice, closed=True)
    assert "#1 · ✅ resolved" in desk.card_of(alice).text
    assert desk.icon_of(alice) == desk_icon("resolved")

    await by_hand(desk, alice, closed=False)
    assert "#1 · 🔴 open" in desk.card_of(alice).text
    assert desk.icon_of(alice) == desk_icon("open")


async def test_a_message_after_closing_by_hand_opens_topic_and_ticket(desk: Story) -> None:
    alice, bob = await answered(desk)
    await by_hand(desk, alice, closed=True)

    await alice.writes("one more thing")

    assert not is_closed(desk, alice)
    assert "#1 · 🔴 open" in desk.card_of(alice).text
    assert bob.sees("one more thing", in_topic_of=alice)
    assert await stored.ticket_events(desk, 1) == [
        "opened",
        "assigned",
        "operator_answered",
        "topic_closed_by_hand",
        "rating_asked",
        "customer_wrote",
    ]


async def test_what_the_bot_does_to_topics_itself_means_nothing(desk: Story) -> None:
    """The topic that it reopens for a message is not reopened once more by the service message about that."""
    alice, bob = await answered(desk)
    await by_hand(desk, alice, closed=True)
    await alice.writes("one more thing")
    await bob.answers(in_topic_of=alice, text="sure")
    before = await stored.ticket_events(desk, 1)

    await desk.restart()

    assert await stored.ticket_events(desk, 1) == before
    assert "waiting for the customer" in desk.card_of(alice).text


async def test_the_command_reopen_opens_the_topic_too(desk: Story) -> None:
    alice, bob = await answered(desk)
    await by_hand(desk, alice, closed=True)

    await bob.presses("Reopen", desk.card_of(alice))

    assert not is_closed(desk, alice)
    assert "#1 · 🔴 open" in desk.card_of(alice).text


async def test_closing_the_topic_of_a_resolved_ticket_changes_nothing(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=70)

    await by_hand(desk, alice, closed=True)
    await desk.time_passes(hours=3)  # the window began with /resolve

    assert "No ticket is open" in desk.card_of(alice).text


async def test_a_topic_closed_while_the_bot_was_down_resolves(desk: Story) -> None:
    alice, _ = await answered(desk)
    await desk.close()
    (topic,) = desk.topics_of(alice)
    desk.owner.closes_topic(desk.group, topic)

    await desk.open()
    await desk.settled()

    assert "#1 · ✅ resolved" in desk.card_of(alice).text


# Time


async def test_resolved_becomes_closed_after_the_window_and_a_message_opens_the_next(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")
    said = len(desk.in_topic_of(alice))

    await desk.time_passes(hours=73)
    assert "No ticket is open" in desk.card_of(alice).text
    assert desk.icon_of(alice) == "📁"
    assert len(desk.in_topic_of(alice)) == said  # nobody need be told

    await alice.writes("another thing")
    assert "#2 · 🔴 open" in desk.card_of(alice).text
    assert desk.icon_of(alice) == desk_icon("open")


async def test_a_restart_in_the_middle_of_the_window_changes_nothing(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=40)

    await desk.restart()
    await desk.time_passes(hours=31)
    assert "#1 · ✅ resolved" in desk.card_of(alice).text

    await desk.time_passes(hours=2)
    assert "No ticket is open" in desk.card_of(alice).text


async def test_a_window_that_ended_while_the_desk_was_down_is_over(desk: Story) -> None:
    """The message is taken before anybody has swept: it begins a new ticket all the same."""
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.close()
    desk.clock.jump(timedelta(hours=80))
    alice.person.writes("another thing")

    await desk.open()
    await desk.settled()

    assert "#2 · 🔴 open" in desk.card_of(alice).text
    assert [ticket.state.value for ticket in await stored.tickets(desk)] == ["closed", "open"]


async def test_whoever_snoozed_is_reminded(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/snooze 2h")
    await desk.restart()

    await desk.time_passes(hours=2, minutes=1)

    (reminder,) = bob.sees("#1 is back", in_topic_of=alice)
    assert "Bob, #1" in reminder.text
    assert desk.icon_of(alice) == desk_icon("open")


async def test_a_customer_who_writes_ends_a_snooze_without_a_reminder(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/snooze 2h")

    await alice.writes("any news?")
    await desk.time_passes(hours=3)

    assert "#1 · 🔴 open" in desk.card_of(alice).text
    assert not bob.sees("#1 is back", in_topic_of=alice)


async def test_many_tickets_one_after_another(roomy_desk: Story) -> None:
    desk = roomy_desk
    alice, bob = desk.customer("Alice"), desk.operator("Bob")

    for number in range(1, 8):
        await alice.writes(f"question {number}")
        assert f"#{number} · 🔴 open" in desk.card_of(alice).text
        await bob.answers(in_topic_of=alice, text=f"answer {number}")
        await bob.answers(in_topic_of=alice, text="/resolve")
        await desk.time_passes(hours=73)

    assert "Earlier tickets: #7, #6, #5, #4, #3" in desk.card_of(alice).text
    assert [ticket.state.value for ticket in await stored.tickets(desk)] == ["closed"] * 7
    assert len(desk.topics_of(alice)) == 1


# Answers and what they answer


async def test_a_late_answer_does_not_answer_what_was_written_after_it(desk: Story) -> None:
    await desk.promises("first 15m next 30m")
    alice, bob = await answered(desk)
    (topic,) = desk.topics_of(alice)

    with desk.held_back(alice):
        bob.person.writes("anything else?", to=desk.group, topic=topic.id)
        await desk.taken()
        alice.person.writes("yes, one thing")
        await desk.taken()
    await desk.settled()

    (ticket,) = await stored.tickets(desk)
    assert ticket.waiting_since is not None
    assert "#1 · 🔴 open" in desk.card_of(alice).text
    assert await stored.clock_events(desk) == ["started", "met", "started"]


async def test_an_answer_to_an_earlier_ticket_keeps_no_promise_of_the_next(desk: Story) -> None:
    await desk.promises("first 15m next 30m")
    alice, bob = await answered(desk)
    (topic,) = desk.topics_of(alice)

    with desk.held_back(alice):
        late = bob.person.writes("bye", to=desk.group, topic=topic.id)
        bob.person.writes("/resolve", to=desk.group, topic=topic.id)
        await desk.taken()
        desk.clock.jump(timedelta(hours=73))
        alice.person.writes("another thing")
        await desk.taken()
    await desk.settled()

    assert alice.sees(late.text)
    first, second = await stored.tickets(desk)
    assert (first.state.value, second.state.value) == ("closed", "open")
    assert second.answered_at is None
    assert await stored.clock_events(desk) == ["started", "met", "started"]


async def test_commands_that_cannot_be_leave_everything_as_it_was(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")
    (before,) = await stored.tickets(desk)

    await desk.time_passes(minutes=5)
    await bob.answers(in_topic_of=alice, text="/resolve")

    (after,) = await stored.tickets(desk)
    assert after.touched_at == before.touched_at
    assert after.resolved_at == before.resolved_at


# Icons


async def test_icons_follow_states(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    seen = []
    await alice.writes("help")
    seen.append(desk.icon_of(alice))
    for text in ("here you are", "/snooze 2h", "/resolve"):
        await bob.answers(in_topic_of=alice, text=text)
        seen.append(desk.icon_of(alice))
    await desk.time_passes(hours=73)
    seen.append(desk.icon_of(alice))

    assert seen == [desk_icon("open"), "💬", "📆", desk_icon("resolved"), "📁"]
    assert len(desk.sandbox.calls_of("getForumTopicIconStickers")) == 1


async def test_once_icons_are_known_new_topics_are_made_with_theirs(desk: Story) -> None:
    await desk.customer("Alice").writes("help")
    changes = len(desk.sandbox.calls_of(ICONS))

    carol = desk.customer("Carol")
    await carol.writes("help")

    assert desk.icon_of(carol) == desk_icon("open")
    assert len(desk.sandbox.calls_of(ICONS)) == changes


async def test_an_icon_that_is_offered_no_more_does_not_cost_the_topic(desk: Story) -> None:
    await desk.customer("Alice").writes("help")
    desk.sandbox.faults.add(
        "error", method="createForumTopic", code=400, description="Bad Request: DOCUMENT_INVALID"
    )

    carol, bob = desk.customer("Carol"), desk.operator("Bob")
    await carol.writes("help")

    assert bob.sees("help", in_topic_of=carol)
    assert desk.icon_of(carol) is None


async def test_an_icon_is_changed_only_when_it_is_another(desk: Story) -> None:
    alice, bob = await answered(desk)
    changes = len(desk.sandbox.calls_of(ICONS))

    await bob.answers(in_topic_of=alice, text="and there")
    await bob.answers(in_topic_of=alice, text="/priority high")
    await alice.writes("thanks")
    await alice.writes("a lot")
    await desk.restart()

    assert len(desk.sandbox.calls_of(ICONS)) == changes + 1


async def test_while_messages_wait_no_icon_is_changed_and_only_the_last_counts(desk: Story) -> None:
    alice, bob = await answered(desk)
    (topic,) = desk.topics_of(alice)
    changes = len(desk.sandbox.calls_of(ICONS))

    with desk.held_back():
        alice.person.writes("one")
        bob.person.writes("/snooze 2h", to=desk.group, topic=topic.id)
        bob.person.writes("/resolve", to=desk.group, topic=topic.id)
        await desk.taken()
        assert len(desk.sandbox.calls_of(ICONS)) == changes
    await desk.settled()

    assert desk.icon_of(alice) == desk_icon("resolved")
    assert len(desk.sandbox.calls_of(ICONS)) == changes + 1


@pytest.mark.parametrize("refusal", ["not enough rights to edit the topic", "TOPIC_NOT_MODIFIED"])
async def test_a_bot_that_may_not_change_icons_works_on(desk: Story, refusal: str) -> None:
    desk.sandbox.faults.add("error", method=ICONS, times=99, code=400, description=f"Bad Request: {refusal}")

    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")

    assert alice.sees("here you are")
    assert "#1 · ✅ resolved" in desk.card_of(alice).text
    assert await stored.outbox_items(desk, OutboxState.DEAD) == []


async def test_without_a_list_of_icons_there_are_none(desk: Story) -> None:
    desk.sandbox.faults.add(
        "error", method="getForumTopicIconStickers", times=99, code=400, description="Bad Request: NO_WAY"
    )

    alice, _ = await answered(desk)

    assert desk.icon_of(alice) is None
    assert not desk.sandbox.calls_of(ICONS)
    assert await stored.outbox_items(desk, OutboxState.DEAD) == []
