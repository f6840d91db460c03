"""sendMessage and sendChatAction."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import read_text
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.sending import send
from bot.sandbox.targets import writable_room

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    }
)


@method("sendMessage")
def send_message(request: Request) -> Any:
    content = read_text(request.arguments).fields("text", "entities")
    options = request.arguments.object("link_preview_options", "link preview options")
    if options:
        content["link_preview_options"] = options
    return send(request, "text", content)


@method("sendChatAction")
def send_chat_action(request: Request) -> Any:
    if request.arguments.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    # Bot API: message_thread_id is not looked at, so a deleted topic is fine.
    room = writable_room(request, request.arguments.values.get("chat_id"))
    gate, now = request.server.gate, asyncio.get_running_loop().time()
    gate.spend_own(request.bot.id, f"action {room.id}", gate.limits.chat_action, now)
    return True
