"""Promises for desks that run in processes of their own: clocks run while they relay, as they do at work."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.i18n.texts import Texts
from bot.services import preferences, promises
from bot.services.desk import Desks, OperatorGroup, Rules
from db.uow import Database
from migrations.upgrade import upgrade

STATED = "first 15m next 30m resolve 8h; high: first 5m"
HOURS = "mon-fri 09:00-13:00,14:00-18:00; sat,sun 10:00-16:00 Europe/Berlin"


async def state(database_url: str, promises_text: str = STATED, hours: str | None = HOURS) -> None:
    """Make the database of a desk that has promised something, before it starts."""
    await upgrade(database_url)
    database = Database(database_url)
    desks = Desks(database, Rules(), Texts(), OperatorGroup(), 1, lambda: datetime.now(UTC))
    async with desks.open() as desk:
        await preferences.keep(desk, replace(desk.preferences, promises=promises_text, hours=hours))
        await promises.renew(desk, made_by=None)
        await desk.commit()
    await database.close()
