"""What a bot may learn and set: chats, members, commands, descriptions."""

import pytest

from tests.sandbox.conftest import Desk


async def test_a_chat_in_full(desk: Desk) -> None:
    group = await desk.api("getChat", chat_id=desk.group.id)
    person = await desk.api("getChat", chat_id=desk.alice.id)

    assert group["is_forum"] is True
    assert group["permissions"]["can_send_messages"] is True
    assert group["permissions"]["can_manage_topics"] is False
    assert person["type"] == "private"
    assert person["active_usernames"] == ["alice"]


async def test_members_and_their_rights(desk: Desk) -> None:
    boris = desk.world.add_user("Boris")
    desk.group.demote(desk.bot, {"can_pin_messages"})
    chat = {"chat_id": desk.group.id}

    me = await desk.api("getChatMember", **chat, user_id=desk.bot.id)
    assert (me["status"], me["can_manage_topics"], me["can_pin_messages"]) == ("administrator", True, False)
    assert (await desk.api("getChatMember", **chat, user_id=desk.olga.id))["status"] == "creator"
    assert (await desk.api("getChatMember", **chat, user_id=boris.id))["status"] == "left"
    boris.joins(desk.group)
    assert (await desk.api("getChatMember", **chat, user_id=boris.id))["status"] == "member"
    assert await desk.api("getChatMemberCount", **chat) == 3
    admins = await desk.api("getChatAdministrators", **chat)
    assert {member["user"]["id"] for member in admins} == {desk.olga.id, desk.bot.id}
    assert await desk.api.refuses("getChatMember", **chat, user_id=12) == "PARTICIPANT_ID_INVALID"


async def test_commands_are_kept_by_scope_and_language(desk: Desk) -> None:
    commands = [{"command": "start", "description": "Begin"}]
    scope = {"type": "chat", "chat_id": desk.group.id}

    await desk.api("setMyCommands", commands=commands, scope=scope, language_code="ru")

    assert await desk.api("getMyCommands", scope=scope, language_code="ru") == commands
    assert await desk.api("getMyCommands", scope=scope) == []
    await desk.api("deleteMyCommands", scope=scope, language_code="ru")
    assert await desk.api("getMyCommands", scope=scope, language_code="ru") == []


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"commands": [{"command": "Start!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "start", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "start", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        (
            {"commands": [], "scope": {"type": "galaxy"}},
            "can't parse BotCommandScope: unsupported type specified",
        ),
        ({"commands": [], "language_code": "english"}, "LANG_CODE_INVALID"),
    ],
)
async def test_bad_commands_are_refused(desk: Desk, params: dict[str, object], error: str) -> None:
    assert await desk.api.refuses("setMyCommands", **params) == error


async def test_descriptions_fall_back_to_the_default_language(desk: Desk) -> None:
    await desk.api("setMyDescription", description="Support")
    await desk.api("setMyShortDescription", short_description="Hi", language_code="ru")
    await desk.api("setMyName", name="Desk")

    assert await desk.api("getMyDescription", language_code="ru") == {"description": "Support"}
    assert await desk.api("getMyShortDescription") == {"short_description": ""}
    assert await desk.api("getMyName") == {"name": "Desk"}
    assert await desk.api.refuses("setMyDescription", description="x" * 513) == "BOT_DESCRIPTION_INVALID"


async def test_default_rights_and_menu_button(desk: Desk) -> None:
    await desk.api("setMyDefaultAdministratorRights", rights={"can_manage_topics": True})
    await desk.api("setChatMenuButton", menu_button={"type": "commands"})

    assert (await desk.api("getMyDefaultAdministratorRights"))["can_manage_topics"] is True
    assert await desk.api("getChatMenuButton") == {"type": "commands"}


async def test_members_can_be_banned_and_tagged(desk: Desk) -> None:
    boris = desk.world.add_user("Boris")
    boris.joins(desk.group)
    where = {"chat_id": desk.group.id, "user_id": boris.id}

    await desk.api("setChatMemberTag", **where, tag="L2")
    assert (await desk.api("getChatMember", **where))["tag"] == "L2"
    await desk.api("banChatMember", **where)
    assert (await desk.api("getChatMember", **where))["status"] == "kicked"
    await desk.api("unbanChatMember", **where)
    assert (await desk.api("getChatMember", **where))["status"] == "left"
    assert await desk.api.refuses("setChatMemberTag", **where, tag="x" * 17) == "TAG_INVALID"


async def test_the_group_can_be_renamed(desk: Desk) -> None:
    await desk.api("setChatTitle", chat_id=desk.group.id, title="Helpdesk")

    (update,) = await desk.api.updates()
    assert update["message"]["new_chat_title"] == "Helpdesk"
    assert await desk.api.refuses("setChatTitle", chat_id=desk.group.id, title="Helpdesk") == (
        "chat title is not modified"
    )
