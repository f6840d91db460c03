"""The way of every new message of a bot: chat, topic, reply, rights, payment, publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox import delivery
from bot.sandbox.ephemeral import read_receiver, whisper
from bot.sandbox.errors import bad_request
from bot.sandbox.markup import read_markup
from bot.sandbox.messages import Raw, SandboxMessage
from bot.sandbox.replies import Reply, read_reply
from bot.sandbox.rooms import PrivateChat, Room
from bot.sandbox.targets import thread_for_sending, writable_room

if TYPE_CHECKING:
    from bot.sandbox.request import Request

# Kind of message → (permission of ordinary members, words of "not enough rights to send … to the chat").
_PERMISSIONS = {
    "text": ("can_send_messages", "text messages"),
    "rich_message": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "live_photo": ("can_send_photos", "photos"),
    "video": ("can_send_videos", "videos"),
    "document": ("can_send_documents", "documents"),
    "audio": ("can_send_audios", "music"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "video_note": ("can_send_video_notes", "video notes"),
    "sticker": ("can_send_other_messages", "stickers"),
    "animation": ("can_send_other_messages", "animations"),
    "dice": ("can_send_other_messages", "dice"),
    "poll": ("can_send_polls", "polls"),
    "contact": ("can_send_messages", "contacts"),
    "location": ("can_send_messages", "locations"),
    "venue": ("can_send_messages", "venues"),
}


@dataclass(slots=True)
class Destination:
    """Where and how a new message goes, read from the parameters that all sending methods share."""

    room: Room
    topic_id: int | None
    reply: Reply | None
    markup: Raw | None
    is_protected: bool


def destination(request: Request) -> Destination:
    """Check chat, reply, topic and keyboard, in the server's order."""
    arguments = request.arguments
    if arguments.text("business_connection_id"):
        raise bad_request("business connection not found")
    markup = read_markup(arguments)
    room = writable_room(request, arguments.values.get("chat_id"))
    reply = read_reply(request, room)
    topic_id = thread_for_sending(
        request, room, None if reply is None or reply.is_elsewhere else reply.message
    )
    return Destination(room, topic_id, reply, markup, arguments.flag("protect_content"))


def require_permission(request: Request, room: Room, kind: str) -> None:
    """Refuse kinds that the group's permissions or the person's privacy forbid."""
    if isinstance(room, PrivateChat):
        if room.person.refuses_voice and kind in ("voice", "video_note"):
            what = "voice" if kind == "voice" else "video"
            raise bad_request(f"user restricted receiving of {what} note messages")
        return
    group = room.group
    if group is None:
        return
    member = group.member(request.bot)
    if member.is_admin:
        return
    permission, words = _PERMISSIONS.get(kind, ("can_send_messages", "messages"))
    if not {**group.permissions, **member.restrictions}.get(permission, True):
        raise bad_request(f"not enough rights to send {words} to the chat")


def send(request: Request, kind: str, content: Raw) -> Raw:
    """Publish one new message and return it as the API does."""
    receiver = read_receiver(request)
    where = destination(request)
    require_permission(request, where.room, kind)
    # Whether ephemeral messages count is unknown; the sandbox takes the worse case.
    request.spend(where.room)
    if receiver is not None:
        return whisper(request, where, kind, content, receiver).view(request.bot)
    return publish(request, where, kind, content).view(request.bot)


def publish(
    request: Request,
    where: Destination,
    kind: str,
    content: Raw,
    *,
    album_id: str | None = None,
    origin: Raw | None = None,
) -> SandboxMessage:
    """Create the message of a call that was checked and paid for."""
    room = where.room
    message = SandboxMessage(
        room, room.take_number(), request.world.timestamp(), request.bot, kind, content, where.topic_id
    )
    reply = where.reply
    if reply is not None:
        message.quote = reply.quote
        if reply.is_elsewhere:
            message.external_reply = reply.external(request)
        else:
            message.reply_to = reply.message
    message.markup = where.markup
    message.is_protected = where.is_protected
    message.is_silent = request.arguments.flag("disable_notification")
    message.album_id = album_id
    message.origin = origin
    if isinstance(room, PrivateChat) and where.markup is not None:
        room.remember_keyboard(where.markup)
    return delivery.publish(message)
