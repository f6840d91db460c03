"""/recall takes an answer back from the customer, or says why it cannot."""

from datetime import UTC, datetime, timedelta

from bot.sandbox.messages import SandboxMessage
from tests.e2e.story import Customer, Operator, Story

DONE, NOT_DONE = "↩️ Recalled", "⚠️ Not recalled"
WHAT = "Reply with /recall to the answer"


async def pair(desk: Story) -> tuple[Customer, Operator]:
    """A customer with a topic, and an operator."""
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("hello")
    return alice, bob


def told(bob: Operator, alice: Customer, words: str) -> list[SandboxMessage | None]:
    """To which messages the desk said this in the topic."""
    return [m.reply_to for m in bob.sees(words, in_topic_of=alice)]


async def test_a_delivered_answer_is_taken_back(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the wrong one")
    await bob.answers(in_topic_of=alice, text="the right one")

    recall = await bob.replies(answer, "/recall")

    assert [m.text for m in alice.inbox] == ["the right one"]
    assert told(bob, alice, DONE) == [recall]


async def test_the_command_may_name_the_bot(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the wrong one")

    await bob.replies(answer, f"/recall@{desk.bot.username}")

    assert alice.inbox == []


async def test_answers_of_any_kind_are_taken_back(desk: Story) -> None:
    alice, bob = await pair(desk)

    for kind in ("photo", "voice", "sticker", "checklist", "live_location"):
        answer = await bob.sends(kind, in_topic_of=alice)
        await bob.replies(answer, "/recall")

    assert alice.inbox == []


async def test_a_colleagues_answer_is_taken_back(desk: Story) -> None:
    alice, bob = await pair(desk)
    carol = desk.operator("Carol")
    answer = await bob.answers(in_topic_of=alice, text="the wrong one")

    await carol.replies(answer, "/recall")

    assert alice.inbox == []


async def test_of_a_queued_answer_the_customer_never_hears(desk: Story) -> None:
    alice, bob = await pair(desk)
    topic = desk.topics_of(alice)[0].id

    with desk.held_back(alice):
        first = bob.person.writes("the wrong one", to=desk.group, topic=topic)
        bob.person.writes("the right one", to=desk.group, topic=topic)
        recall = bob.person.writes("/recall", to=desk.group, reply_to=first)
        await desk.taken()
    await desk.settled()

    assert [m.text for m in alice.person.chat().messages if m.sender is desk.bot] == ["the right one"]
    assert len(alice.person.chat().messages_by_id) == 2  # her hello and the right answer
    assert told(bob, alice, DONE) == [recall]


async def test_an_answer_on_its_way_is_taken_back_when_it_has_arrived(desk: Story) -> None:
    alice, bob = await pair(desk)
    desk.sandbox.faults.add("slow", method="sendMessage", chat_id=alice.id, seconds=0.3)

    answer = bob.person.writes("wrong", to=desk.group, topic=desk.topics_of(alice)[0].id)
    await desk.until(lambda: not desk.sandbox.faults.planned)
    recall = bob.person.writes("/recall", to=desk.group, reply_to=answer)
    await desk.settled()
    again = await bob.replies(answer, "/recall")

    assert alice.inbox == []
    assert told(bob, alice, DONE) == [recall]
    assert told(bob, alice, "recalled already") == [again]


async def test_a_queued_answer_is_taken_back_around_a_restart(desk: Story) -> None:
    alice, bob = await pair(desk)

    with desk.held_back(alice):
        answer = bob.person.writes("wrong", to=desk.group, topic=desk.topics_of(alice)[0].id)
        await desk.taken()
        bob.person.writes("/recall", to=desk.group, reply_to=answer)
        await desk.taken()
        await desk.close()
    await desk.open()
    await desk.settled()

    assert len(alice.person.chat().messages_by_id) == 1


async def test_an_album_is_taken_back_as_a_whole(desk: Story) -> None:
    alice, bob = await pair(desk)
    sent = await bob.sends_album(["photo"] * 3, in_topic_of=alice, captions=["wrong"])

    recall = await bob.replies(sent[1], "/recall")
    again = await bob.replies(sent[0], "/recall")

    assert alice.inbox == []
    assert told(bob, alice, DONE) == [recall]
    assert told(bob, alice, "recalled already") == [again]


async def test_a_queued_album_is_taken_back_as_a_whole(desk: Story) -> None:
    alice, bob = await pair(desk)

    with desk.held_back(alice):
        topic = desk.topics_of(alice)[0].id
        sent = bob.person.sends_album(["photo"] * 3, to=desk.group, topic=topic)
        await desk.taken()
        recall = bob.person.writes("/recall", to=desk.group, reply_to=sent[0])
        await desk.taken()
    await desk.settled()

    assert len(alice.person.chat().messages_by_id) == 1
    assert told(bob, alice, DONE) == [recall]


async def test_an_answer_is_taken_back_only_once(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the wrong one")
    await bob.replies(answer, "/recall")

    again = await bob.replies(answer, "/recall")

    assert told(bob, alice, "recalled already") == [again]
    assert len(desk.sandbox.calls_of("deleteMessage")) == 1


async def test_what_is_too_old_stays_and_operators_learn_it(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the wrong one")
    desk.world.now = lambda: datetime.now(UTC) + timedelta(hours=49)

    recall = await bob.replies(answer, "/recall")
    again = await bob.replies(answer, "/recall")

    assert [m.text for m in alice.inbox] == ["the wrong one"]
    assert told(bob, alice, NOT_DONE) == [recall, again]


async def test_what_could_not_be_taken_back_is_an_answer_as_before(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the wrong one")
    desk.sandbox.faults.add(
        "error", method="deleteMessage", code=400, description="Bad Request: message can't be deleted"
    )

    await bob.replies(answer, "/recall")
    await bob.edits(answer, text="the right one")
    seen = [m.text for m in alice.inbox]
    recall = await bob.replies(answer, "/recall")

    assert seen == ["the right one"]
    assert alice.inbox == []
    assert told(bob, alice, DONE) == [recall]


async def test_what_the_customer_deleted_counts_as_taken_back(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the wrong one")
    alice.person.deletes(*alice.inbox)

    recall = await bob.replies(answer, "/recall")

    assert told(bob, alice, DONE) == [recall]


async def test_what_never_arrived_is_taken_back_for_good(desk: Story) -> None:
    alice, bob = await pair(desk)
    alice.person.blocks()
    await desk.settled()
    answer = await bob.answers(in_topic_of=alice, text="the wrong one")
    alice.person.unblocks()
    await desk.settled()

    recall = await bob.replies(answer, "/recall")

    assert alice.inbox == []
    assert told(bob, alice, DONE) == [recall]


async def test_only_answers_can_be_taken_back(desk: Story) -> None:
    alice, bob = await pair(desk)
    note = await bob.answers(in_topic_of=alice, text="// internal")
    question = desk.in_topic_of(alice)[0]
    (card,) = bob.sees("First seen", in_topic_of=alice)

    asked = [await bob.replies(message, "/recall") for message in (note, question, card)]
    asked.append(await bob.answers(in_topic_of=alice, text="/recall"))

    assert told(bob, alice, WHAT) == asked
    assert desk.sandbox.calls_of("deleteMessage") == []
    assert alice.inbox == []


async def test_what_was_taken_back_is_neither_edited_nor_reacted_to(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the wrong one")
    await bob.replies(answer, "/recall")
    calls = len(desk.sandbox.calls_of("editMessageText", "setMessageReaction"))

    await bob.edits(answer, text="the right one")
    await bob.reacts(answer, "👍")

    assert len(desk.sandbox.calls_of("editMessageText", "setMessageReaction")) == calls
    assert alice.inbox == []


async def test_a_reply_to_what_was_taken_back_crosses_without_the_link(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the wrong one")
    await bob.replies(answer, "/recall")

    await bob.replies(answer, "I meant the blue one")

    assert [(m.text, m.reply_to) for m in alice.inbox] == [("I meant the blue one", None)]


async def test_elsewhere_the_command_does_nothing(desk: Story) -> None:
    alice, bob = await pair(desk)
    await bob.answers(in_topic_of=alice, text="fine")

    await bob.writes_in_general("/recall")

    assert alice.sees("fine")
