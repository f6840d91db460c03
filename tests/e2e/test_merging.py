"""While a lane waits for the group's budget, consecutive texts of one customer leave as one message."""

from typing import Any

import pytest

from bot.sandbox.messages import SandboxMessage
from tests.e2e.conftest import QUICK_LIMITS, OpensStory
from tests.e2e.story import Customer, Story

FACE = {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5368324170671202286"}


@pytest.fixture
async def busy_desk(opens: OpensStory) -> Story:
    """A desk whose group takes three messages a second."""
    return await opens(limits=QUICK_LIMITS.but(group=(3, 1.0)), group_budget="3/1")


async def customer_of(desk: Story) -> Customer:
    """A customer with a topic and a card, when the desk is quiet."""
    alice = desk.customer("Alice")
    await alice.writes("hello")
    return alice


def by_bot(desk: Story, customer: Customer) -> list[SandboxMessage]:
    """What stands in the topic, without the first hello."""
    return [m for m in desk.in_topic_of(customer) if m.sender is desk.bot][1:]


async def queue(desk: Story, customer: Customer, *texts: str, **details: Any) -> list[SandboxMessage]:
    """Texts written while nothing may leave for the group, delivered afterwards."""
    with desk.held_back():
        written = [customer.person.writes(text, **details) for text in texts]
        await desk.taken()
    await desk.settled()
    return written


async def test_what_waits_for_budget_is_merged_within_the_limits(busy_desk: Story) -> None:
    alice = busy_desk.customer("Alice")
    lines = [f"line {number}" for number in range(30)]

    for line in lines:
        alice.person.writes(line)
    await busy_desk.settled()

    said = busy_desk.in_topic_of(alice)
    assert "\n".join(m.text for m in said).splitlines() == lines
    assert len(said) <= 3


async def test_customers_in_a_rush_all_get_through_in_order(busy_desk: Story) -> None:
    customers = [busy_desk.customer(f"Customer {number}") for number in range(2)]

    for number in range(10):
        for customer in customers:
            customer.person.writes(f"line {number}")
    await busy_desk.settled(within=15)

    for customer in customers:
        text = "\n".join(busy_desk.texts_in_topic_of(customer))
        assert text.splitlines() == [f"line {number}" for number in range(10)]


async def test_with_budget_to_spare_each_text_is_a_message(desk: Story) -> None:
    alice = await customer_of(desk)

    for text in ("one", "two", "three"):
        alice.person.writes(text)
    await desk.settled()

    assert [m.text for m in by_bot(desk, alice)] == ["one", "two", "three"]


async def test_merged_texts_keep_their_formatting(desk: Story) -> None:
    alice = await customer_of(desk)

    with desk.held_back():
        alice.person.writes("😀 one", entities=[{"type": "bold", "offset": 3, "length": 3}])
        alice.person.writes("<two> & see https://example.com")
        await desk.taken()
    await desk.settled()

    (copy,) = by_bot(desk, alice)
    assert copy.text == "😀 one\n<two> & see https://example.com"
    assert copy.content["entities"] == [
        {"type": "bold", "offset": 3, "length": 3},
        {"type": "url", "offset": 19, "length": 19},
    ]


async def test_a_reply_begins_a_message_of_its_own(desk: Story) -> None:
    alice = await customer_of(desk)

    with desk.held_back():
        first = alice.person.writes("one")
        alice.person.writes("two")
        alice.person.writes("reply", reply_to=first)
        alice.person.writes("three")
        await desk.taken()
    await desk.settled()

    merged, reply, _ = by_bot(desk, alice)
    assert (merged.text, reply.text) == ("one\ntwo", "reply")
    assert reply.reply_to is merged


async def test_media_stand_between_merged_texts(desk: Story) -> None:
    alice = await customer_of(desk)

    with desk.held_back():
        for text in ("one", "two"):
            alice.person.writes(text)
        alice.person.sends("photo", caption="look")
        alice.person.sends_album(["photo", "photo"])
        alice.person.writes("three")
        await desk.taken()
    await desk.settled()

    said = [(m.kind, m.text) for m in by_bot(desk, alice)]
    assert said == [
        ("text", "one\ntwo"),
        ("photo", "look"),
        ("photo", ""),
        ("photo", ""),
        ("text", "three"),
    ]


async def test_texts_with_custom_emoji_are_not_merged(desk: Story) -> None:
    alice = await customer_of(desk)

    with desk.held_back():
        alice.person.writes("one")
        alice.person.writes("two")
        alice.person.writes("😀 three", entities=[FACE])
        alice.person.writes("four")
        await desk.taken()
    await desk.settled()

    said = by_bot(desk, alice)
    assert [m.text for m in said] == ["one\ntwo", "😀 three", "four"]
    assert said[1].content["entities"] == [FACE]


async def test_texts_that_get_custom_emoji_while_they_wait_are_not_merged(desk: Story) -> None:
    alice = await customer_of(desk)

    with desk.held_back():
        alice.person.writes("one")
        second = alice.person.writes("two")
        await desk.taken()
        alice.person.edits(second, text="😀 two", entities=[FACE])
        await desk.taken()
    await desk.settled()

    assert [m.text for m in by_bot(desk, alice)] == ["one", "😀 two"]
    assert by_bot(desk, alice)[1].content["entities"] == [FACE]


async def test_more_than_fits_one_message_takes_several(desk: Story) -> None:
    alice = await customer_of(desk)

    await queue(desk, alice, "😀" * 1500, "b" * 1095, "c")

    assert [m.text for m in by_bot(desk, alice)] == ["😀" * 1500 + "\n" + "b" * 1095, "c"]


async def test_texts_that_grow_while_they_wait_still_fit(desk: Story) -> None:
    alice = await customer_of(desk)

    with desk.held_back():
        written = [alice.person.writes(text) for text in ("one", "two", "three")]
        await desk.taken()
        alice.person.edits(written[1], text="x" * 4096)
        await desk.taken()
    await desk.settled()

    assert [m.text for m in by_bot(desk, alice)] == ["one", "x" * 4096, "three"]


async def test_more_formatting_than_one_message_may_have_takes_several(desk: Story) -> None:
    alice = await customer_of(desk)
    entities = [{"type": "bold", "offset": 2 * place, "length": 1} for place in range(60)]

    await queue(desk, alice, "x " * 60, "y " * 60, entities=entities)

    assert [len(m.content["entities"]) for m in by_bot(desk, alice)] == [60, 60]


async def test_texts_deleted_while_they_wait_are_merged_all_the_same(desk: Story) -> None:
    alice = await customer_of(desk)

    with desk.held_back():
        written = [alice.person.writes(text) for text in ("one", "two")]
        await desk.taken()
        alice.person.deletes(*written)
    await desk.settled()

    assert [m.text for m in by_bot(desk, alice)] == ["one\ntwo"]


async def test_when_telegram_refuses_the_merged_text_they_go_one_by_one(desk: Story) -> None:
    alice = await customer_of(desk)
    desk.sandbox.faults.add("error", method="sendMessage", code=400, description="Bad Request: TEXT_INVALID")

    await queue(desk, alice, "one", "two", "three")

    assert "\n".join(m.text for m in by_bot(desk, alice)).splitlines() == ["one", "two", "three"]


async def test_texts_that_wait_over_a_restart_are_merged_or_not_but_in_order(desk: Story) -> None:
    alice = await customer_of(desk)

    with desk.held_back():
        for number in range(5):
            alice.person.writes(f"line {number}")
        await desk.taken()
        await desk.close()
    alice.person.writes("line 5")
    await desk.open()
    await desk.settled()

    text = "\n".join(m.text for m in by_bot(desk, alice))
    assert text.splitlines() == [f"line {number}" for number in range(6)]


async def test_answers_are_never_merged(desk: Story) -> None:
    alice, bob, carol = await customer_of(desk), desk.operator("Bob"), desk.operator("Carol")
    topic = desk.topics_of(alice)[0].id

    with desk.held_back(alice):
        for operator, text in ((bob, "one"), (carol, "two"), (bob, "three")):
            operator.person.writes(text, to=desk.group, topic=topic)
        await desk.taken()
    await desk.settled()

    assert [m.text for m in alice.inbox] == ["one", "two", "three"]


async def test_texts_of_two_customers_never_share_a_message(desk: Story) -> None:
    alice, bella = await customer_of(desk), desk.customer("Bella")
    await bella.writes("hello")

    with desk.held_back():
        for number in range(3):
            alice.person.writes(f"a{number}")
            bella.person.writes(f"b{number}")
        await desk.taken()
    await desk.settled()

    assert [m.text for m in by_bot(desk, alice)] == ["a0\na1\na2"]
    assert [m.text for m in by_bot(desk, bella)] == ["b0\nb1\nb2"]
