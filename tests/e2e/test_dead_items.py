"""Dead items: given up, kept, said where it matters, and sent after all when an admin wants it."""

import pytest

from bot.domain.content import Content
from bot.outbox import carrier
from bot.outbox.ladder import Ladder, Source, Target, rungs
from db.enums import OutboxState
from db.queries import outbox
from tests.e2e.conftest import OpensStory
from tests.e2e.stored import outbox_items
from tests.e2e.story import Story


async def test_an_answer_that_died_of_a_block_is_delivered_when_it_is_revived(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await alice.blocks_the_bot()
    first = await bob.answers(in_topic_of=alice, text="one")
    second = await bob.sends("photo", in_topic_of=alice, caption="two")
    await alice.unblocks_the_bot()
    assert [first.reaction_emoji, second.reaction_emoji] == [["👎"], ["👎"]]

    await _revive(desk)

    assert [message.text for message in alice.inbox] == ["one", "two"]
    assert [first.reaction_emoji, second.reaction_emoji] == [[], []]
    assert await outbox_items(desk, OutboxState.DEAD) == []


async def test_a_revived_answer_is_marked_as_delivered_where_that_is_switched_on(opens: OpensStory) -> None:
    desk = await opens(mark_delivered=True)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await alice.blocks_the_bot()
    answer = await bob.answers(in_topic_of=alice, text="one")
    await alice.unblocks_the_bot()

    await _revive(desk)

    assert answer.reaction_emoji == ["👌"]


async def test_a_revived_answer_that_fails_again_is_dead_again(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await alice.blocks_the_bot()
    answer = await bob.answers(in_topic_of=alice, text="one")

    await _revive(desk)

    assert answer.reaction_emoji == ["👎"]
    assert len(await outbox_items(desk, OutboxState.DEAD)) == 1


async def test_a_rejected_message_of_a_customer_arrives_when_it_is_revived(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    for method in ("sendMessage", "copyMessage", "forwardMessage"):
        desk.sandbox.faults.add(
            "error", method=method, chat_id=desk.group.id, code=400, description="Bad Request: not today"
        )
    await alice.writes("precious")
    assert not bob.sees("precious", in_topic_of=alice)
    desk.sandbox.faults.clear()

    await _revive(desk)

    assert bob.sees("precious", in_topic_of=alice)


async def test_what_was_revived_while_the_bot_was_away_is_sent_when_it_is_back(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await alice.blocks_the_bot()
    await bob.answers(in_topic_of=alice, text="one")
    await alice.unblocks_the_bot()
    await _move(desk, OutboxState.DEAD, OutboxState.RETRY)

    await desk.restart()
    assert desk.app is not None
    await desk.app.jobs.revive()
    await desk.settled()

    assert [message.text for message in alice.inbox] == ["one"]


async def test_what_is_buried_stays_so(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await alice.blocks_the_bot()
    await bob.answers(in_topic_of=alice, text="one")
    await alice.unblocks_the_bot()

    await _move(desk, OutboxState.DEAD, OutboxState.BURIED)
    await _revive(desk)

    assert alice.inbox == []


async def test_a_revived_item_does_not_disturb_what_is_on_its_way(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await alice.blocks_the_bot()
    await bob.answers(in_topic_of=alice, text="old")
    await alice.unblocks_the_bot()
    slow = desk.sandbox.faults.add("slow", method="sendMessage", chat_id=alice.id, seconds=0.3)

    for text in ("new 1", "new 2"):
        bob.person.writes(text, to=desk.group, topic=desk.topics_of(alice)[0].id)
    await desk.until(lambda: slow.struck)
    await _revive(desk)

    assert [message.text for message in alice.inbox] == ["new 1", "old", "new 2"]


async def test_what_the_desk_itself_stumbles_over_dies_aloud(
    desk: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")

    def stumble(content: Content, source: Source, target: Target) -> Ladder:
        if content.text == "stumble":
            raise LookupError("over my own feet")
        return rungs(content, source, target)

    monkeypatch.setattr(carrier, "rungs", stumble)

    answer = await bob.answers(in_topic_of=alice, text="stumble")
    await bob.answers(in_topic_of=alice, text="after it")

    assert [message.text for message in alice.inbox] == ["after it"]
    assert answer.reaction_emoji == ["👎"]
    assert bob.sees("Not delivered", in_topic_of=alice)
    (dead,) = await outbox_items(desk, OutboxState.DEAD)
    assert dead.error is not None and "over my own feet" in dead.error


async def test_admins_learn_of_the_desks_own_words_that_died(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    desk.owner.starts(desk.bot)
    await alice.writes("help")
    desk.sandbox.faults.add(
        "error", method="sendMessage", chat_id=desk.group.id, code=400, description="Bad Request: not today"
    )

    await bob.answers(in_topic_of=alice, text="/help")

    (told,) = desk.owner.sees("was given up")
    assert "not today" in told.text


async def test_words_to_an_admin_that_die_are_not_told_to_the_admin(desk: Story) -> None:
    desk.owner.starts(desk.bot)
    await desk.settled()
    rejected = desk.sandbox.faults.add(
        "error", method="sendMessage", chat_id=desk.owner.id, times=5, code=400, description="Bad Request: no"
    )

    desk.owner.writes("/help")
    await desk.settled()

    assert rejected.struck == 1


async def _revive(desk: Story) -> None:
    """An admin wants all dead items tried again."""
    await _move(desk, OutboxState.DEAD, OutboxState.RETRY)
    assert desk.app is not None
    await desk.app.jobs.revive()
    await desk.settled()


async def _move(desk: Story, old: OutboxState, new: OutboxState) -> None:
    assert desk.app is not None
    async with desk.app.database.transaction() as tx:
        await outbox.change_state(tx.session, None, old, new)
        await tx.commit()
