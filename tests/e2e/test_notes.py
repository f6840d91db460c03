"""What is not meant for a customer never reaches one."""

from typing import Any

import pytest

from bot.sandbox.messages import ANONYMOUS_ADMIN, SandboxMessage
from tests.e2e.conftest import OpensStory
from tests.e2e.story import Customer, Operator, Story


async def pair(desk: Story) -> tuple[Customer, Operator]:
    """A customer with a topic, and an operator."""
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("hello")
    return alice, bob


def question_of(desk: Story, customer: Customer) -> SandboxMessage:
    """The copy of what the customer wrote last."""
    return [m for m in desk.in_topic_of(customer) if m.sender is desk.bot][-1]


# notes


async def test_notes_stay_in_the_topic(desk: Story) -> None:
    alice, bob = await pair(desk)

    for text in (
        "// she is a difficult one",
        "//she is a difficult one",
        "//",
        "///",
        "// /recall",
        "/note she is a difficult one",
        "/note",
        "/NOTE she is a difficult one",
        "/note\nshe is a difficult one",
        "/note@forumdesk_bot she is a difficult one",
    ):
        await bob.answers(in_topic_of=alice, text=text)
        await bob.replies(question_of(desk, alice), text)
    await bob.answers(in_topic_of=alice, text="fine")

    assert [m.text for m in alice.inbox] == ["fine"]
    assert not bob.sees("Unknown command", in_topic_of=alice)


@pytest.mark.parametrize("caption", ["// her passport", "/note her passport", "/whatever"])
async def test_media_with_a_note_or_command_as_caption_stay_in_the_topic(desk: Story, caption: str) -> None:
    alice, bob = await pair(desk)

    for kind in ("photo", "document", "voice"):
        await bob.sends(kind, in_topic_of=alice, caption=caption)

    assert alice.inbox == []


async def test_a_slash_inside_a_text_makes_no_note(desk: Story) -> None:
    alice, bob = await pair(desk)

    for text in ("see https://example.com//x", "either // or", "10/10"):
        await bob.answers(in_topic_of=alice, text=text)

    assert [m.text for m in alice.inbox] == ["see https://example.com//x", "either // or", "10/10"]


async def test_what_customers_write_is_no_note(desk: Story) -> None:
    alice, bob = await pair(desk)

    await alice.writes("// I read about this")
    await alice.writes("/unknown")
    await alice.sends_album(["photo", "photo"], captions=["// both"])

    for text in ("// I read about this", "/unknown", "// both"):
        assert bob.sees(text, in_topic_of=alice)


# commands


async def test_commands_stay_in_the_topic(desk: Story) -> None:
    alice, bob = await pair(desk)

    asked = [await bob.answers(in_topic_of=alice, text=text) for text in ("/help", "/help@forumdesk_bot")]
    for text in ("/whatever", "/whatever@forumdesk_bot", "/", "/start", "/setup"):
        await bob.answers(in_topic_of=alice, text=text)

    assert alice.inbox == []
    assert [m.reply_to for m in bob.sees("What you write in this topic", in_topic_of=alice)] == asked


async def test_an_unknown_command_is_answered_to_the_operator(desk: Story) -> None:
    alice, bob = await pair(desk)

    sent = await bob.answers(in_topic_of=alice, text="/whatever you want")
    pictured = await bob.sends("photo", in_topic_of=alice, caption="/whatever")
    album = await bob.sends_album(["photo", "photo"], in_topic_of=alice, captions=[None, "/whatever"])

    told = [m.reply_to for m in bob.sees("Unknown command, nothing was sent", in_topic_of=alice)]
    assert told == [sent, pictured, album[1]]


async def test_commands_for_other_bots_are_none_of_our_business(desk: Story) -> None:
    alice, bob = await pair(desk)
    before = len(desk.in_topic_of(alice))

    await bob.answers(in_topic_of=alice, text="/whatever@other_bot")
    await bob.answers(in_topic_of=alice, text="/recall@other_bot")
    await bob.answers(in_topic_of=alice, text="/note@other_bot do")

    assert alice.inbox == []
    assert len(desk.in_topic_of(alice)) == before + 3


# other places, other authors


async def test_what_is_said_outside_customers_topics_stays_there(desk: Story) -> None:
    alice, bob = await pair(desk)
    other = desk.owner.creates_topic(desk.group, "Lunch")
    elsewhere = desk.world.add_forum("Elsewhere", owner=desk.owner)
    elsewhere.add_bot(desk.bot)
    await desk.settled()

    await bob.writes_in_general("in General")
    bob.person.writes("in another topic", to=desk.group, topic=other.id)
    bob.person.sends_album(["photo", "photo"], to=desk.group, topic=other.id)
    bob.person.writes("/note in another topic", to=desk.group, topic=other.id)
    await desk.settled()

    assert alice.inbox == []


async def test_a_topic_with_a_customers_name_is_not_a_customers_topic(desk: Story) -> None:
    alice, bob = await pair(desk)
    namesake = desk.owner.creates_topic(desk.group, "Alice")

    bob.person.writes("not for you", to=desk.group, topic=namesake.id)
    await desk.settled()

    assert alice.inbox == []


async def test_answers_reach_only_the_topics_customer(desk: Story) -> None:
    alice, bob = await pair(desk)
    bella = desk.customer("Bella")
    await bella.writes("hello")

    await bob.answers(in_topic_of=alice, text="for Alice")
    await bob.answers(in_topic_of=bella, text="for Bella")

    assert [m.text for m in alice.inbox] == ["for Alice"]
    assert [m.text for m in bella.inbox] == ["for Bella"]


async def test_an_anonymous_admin_is_an_operator(desk: Story) -> None:
    alice, _ = await pair(desk)
    topic = desk.topics_of(alice)[0].id

    sent = desk.owner.writes("the blue one", to=desk.group, topic=topic, as_group=True)
    desk.owner.writes("// internal", to=desk.group, topic=topic, as_group=True)
    await desk.settled()
    desk.owner.edits(sent, text="the red one")
    await desk.settled()
    seen = [m.text for m in alice.inbox]
    desk.owner.writes("/recall", to=desk.group, reply_to=sent, as_group=True)
    await desk.settled()

    assert seen == ["the red one"]
    assert alice.inbox == []


async def test_somebody_who_speaks_as_a_channel_is_no_operator(desk: Story) -> None:
    alice, bob = await pair(desk)
    channel = {"id": -100777, "type": "channel", "title": "Bob's channel"}

    bob.person.writes("buy now", to=desk.group, topic=desk.topics_of(alice)[0].id, as_channel=channel)
    await desk.settled()

    assert alice.inbox == []


@pytest.mark.parametrize("author", ["another bot", "linked channel", "anonymous admin of another group"])
async def test_what_bots_and_linked_channels_say_stays_in_the_topic(desk: Story, author: str) -> None:
    alice, _ = await pair(desk)
    topic = desk.topics_of(alice)[0].id
    channel = {"id": -100777, "type": "channel", "title": "News"}
    authors: dict[str, dict[str, Any]] = {
        "another bot": {"from": {"id": 99, "is_bot": True, "first_name": "Other", "username": "other_bot"}},
        "linked channel": {
            "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
            "sender_chat": channel,
            "is_automatic_forward": True,
        },
        "anonymous admin of another group": {
            "from": ANONYMOUS_ADMIN,
            "sender_chat": {"id": -100888, "type": "supergroup", "title": "Other"},
        },
    }

    message = {
        "message_id": desk.group.next_message_id + 100,
        "chat": desk.group.chat,
        "date": desk.world.timestamp(),
        "message_thread_id": topic,
        "is_topic_message": True,
        **authors[author],
    }
    desk.world.push(desk.bot, {"message": {**message, "text": "buy now"}})
    desk.world.push(desk.bot, {"edited_message": {**message, "text": "buy cheaper", "edit_date": 1}})
    desk.world.push(
        desk.bot, {"message": {**message, "message_id": message["message_id"] + 1, "text": "/help"}}
    )
    await desk.settled()

    assert alice.inbox == []


# service messages


async def test_service_messages_of_the_topic_stay_there(desk: Story) -> None:
    alice, bob = await pair(desk)
    topic = desk.topics_of(alice)[0]
    said = len(alice.inbox)

    desk.owner.pins(question_of(desk, alice))
    desk.owner.renames_topic(desk.group, topic, "Alice (VIP)", icon="5237699328843200968")
    desk.owner.closes_topic(desk.group, topic)
    desk.owner.reopens_topic(desk.group, topic)
    for kind, content in {
        "video_chat_started": {},
        "video_chat_ended": {"duration": 5},
        "boost_added": {"boost_count": 1},
        "new_chat_title": "Support!",
        "message_auto_delete_timer_changed": {"message_auto_delete_time": 86400},
        "giveaway_created": {},
        "checklist_tasks_done": {"marked_as_done_task_ids": [1]},
    }.items():
        desk.group.post(bob.person, kind, {kind: content}, topic.id)
    await desk.settled()

    assert len(alice.inbox) == said
    assert not bob.sees("⚠️", in_topic_of=alice)


async def test_an_event_that_telegram_invents_next_year_stays_in_the_topic(desk: Story) -> None:
    alice, bob = await pair(desk)

    desk.group.post(bob.person, "mood_changed", {"mood_changed": {}}, desk.topics_of(alice)[0].id)
    await desk.settled()

    assert alice.inbox == []


async def test_service_messages_of_the_private_chat_stay_there(desk: Story) -> None:
    alice, bob = await pair(desk)
    await bob.answers(in_topic_of=alice, text="fine")
    before = len(desk.in_topic_of(alice))
    chat = alice.person.chat()

    alice.person.pins(alice.inbox[0])
    for kind, content in {
        "message_auto_delete_timer_changed": {"message_auto_delete_time": 86400},
        "write_access_allowed": {},
        "users_shared": {"request_id": 1, "users": []},
        "chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🎄"}},
    }.items():
        message = SandboxMessage(
            chat, chat.take_number(), desk.world.timestamp(), alice.person, kind, {kind: content}
        )
        chat.messages_by_id[message.id] = message
        desk.world.push(desk.bot, {"message": message.raw})
    await desk.settled()

    assert len(desk.in_topic_of(alice)) == before
    assert [m.text for m in alice.inbox] == ["fine"]


# replies mode


@pytest.fixture
async def quiet_desk(opens: OpensStory) -> Story:
    """A desk where only explicit replies reach customers."""
    return await opens(relay_mode="replies")


async def test_where_only_replies_count_nothing_else_reaches_the_customer(quiet_desk: Story) -> None:
    alice, bob = await pair(quiet_desk)

    await bob.answers(in_topic_of=alice, text="what does she mean?")
    await bob.sends("photo", in_topic_of=alice, caption="look")
    await bob.replies(question_of(quiet_desk, alice), "// no idea")
    await bob.replies(question_of(quiet_desk, alice), "hello")
    await bob.sends_album(["photo", "photo"], in_topic_of=alice, reply_to=question_of(quiet_desk, alice))

    assert [(m.kind, m.text) for m in alice.inbox] == [("text", "hello"), ("photo", ""), ("photo", "")]


async def test_where_only_replies_count_one_may_reply_to_an_own_answer(quiet_desk: Story) -> None:
    alice, bob = await pair(quiet_desk)
    answer = await bob.replies(question_of(quiet_desk, alice), "hello")

    await bob.replies(answer, "and welcome")

    assert [m.text for m in alice.inbox] == ["hello", "and welcome"]


async def test_where_only_replies_count_a_reply_to_a_colleague_is_internal(quiet_desk: Story) -> None:
    alice, bob = await pair(quiet_desk)
    carol = quiet_desk.operator("Carol")
    remark = await bob.answers(in_topic_of=alice, text="is it fixed?")
    note = await bob.answers(in_topic_of=alice, text="// is it?")

    reply = await carol.replies(remark, "not before Monday")
    await bob.replies(reply, "oh")
    await carol.replies(note, "no")

    assert alice.inbox == []


async def test_where_only_replies_count_edits_of_answers_cross(quiet_desk: Story) -> None:
    alice, bob = await pair(quiet_desk)
    answer = await bob.replies(question_of(quiet_desk, alice), "helo")
    remark = await bob.answers(in_topic_of=alice, text="internal")

    await bob.edits(answer, text="hello")
    await bob.edits(remark, text="still internal")

    assert [m.text for m in alice.inbox] == ["hello"]


async def test_where_only_replies_count_help_says_so(quiet_desk: Story) -> None:
    alice, bob = await pair(quiet_desk)

    await bob.answers(in_topic_of=alice, text="/help")

    assert bob.sees("Only replies go to the customer", in_topic_of=alice)
