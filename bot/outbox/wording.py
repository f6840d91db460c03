"""Wording: the desk's own words as calls of the Bot API."""

from collections.abc import Mapping
from typing import Any

from aiogram.methods import (
    EditEphemeralMessageReplyMarkup,
    EditEphemeralMessageText,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
    TelegramMethod,
)
from aiogram.types import (
    EphemeralMessageParameters,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)

from bot.outbox.calls import Calls, Thread
from bot.outbox.outcome import Misplaced

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def words(
    chat_id: int, thread_id: int | None, payload: Mapping[str, Any], *, receiver_id: int | None = None
) -> SendMessage:
    """Say `html`, as a reply (`reply_to`) and with buttons (`markup`) if any; to one person or to all."""
    reply_to = payload.get("reply_to")
    reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True) if reply_to else None
    whisper = EphemeralMessageParameters(receiver_user_id=receiver_id) if receiver_id else None
    return SendMessage(
        chat_id=chat_id,
        message_thread_id=thread_id,
        text=payload["html"],
        parse_mode="HTML",
        reply_parameters=reply,
        reply_markup=buttons(payload.get("markup")),
        link_preview_options=NO_PREVIEW,
        ephemeral_message_parameters=whisper,
    )


def rewritten(chat_id: int | None, payload: Mapping[str, Any]) -> TelegramMethod[Any]:
    """Change the text and buttons of `message_id`, or only the buttons."""
    shown = buttons(payload["markup"])
    if payload.get("ephemeral_id") is not None:
        assert chat_id is not None
        return _rewritten_whisper(chat_id, payload, shown)
    if payload["html"] is None:
        return EditMessageReplyMarkup(chat_id=chat_id, message_id=payload["message_id"], reply_markup=shown)
    return EditMessageText(
        chat_id=chat_id,
        message_id=payload["message_id"],
        text=payload["html"],
        parse_mode="HTML",
        reply_markup=shown,
        link_preview_options=NO_PREVIEW,
    )


def _rewritten_whisper(
    chat_id: int, payload: Mapping[str, Any], shown: InlineKeyboardMarkup | None
) -> TelegramMethod[Any]:
    """The same of a message that only one member sees (Bot API 10.2: it has ids of its own)."""
    whose = {
        "chat_id": chat_id,
        "receiver_user_id": payload["receiver"],
        "ephemeral_message_id": payload["ephemeral_id"],
    }
    if payload["html"] is None:
        return EditEphemeralMessageReplyMarkup(**whose, reply_markup=shown)
    return EditEphemeralMessageText(
        **whose,
        text=payload["html"],
        parse_mode="HTML",
        reply_markup=shown,
        link_preview_options=NO_PREVIEW,
    )


def buttons(markup: Mapping[str, Any] | None) -> InlineKeyboardMarkup | None:
    """An inline keyboard in aiogram's form."""
    return InlineKeyboardMarkup.model_validate(markup) if markup else None


async def check_place(result: dict[str, Any], thread: Thread, calls: Calls) -> None:
    """Bot API: the thread is ignored when the group is no forum; nothing may stay in General.

    Raises:
        Misplaced: it landed elsewhere, and was deleted.
    """
    if result.get("message_thread_id") != thread.thread_id:
        await calls.undo(thread.chat_id, [result["message_id"]])
        raise Misplaced(f"the desk's words landed outside topic {thread.thread_id}")
