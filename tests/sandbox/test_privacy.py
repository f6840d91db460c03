"""Which messages of a group a bot gets."""

from typing import Any

from bot.sandbox.bots import BotAccount
from tests.sandbox.conftest import Api, Desk


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"].get("text", "service") for update in updates if "message" in update]


async def test_an_administrator_gets_everything_of_people(desk: Desk) -> None:
    desk.olga.writes("just talk", to=desk.group)

    assert texts(await desk.api.updates()) == ["just talk"]


async def test_an_ordinary_member_gets_what_is_meant_for_it(desk: Desk) -> None:
    desk.group.demote(desk.bot)
    sent = await desk.say("I am here")
    mine = desk.group.messages()[-1]
    desk.bot.updates.clear()

    desk.olga.writes("just talk", to=desk.group)
    desk.olga.writes("/help", to=desk.group)
    desk.olga.writes("/help@another_bot", to=desk.group)
    desk.olga.writes("/help@forumdesk_bot now", to=desk.group)
    desk.olga.writes("ask @forumdesk_bot", to=desk.group)
    desk.olga.writes("an answer", reply_to=mine)
    desk.olga.creates_topic(desk.group, "By hand")

    assert sent["message_id"] == mine.id
    assert texts(await desk.api.updates()) == [
        "/help",
        "/help@forumdesk_bot now",
        "ask @forumdesk_bot",
        "an answer",
        "service",
    ]


async def test_privacy_mode_off_shows_everything(desk: Desk) -> None:
    desk.group.demote(desk.bot)
    desk.bot.can_read_all_group_messages = True
    desk.bot.updates.clear()

    desk.olga.writes("just talk", to=desk.group)

    assert texts(await desk.api.updates()) == ["just talk"]


async def test_a_bot_gets_its_own_service_messages_but_not_its_messages(desk: Desk) -> None:
    thread = await desk.topic()
    sent = await desk.say("hello", message_thread_id=thread)
    await desk.api("editForumTopic", chat_id=desk.group.id, message_thread_id=thread, name="Renamed")
    await desk.api("closeForumTopic", chat_id=desk.group.id, message_thread_id=thread)
    await desk.api("reopenForumTopic", chat_id=desk.group.id, message_thread_id=thread)
    await desk.api("pinChatMessage", chat_id=desk.group.id, message_id=sent["message_id"])
    await desk.api("editMessageText", chat_id=desk.group.id, message_id=sent["message_id"], text="changed")

    kinds = [set(update["message"]) for update in await desk.api.updates()]

    expected = [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "pinned_message",
    ]
    assert [kind in found for kind, found in zip(expected, kinds, strict=True)] == [True] * 5


async def test_bots_do_not_see_each_other(desk: Desk) -> None:
    helper: BotAccount = desk.world.add_bot(username="helper_bot", first_name="Helper")
    desk.group.add_bot(helper)
    desk.bot.updates.clear()
    helper.updates.clear()

    await desk.say("from the first")
    await Api(desk.api.session, desk.sandbox, helper)(
        "sendMessage", chat_id=desk.group.id, text="from the second"
    )

    assert await desk.api.updates() == []
    assert not helper.updates.items


async def test_a_kicked_bot_learns_it_and_gets_nothing_more(desk: Desk) -> None:
    desk.group.kick(desk.bot)
    desk.olga.writes("are you there?", to=desk.group)

    (update,) = await desk.api.updates()

    change = update["my_chat_member"]
    assert change["old_chat_member"]["status"] == "administrator"
    assert change["new_chat_member"]["status"] == "kicked"
    assert change["from"]["id"] == desk.olga.id


async def test_demotion_and_promotion_are_told(desk: Desk) -> None:
    desk.olga.demotes(desk.group, desk.bot, {"can_manage_topics"})
    desk.olga.promotes(desk.group, desk.bot)

    first, second = [update["my_chat_member"] for update in await desk.api.updates()]

    assert first["old_chat_member"]["can_manage_topics"] is True
    assert first["new_chat_member"]["can_manage_topics"] is False
    assert second["new_chat_member"]["can_manage_topics"] is True


async def test_blocking_and_unblocking_are_told(desk: Desk) -> None:
    desk.alice.blocks()
    desk.alice.starts(payload="again")

    updates = await desk.api.updates()

    statuses = [update["my_chat_member"]["new_chat_member"]["status"] for update in updates[:2]]
    assert statuses == ["kicked", "member"]
    assert updates[2]["message"]["text"] == "/start again"
    assert updates[0]["my_chat_member"]["chat"]["type"] == "private"
