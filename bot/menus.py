"""Menus: the bot's commands as Telegram's clients offer them, one list per scope."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import SetMyCommands
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    BotCommandScopeUnion,
)

from bot.domain.menu import ADMIN, CUSTOMER, IN_GROUP, IN_PRIVATE, LOUD, OPERATOR
from bot.i18n.texts import FALLBACK, languages
from bot.services.desk import Desks
from bot.telegram import Telegram

logger = logging.getLogger(__name__)


async def publish(telegram: Telegram, desks: Desks) -> None:
    """Register the commands, again when the group or its language is another one; runs until cancelled."""
    changed = asyncio.Event()
    desks.group.listeners.append(changed.set)
    desks.language_changed = changed.set
    for code, language in by_code(languages()).items():
        texts = _commands(desks, CUSTOMER, language)
        scope = BotCommandScopeAllPrivateChats()
        await _register(telegram, texts, scope, None if language == FALLBACK else code)
    published: tuple[int, str] | None = None
    while True:
        group_id, language = desks.group.id, desks.wording.language
        if group_id is not None and desks.group.is_usable and (group_id, language) != published:
            scope_here = BotCommandScopeChat(chat_id=group_id)
            await _register(telegram, _commands(desks, OPERATOR, language, quiet=True), scope_here, None)
            await _publish_to_admins(telegram, desks, group_id, language)
            published = group_id, language
        await changed.wait()
        changed.clear()


async def _publish_to_admins(telegram: Telegram, desks: Desks, group_id: int, language: str) -> None:
    """Admins are offered their commands too, in the group and in private."""
    in_group = _commands(desks, (*OPERATOR, *ADMIN, *IN_GROUP), language, quiet=True)
    in_private = _commands(desks, (*ADMIN, *IN_PRIVATE, *CUSTOMER), language)
    for admin_id in desks.rules.admin_ids:
        member = BotCommandScopeChatMember(chat_id=group_id, user_id=admin_id)
        await _register(telegram, in_group, member, None)
        await _register(telegram, in_private, BotCommandScopeChat(chat_id=admin_id), None)


def by_code(known: Sequence[str]) -> Mapping[str, str]:
    """Languages by their two letters, which is all that the Bot API takes: `pt` rather than `pt-br`."""
    return {language.split("-")[0]: language for language in sorted(known, reverse=True)}


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
            logger.info("commands cannot be registered", extra={"error": error})
            return
        except TelegramAPIError as error:
            logger.info("commands are not registered yet", extra={"error": error})
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
