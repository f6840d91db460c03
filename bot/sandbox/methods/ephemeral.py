"""Editing and deleting ephemeral messages, which one member of a group sees."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import read_text
from bot.sandbox.markup import read_markup
from bot.sandbox.messages import SandboxMessage
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.rich import read_rich_message
from bot.sandbox.targets import group_room


def _message(request: Request, purpose: str) -> SandboxMessage:
    arguments = request.arguments
    group = group_room(request, arguments.values.get("chat_id"))
    key = (arguments.number("receiver_user_id"), arguments.number("ephemeral_message_id"))
    message = group.ephemerals.get(key)
    if message is None or message.is_deleted or message.sender is not request.bot:
        raise bad_request(f"message to {purpose} not found")
    return message


@method("editEphemeralMessageText")
def edit_ephemeral_message_text(request: Request) -> Any:
    arguments = request.arguments
    if arguments.has("rich_message"):
        kind, content = "rich_message", read_rich_message(request)
    else:
        kind, content = "text", read_text(arguments).fields("text", "entities")
    message = _message(request, "edit")
    request.spend(message.room)
    message.kind, message.content = kind, content
    message.markup = read_markup(arguments, inline_only=True)
    request.world.touch()
    return True


@method("editEphemeralMessageReplyMarkup")
def edit_ephemeral_message_reply_markup(request: Request) -> Any:
    message = _message(request, "edit")
    request.spend(message.room)
    message.markup = read_markup(request.arguments, inline_only=True)
    request.world.touch()
    return True


@method("deleteEphemeralMessage")
def delete_ephemeral_message(request: Request) -> Any:
    _message(request, "delete").is_deleted = True
    request.world.touch()
    return True
