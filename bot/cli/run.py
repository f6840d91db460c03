"""`python -m bot`: run the desk until it is told to stop."""

import asyncio
import gc
import logging
import os
import signal

import uvloop

from bot import logs
from bot.app import App, TokenRefused, build_app
from bot.cli.main import HOW_TO_GET_A_TOKEN, complain
from bot.settings import ConfigurationError, LogFormat, Settings, load_settings

logger = logging.getLogger(__name__)

FAILED = 1
ENDS_WITHIN = 9.0  # seconds

NO_GROUP = """\
Neither OPERATOR_GROUP_ID nor ADMIN_IDS is set, so nobody could tell the bot where the desk is.
Write anything to the bot in Telegram; `python -m bot check` shows your id then. Put ADMIN_IDS=… into .env.
Or set OPERATOR_GROUP_ID to the id of the group (a negative number)."""


def run() -> int:
    """Run with the settings of the environment; returns the exit code."""
    try:
        settings = load_settings()
    except ConfigurationError as error:
        return complain(str(error))
    if settings.bot_token is None:
        return complain(HOW_TO_GET_A_TOKEN)
    if settings.operator_group_id is None and not settings.admin_ids:
        return complain(NO_GROUP)
    logs.configure(
        settings.log_level, as_json=settings.log_format is LogFormat.JSON, secrets=settings.secrets()
    )
    try:
        return uvloop.run(_run(settings))
    except ConfigurationError as error:  # found out only on trying: an address that is taken
        return complain(str(error))
    except Exception:
        # Python itself would print the error's words, which may be a customer's.
        logger.critical("the desk has failed", exc_info=True)
        return FAILED


async def _run(settings: Settings) -> int:
    app = build_app(settings)
    # aiogram's models are 260,000 objects that never die; a full collection among them takes 0.15 s.
    gc.freeze()
    stop_on_signals(app)
    try:
        await app.run()
    except TokenRefused:
        return complain(
            "Telegram refuses BOT_TOKEN: it was revoked or mistyped. @BotFather → /token shows it."
        )
    return 0


def stop_on_signals(app: App) -> None:
    """SIGTERM and SIGINT end the run in good order, and in time: supervisors kill after ten seconds."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        app.stop()
        # What still hangs then waits for a database that neither answers nor breaks: nothing is to be saved.
        loop.call_later(ENDS_WITHIN, os._exit, 0)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
