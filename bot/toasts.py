"""Toasts: answers to presses of buttons. They need not survive: they are sent at once, beside the outbox."""

import asyncio
import logging

from aiogram.exceptions import TelegramAPIError
from aiogram.methods import AnswerCallbackQuery

from bot.telegram import Telegram

logger = logging.getLogger(__name__)


class Toasts:
    """Bot API: answering a press costs no budget, and is refused about 14 seconds after the press."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._underway: set[asyncio.Task[None]] = set()

    def show(self, press_id: str, text: str, alert: bool) -> None:
        """Show `text` to whoever pressed; an empty one only ends the button's waiting."""
        task = asyncio.create_task(self._answer(press_id, text, alert))
        self._underway.add(task)
        task.add_done_callback(self._underway.discard)

    async def _answer(self, press_id: str, text: str, alert: bool) -> None:
        answer = AnswerCallbackQuery(callback_query_id=press_id, text=text or None, show_alert=alert)
        try:
            await self._telegram.call(answer)
        except TelegramAPIError as error:
            logger.info("a press was answered too late", extra={"error": error})
