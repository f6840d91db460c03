"""Preferences: loaded once, changed by admins; who changed what is kept."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.preferences import Preferences, from_json, to_json
from bot.services.desk import Desk
from db.models import AuditEntry
from db.queries import settings

KEY = "preferences"


async def load(session: AsyncSession, defaults: Preferences) -> Preferences:
    """What admins have decided; the rest as in `defaults` (which come from the configuration)."""
    return from_json(await settings.read(session, KEY) or {}, defaults)


async def keep(desk: Desk, preferences: Preferences) -> None:
    """These hold from now on; memory follows the commit."""
    desk.preferences = preferences
    await settings.write(desk.session, KEY, to_json(preferences), desk.now)
    desk.tx.after_commit(lambda: desk.share_preferences(preferences))


def audit(desk: Desk, by: Actor, what: str, before: str | None, after: str | None) -> None:
    """Write down who changed what, from what, to what."""
    entry = AuditEntry(
        at=desk.now, admin_id=by.id or 0, admin_name=by.name, what=what, before=before, after=after
    )
    desk.session.add(entry)
