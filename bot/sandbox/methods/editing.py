"""editMessageText, editMessageCaption, editMessageMedia, editMessageReplyMarkup."""

from __future__ import annotations

from typing import Any

from bot.sandbox.albums import FAMILIES
from bot.sandbox.content import CAPTIONED
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import read_text
from bot.sandbox.markup import read_markup
from bot.sandbox.messages import Raw, SandboxMessage
from bot.sandbox.methods.albums import input_media
from bot.sandbox.methods.media import caption_fields
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.rich import read_rich_message
from bot.sandbox.targets import message_in, writable_room

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
TEXT_KINDS = frozenset({"text", "rich_message", "game"})
# Bot API: voice, video note, sticker, poll, location, contact and dice have no media that can be replaced.
MEDIA_KINDS = frozenset(
    {"text", "rich_message", "photo", "live_photo", "video", "animation", "audio", "document"}
)


def editable_message(request: Request) -> SandboxMessage:
    """The bot's own message that the call wants to change. The bot has no time limit for these."""
    arguments = request.arguments
    if arguments.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    room = writable_room(request, arguments.values.get("chat_id"))
    message = message_in(room, arguments.number("message_id"), "edit")
    if message.sender is not request.bot or message.is_service or message.origin is not None:
        raise bad_request("message can't be edited")
    if message.markup is not None and "inline_keyboard" not in message.markup:
        # Bot API: a message sent with a reply keyboard, its removal or force_reply cannot be edited.
        raise bad_request("message can't be edited")
    return message


def apply_edit(
    request: Request, message: SandboxMessage, content: Raw, markup: Raw | None, kind: str | None = None
) -> Raw:
    """Pay for and make an edit; no update is delivered, as it is the bot's own."""
    if content == message.content and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    # Bot API: edits share the budget of the chat with new messages.
    request.spend(message.room)
    message.content = content
    message.markup = markup
    message.kind = kind or message.kind
    message.edited_at = request.world.timestamp()
    request.world.touch()
    return message.view(request.bot)


@method("editMessageText")
def edit_message_text(request: Request) -> Any:
    arguments = request.arguments
    if arguments.has("rich_message"):
        kind, content = "rich_message", read_rich_message(request)
    else:
        kind, content = "text", read_text(arguments).fields("text", "entities")
        options = arguments.object("link_preview_options", "link preview options")
        if options:
            content["link_preview_options"] = options
    markup = read_markup(arguments, inline_only=True)
    message = editable_message(request)
    if message.kind not in TEXT_KINDS:
        raise bad_request("there is no text in the message to edit")
    return apply_edit(request, message, content, markup, kind)


@method("editMessageCaption")
def edit_message_caption(request: Request) -> Any:
    arguments = request.arguments
    markup = read_markup(arguments, inline_only=True)
    message = editable_message(request)
    if message.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if "caption" not in key}
    return apply_edit(request, message, {**kept, **caption_fields(message.kind, arguments.values)}, markup)


@method("editMessageMedia")
def edit_message_media(request: Request) -> Any:
    arguments = request.arguments
    item = arguments.object("media", "InputMedia")
    if item is None:
        raise bad_request("media is empty")
    markup = read_markup(arguments, inline_only=True)
    message = editable_message(request)
    if message.kind not in MEDIA_KINDS:
        raise bad_request("message media can't be edited")
    kind, content = input_media(request, item)
    # Bot API: an item of an album stays within its family.
    if message.album_id is not None and FAMILIES.get(kind) != FAMILIES[message.kind]:
        raise bad_request("can't change media type in the album")
    return apply_edit(request, message, content, markup, kind)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(request: Request) -> Any:
    markup = read_markup(request.arguments, inline_only=True)
    message = editable_message(request)
    return apply_edit(request, message, message.content, markup)
