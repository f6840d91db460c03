"""Buttons: presses of inline buttons, wherever they are."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.presses import Press
from bot.services import presses
from bot.services.desk import Desk

router = Router(name="buttons")


@router.callback_query()
async def press(query: CallbackQuery, desk: Desk) -> None:
    if query.message is None or query.data is None:
        return desk.toast(query.id, "")
    return await presses.take(
        desk,
        Press(
            id=query.id,
            user_id=query.from_user.id,
            user_name=query.from_user.full_name,
            username=query.from_user.username,
            chat_id=query.message.chat.id,
            message_id=query.message.message_id,
            data=query.data,
            language=query.from_user.language_code,
            ephemeral_id=getattr(query.message, "ephemeral_message_id", None),
            is_offered=_is_offered(query),
        ),
    )


def _is_offered(query: CallbackQuery) -> bool:
    """Does the message bear this button? Clients may send data of their own; the message is Telegram's."""
    markup = getattr(query.message, "reply_markup", None)
    rows = markup.inline_keyboard if markup is not None else ()
    return any(button.callback_data == query.data for row in rows for button in row)
