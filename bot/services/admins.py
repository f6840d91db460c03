"""Admins: what they must know is said to each of them in private."""

from html import escape

from bot.services.desk import Desk


def tell(desk: Desk, key: str, **variables: str | int) -> None:
    """Queue a text for every admin; variables are escaped."""
    safe = {name: escape(v) if isinstance(v, str) else v for name, v in variables.items()}
    for admin_id in desk.rules.admin_ids:
        desk.outbox.say(admin_id, desk.words(key, **safe))
