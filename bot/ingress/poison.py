"""Poison: updates that cannot be parsed or handled are kept with their error and reported."""

import traceback
from typing import Any

from bot.services import admins
from bot.services.desk import Desk
from db.models import ParkedUpdate

REPORTED_CHARACTERS = 300


async def park(desk: Desk, raw: dict[str, Any], error: Exception) -> None:
    """Keep the update and tell the admins; the text of the message is not in what they are told."""
    desk.session.add(
        ParkedUpdate(
            update_id=raw["update_id"],
            raw=raw,
            error="".join(traceback.format_exception(error))[-8000:],
            parked_at=desk.now,
        )
    )
    kinds = ", ".join(key for key in raw if key != "update_id")
    summary = f"{type(error).__name__}: {_first_lines(error)}"[:REPORTED_CHARACTERS]
    admins.tell(desk, "admin-parked", update=str(raw["update_id"]), kind=kinds, error=summary)


def _first_lines(error: Exception) -> str:
    """What went wrong without the value that it went wrong with (pydantic and SQLAlchemy print it later)."""
    lines = str(error).splitlines()
    return " ".join(lines[:2]).split("[type=")[0].split("[SQL:")[0].split("[parameters:")[0]
