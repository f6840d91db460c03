"""Housekeeping: forget what has served."""

from datetime import timedelta

from bot.services.desk import Desks
from db.queries import outbox, updates

UPDATES_FOR = timedelta(days=2)  # Telegram itself keeps an update for a day
DONE_FOR = timedelta(hours=1)  # longer than any budget's window


async def tidy(desks: Desks) -> None:
    """Delete settled outbox items, old update ids and bans that are over."""
    async with desks.open() as desk:
        await updates.forget_handled(desk.session, desk.now - UPDATES_FOR)
        await outbox.forget_done(desk.session, desk.now - DONE_FOR)
        await outbox.forget_bans(desk.session, desk.now)
        await desk.commit()
