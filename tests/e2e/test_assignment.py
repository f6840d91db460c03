"""Assignment: who gets a new ticket, and what becomes of one that nobody touches."""

from datetime import timedelta

import pytest

from bot.domain.assignment import AssignmentRule
from tests.e2e import stored
from tests.e2e.story import Customer, Operator, Story

UNTOUCHED = "Nobody has touched #1"
HALF_AN_HOUR = timedelta(minutes=30)


def team(desk: Story) -> tuple[Operator, Operator, Operator]:
    ann, bob, eve = desk.operator("Ann"), desk.operator("Bob"), desk.operator("Eve")
    return ann, bob, eve


async def new_customer(desk: Story, name: str) -> Customer:
    customer = desk.customer(name)
    await customer.writes("help")
    return customer


def held_by(desk: Story, customer: Customer) -> str:
    (line,) = [line for line in desk.card_of(customer).text.splitlines() if line.startswith("👤")]
    return line.removeprefix("👤 ")


# New tickets


async def test_by_default_operators_take_tickets_themselves(desk: Story) -> None:
    await desk.has_on_duty(*team(desk))

    alice = await new_customer(desk, "Alice")

    assert held_by(desk, alice) == "nobody yet"


async def test_round_robin_gives_everybody_on_duty_a_turn(roomy_desk: Story) -> None:
    desk = roomy_desk
    ann, bob, eve = team(desk)
    await desk.prefers(assignment=AssignmentRule.ROUND_ROBIN)
    await desk.has_on_duty(ann, bob, eve)

    turns = [held_by(desk, await new_customer(desk, f"Customer{number}")) for number in range(4)]
    await eve.writes_in_general("/off")
    turns += [held_by(desk, await new_customer(desk, f"Later{number}")) for number in range(3)]
    await eve.writes_in_general("/on")
    turns += [held_by(desk, await new_customer(desk, f"Last{number}")) for number in range(2)]

    assert turns == ["Ann", "Bob", "Eve", "Ann", "Bob", "Ann", "Bob", "Eve", "Ann"]


async def test_turns_go_round_among_customers_who_come_at_once(roomy_desk: Story) -> None:
    desk = roomy_desk
    await desk.prefers(assignment=AssignmentRule.ROUND_ROBIN)
    await desk.has_on_duty(*team(desk))
    customers = [desk.customer(f"Customer{number}") for number in range(6)]
    await desk.close()

    for customer in customers:
        customer.person.writes("help")
    await desk.open()
    await desk.settled()

    assert [held_by(desk, customer) for customer in customers] == ["Ann", "Bob", "Eve"] * 2


async def test_a_restart_does_not_forget_whose_turn_it_is(desk: Story) -> None:
    await desk.prefers(assignment=AssignmentRule.ROUND_ROBIN)
    await desk.has_on_duty(*team(desk))
    await new_customer(desk, "Alice")

    await desk.restart()

    assert held_by(desk, await new_customer(desk, "Carol")) == "Bob"


async def test_the_least_loaded_operator_gets_the_next_ticket(roomy_desk: Story) -> None:
    desk = roomy_desk
    ann, bob, _ = team(desk)
    await desk.prefers(assignment=AssignmentRule.LEAST_LOADED, ask_rating=False)
    await desk.has_on_duty(ann, bob)
    customers = [await new_customer(desk, f"Customer{number}") for number in range(4)]
    assert [held_by(desk, customer) for customer in customers] == ["Ann", "Bob", "Ann", "Bob"]

    await bob.answers(in_topic_of=customers[1], text="/resolve")
    await bob.answers(in_topic_of=customers[3], text="/resolve")
    later = [held_by(desk, await new_customer(desk, f"Later{number}")) for number in range(2)]

    assert later == ["Bob", "Bob"]


async def test_with_nobody_on_duty_tickets_wait_in_the_queue(desk: Story) -> None:
    ann, *_ = team(desk)
    await desk.prefers(assignment=AssignmentRule.ROUND_ROBIN)

    alice = await new_customer(desk, "Alice")
    assert held_by(desk, alice) == "nobody yet"

    await ann.answers(in_topic_of=alice, text="/take")
    assert held_by(desk, alice) == "Ann"


async def test_an_operator_who_left_gets_no_more_tickets(desk: Story) -> None:
    ann, bob, _ = team(desk)
    await desk.prefers(assignment=AssignmentRule.ROUND_ROBIN)
    await desk.has_on_duty(ann, bob)
    assert held_by(desk, await new_customer(desk, "Alice")) == "Ann"

    desk.group.remove(bob.person)
    await desk.settled()

    assert held_by(desk, await new_customer(desk, "Carol")) == "Ann"


async def test_a_customer_who_comes_back_keeps_the_operator(desk: Story) -> None:
    await desk.prefers(assignment=AssignmentRule.ROUND_ROBIN, ask_rating=False)
    ann, *_ = team(desk)
    await desk.has_on_duty(ann)
    alice = await new_customer(desk, "Alice")
    await ann.answers(in_topic_of=alice, text="here you are")
    await ann.answers(in_topic_of=alice, text="/resolve")

    await alice.writes("still broken")

    assert held_by(desk, alice) == "Ann"


async def test_an_operators_own_ticket_is_given_to_nobody_by_rule(desk: Story) -> None:
    await desk.prefers(assignment=AssignmentRule.ROUND_ROBIN)
    ann, bob, _ = team(desk)
    await desk.has_on_duty(ann)
    alice = desk.customer("Alice")
    await alice.starts()

    await bob.writes_in_general(f"/open {alice.id}")

    assert held_by(desk, alice) == "nobody yet"


# The first answer


async def test_the_first_answer_takes_the_ticket(desk: Story) -> None:
    ann, bob, _ = team(desk)
    alice = await new_customer(desk, "Alice")

    await bob.answers(in_topic_of=alice, text="here you are")
    await ann.answers(in_topic_of=alice, text="and there")

    assert held_by(desk, alice) == "Bob"


async def test_a_note_takes_nothing(desk: Story) -> None:
    _, bob, _ = team(desk)
    alice = await new_customer(desk, "Alice")

    await bob.answers(in_topic_of=alice, text="// who is that?")

    assert held_by(desk, alice) == "nobody yet"


async def test_an_anonymous_answer_takes_nothing(desk: Story) -> None:
    alice = await new_customer(desk, "Alice")
    (topic,) = desk.topics_of(alice)

    desk.owner.writes("here you are", to=desk.group, topic=topic.id, as_group=True)
    await desk.settled()

    assert alice.sees("here you are")
    assert held_by(desk, alice) == "nobody yet"


async def test_admins_may_want_tickets_taken_expressly(desk: Story) -> None:
    await desk.prefers(first_answer_takes=False)
    _, bob, _ = team(desk)
    alice = await new_customer(desk, "Alice")

    await bob.answers(in_topic_of=alice, text="here you are")

    assert held_by(desk, alice) == "nobody yet"


async def test_an_answer_does_not_take_what_another_holds(desk: Story) -> None:
    ann, bob, _ = team(desk)
    alice = await new_customer(desk, "Alice")
    await ann.answers(in_topic_of=alice, text="/take")

    await bob.answers(in_topic_of=alice, text="here you are")

    assert held_by(desk, alice) == "Ann"


# Back to the queue


async def test_an_untouched_ticket_returns_to_the_queue(desk: Story) -> None:
    await desk.prefers(returns_after=HALF_AN_HOUR)
    _, bob, _ = team(desk)
    alice = await new_customer(desk, "Alice")
    await bob.answers(in_topic_of=alice, text="/take")

    await desk.time_passes(minutes=29)
    assert held_by(desk, alice) == "Bob"

    await desk.time_passes(minutes=2)
    assert held_by(desk, alice) == "nobody yet"
    assert bob.sees(f"{UNTOUCHED}: Bob no longer holds it, it is back in the queue", in_topic_of=alice)

    await desk.time_passes(hours=5)
    assert len(bob.sees(UNTOUCHED, in_topic_of=alice)) == 1


async def test_by_a_rule_it_is_for_the_next_on_duty(desk: Story) -> None:
    ann, bob, _ = team(desk)
    await desk.prefers(returns_after=HALF_AN_HOUR, assignment=AssignmentRule.ROUND_ROBIN)
    await desk.has_on_duty(ann, bob)
    alice = await new_customer(desk, "Alice")
    assert held_by(desk, alice) == "Ann"

    await desk.time_passes(minutes=31)

    assert held_by(desk, alice) == "Bob"
    assert bob.sees(f"{UNTOUCHED}: Ann no longer holds it, it is for Bob now", in_topic_of=alice)


async def test_it_never_goes_to_the_same_one_at_once(desk: Story) -> None:
    ann, *_ = team(desk)
    await desk.prefers(returns_after=HALF_AN_HOUR, assignment=AssignmentRule.LEAST_LOADED)
    await desk.has_on_duty(ann)
    alice = await new_customer(desk, "Alice")
    assert held_by(desk, alice) == "Ann"

    await desk.time_passes(minutes=31)

    assert held_by(desk, alice) == "nobody yet"


@pytest.mark.parametrize("deed", ["here you are", "// I look into it", "/note hm", "/priority high"])
async def test_whoever_touches_a_ticket_keeps_it(desk: Story, deed: str) -> None:
    await desk.prefers(returns_after=HALF_AN_HOUR)
    _, bob, _ = team(desk)
    alice = await new_customer(desk, "Alice")
    await bob.answers(in_topic_of=alice, text="/take")
    await desk.time_passes(minutes=20)

    await bob.answers(in_topic_of=alice, text=deed)
    await desk.time_passes(hours=2)

    assert held_by(desk, alice) == "Bob"
    assert not bob.sees(UNTOUCHED, in_topic_of=alice)


async def test_while_the_customer_does_not_wait_nothing_returns(desk: Story) -> None:
    await desk.prefers(returns_after=HALF_AN_HOUR)
    _, bob, _ = team(desk)
    alice = await new_customer(desk, "Alice")
    await bob.answers(in_topic_of=alice, text="which model?")

    await desk.time_passes(hours=5)

    assert held_by(desk, alice) == "Bob"


async def test_a_customer_who_writes_again_gives_the_assignee_time_again(desk: Story) -> None:
    await desk.prefers(returns_after=HALF_AN_HOUR)
    _, bob, _ = team(desk)
    alice = await new_customer(desk, "Alice")
    await bob.answers(in_topic_of=alice, text="which model?")
    await desk.time_passes(hours=5)

    await alice.writes("the red one")
    await desk.time_passes(minutes=29)
    assert held_by(desk, alice) == "Bob"

    await desk.time_passes(minutes=2)
    assert held_by(desk, alice) == "nobody yet"


async def test_a_snoozed_ticket_does_not_return(desk: Story) -> None:
    await desk.prefers(returns_after=HALF_AN_HOUR)
    _, bob, _ = team(desk)
    alice = await new_customer(desk, "Alice")
    await bob.answers(in_topic_of=alice, text="/take")

    await bob.answers(in_topic_of=alice, text="/snooze 3h")
    await desk.time_passes(hours=2)

    assert held_by(desk, alice) == "Bob"


async def test_a_ticket_returns_once_though_the_desk_was_down(desk: Story) -> None:
    await desk.prefers(returns_after=HALF_AN_HOUR)
    _, bob, _ = team(desk)
    alice = await new_customer(desk, "Alice")
    await bob.answers(in_topic_of=alice, text="/take")

    await desk.close()
    desk.clock.jump(timedelta(hours=3))
    await desk.open()
    await desk.time_passes(minutes=1)
    await desk.restart()
    await desk.time_passes(minutes=1)

    assert len(bob.sees(UNTOUCHED, in_topic_of=alice)) == 1


async def test_whoever_blocked_the_bot_is_not_handed_round(desk: Story) -> None:
    ann, bob, _ = team(desk)
    await desk.prefers(returns_after=HALF_AN_HOUR, assignment=AssignmentRule.ROUND_ROBIN)
    await desk.has_on_duty(ann, bob)
    alice = await new_customer(desk, "Alice")
    await alice.blocks_the_bot()

    await desk.time_passes(hours=3)

    (ticket,) = await stored.tickets(desk)
    assert ticket.assignee_id is None
    assert len(bob.sees(UNTOUCHED, in_topic_of=alice)) == 1
