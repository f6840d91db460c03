"""Setting up without knowing ids: an admin adds the bot to a forum group and says /setup there."""

import math
from collections.abc import Callable

import pytest

from bot.domain.walk import link_to_add
from bot.outbox import calls
from bot.sandbox.groups import Group
from bot.sandbox.members import USUAL_RIGHTS
from bot.sandbox.messages import SandboxMessage
from bot.sandbox.people import Person
from bot.services import setup
from bot.services.setup import Walk
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
    (offer,) = _says(desk, desk.group, "send /setup, and this group is the desk")
    (done,) = _says(desk, desk.group, "is the desk now")
    assert "Support" in done.text
    assert done.reply_to is not None and done.reply_to.text == "/setup"
    assert offer.id < done.id
    assert all(
        word in done.text for word in (f"@{desk.bot.username}", "/help", "/settings", "/hours", "/sla")
    )


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


# What the Bot API says of an administrator of a channel.
CHANNEL_RIGHTS = dict.fromkeys(
    (
        *(
            "can_be_edited",
            "is_anonymous",
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
        ),
        *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
        *("can_post_stories", "can_edit_stories", "can_delete_stories", "can_send_welcome_messages"),
    ),
    False,
)

MISSING = {
    "can_manage_topics": "Manage topics",
    "can_delete_messages": "Delete messages",
    "can_pin_messages": "Pin messages",
}


@pytest.mark.parametrize(("right", "words"), MISSING.items(), ids=MISSING)
async def test_a_missing_right_is_named_and_once_given_the_desk_goes_on_by_itself(
    desk: Story, right: str, words: str
) -> None:
    desk.owner.adds_bot(desk.group, desk.bot, admin=True, rights=USUAL_RIGHTS - {right})
    await desk.settled()

    desk.owner.writes("/setup", to=desk.group)
    (said,) = await desk.until(lambda: _says(desk, desk.group, "I go on by myself"))

    assert _wrong(said) == [f"✗ The bot lacks the right “{words}”."]
    assert f"Administrators → the bot → {words}" in said.text
    assert "✓ Topics are switched on." in said.text
    desk.owner.promotes(desk.group, desk.bot)
    (done,) = await desk.until(lambda: _says(desk, desk.group, "is the desk now"))
    assert done.reply_to is not None and done.reply_to.text == "/setup"
    await desk.until(lambda: _wrong(said) == [] and said.markup is None)


async def test_one_checklist_shows_what_is_still_missing(desk: Story) -> None:
    desk.group.set_forum(False)
    desk.owner.adds_bot(desk.group, desk.bot)
    await desk.settled()

    desk.owner.writes("/setup", to=desk.group)
    (said,) = await desk.until(lambda: _says(desk, desk.group, "I go on by myself"))

    assert [line[:20] for line in _wrong(said)] == ["✗ The group is not a", "✗ The bot is not an "]
    assert "Privacy mode is on" in said.text and "Group Privacy → Turn off" in said.text
    desk.owner.promotes(desk.group, desk.bot)
    await desk.until(lambda: len(_wrong(said)) == 1)
    assert "privacy mode does not matter" in said.text.lower()
    desk.group.set_forum(True)  # nobody is told
    await desk.admin().presses("🔄 Look again", on=said)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))


async def test_a_look_that_finds_nothing_new_can_be_seen(desk: Story) -> None:
    desk.owner.adds_bot(desk.group, desk.bot)
    desk.owner.writes("/setup", to=desk.group)
    (said,) = await desk.until(lambda: _says(desk, desk.group, "I go on by myself"))
    before = said.text
    await desk.time_passes(minutes=1)

    shown = await desk.admin().presses("🔄 Look again", on=said)

    assert shown == "Looking again…"
    await desk.until(lambda: said.text != before)
    assert len(_says(desk, desk.group, "I go on by myself")) == 1


async def test_a_deleted_checklist_is_shown_anew(desk: Story) -> None:
    desk.owner.adds_bot(desk.group, desk.bot)
    desk.owner.writes("/setup", to=desk.group)
    (said,) = await desk.until(lambda: _says(desk, desk.group, "I go on by myself"))
    await desk.settled()
    desk.group.delete(said)

    desk.owner.promotes(desk.group, desk.bot, USUAL_RIGHTS - {"can_pin_messages"})

    (anew,) = await desk.until(lambda: _says(desk, desk.group, "I go on by myself"))
    assert _wrong(anew) == ["✗ The bot lacks the right “Pin messages”."]


async def test_nobody_but_an_admin_presses_its_buttons(desk: Story) -> None:
    mallory = desk.operator("Mallory")
    desk.owner.adds_bot(desk.group, desk.bot, admin=True)
    (offer,) = await desk.until(lambda: _says(desk, desk.group, "Press the button or send /setup"))

    refused = await mallory.presses("✅ Make this group the desk", on=offer)

    assert "Only an admin" in refused
    assert desk.running_app.desks.group.id is None
    await desk.admin().presses("✅ Make this group the desk", on=offer)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))
    assert await desk.admin().forges("w:take", on=offer)  # it has come to its end: an answer, no effect


async def test_the_bots_own_link_sets_a_group_up_without_a_word(desk: Story) -> None:
    alice = desk.customer("Alice")
    desk.owner.writes("/setup")
    (walk,) = await desk.until(lambda: desk.owner.sees("There is no operators’ group yet"))
    assert walk.markup is not None
    (link,) = [button["url"] for row in walk.markup["inline_keyboard"] for button in row if "url" in button]

    desk.owner.follows_link_to_add(link, desk.group, desk.bot)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))

    await alice.writes("help")
    assert desk.texts_in_topic_of(alice) == ["help"]
    await desk.admin().presses("🔄 Look again", on=walk)
    await desk.until(lambda: "get a topic there" in walk.text)
    assert "url" not in str(walk.markup)


async def test_a_group_added_by_the_link_but_without_topics_waits_for_them(desk: Story) -> None:
    desk.group.set_forum(False)

    desk.owner.follows_link_to_add(link_to_add(desk.bot.username), desk.group, desk.bot)
    (said,) = await desk.until(lambda: _says(desk, desk.group, "I go on by myself"))

    assert len(_wrong(said)) == 1 and "Topics are switched off" in said.text
    assert "Edit (✏️ on Android; on a computer ⋮ → Manage group) → Topics → switch on" in said.text


async def test_a_basic_group_is_told_that_topics_make_it_another(desk: Story) -> None:
    desk.group = desk.world.add_basic_group("Old friends", owner=desk.owner)
    desk.owner.adds_bot(desk.group, desk.bot, admin=True)
    desk.owner.writes("/setup", to=desk.group)
    (said,) = await desk.until(lambda: _says(desk, desk.group, "I go on by myself"))
    assert "basic group" in said.text and "supergroup" in said.text
    await desk.settled()

    desk.group.migrate()
    desk.group.set_forum(True)

    (done,) = await desk.until(lambda: _says(desk, desk.group, "is the desk now"))
    assert done.room is desk.group
    await desk.settled()
    assert len(_says(desk, desk.group, "is the desk now")) == 1


async def test_a_look_that_comes_back_when_another_group_is_set_up_has_no_effect(desk: Story) -> None:
    desk.owner.adds_bot(desk.group, desk.bot)
    desk.owner.writes("/setup", to=desk.group)
    await desk.until(lambda: _says(desk, desk.group, "I go on by myself"))
    old = Walk(desk.group.id - 1, is_asked=True, admin_id=desk.owner.id)

    async with desk.running_app.desks.open() as late:
        await setup.conclude(late, begun=old, now=old, title="Old", checklist="", bot="")
        await late.commit()

    assert desk.running_app.desks.group.id is None
    desk.owner.promotes(desk.group, desk.bot)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))


async def test_a_kick_ends_the_setting_up(desk: Story) -> None:
    desk.owner.adds_bot(desk.group, desk.bot)
    desk.owner.writes("/setup", to=desk.group)
    await desk.until(lambda: _says(desk, desk.group, "I go on by myself"))
    desk.owner.kicks(desk.group, desk.bot)
    await desk.settled()

    desk.owner.writes("/setup")
    (said,) = await desk.until(lambda: desk.owner.sees("Setting up @"))

    assert "There is no operators’ group yet" in said.text


async def test_what_is_missing_is_said_in_private_where_the_bot_may_not_write(desk: Story) -> None:
    desk.owner.starts(desk.bot)
    desk.group.permissions["can_send_messages"] = False
    desk.owner.adds_bot(desk.group, desk.bot)
    await desk.settled()

    desk.owner.writes("/setup", to=desk.group)

    assert await desk.until(lambda: desk.owner.sees("I go on by myself"))
    desk.owner.promotes(desk.group, desk.bot)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))


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
    assert "Administrators → you → switch off “Remain anonymous”" in said.text
    desk.owner.writes("/setup", to=desk.group)
    await desk.until(lambda: _says(desk, desk.group, "is the desk now"))


async def test_a_stranger_who_adds_the_bot_is_told_once_and_left(desk: Story) -> None:
    mallory = desk.world.add_user("Mallory")
    group = desk.world.add_forum("Fans of Mallory", owner=mallory)

    mallory.adds_bot(group, desk.bot)
    await desk.until(lambda: not group.member(desk.bot).is_present)
    await desk.settled()

    (said,) = _says(desk, group, "")
    assert f"Your id is {mallory.id}" in said.text and "ADMIN_IDS" in said.text


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


async def test_setup_in_private_leads_an_admin_from_start_on(desk: Story) -> None:
    desk.bot.can_join_groups = False

    desk.owner.starts(desk.bot)
    (said,) = await desk.until(lambda: desk.owner.sees("Setting up @"))

    assert "✓ The token is right" in said.text
    assert "Bot Settings → Allow Groups? → Turn groups on" in said.text
    assert "New Group" in said.text
    assert "startgroup=setup&admin=manage_topics+delete_messages+pin_messages" in str(said.markup)


async def test_setup_in_private_tells_how_the_desk_is(desk: Story) -> None:
    await _set_up(desk, desk.owner)
    desk.owner.writes("/setup")
    (said,) = await desk.until(lambda: desk.owner.sees("All is right"))
    assert "✓ The bot is in the group “Support”." in said.text

    desk.owner.demotes(desk.group, desk.bot, ["can_pin_messages"])
    await desk.admin().presses("🔄 Look again", on=said)

    await desk.until(lambda: _wrong(said) == ["✗ The bot lacks the right “Pin messages”."])


async def test_setup_of_a_customer_is_a_message_as_any_other(desk: Story) -> None:
    alice = desk.customer("Alice")
    await _set_up(desk, desk.owner)

    await alice.writes("/setup")

    assert desk.texts_in_topic_of(alice) == ["/setup"]


async def test_without_admins_setup_tells_everybody_how_to_become_one(opens: OpensStory) -> None:
    desk = await opens(admin_ids=())
    alice = desk.customer("Alice", language_code="ru")

    await alice.writes("/setup")

    (said,) = alice.sees(f"ADMIN_IDS={alice.id}")
    assert "впишите" in said.text
    assert desk.topics_of(alice) == []
    desk.owner.writes("/setup", to=desk.group)
    await desk.until(lambda: _says(desk, desk.group, f"ADMIN_IDS={desk.owner.id}"))


async def test_a_channel_is_left_and_its_admin_told_why(desk: Story) -> None:
    desk.owner.starts(desk.bot)
    await desk.settled()
    channel = {"id": -1009990001, "title": "News <1>", "type": "channel"}
    was, now = (
        {"user": desk.bot.user, "status": "left"},
        {"user": desk.bot.user, "status": "administrator", **CHANNEL_RIGHTS},
    )
    event = {"chat": channel, "from": desk.owner.user, "date": 1, "old_chat_member": was}

    desk.bot.updates.put(
        {"my_chat_member": {**event, "new_chat_member": now}}, ("my_chat_member", 1), math.inf
    )

    (said,) = await desk.until(lambda: desk.owner.sees("is a channel"))
    assert "“News <1>”" in said.text


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


def _wrong(message: SandboxMessage) -> list[str]:
    """The lines of a checklist that say what is wrong."""
    return [line for line in message.text.splitlines() if line.startswith("✗")]


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
    await desk.until(lambda: _says(desk, other, f"OPERATOR_GROUP_ID={other.id}"))
    await alice.writes("help")

    assert desk.texts_in_topic_of(alice) == ["help"]
