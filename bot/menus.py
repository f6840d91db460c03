"""Menus: the bot's commands as Telegram's clients offer them, one list per scope."""

import asyncio
import logging

from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.methods import SetMyCommands
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
)

from bot.i18n.texts import languages
from bot.services.desk import Desks
from bot.telegram import Telegram

logger = logging.getLogger(__name__)

CUSTOMER = ("start", "help")
OPERATOR = ("help", "note", "recall", "ban", "unban")


async def publish(telegram: Telegram, desks: Desks) -> None:
    """Register the commands, again when the desk moves to another group; runs until cancelled."""
    changed = asyncio.Event()
    desks.group.listeners.append(changed.set)
    for language in languages():
        texts = _commands(desks, CUSTOMER, language)
        scope = BotCommandScopeAllPrivateChats()
        await _register(telegram, texts, scope, None if language == "en" else language)
    published: int | None = None
    while True:
        group_id = desks.group.id
        if group_id is not None and desks.group.is_usable and group_id != published:
            scope_here = BotCommandScopeChat(chat_id=group_id)
            commands = _commands(desks, OPERATOR, desks.rules.language)
            await _register(telegram, commands, scope_here, None)
            published = group_id
        await changed.wait()
        changed.clear()


async def _register(
    telegram: Telegram, commands: list[BotCommand], scope: BotCommandScopeUnion, language: str | None
) -> None:
    """Best effort with some patience: without menus the desk works just as well."""
    for _ in range(5):
        try:
            await telegram.call(SetMyCommands(commands=commands, scope=scope, language_code=language))
            return
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
        except TelegramAPIError as error:
            logger.info("commands are not registered yet", extra={"error": str(error)})
            await asyncio.sleep(2.0)


def _commands(desks: Desks, names: tuple[str, ...], language: str) -> list[BotCommand]:
    return [
        BotCommand(command=name, description=desks.texts.get(f"command-{name}", language)) for name in names
    ]
