"""Rich messages, drafts, and what only business accounts may send."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import formatted
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.rich import read_rich_message
from bot.sandbox.rooms import PrivateChat
from bot.sandbox.sending import send
from bot.sandbox.targets import writable_room


@method("sendRichMessage")
def send_rich_message(request: Request) -> Any:
    return send(request, "rich_message", read_rich_message(request))


@method("sendMessageDraft", "sendRichMessageDraft")
def send_message_draft(request: Request) -> Any:
    arguments = request.arguments
    if arguments.number("draft_id") == 0:
        raise bad_request("draft_id must be non-zero")
    if request.method == "sendRichMessageDraft":
        text = str(read_rich_message(request)["rich_message"]["blocks"])
    else:
        entities = arguments.list_of("entities", "MessageEntity")
        text = formatted(arguments.text("text"), arguments.text("parse_mode"), entities).text
    room = writable_room(request, arguments.values.get("chat_id"))
    if not isinstance(room, PrivateChat):
        raise bad_request("message drafts can be sent only to private chats")
    room.draft = text
    request.world.touch()
    return True


@method("sendChecklist", "editMessageChecklist")
def send_checklist(request: Request) -> Any:
    # Bot API: checklists are sent on behalf of a business account only, and there is none here.
    raise bad_request("BUSINESS_CONNECTION_INVALID")
