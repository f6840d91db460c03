"""reply_parameters: what a new message answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import formatted
from bot.sandbox.messages import Raw, SandboxMessage
from bot.sandbox.people import origin_of
from bot.sandbox.quotes import find_quote
from bot.sandbox.targets import readable_room
from bot.sandbox.utf16 import utf16_length

if TYPE_CHECKING:
    from bot.sandbox.request import Request
    from bot.sandbox.rooms import Room

MAX_QUOTE = 1024


@dataclass(slots=True)
class Reply:
    """A found target; `is_elsewhere` when it is in another chat or topic."""

    message: SandboxMessage
    is_elsewhere: bool
    quote: Raw | None

    def external(self, request: Request) -> Raw:
        """The ExternalReplyInfo object."""
        message = self.message
        info: Raw = {"origin": message.origin or origin_of(message)}
        if message.room.group is not None:
            info["chat"] = message.room.chat
            info["message_id"] = message.id
        content = message.view(request.bot, nested=True)
        kinds = set(message.content) - {"text", "entities", "caption", "caption_entities"}
        info.update({key: content[key] for key in kinds if key in content})
        return info


def read_reply(request: Request, room: Room) -> Reply | None:
    """The reply that a call asks for, None without one; raises `message to be replied not found`."""
    arguments = request.arguments
    if "reply_parameters" not in arguments.values:
        number = arguments.number("reply_to_message_id")
        if number == 0:
            return None
        given: dict[str, Any] = {
            "message_id": number,
            "allow_sending_without_reply": arguments.flag("allow_sending_without_reply"),
        }
    else:
        given = arguments.object("reply_parameters", "reply parameters") or {}
    fields = Arguments(given)
    if not given or (fields.number("message_id") == 0 and not given.get("ephemeral_message_id")):
        return None
    source = readable_room(request, given["chat_id"]) if given.get("chat_id") else room
    message = source.find(fields.number("message_id"))
    is_elsewhere = source is not room or _is_in_other_topic(request, room, message)
    if message is None:
        # Bot API: allow_sending_without_reply is always False for replies in another chat or topic.
        if fields.flag("allow_sending_without_reply") and not is_elsewhere:
            return None
        raise bad_request("message to be replied not found")
    return Reply(message, is_elsewhere, _quote(message, fields))


def _is_in_other_topic(request: Request, room: Room, message: SandboxMessage | None) -> bool:
    if message is None or room.group is None or not room.group.is_forum:
        return False
    thread_id = request.arguments.number("message_thread_id")
    return thread_id not in (0, message.topic_id)


def _quote(message: SandboxMessage, fields: Arguments) -> Raw | None:
    text = fields.text("quote")
    if not text:
        return None
    parsed = formatted(
        text, fields.text("quote_parse_mode"), fields.list_of("quote_entities", "MessageEntity")
    )
    if utf16_length(parsed.text) > MAX_QUOTE:
        raise bad_request("QUOTE_TEXT_INVALID")
    quote = find_quote(message, parsed.text, parsed.entities, fields.number("quote_position"))
    if quote is None:
        # Bot API: the send fails when the quote is no exact part of the message.
        raise bad_request("QUOTE_TEXT_INVALID")
    quote["is_manual"] = True
    return quote
