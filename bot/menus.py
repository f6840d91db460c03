"""Menus: the bot's commands as Telegram's clients offer them, one list per scope."""

import asyncio
import logging

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import SetMyCommands
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    BotCommandScopeUnion,
)

from bot.domain.menu import ADMIN, CUSTOMER, IN_PRIVATE, LOUD, OPERATOR
from bot.i18n.texts import languages
from bot.services.desk import Desks
from bot.telegram import Telegram

logger = logging.getLogger(__name__)


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
            commands = _commands(desks, OPERATOR, desks.rules.language, quiet=True)
            await _register(telegram, commands, scope_here, None)
            await _publish_to_admins(telegram, desks, group_id)
            published = group_id
        await changed.wait()
        changed.clear()


async def _publish_to_admins(telegram: Telegram, desks: Desks, group_id: int) -> None:
    """Admins are offered their commands too, in the group and in private."""
    language = desks.rules.language
    in_group = _commands(desks, (*OPERATOR, *ADMIN), language, quiet=True)
    in_private = _commands(desks, (*ADMIN, *IN_PRIVATE, *CUSTOMER), language)
    for admin_id in desks.rules.admin_ids:
        member = BotCommandScopeChatMember(chat_id=group_id, user_id=admin_id)
        await _register(telegram, in_group, member, None)
        await _register(telegram, in_private, BotCommandScopeChat(chat_id=admin_id), None)


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
        except TelegramBadRequest as error:  # an admin who never wrote to the bot, or is not in the group
            logger.info("commands cannot be registered", extra={"error": str(error)})
            return
        except TelegramAPIError as error:
            logger.info("commands are not registered yet", extra={"error": str(error)})
            await asyncio.sleep(2.0)


def _commands(
    desks: Desks, names: tuple[str, ...], language: str, *, quiet: bool = False
) -> list[BotCommand]:
    """With `quiet`, what nobody else need see is between its author and the bot (Bot API 10.2)."""
    return [
        BotCommand(
            command=name,
            description=desks.texts.get(f"command-{name}", language),
            is_ephemeral=True if quiet and name not in LOUD else None,
        )
        for name in names
    ]
