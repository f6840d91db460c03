"""A customer writes, operators answer: the plain way across, both ways."""

from tests.e2e.story import Story


async def test_a_question_and_its_answer_cross(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")

    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hi")

    assert bob.sees("help", in_topic_of=alice)
    assert alice.sees("hi")


async def test_ten_first_messages_at_once_make_one_topic_in_order(desk: Story) -> None:
    alice = desk.customer("Alice")

    for number in range(10):
        alice.person.writes(f"line {number}")
    await desk.settled()

    assert len(desk.topics_of(alice)) == 1
    text = "\n".join(desk.texts_in_topic_of(alice))
    assert text.splitlines() == [f"line {number}" for number in range(10)]


async def test_the_card_says_who_it_is_and_is_pinned(desk: Story) -> None:
    alice = desk.customer("Alice", last_name="Liddell", username="alice", language_code="de")

    await alice.writes("hello")

    (topic,) = desk.topics_of(alice)
    (card,) = [m for m in desk.group.messages(topic.id) if "First seen" in m.text]
    assert topic.name == "Alice Liddell"
    assert all(part in card.text for part in ("Alice Liddell", "@alice", "de", str(alice.id)))
    assert card.id in desk.group.pinned_ids
