"""setMyCommands, getMyCommands, deleteMyCommands."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.targets import readable_room

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_WHOLE_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")


@method("setMyCommands")
def set_my_commands(request: Request) -> Any:
    key = _key(request)
    given = request.arguments.list_of("commands", "BotCommand")
    if given is None:
        raise bad_request('can\'t find field "commands"')
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(item) for item in given]
    if commands:
        request.bot.commands[key] = commands
    else:
        request.bot.commands.pop(key, None)
    return True


def _command(item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = item.get("command"), item.get("description")
    if not isinstance(name, str) or not isinstance(description, str):
        raise bad_request('can\'t parse BotCommand: can\'t find field "command" or "description"')
    name = name.removeprefix("/")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    command: dict[str, Any] = {"command": name, "description": description}
    if item.get("is_ephemeral"):
        command["is_ephemeral"] = True
    return command


@method("getMyCommands")
def get_my_commands(request: Request) -> Any:
    return request.bot.commands.get(_key(request), [])


@method("deleteMyCommands")
def delete_my_commands(request: Request) -> Any:
    request.bot.commands.pop(_key(request), None)
    return True


def _key(request: Request) -> tuple[str, int, int, str]:
    """Scope and language that a list of commands is stored under."""
    language = request.arguments.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("LANG_CODE_INVALID")
    scope = request.arguments.object("scope", "BotCommandScope") or {"type": "default"}
    kind = scope.get("type")
    if kind in _WHOLE_SCOPES:
        return kind, 0, 0, language
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    room = readable_room(request, scope.get("chat_id"))
    if room.group is None and kind != "chat":
        raise bad_request("can't use specified scope in private chats")
    user_id = 0
    if kind == "chat_member":
        user_id = int(scope.get("user_id") or 0)
        if user_id not in request.world.people:
            raise bad_request("invalid user_id specified")
    return kind, room.id, user_id, language
