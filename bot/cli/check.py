"""`python -m bot check`: everything that must be right before the first message."""

import asyncio
import sys

from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError
from aiogram.methods import GetMe, GetWebhookInfo
from sqlalchemy.exc import SQLAlchemyError

from bot.cli.main import HOW_TO_GET_A_TOKEN, complain
from bot.i18n.texts import Texts
from bot.logs import without_tokens
from bot.outbox.inspection import inspect
from bot.services import group
from bot.settings import ConfigurationError, Settings, UpdatesBy, load_settings
from bot.telegram import Telegram
from db.uow import Database
from migrations.upgrade import upgrade


def check() -> int:
    """Say what is in order and name each fault; returns 0, 1 with faults, 2 with a wrong configuration."""
    try:
        settings = load_settings()
    except ConfigurationError as error:
        return complain(str(error))
    if settings.bot_token is None:
        return complain(HOW_TO_GET_A_TOKEN)
    faults = asyncio.run(_faults(settings))
    for fault in faults:
        print(f"✗ {without_tokens(fault)}", file=sys.stderr)
    return 1 if faults else 0


async def _faults(settings: Settings) -> list[str]:
    assert settings.bot_token is not None
    group_id = settings.operator_group_id
    try:
        await upgrade(settings.database_url)
        database = Database(settings.database_url)
        async with database.reading() as session:
            group_id = (await group.load(session, settings.operator_group_id)).id
        await database.close()
        print("✓ the database is there and up to date")
    except (SQLAlchemyError, OSError) as error:
        return [f"the database cannot be used: {error}"]
    telegram = Telegram(settings.bot_token.get_secret_value(), settings.bot_api_url)
    try:
        return await _telegram_faults(telegram, settings, group_id)
    except TelegramUnauthorizedError:
        return ["Telegram refuses BOT_TOKEN: @BotFather → /token shows the right one"]
    except TelegramAPIError as error:
        return [f"Telegram cannot be asked: {error}"]
    finally:
        await telegram.close()


async def _telegram_faults(telegram: Telegram, settings: Settings, group_id: int | None) -> list[str]:
    me = await telegram.call(GetMe())
    print(f"✓ the token is that of @{me['username']}")
    faults = await _webhook_faults(telegram, settings)
    if group_id is None:
        return [*faults, "no group yet: add the bot to your forum group as an admin and send /setup there"]
    finding = await inspect(telegram, group_id)
    if finding.migrated_to is not None:
        return [*faults, f"the group has become {finding.migrated_to}: change OPERATOR_GROUP_ID"]
    texts = Texts()
    faults += [texts.get(fault, settings.language) for fault in finding.faults]
    if not finding.faults:
        print(f"✓ the group “{finding.title}” is a forum and the bot has its rights there")
    return faults


async def _webhook_faults(telegram: Telegram, settings: Settings) -> list[str]:
    info = await telegram.call(GetWebhookInfo())
    if settings.updates is UpdatesBy.POLLING:
        if info["url"]:
            print("! a webhook is set; it is removed when the desk starts polling")
        return []
    if info["url"] and info["url"] != settings.webhook_url:
        print("! another webhook is set; it is replaced when the desk starts")
    if info.get("last_error_message"):
        return [f"Telegram's last call of the webhook failed: {info['last_error_message']}"]
    return []
