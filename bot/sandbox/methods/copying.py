"""copyMessage(s) and forwardMessage(s)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from bot.sandbox.content import CAPTIONED, dice_content
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import read_caption
from bot.sandbox.messages import Raw, SandboxMessage
from bot.sandbox.methods.registry import method
from bot.sandbox.people import origin_of
from bot.sandbox.request import Request
from bot.sandbox.sending import Destination, destination, publish, require_permission
from bot.sandbox.targets import message_in, readable_room

MAX_BATCH = 100
# Bot API: these cannot be copied (service messages are recognised apart); a quiz only if its answer is known.
UNCOPYABLE = frozenset(
    {"giveaway", "giveaway_winners", "paid_media", "invoice", "story", "game", "unsupported"}
)
COPYABLE = frozenset(
    {
        "text",
        "photo",
        "video",
        "animation",
        "audio",
        "voice",
        "video_note",
        "document",
        "sticker",
        "location",
        "venue",
        "contact",
        "poll",
        "dice",
        "checklist",
        "live_photo",
        "rich_message",
    }
)


@method("copyMessage")
def copy_message(request: Request) -> Any:
    arguments = request.arguments
    source = readable_room(request, arguments.values.get("from_chat_id"))
    message = message_in(source, arguments.number("message_id"), "copy")
    content = copied_content(message)
    if arguments.has("caption") and message.kind in CAPTIONED:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content.update(read_caption(arguments).fields("caption", "caption_entities"))
    where = destination(request)
    if not can_be_copied(message):
        raise bad_request("the message can't be copied")
    require_permission(request, where.room, message.kind)
    request.spend(where.room)
    return {"message_id": publish(request, where, message.kind, content).id}


@method("copyMessages")
def copy_messages(request: Request) -> Any:
    messages = _batch(request, can_be_copied)
    where = destination(request)
    if request.arguments.has("reply_parameters") or request.arguments.has("reply_markup"):
        # Bot API: copyMessages passes neither reply nor keyboard.
        where.reply = where.markup = None
    without_caption = request.arguments.flag("remove_caption")
    return _publish_batch(request, where, messages, lambda message: copied_content(message, without_caption))


@method("forwardMessage")
def forward_message(request: Request) -> Any:
    source = readable_room(request, request.arguments.values.get("from_chat_id"))
    message = message_in(source, request.arguments.number("message_id"), "forward")
    where = destination(request)
    if is_protected(message):
        raise bad_request("message has protected content and can't be forwarded")
    if message.is_service:
        raise bad_request("the message can't be forwarded")
    require_permission(request, where.room, message.kind)
    request.spend(where.room)
    origin = message.origin or origin_of(message)
    return publish(request, where, message.kind, dict(message.content), origin=origin).view(request.bot)


@method("forwardMessages")
def forward_messages(request: Request) -> Any:
    messages = _batch(request, lambda message: not message.is_service and not is_protected(message))
    where = destination(request)
    return _publish_batch(request, where, messages, lambda message: dict(message.content), is_forward=True)


def can_be_copied(message: SandboxMessage) -> bool:
    """Whether Telegram copies this kind of message for a bot."""
    if message.kind == "poll":
        poll = message.content["poll"]
        return poll["type"] != "quiz" or "correct_option_id" in poll or "correct_option_ids" in poll
    return message.kind in COPYABLE


def copied_content(message: SandboxMessage, without_caption: bool = False) -> Raw:
    """What a copy holds of the original."""
    content = dict(message.content)
    if message.kind == "dice":
        # Bot API: a copied dice is thrown again.
        return dice_content(content["dice"]["emoji"])
    if message.kind == "location":
        # Bot API: a live location is copied as a static point.
        place = content["location"]
        content["location"] = {
            key: place[key] for key in ("latitude", "longitude", "horizontal_accuracy") if key in place
        }
    if message.kind == "checklist":
        tasks = [
            {key: task[key] for key in ("id", "text", "text_entities") if key in task}
            for task in content["checklist"]["tasks"]
        ]
        content["checklist"] = {**content["checklist"], "tasks": tasks}
    if without_caption:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
    return content


def is_protected(message: SandboxMessage) -> bool:
    """Whether the message has protected content."""
    return message.is_protected or message.room.is_protected


def _batch(request: Request, is_usable: Any) -> list[SandboxMessage]:
    arguments = request.arguments
    source = readable_room(request, arguments.values.get("from_chat_id"))
    numbers = arguments.list_of("message_ids", "message identifiers")
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MAX_BATCH:
        raise bad_request("too many message identifiers specified")
    try:
        ids = [int(number) for number in numbers]
    except (TypeError, ValueError):
        raise bad_request("message identifier is not a number") from None
    if any(later <= earlier for earlier, later in pairwise(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found = [message for number in ids if (message := source.find(number)) is not None]
    usable = [message for message in found if is_usable(message)]
    # Bot API: bad ids are skipped in silence as long as something is left.
    if not found:
        raise bad_request("there are no messages to forward")
    if not usable:
        raise bad_request("messages can't be forwarded")
    return usable


def _publish_batch(
    request: Request,
    where: Destination,
    messages: list[SandboxMessage],
    content_of: Any,
    is_forward: bool = False,
) -> list[dict[str, int]]:
    for message in messages:
        require_permission(request, where.room, message.kind)
    request.spend_batch(where.room, len(messages))
    albums: dict[str, list[SandboxMessage]] = {}
    for message in messages:
        if message.album_id is not None:
            albums.setdefault(message.album_id, []).append(message)
    # Bot API: a grouping is kept only if at least two items of the album are in the call.
    new_ids = {old: request.world.take_album_id() for old, items in albums.items() if len(items) > 1}
    published = []
    for message in messages:
        copy = publish(
            request,
            where,
            message.kind,
            content_of(message),
            album_id=new_ids.get(message.album_id or ""),
            origin=(message.origin or origin_of(message)) if is_forward else None,
        )
        published.append({"message_id": copy.id})
    return published
