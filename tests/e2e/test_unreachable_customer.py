"""A customer blocks the bot, or the account is deleted: seen once, where it matters, and not for ever."""

from bot.sandbox.messages import SandboxMessage
from tests.e2e.conftest import OpensStory
from tests.e2e.story import Customer, Operator, Story

BLOCKED = "has blocked the bot"
BACK = "The customer is back"


async def test_operators_learn_of_a_block_once_and_each_answer_is_marked(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await alice.blocks_the_bot()

    first = await bob.answers(in_topic_of=alice, text="one")
    second = await bob.answers(in_topic_of=alice, text="two")

    assert [first.reaction_emoji, second.reaction_emoji] == [["👎"], ["👎"]]
    assert len(_said(desk, alice, BLOCKED)) == 1
    assert BLOCKED in _card(desk, alice).text


async def test_a_deleted_account_is_noticed_by_the_first_answer(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    alice.person.deactivates()

    answers = [await bob.answers(in_topic_of=alice, text=text) for text in ("one", "two", "three")]

    assert [answer.reaction_emoji for answer in answers] == [["👎"]] * 3
    assert len(_said(desk, alice, BLOCKED)) == 1


async def test_a_block_in_the_middle_of_an_album_marks_the_album(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await alice.blocks_the_bot()

    album = await bob.sends_album(["photo", "photo", "video"], in_topic_of=alice)

    assert album[0].reaction_emoji == ["👎"]
    assert len(_said(desk, alice, BLOCKED)) == 1


async def test_everything_works_again_when_the_customer_is_back(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await alice.blocks_the_bot()
    await bob.answers(in_topic_of=alice, text="lost")

    await alice.unblocks_the_bot()
    answer = await bob.answers(in_topic_of=alice, text="found")
    await alice.writes("thanks")

    assert [m.text for m in alice.sees("")] == ["found"]
    assert answer.reaction_emoji == []
    assert bob.sees("thanks", in_topic_of=alice)
    (said,) = _said(desk, alice, BACK)
    assert "One answer did not arrive" in said.text
    assert BLOCKED not in _card(desk, alice).text


async def test_a_second_block_counts_only_its_own_answers(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await _lose_answers(alice, bob, 1)

    await _lose_answers(alice, bob, 2)

    first, second = _said(desk, alice, BACK)
    assert "One answer did not arrive" in first.text
    assert "2 answers did not arrive" in second.text
    assert len(_said(desk, alice, BLOCKED)) == 2


async def test_writing_again_ends_a_block_that_no_update_told_of(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    alice.person.deactivates()
    await bob.answers(in_topic_of=alice, text="lost")

    alice.person.is_deactivated = False
    await alice.writes("I am here")

    assert len(_said(desk, alice, BACK)) == 1
    await bob.answers(in_topic_of=alice, text="hello")
    assert alice.sees("hello")


async def test_a_block_before_any_topic_is_forgotten_with_the_return(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.starts()
    await alice.blocks_the_bot()

    await alice.starts()
    await alice.writes("help")

    assert alice.sees("Hello, Alice")
    assert bob.sees("help", in_topic_of=alice)
    assert not _said(desk, alice, BLOCKED)


async def test_a_delivered_answer_is_marked_only_if_that_is_switched_on(opens: OpensStory) -> None:
    desk = await opens(mark_delivered=True)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")

    answer = await bob.answers(in_topic_of=alice, text="hi")
    album = await bob.sends_album(["photo", "photo"], in_topic_of=alice)
    note = await bob.answers(in_topic_of=alice, text="// not for her")

    assert answer.reaction_emoji == ["👌"]
    assert album[0].reaction_emoji == ["👌"]
    assert note.reaction_emoji == []


async def test_delivered_answers_are_not_marked_by_default(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")

    answer = await bob.answers(in_topic_of=alice, text="hi")

    assert alice.sees("hi")
    assert answer.reaction_emoji == []


async def _lose_answers(alice: Customer, bob: Operator, number: int) -> None:
    await alice.blocks_the_bot()
    for _ in range(number):
        await bob.answers(in_topic_of=alice, text="lost")
    await alice.unblocks_the_bot()


def _said(desk: Story, customer: Customer, text: str) -> list[SandboxMessage]:
    return [message for message in desk.in_topic_of(customer) if text in message.text]


def _card(desk: Story, customer: Customer) -> SandboxMessage:
    (topic,) = desk.topics_of(customer)
    (card,) = [message for message in topic.messages if "First seen" in message.text]
    return card
