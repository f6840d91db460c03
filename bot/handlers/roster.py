"""The roster: whoever writes in the operator group is an operator from then on."""

from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject

from bot.domain.authors import is_operators
from bot.handlers.replies import Handler
from bot.services import staff
from bot.services.desk import Desk


class Roster(BaseMiddleware):
    """Remembers the author before the handler runs; an anonymous admin is nobody in particular."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Message)
        desk: Desk = data["desk"]
        if event.sender_chat is None and event.from_user is not None and is_operators(event):
            await staff.seen(desk, event.from_user)
        return await handler(event, data)
