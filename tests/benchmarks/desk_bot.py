"""The desk as it runs in earnest, settings from the environment alone."""

import asyncio
import logging
import signal

import uvloop

from bot.app import build_app
from bot.settings import load_settings


async def main() -> None:
    """Work until SIGTERM."""
    app = build_app(load_settings(_env_file=None))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.stop)
    await app.run()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    # aiogram tells of each update; no operator reads that.
    logging.getLogger("aiogram.event").setLevel(logging.WARNING)
    uvloop.run(main())
