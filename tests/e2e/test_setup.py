"""Setting up without knowing ids: an admin adds the bot to a forum group and says /setup there."""

from collections.abc import Callable

import pytest

from bot.outbox import calls
from bot.sandbox.groups import Group
from bot.sandbox.members import USUAL_RIGHTS
from bot.sandbox.messages import SandboxMessage
from bot.sandbox.people import Person
from tests.e2e.conftest import OpensStory
from tests.e2e.story import Story

SetUp = Callable[..., Group]


@pytest.fixture
async def desk(opens: OpensStory) -> Story:
    """A desk that knows no group; the bot is in none."""
    story = await opens(closed=True, operator_group_id=None)
    story.group.remove(story.bot)
    story.bot.updates.clear()
    await story.open()
    return story


async def test_an_admin_makes_a_forum_group_the_desk(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    desk.owner.adds_bot(desk.group, desk.bot, admin=True)
    await desk.settled()

    desk.owner.writes("/setup", to=desk.group)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hi")

    assert alice.sees("hi")
    (hint,) = _says(desk, desk.group, "Then send /setup here")
    (done,) = _says(desk, desk.group, "is the desk now")
    assert "Support" in done.text
    assert done.reply_to is not None and done.reply_to.text == "/setup"
    assert hint.id < done.id


async def test_what_customers_wrote_before_is_delivered_then(desk: Story) -> None:
    alice, carol, bob = desk.customer("Alice"), desk.customer("Carol"), desk.operator("Bob")
    await alice.starts()
    await alice.writes("one")
    await alice.sends("photo", caption="two")
    await carol.writes("hello")
    assert alice.sees("Hello, Alice")

    await _set_up(desk, desk.owner)

    assert desk.lines_in_topic_of(alice) == ["one", "two"]
    assert desk.texts_in_topic_of(carol) == ["hello"]
    assert bob.sees("two", in_topic_of=alice)


async def test_what_customers_wrote_before_survives_a_restart_without_a_group(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("one")
    await desk.restart()
    await alice.writes("two")

    await _set_up(desk, desk.owner)

    assert desk.lines_in_topic_of(alice) == ["one", "two"]


async def test_the_group_is_remembered_over_a_restart(desk: Story) -> None:
    alice = desk.customer("Alice")
    await _set_up(desk, desk.owner)

    await desk.restart()
    await alice.writes("help")

    assert desk.texts_in_topic_of(alice) == ["help"]


MISSING = {
    "can_manage_topics": "Manage topics",
    "can_delete_messages": "Delete messages",
    "can_pin_messages": "Pin messages",
}


@pytest.mark.parametrize(("right", "words"), MISSING.items(), ids=MISSING)
async def test_a_missing_right_is_named(desk: Story, right: str, words: str) -> None:
    desk.owner.adds_bot(desk.group, desk.bot, admin=True, rights=USUAL_RIGHTS - {right})
    await desk.settled()

    desk.owner.writes("/setup", to=desk.group)
    (said,) = await desk.until(lambda: _says(desk, desk.group, "cannot be the desk yet"))

    assert words in said.text
    assert not [other for other in MISSING.values() if other != words and other in said.text]
    desk.owner.promotes(desk.group, desk.bot)
    desk.owner.writes("/setup", to=desk.group)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))


async def test_all_that_is_missing_is_named_at_once(desk: Story) -> None:
    desk.group.set_forum(False)
    desk.owner.adds_bot(desk.group, desk.bot)
    await desk.settled()

    desk.owner.writes("/setup", to=desk.group)
    (said,) = await desk.until(lambda: _says(desk, desk.group, "cannot be the desk yet"))

    assert "not a forum" in said.text
    assert "not an admin" in said.text


async def test_a_basic_group_is_told_what_it_lacks(desk: Story) -> None:
    group = desk.world.add_basic_group("Old friends", owner=desk.owner)
    desk.owner.adds_bot(group, desk.bot)
    await desk.settled()

    desk.owner.writes("/setup", to=group)
    (said,) = await desk.until(lambda: _says(desk, group, "cannot be the desk yet"))

    assert "not a forum" in said.text


async def test_a_group_that_is_upgraded_before_the_answer_is_still_set_up(desk: Story) -> None:
    alice = desk.customer("Alice")
    desk.group = desk.world.add_basic_group("Old friends", owner=desk.owner)
    desk.owner.adds_bot(desk.group, desk.bot, admin=True)
    await desk.settled()

    desk.owner.writes("/setup", to=desk.group)
    desk.group.migrate()
    desk.group.set_forum(True)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))

    await alice.writes("help")
    assert desk.texts_in_topic_of(alice) == ["help"]


async def test_setup_in_a_topic_is_answered_there(desk: Story) -> None:
    desk.owner.adds_bot(desk.group, desk.bot, admin=True)
    topic = desk.owner.creates_topic(desk.group, "Configuration")
    await desk.settled()

    desk.owner.writes("/setup", to=desk.group, topic=topic.id)
    (done,) = await desk.until(lambda: _says(desk, desk.group, "is the desk now"))

    assert done.topic_id == topic.id


async def test_setup_waits_until_telegram_can_be_asked(desk: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "PAUSES", (0.05,))
    desk.owner.adds_bot(desk.group, desk.bot, admin=True)
    await desk.settled()
    for kind in ("reset", "bad_gateway", "reset", "reset", "server_error"):
        desk.sandbox.faults.add(kind, method="getChat")

    desk.owner.writes("/setup", to=desk.group)

    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))


async def test_nobody_but_an_admin_can_set_up(desk: Story) -> None:
    alice, mallory = desk.customer("Alice"), desk.operator("Mallory")
    desk.owner.adds_bot(desk.group, desk.bot, admin=True)
    await desk.settled()

    mallory.person.writes("/setup", to=desk.group)
    (said,) = await desk.until(lambda: _says(desk, desk.group, "Only an admin"))
    await alice.writes("help")

    assert str(mallory.id) in said.text
    assert desk.topics_of(alice) == []
    assert desk.app is not None and desk.app.desks.group.id is None


async def test_an_anonymous_admin_is_asked_to_show_up(desk: Story) -> None:
    desk.owner.adds_bot(desk.group, desk.bot, admin=True)
    await desk.settled()

    desk.owner.writes("/setup", to=desk.group, as_group=True)
    (said,) = await desk.until(lambda: _says(desk, desk.group, "anonymous"))

    assert "1087968824" not in said.text
    desk.owner.writes("/setup", to=desk.group)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))


async def test_a_stranger_who_adds_the_bot_is_told_once_and_left(desk: Story) -> None:
    mallory = desk.world.add_user("Mallory")
    group = desk.world.add_forum("Fans of Mallory", owner=mallory)

    mallory.adds_bot(group, desk.bot)
    await desk.until(lambda: not group.member(desk.bot).is_present)
    await desk.settled()

    assert len(_says(desk, group, "")) == 1


async def test_a_second_group_is_told_once_and_left(desk: Story) -> None:
    await _set_up(desk, desk.owner)
    other = desk.world.add_forum("Another", owner=desk.owner)

    desk.owner.adds_bot(other, desk.bot, admin=True)
    await desk.until(lambda: not other.member(desk.bot).is_present)
    await desk.settled()

    assert [m.text for m in _says(desk, other, "")] == ["This bot is the desk of another group. Goodbye."]
    assert desk.group.member(desk.bot).is_present


async def test_a_group_where_the_bot_may_not_write_is_left_without_words(desk: Story) -> None:
    mallory = desk.world.add_user("Mallory")
    desk.owner.starts(desk.bot)
    group = desk.world.add_forum("Silent", owner=mallory)
    group.permissions["can_send_messages"] = False

    mallory.adds_bot(group, desk.bot)
    await desk.until(lambda: not group.member(desk.bot).is_present)
    await desk.settled()

    assert [message.text for message in desk.owner.sees("given up")] == []


async def test_a_kick_before_the_goodbye_holds_nothing_up(desk: Story) -> None:
    mallory = desk.world.add_user("Mallory")
    desk.owner.starts(desk.bot)
    group = desk.world.add_forum("Fickle", owner=mallory)

    mallory.adds_bot(group, desk.bot)
    mallory.kicks(group, desk.bot)
    await desk.settled()

    assert desk.owner.sees("given up") == []
    assert _says(desk, group, "") == []


async def test_setup_in_private_says_where_it_belongs(desk: Story) -> None:
    desk.owner.starts(desk.bot)

    desk.owner.writes("/setup")
    await desk.settled()

    assert desk.owner.sees("Send /setup in the forum group")


async def test_setup_in_another_group_moves_the_desk(desk: Story) -> None:
    alice = desk.customer("Alice")
    await _set_up(desk, desk.owner)
    await alice.writes("one")
    old = desk.group
    desk.group = desk.world.add_forum("New", owner=desk.owner)
    desk.group.members[desk.bot.id] = old.member(desk.bot)  # it has been there since before the desk
    desk.group._bots.append(desk.bot)

    desk.owner.writes("/setup", to=desk.group)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))
    await alice.writes("two")

    assert desk.texts_in_topic_of(alice) == ["two"]


async def test_what_waits_for_one_group_goes_to_the_group_that_replaces_it(desk: Story) -> None:
    alice = desk.customer("Alice")
    await _set_up(desk, desk.owner)
    await alice.writes("one")
    old = desk.group
    desk.group = desk.world.add_forum("New", owner=desk.owner)
    desk.group.members[desk.bot.id] = old.member(desk.bot)
    desk.group._bots.append(desk.bot)
    desk.owner.demotes(old, desk.bot)
    await desk.until(lambda: not desk.running_app.desks.group.is_usable)
    alice.person.writes("waits")
    await desk.taken()

    desk.owner.writes("/setup", to=desk.group)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))
    await desk.settled()

    assert desk.texts_in_topic_of(alice) == ["waits"]
    assert "waits" not in [message.text for message in old.all_messages()]


async def _set_up(desk: Story, admin: Person) -> None:
    admin.adds_bot(desk.group, desk.bot, admin=True)
    await desk.until(lambda: not desk.bot.updates.items)
    admin.writes("/setup", to=desk.group)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))
    await desk.settled()


def _says(desk: Story, group: Group, text: str) -> list[SandboxMessage]:
    """What the bot said in a group outside of customers' topics, service messages left out."""
    return [
        message
        for message in group.all_messages()
        if message.sender is desk.bot and not message.is_service and text in message.text
    ]


async def test_setup_elsewhere_does_not_overrule_the_configuration(opens: OpensStory) -> None:
    desk = await opens()  # OPERATOR_GROUP_ID is set
    alice = desk.customer("Alice")
    other = desk.world.add_forum("Other", owner=desk.owner)
    other.members[desk.bot.id] = desk.group.member(desk.bot)  # it has been there since before the desk
    other._bots.append(desk.bot)

    desk.owner.writes("/setup", to=other)
    await desk.until(lambda: _says(desk, other, "OPERATOR_GROUP_ID says"))
    await alice.writes("help")

    assert desk.texts_in_topic_of(alice) == ["help"]
