"""Ratings: a customer is asked once a ticket is resolved, gives stars, and may think again."""

import pytest

from bot.sandbox.messages import SandboxMessage
from db.enums import ClockKind
from tests.e2e import stored
from tests.e2e.story import Customer, Operator, Story

ASKED = "How did we do?"
STARS = ["1 ⭐", "2 ⭐", "3 ⭐", "4 ⭐", "5 ⭐"]


async def answered(desk: Story, name: str = "Alice", **details: str) -> tuple[Customer, Operator]:
    """A customer who has an answer, and the operator who gave it."""
    customer, bob = desk.customer(name, **details), desk.operator("Bob")
    await customer.writes("help")
    await bob.answers(in_topic_of=customer, text="here you are")
    return customer, bob


def request_to(customer: Customer) -> SandboxMessage:
    """The one message that asks for stars, or thanks for them."""
    (message,) = [one for one in customer.inbox if one.buttons]
    return message


async def test_a_resolved_ticket_is_rated_and_operators_see_it(desk: Story) -> None:
    alice, bob = await answered(desk)

    await bob.answers(in_topic_of=alice, text="/resolve")
    request = request_to(alice)
    assert ASKED in request.text
    assert request.buttons == STARS

    said = await alice.presses("4 ⭐", request)

    assert said == "Thank you!"
    assert "Your rating: ⭐⭐⭐⭐\n" in request.text
    assert request.buttons == STARS
    assert bob.sees("#1 is rated: ⭐⭐⭐⭐", in_topic_of=alice)
    assert [rating.score for rating in await stored.ratings(desk)] == [4]


async def test_stars_can_be_changed_within_the_reopen_window(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")
    await alice.presses("4 ⭐", request_to(alice))

    await desk.time_passes(hours=71)
    await alice.presses("1 ⭐", request_to(alice))
    assert "Your rating: ⭐\n" in request_to(alice).text
    assert bob.sees("#1 is rated anew: ⭐ (before: ⭐⭐⭐⭐)", in_topic_of=alice)

    await desk.time_passes(hours=2)
    said = await alice.presses("5 ⭐", request_to(alice))

    assert said == "This rating is no longer taken."
    assert [rating.score for rating in await stored.ratings(desk)] == [1]


async def test_the_same_stars_again_are_no_news(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")

    await alice.presses("4 ⭐", request_to(alice))
    said = await alice.presses("4 ⭐", request_to(alice))

    assert said == "Thank you!"
    assert len(bob.sees("is rated", in_topic_of=alice)) == 1


async def test_stars_come_too_late_after_a_month(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")

    await desk.time_passes(days=29)  # the ticket is closed by then
    assert await alice.presses("4 ⭐", request_to(alice)) == "Thank you!"

    carol, _ = await answered(desk, "Carol")
    await bob.answers(in_topic_of=carol, text="/resolve")
    await desk.time_passes(days=31)

    assert await carol.presses("4 ⭐", request_to(carol)) == "This rating is no longer taken."


async def test_a_button_and_closing_the_topic_ask_too(desk: Story) -> None:
    alice, bob = await answered(desk)
    carol, _ = await answered(desk, "Carol")

    await bob.presses("✅ Resolve", desk.card_of(alice))
    (topic,) = desk.topics_of(carol)
    desk.owner.closes_topic(desk.group, topic)
    await desk.settled()

    assert ASKED in request_to(alice).text
    assert ASKED in request_to(carol).text


async def test_customers_are_asked_in_their_language(desk: Story) -> None:
    ivan, bob = await answered(desk, "Ivan", language_code="ru")

    await bob.answers(in_topic_of=ivan, text="/resolve")
    said = await ivan.presses("5 ⭐", request_to(ivan))

    assert said == "Спасибо!"
    assert "Ваша оценка: ⭐⭐⭐⭐⭐" in request_to(ivan).text


async def test_a_ticket_is_asked_about_once(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")

    await alice.writes("thanks!")
    await bob.answers(in_topic_of=alice, text="/resolve")

    assert len(alice.sees(ASKED)) == 1


async def test_the_next_ticket_is_asked_about_anew(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=73)

    await alice.writes("another thing")
    await bob.answers(in_topic_of=alice, text="sure")
    await bob.answers(in_topic_of=alice, text="/resolve")
    _, second = alice.sees(ASKED)
    await alice.presses("2 ⭐", second)

    assert [(one.ticket_id, one.score) for one in await stored.ratings(desk)] == [(1, None), (2, 2)]


async def test_nobody_is_asked_who_got_no_answer(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("hello?")

    await bob.answers(in_topic_of=alice, text="// spam")
    await bob.answers(in_topic_of=alice, text="/resolve")

    assert not alice.sees(ASKED)


async def test_an_answer_and_resolving_in_one_breath_ask_after_the_answer(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    (topic,) = desk.topics_of(alice)

    with desk.held_back(alice):
        bob.person.writes("here you are", to=desk.group, topic=topic.id)
        bob.person.writes("/resolve", to=desk.group, topic=topic.id)
        await desk.taken()
    await desk.settled()

    assert [message.text for message in alice.inbox[-2:]] == ["here you are", request_to(alice).text]


async def test_a_customer_who_blocked_the_bot_or_is_banned_is_not_asked(desk: Story) -> None:
    alice, bob = await answered(desk)
    carol, _ = await answered(desk, "Carol")
    await alice.blocks_the_bot()
    await bob.answers(in_topic_of=carol, text="/ban")

    await bob.answers(in_topic_of=alice, text="/resolve")
    await bob.answers(in_topic_of=carol, text="/resolve")

    assert await stored.ratings(desk) == []
    assert not carol.sees(ASKED)


async def test_admins_may_do_without_ratings(desk: Story) -> None:
    await desk.prefers(ask_rating=False)
    alice, bob = await answered(desk)

    await bob.answers(in_topic_of=alice, text="/resolve")

    assert not alice.sees(ASKED)


async def test_being_asked_is_no_answer(desk: Story) -> None:
    await desk.promises("first 15m next 30m resolve 8h")
    alice, bob = await answered(desk)
    await alice.writes("and one more thing")
    await bob.answers(in_topic_of=alice, text="/resolve")

    assert ASKED in request_to(alice).text
    assert "met" not in await stored.clock_events(desk, ClockKind.NEXT_RESPONSE)


@pytest.mark.parametrize("data", ["r", "r:1", "r:1:0", "r:1:6", "r:x:5", "r:2:5", "r:99:5", "r:1:5:5"])
async def test_forged_stars_have_no_effect(desk: Story, data: str) -> None:
    alice, bob = await answered(desk)
    carol, _ = await answered(desk, "Carol")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await bob.answers(in_topic_of=carol, text="/resolve")

    said = await alice.forges(data, request_to(alice))

    assert said == "This rating is no longer taken."
    assert [rating.score for rating in await stored.ratings(desk)] == [None, None]
    assert not bob.sees("is rated", in_topic_of=alice)


async def test_operators_cannot_rate_in_the_group(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")

    said = await bob.forges("r:1:5", desk.card_of(alice))

    assert said == "This button is out of date."
    assert [rating.score for rating in await stored.ratings(desk)] == [None]


async def test_stars_survive_a_restart_before_they_are_given(desk: Story) -> None:
    alice, bob = await answered(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")

    await desk.restart()
    await alice.presses("3 ⭐", request_to(alice))

    assert bob.sees("#1 is rated: ⭐⭐⭐", in_topic_of=alice)
