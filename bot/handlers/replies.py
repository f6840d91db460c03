"""Replies: what a handler of a command returns, or the rule that it broke, is said to whoever asked."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject

from bot.domain.actors import author_of
from bot.domain.answers import Answer, Screen
from bot.domain.errors import RuleBroken
from bot.services import answers
from bot.services.desk import Desk

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Replies(BaseMiddleware):
    """Wraps the handlers of commands: gives them `by`, and says what they return (an Answer or a Screen)."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Message)
        desk: Desk = data["desk"]
        data["by"] = author_of(event)
        try:
            said = await handler(event, data)
        except RuleBroken as broken:
            said = Answer(broken.text_key, broken.variables)
        if isinstance(said, Answer | Screen):
            answers.say(desk, answers.place_of(event, data.get("topic")), said)
        return None
