"""A topic's own life: renamed, closed, deleted by hand, or out of the bot's reach."""

import pytest

from bot.sandbox.messages import SandboxMessage
from bot.sandbox.topics import Topic
from tests.e2e.story import Customer, Story, is_said

GONE = ("message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID")


async def test_a_name_given_by_hand_is_kept(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    (topic,) = desk.topics_of(alice)
    desk.owner.renames_topic(desk.group, topic, "VIP: Alice")
    await desk.settled()

    alice.person.renames("Alice", last_name="Smith", username="smith")
    await alice.writes("I have married")

    assert topic.name == "VIP: Alice"
    assert "Alice Smith" in _card(desk, topic).text
    assert bob.sees("married", in_topic_of=alice)


async def test_a_name_given_by_hand_survives_the_loss_of_the_topic(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")
    (topic,) = desk.topics_of(alice)
    desk.owner.renames_topic(desk.group, topic, "VIP: Alice")
    await desk.settled()
    desk.owner.deletes_topic(desk.group, topic)

    await alice.writes("still there?")

    assert [t.name for t in desk.topics_of(alice)] == ["VIP: Alice"]


async def test_a_customers_message_reopens_a_topic_closed_by_hand(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    (topic,) = desk.topics_of(alice)
    desk.owner.closes_topic(desk.group, topic)
    await desk.settled()

    await alice.writes("one more thing")

    assert not topic.is_closed
    assert desk.topics_of(alice) == [topic]
    assert bob.sees("one more thing", in_topic_of=alice)
    assert len(desk.sandbox.calls_of("reopenForumTopic")) == 1


async def test_a_topic_reopened_by_hand_is_not_reopened_again(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")
    (topic,) = desk.topics_of(alice)
    desk.owner.closes_topic(desk.group, topic)
    desk.owner.reopens_topic(desk.group, topic)
    await desk.settled()

    await alice.writes("one more thing")

    assert not topic.is_closed
    assert not desk.sandbox.calls_of("reopenForumTopic")


async def test_closing_and_writing_at_the_same_time_leaves_the_topic_open(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")
    (topic,) = desk.topics_of(alice)

    desk.owner.closes_topic(desk.group, topic)
    for number in range(3):
        alice.person.writes(f"line {number}")
    await desk.settled()

    assert not topic.is_closed
    assert len(desk.sandbox.calls_of("reopenForumTopic")) == 1


async def test_an_answer_reaches_the_customer_from_a_closed_topic(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")
    (topic,) = desk.topics_of(alice)
    desk.owner.closes_topic(desk.group, topic)
    await desk.settled()

    await desk.admin().answers(in_topic_of=alice, text="a last word")

    assert alice.sees("a last word")
    assert topic.is_closed


@pytest.mark.parametrize("cache", [0.0, 60.0], ids=["uncached", "cached"])
@pytest.mark.parametrize("kind", ["text", "photo", "album"])
async def test_what_finds_its_topic_deleted_is_delivered_into_a_new_one(
    desk: Story, cache: float, kind: str
) -> None:
    desk.world.topic_cache = cache
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    (old,) = desk.topics_of(alice)
    desk.owner.deletes_topic(desk.group, old)

    await _send(alice, kind)
    await bob.answers(in_topic_of=alice, text="here you are")

    (new,) = desk.topics_of(alice)
    assert new is not old
    assert [message.kind for message in _said(new)] == [*_kinds_of(kind), "text"]
    assert alice.sees("here you are")
    assert f"/{old.id}" in str(_card(desk, new).content["entities"])
    assert _card(desk, new).id in desk.group.pinned_ids


@pytest.mark.parametrize("error", GONE)
@pytest.mark.parametrize("method", ["sendMessage", "copyMessage"])
async def test_a_topic_out_of_reach_is_replaced(desk: Story, error: str, method: str) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")
    (old,) = desk.topics_of(alice)
    desk.sandbox.faults.add(
        "error", method=method, chat_id=desk.group.id, code=400, description=f"Bad Request: {error}"
    )

    await _send(alice, "text" if method == "sendMessage" else "photo")

    _, new = desk.topics_of(alice)
    assert len(_said(new)) == 1
    assert f"/{old.id}" in str(_card(desk, new).content["entities"])


async def test_an_answer_from_a_topic_that_the_bot_could_not_reach_still_arrives(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    (old,) = desk.topics_of(alice)
    desk.sandbox.faults.add(
        "error",
        method="sendMessage",
        chat_id=desk.group.id,
        code=400,
        description="Bad Request: message thread not found",
    )
    await alice.writes("hello?")

    bob.person.writes("from the old topic", to=desk.group, topic=old.id)
    await desk.settled()

    assert alice.sees("from the old topic")


async def test_several_that_find_out_at_once_make_one_new_topic(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    (old,) = desk.topics_of(alice)
    with desk.held_back():
        bob.person.writes("/help", to=desk.group, topic=old.id)
        bob.person.writes("/ban", to=desk.group, topic=old.id)
        bob.person.writes("/unban", to=desk.group, topic=old.id)
        await desk.taken()
        for number in range(3):
            alice.person.writes(f"line {number}")
        alice.person.renames("Alice", last_name="Smith")
        alice.person.writes("line 3")
        await desk.taken()
        desk.owner.deletes_topic(desk.group, old)
    await desk.settled()

    (new,) = desk.topics_of(alice)
    assert len(desk.sandbox.calls_of("createForumTopic")) == 2
    text = "\n".join(message.text for message in _said(new))
    assert [line for line in text.splitlines() if line.startswith("line")] == [f"line {n}" for n in range(4)]
    assert "What you write in this topic goes to the customer" in text
    assert "This customer may write again" in text


async def test_a_block_that_finds_the_topic_deleted_is_told_in_a_new_one(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")
    (old,) = desk.topics_of(alice)
    desk.owner.deletes_topic(desk.group, old)

    await alice.blocks_the_bot()

    (new,) = desk.topics_of(alice)
    assert [message.text for message in _said(new) if "has blocked the bot" in message.text]
    assert "has blocked the bot" in _card(desk, new).text


async def test_a_topic_deleted_twice_leaves_both_in_the_history(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("one")
    (first,) = desk.topics_of(alice)
    desk.owner.deletes_topic(desk.group, first)
    await alice.writes("two")
    (second,) = desk.topics_of(alice)
    desk.owner.deletes_topic(desk.group, second)

    await alice.writes("three")

    (third,) = desk.topics_of(alice)
    links = str(_card(desk, third).content["entities"])
    assert f"/{first.id}" in links and f"/{second.id}" in links


async def test_a_card_deleted_by_hand_is_posted_again_when_it_has_news(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    (topic,) = desk.topics_of(alice)
    desk.owner.deletes(_card(desk, topic))

    await bob.answers(in_topic_of=alice, text="/ban")

    assert "banned" in _card(desk, topic).text
    assert desk.topics_of(alice) == [topic]


async def _send(customer: Customer, kind: str) -> None:
    if kind == "text":
        await customer.writes("are you there?")
    elif kind == "album":
        await customer.sends_album(["photo", "photo"])
    else:
        await customer.sends(kind)


def _kinds_of(kind: str) -> list[str]:
    return ["photo", "photo"] if kind == "album" else [kind]


def _said(topic: Topic) -> list[SandboxMessage]:
    return [message for message in topic.messages if is_said(message) and "First seen" not in message.text]


def _card(desk: Story, topic: Topic) -> SandboxMessage:
    (card,) = [message for message in topic.messages if "First seen" in message.text]
    return card
