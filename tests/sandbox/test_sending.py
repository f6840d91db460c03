"""Texts, their formatting and limits, and who may be written to."""

import pytest

from tests.sandbox.conftest import Desk


async def test_a_text_is_trimmed_and_its_entities_move_along(desk: Desk) -> None:
    bold = {"type": "bold", "offset": 2, "length": 2}

    sent = await desk.say("  hi there \n", entities=[bold])

    assert sent["text"] == "hi there"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]


async def test_lengths_are_counted_in_utf16_units_after_parsing(desk: Desk) -> None:
    await desk.say("<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")

    assert await desk.api.refuses("sendMessage", chat_id=desk.group.id, text="😀" * 2049) == (
        "message is too long"
    )
    assert await desk.api.refuses("sendMessage", chat_id=desk.group.id) == "message text is empty"
    assert await desk.api.refuses("sendMessage", chat_id=desk.group.id, text=" \n ") == (
        "text must be non-empty"
    )


async def test_links_commands_and_mentions_are_found_by_telegram(desk: Desk) -> None:
    desk.alice.writes("see https://example.com/a, ask @olga_from_support or /help me@example.org #tag")

    entities = (await desk.api.updates())[0]["message"]["entities"]

    assert [entity["type"] for entity in entities] == ["url", "mention", "bot_command", "email", "hashtag"]
    assert entities[0] == {"type": "url", "offset": 4, "length": 21}


async def test_people_who_never_started_cannot_be_written_to(desk: Desk) -> None:
    boris = desk.world.add_user("Boris")
    assert await desk.api.refuses("sendMessage", chat_id=boris.id, text="x") == "chat not found"

    desk.group.add_member(boris)
    refusal = await desk.api.refusal("sendMessage", chat_id=boris.id, text="x")

    assert (refusal.code, refusal.description) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


@pytest.mark.parametrize(
    ("chat_id", "text"),
    [("", "chat_id is empty"), (12345, "chat not found"), ("@nobody", "chat not found")],
)
async def test_unknown_chats_are_refused(desk: Desk, chat_id: object, text: str) -> None:
    assert await desk.api.refuses("sendMessage", chat_id=chat_id, text="x") == text


async def test_blocked_and_deleted_people_cannot_be_written_to(desk: Desk) -> None:
    desk.alice.blocks()
    blocked = await desk.api.refusal("sendMessage", chat_id=desk.alice.id, text="x")
    desk.alice.deactivates()
    deleted = await desk.api.refusal("sendMessage", chat_id=desk.alice.id, text="x")

    assert (blocked.code, blocked.description) == (403, "Forbidden: bot was blocked by the user")
    assert (deleted.code, deleted.description) == (403, "Forbidden: user is deactivated")


async def test_a_group_without_the_bot_is_closed_to_it(desk: Desk) -> None:
    desk.group.kick(desk.bot)
    kicked = await desk.api.refusal("sendMessage", chat_id=desk.group.id, text="x")
    desk.group.add_bot(desk.bot)
    await desk.api("leaveChat", chat_id=desk.group.id)
    left = await desk.api.refusal("getChat", chat_id=desk.group.id)

    assert (kicked.code, kicked.description) == (403, "Forbidden: bot was kicked from the supergroup chat")
    assert left.description == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_migrated_group_says_where_it_went(desk: Desk) -> None:
    old = desk.group.id

    new = desk.group.migrate()
    refusal = await desk.api.refusal("sendMessage", chat_id=old, text="x")

    assert refusal.description == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refusal.parameters == {"migrate_to_chat_id": new}
    messages = [update["message"] for update in await desk.api.updates()]
    assert [message["chat"]["id"] for message in messages] == [old, new]
    assert messages[0]["migrate_to_chat_id"] == new
    assert messages[1]["migrate_from_chat_id"] == old
    assert (await desk.api("sendMessage", chat_id=new, text="x"))["chat"]["id"] == new


async def test_a_basic_group_becomes_a_supergroup_with_new_numbers(desk: Desk) -> None:
    group = desk.world.add_basic_group("Small", owner=desk.olga)
    group.add_bot(desk.bot)
    assert (await desk.api("getChat", chat_id=group.id))["type"] == "group"
    assert await desk.api.refuses("createForumTopic", chat_id=group.id, name="x") == (
        "the chat is not a supergroup forum"
    )

    new = group.migrate()

    assert (await desk.api("getChat", chat_id=new))["type"] == "supergroup"
    assert [message.kind for message in group.messages()] == ["migrate_from_chat_id"]


async def test_group_permissions_bind_bots_that_are_no_administrators(desk: Desk) -> None:
    desk.group.demote(desk.bot)
    desk.group.permissions["can_send_messages"] = False
    desk.group.permissions["can_send_polls"] = False

    assert await desk.api.refuses("sendMessage", chat_id=desk.group.id, text="x") == (
        "not enough rights to send text messages to the chat"
    )
    assert await desk.api.refuses("sendPoll", chat_id=desk.group.id, question="q", options=["a", "b"]) == (
        "not enough rights to send polls to the chat"
    )


async def test_things_that_are_no_files_are_sent(desk: Desk) -> None:
    chat = {"chat_id": desk.alice.id}
    place = {"latitude": 1.5, "longitude": 2.5}

    assert (await desk.api("sendLocation", **chat, **place))["location"] == place
    venue = await desk.api("sendVenue", **chat, **place, title="Office", address="Dam 1")
    assert (venue["venue"]["title"], venue["location"]) == ("Office", place)
    contact = await desk.api("sendContact", **chat, phone_number="+1", first_name="Carol")
    assert contact["contact"] == {"phone_number": "+1", "first_name": "Carol"}
    assert 1 <= (await desk.api("sendDice", **chat))["dice"]["value"] <= 6
    poll = await desk.api("sendPoll", **chat, question="Which?", options=["a", {"text": "b"}])
    assert [option["text"] for option in poll["poll"]["options"]] == ["a", "b"]
    stopped = await desk.api("stopPoll", **chat, message_id=poll["message_id"])
    assert stopped["is_closed"] is True
    assert await desk.api.refuses("sendLocation", **chat, latitude=1) == "longitude is empty"
    assert await desk.api.refuses("sendPoll", **chat, question="q", options=["a"]) == (
        "poll must have at least 2 option"
    )


async def test_wrong_chat_actions_are_refused(desk: Desk) -> None:
    assert await desk.api.refuses("sendChatAction", chat_id=desk.alice.id, action="sleeping") == (
        "wrong parameter action in request"
    )


async def test_rich_messages_are_kept_in_blocks(desk: Desk) -> None:
    html = {"html": "<h2>Ticket 5</h2><p>Alice &amp; Co</p>"}

    sent = await desk.api("sendRichMessage", chat_id=desk.alice.id, rich_message=html)

    assert sent["rich_message"]["blocks"] == [
        {"type": "heading", "size": 2, "text": "Ticket 5"},
        {"type": "paragraph", "text": "Alice & Co"},
    ]
    assert desk.alice.sees("Alice & Co")
    assert await desk.api.refuses(
        "sendRichMessage", chat_id=desk.alice.id, rich_message={"html": "<p>" + "x" * 40_000 + "</p>"}
    ) == ("message is too long")


async def test_an_ephemeral_message_is_seen_by_one_person(desk: Desk) -> None:
    sent = await desk.say("only for you", ephemeral_message_parameters={"receiver_user_id": desk.olga.id})

    assert sent["message_id"] == 0
    assert sent["receiver_user"]["id"] == desk.olga.id
    assert [message.text for message in desk.olga.whispers_in(desk.group)] == ["only for you"]
    assert "only for you" not in [message.text for message in desk.group.messages()]

    where = {
        "chat_id": desk.group.id,
        "receiver_user_id": desk.olga.id,
        "ephemeral_message_id": sent["ephemeral_message_id"],
    }
    await desk.api("editEphemeralMessageText", **where, text="changed")
    assert [message.text for message in desk.olga.whispers_in(desk.group)] == ["changed"]
    await desk.api("deleteEphemeralMessage", **where)
    assert desk.olga.whispers_in(desk.group) == []
