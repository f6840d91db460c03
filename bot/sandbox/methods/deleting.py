"""deleteMessage(s)."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.messages import SandboxMessage
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.targets import message_in, readable_room

MAX_BATCH = 100
DAY = 86_400


@method("deleteMessage")
def delete_message(request: Request) -> Any:
    room = readable_room(request, request.arguments.values.get("chat_id"))
    message = message_in(room, request.arguments.number("message_id"), "delete")
    _require_deletable(request, message)
    room.delete(message)
    return True


@method("deleteMessages")
def delete_messages(request: Request) -> Any:
    room = readable_room(request, request.arguments.values.get("chat_id"))
    numbers = request.arguments.list_of("message_ids", "message identifiers")
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MAX_BATCH:
        raise bad_request("too many message identifiers specified")
    try:
        # Bot API: what does not exist is skipped; what exists and cannot be deleted fails the whole call.
        messages = [message for number in numbers if (message := room.find(int(number))) is not None]
    except (TypeError, ValueError):
        raise bad_request("message identifier is not a number") from None
    for message in messages:
        _require_deletable(request, message)
    for message in messages:
        room.delete(message)
    return True


def _require_deletable(request: Request, message: SandboxMessage) -> None:
    age = request.world.timestamp() - message.date
    group = message.room.group
    if message.kind in ("forum_topic_created", "supergroup_chat_created"):
        raise bad_request("message can't be deleted")
    is_own = message.sender is request.bot
    if not is_own and group is not None and not group.member(request.bot).has_right("can_delete_messages"):
        raise bad_request("message can't be deleted")
    if age > 2 * DAY:
        raise bad_request("message can't be deleted for everyone")
    if group is None and message.kind == "dice" and age < DAY:
        raise bad_request("message can't be deleted for everyone")
