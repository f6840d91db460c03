"""Forum topics as the Bot API shows and changes them."""

import pytest

from bot.sandbox.errors import NotPossible
from tests.sandbox.conftest import Desk


async def test_a_topic_is_known_by_the_message_that_creates_it(desk: Desk) -> None:
    created = await desk.api("createForumTopic", chat_id=desk.group.id, name="Alice", icon_color=9367192)

    (update,) = await desk.api.updates()
    message = update["message"]

    assert created == {
        "message_thread_id": message["message_id"],
        "name": "Alice",
        "icon_color": 9367192,
    }
    assert message["message_thread_id"] == message["message_id"]
    assert message["is_topic_message"] is True
    assert message["forum_topic_created"] == {"name": "Alice", "icon_color": 9367192}
    assert "reply_to_message" not in message
    assert message["chat"]["is_forum"] is True


async def test_each_topic_message_seems_to_answer_the_creation(desk: Desk) -> None:
    thread = await desk.topic()

    sent = await desk.say("hello", message_thread_id=thread)
    desk.olga.writes("and this", to=desk.group, topic=thread)
    seen = (await desk.api.updates())[-1]["message"]

    for message in (sent, seen):
        assert message["message_thread_id"] == thread
        assert message["is_topic_message"] is True
        assert message["reply_to_message"]["message_id"] == thread
        assert "forum_topic_created" in message["reply_to_message"]
        assert "reply_to_message" not in message["reply_to_message"]


async def test_general_has_no_thread_id(desk: Desk) -> None:
    sent = await desk.say("in General")
    desk.olga.writes("me too", to=desk.group)
    seen = (await desk.api.updates())[0]["message"]

    for message in (sent, seen):
        assert not {"message_thread_id", "is_topic_message", "reply_to_message"} & set(message)
    assert [message.text for message in desk.group.messages(1)][-2:] == ["in General", "me too"]
    assert await desk.api.refuses("sendMessage", chat_id=desk.group.id, text="x", message_thread_id=1) == (
        "message thread not found"
    )
    assert await desk.api("sendChatAction", chat_id=desk.group.id, action="typing", message_thread_id=1)


async def test_a_reply_without_thread_id_goes_where_the_answered_message_is(desk: Desk) -> None:
    thread = await desk.topic()
    first = await desk.say("in the topic", message_thread_id=thread)

    reply = await desk.say("an answer", reply_parameters={"message_id": first["message_id"]})

    assert reply["message_thread_id"] == thread
    assert reply["reply_to_message"]["message_id"] == first["message_id"]


async def test_a_reply_into_another_topic_is_external(desk: Desk) -> None:
    one, two = await desk.topic("One"), await desk.topic("Two")
    first = await desk.say("in one", message_thread_id=one)

    reply = await desk.say(
        "in two", message_thread_id=two, reply_parameters={"message_id": first["message_id"]}
    )

    assert reply["message_thread_id"] == two
    assert "reply_to_message" not in reply
    assert reply["external_reply"]["message_id"] == first["message_id"]


async def test_without_forum_mode_the_thread_id_is_silently_ignored(desk: Desk) -> None:
    thread = await desk.topic()

    desk.group.set_forum(False)
    sent = await desk.say("lost in the crowd", message_thread_id=thread)

    assert "message_thread_id" not in sent
    assert "is_forum" not in sent["chat"]
    assert (await desk.api("getChat", chat_id=desk.group.id)).get("is_forum") is None
    assert await desk.api.refuses("createForumTopic", chat_id=desk.group.id, name="x") == (
        "the chat is not a forum"
    )


async def test_replies_in_ordinary_supergroups_have_a_thread_id_all_the_same(desk: Desk) -> None:
    desk.group.set_forum(False)
    first = desk.olga.writes("question", to=desk.group)

    reply = await desk.say("answer", reply_parameters={"message_id": first.id})

    assert reply["message_thread_id"] == first.id
    assert "is_topic_message" not in reply


async def test_a_deleted_topic_is_told_by_two_errors(desk: Desk) -> None:
    thread = await desk.topic()
    await desk.say("used", message_thread_id=thread)
    where = {"chat_id": desk.group.id, "message_thread_id": thread}

    desk.olga.deletes_topic(desk.group, thread)

    assert await desk.api.refuses("sendMessage", **where, text="x") == "TOPIC_DELETED"
    desk.clock.advance(61)
    assert await desk.api.refuses("sendMessage", **where, text="x") == "message thread not found"
    for method in ("closeForumTopic", "reopenForumTopic", "deleteForumTopic", "unpinAllForumTopicMessages"):
        assert await desk.api.refuses(method, **where) == "TOPIC_ID_INVALID"
    assert await desk.api.refuses("editForumTopic", **where, name="x") == "TOPIC_ID_INVALID"
    assert await desk.api("editForumTopic", **where) is True
    assert await desk.api("sendChatAction", **where, action="typing") is True
    assert [
        update for update in await desk.api.updates() if "forum_topic_created" not in update["message"]
    ] == []


async def test_an_archived_topic_is_lost_to_bots_only(desk: Desk) -> None:
    thread = await desk.topic()
    desk.group.topic(thread).is_archived = True
    where = {"chat_id": desk.group.id, "message_thread_id": thread}

    assert await desk.api.refuses("sendMessage", **where, text="x") == "message thread not found"
    assert await desk.api.refuses("closeForumTopic", **where) == "TOPIC_ID_INVALID"
    assert desk.olga.writes("I see it", to=desk.group, topic=thread).topic_id == thread


async def test_the_cache_of_topics_can_be_switched_off(desk: Desk) -> None:
    desk.world.topic_cache = 0
    thread = await desk.topic()
    await desk.say("used", message_thread_id=thread)

    desk.group.delete_topic(desk.group.topic(thread))

    assert await desk.api.refuses(
        "sendMessage", chat_id=desk.group.id, message_thread_id=thread, text="x"
    ) == ("message thread not found")


async def test_a_change_that_changes_nothing_is_refused(desk: Desk) -> None:
    thread = await desk.topic("Alice")
    where = {"chat_id": desk.group.id, "message_thread_id": thread}

    assert await desk.api.refuses("editForumTopic", **where, name="Alice") == "TOPIC_NOT_MODIFIED"
    assert await desk.api.refuses("reopenForumTopic", **where) == "TOPIC_NOT_MODIFIED"
    await desk.api("closeForumTopic", **where)
    assert await desk.api.refuses("closeForumTopic", **where) == "TOPIC_NOT_MODIFIED"


async def test_closed_topics_take_messages_of_managers_only(desk: Desk) -> None:
    boris = desk.world.add_user("Boris")
    desk.group.add_member(boris)
    thread = desk.olga.creates_topic(desk.group, "By hand").id
    await desk.api("closeForumTopic", chat_id=desk.group.id, message_thread_id=thread)

    await desk.say("the desk goes on", message_thread_id=thread)
    with pytest.raises(NotPossible):
        boris.writes("me too?", to=desk.group, topic=thread)
    desk.group.demote(desk.bot, {"can_manage_topics"})

    assert desk.group.topic(thread).is_closed
    assert await desk.api.refuses(
        "sendMessage", chat_id=desk.group.id, message_thread_id=thread, text="x"
    ) == ("TOPIC_CLOSED")


@pytest.mark.parametrize(
    ("method", "right", "text"),
    [
        ("createForumTopic", "can_manage_topics", "not enough rights to create a topic"),
        ("editForumTopic", "can_manage_topics", "not enough rights to edit the topic"),
        ("closeForumTopic", "can_manage_topics", "not enough rights to close or open the topic"),
        ("deleteForumTopic", "can_delete_messages", "not enough rights to delete the topic"),
    ],
)
async def test_rights_are_needed_for_the_topics_of_others(
    desk: Desk, method: str, right: str, text: str
) -> None:
    thread = desk.olga.creates_topic(desk.group, "By hand").id
    desk.group.demote(desk.bot, {right})

    found = await desk.api.refuses(method, chat_id=desk.group.id, message_thread_id=thread, name="New")

    assert found == text


async def test_a_bot_may_change_its_own_topic_without_rights(desk: Desk) -> None:
    thread = await desk.topic()
    desk.group.demote(desk.bot)
    where = {"chat_id": desk.group.id, "message_thread_id": thread}

    await desk.api("editForumTopic", **where, name="Mine")
    await desk.api("closeForumTopic", **where)
    await desk.api("deleteForumTopic", **where)

    assert desk.group.live_topics == []


async def test_names_are_cleaned_and_cut(desk: Desk) -> None:
    created = await desk.api("createForumTopic", chat_id=desk.group.id, name="  a\n b   c" + "x" * 200)

    assert created["name"] == ("a b c" + "x" * 200)[:128]
    assert await desk.api.refuses("createForumTopic", chat_id=desk.group.id, name=" \n ") == (
        "name must be non-empty"
    )


async def test_icons_are_from_the_fixed_sets(desk: Desk) -> None:
    stickers = await desk.api("getForumTopicIconStickers")
    icon = stickers[0]["custom_emoji_id"]
    thread = await desk.topic()
    where = {"chat_id": desk.group.id, "message_thread_id": thread}
    await desk.api.updates()

    await desk.api("editForumTopic", **where, icon_custom_emoji_id=icon)
    await desk.api("editForumTopic", **where, icon_custom_emoji_id="")
    changes = [update["message"]["forum_topic_edited"] for update in await desk.api.updates()]

    assert changes == [{"icon_custom_emoji_id": icon}, {"icon_custom_emoji_id": ""}]
    assert await desk.api.refuses("editForumTopic", **where, icon_custom_emoji_id="5") == "DOCUMENT_INVALID"
    assert await desk.api.refuses("createForumTopic", chat_id=desk.group.id, name="x", icon_color=5) == (
        "invalid icon color specified"
    )


async def test_general_can_be_closed_hidden_and_renamed(desk: Desk) -> None:
    chat = {"chat_id": desk.group.id}

    await desk.api("editGeneralForumTopic", **chat, name="Lobby")
    await desk.api("hideGeneralForumTopic", **chat)
    assert desk.group.general.is_closed
    await desk.api("unhideGeneralForumTopic", **chat)
    await desk.api("reopenGeneralForumTopic", **chat)

    kinds = [list(update["message"])[-1] for update in await desk.api.updates()]
    assert kinds == [
        "forum_topic_edited",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "forum_topic_reopened",
    ]
    assert await desk.api.refuses("unhideGeneralForumTopic", **chat) == "TOPIC_NOT_MODIFIED"


async def test_topic_methods_refuse_what_is_no_forum(desk: Desk) -> None:
    private = {"chat_id": desk.alice.id, "message_thread_id": 5}

    assert await desk.api.refuses("closeForumTopic", **private) == "the chat is not a supergroup forum"
    assert await desk.api.refuses("closeForumTopic", chat_id=desk.group.id) == (
        "invalid forum topic identifier specified"
    )


async def test_people_manage_topics_too(desk: Desk) -> None:
    topic = desk.olga.creates_topic(desk.group, "VIP")
    desk.olga.renames_topic(desk.group, topic, "VIP clients")
    desk.olga.closes_topic(desk.group, topic)
    desk.olga.reopens_topic(desk.group, topic.id)

    updates = await desk.api.updates()

    assert all(update["message"]["from"]["id"] == desk.olga.id for update in updates)
    assert updates[1]["message"]["forum_topic_edited"] == {"name": "VIP clients"}
    assert desk.group.topic_named("VIP").id == topic.id
