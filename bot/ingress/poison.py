"""Poison: updates that cannot be parsed or handled are kept with their error and reported."""

import traceback
from collections.abc import Sequence
from typing import Any

from bot.services import admins
from bot.services.desk import Desk
from db.models import ParkedUpdate

REPORTED_CHARACTERS = 300
UNREADABLE = "unreadable"  # the key under which something is kept that is not an update at all


class Unreadable(Exception):
    """Telegram gave us something that is not an update."""


def identified(batch: Sequence[Any], offset: int | None) -> list[dict[str, Any]]:
    """The updates of a batch, each with an id, so that each can be confirmed.

    Bot API: ids are sequential, so what comes without one is known by its neighbours, or by the `offset`
    that was asked for. Empty if there is nothing to go by.
    """
    known = [number - place for place, raw in enumerate(batch) if (number := _id_of(raw)) is not None]
    expected = known[0] if known else offset
    if expected is None:
        return []
    found: list[dict[str, Any]] = []
    for raw in batch:
        number = _id_of(raw)
        found.append(raw if number is not None else {"update_id": expected, UNREADABLE: raw})
        expected = found[-1]["update_id"] + 1
    return found


def _id_of(raw: Any) -> int | None:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) else None


async def park(desk: Desk, raw: dict[str, Any], error: Exception) -> None:
    """Keep the update and tell the admins; the text of the message is not in what they are told."""
    desk.session.add(
        ParkedUpdate(
            update_id=raw["update_id"],
            raw=_storable(raw),
            error=_storable("".join(traceback.format_exception(error))[-8000:]),
            parked_at=desk.now,
        )
    )
    kinds = ", ".join(key for key in raw if key != "update_id")
    summary = f"{type(error).__name__}: {_first_lines(error)}"[:REPORTED_CHARACTERS]
    told = _storable({"update": str(raw["update_id"]), "kind": kinds, "error": summary})
    admins.tell(desk, "admin-parked", **told)


def _storable(value: Any) -> Any:
    """The same without what no database takes: PostgreSQL has no NUL, UTF-8 has no lone surrogates."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_storable(key): _storable(item) for key, item in value.items()}
    return [_storable(item) for item in value] if isinstance(value, list) else value


def _first_lines(error: Exception) -> str:
    """What went wrong without the value that it went wrong with (pydantic and SQLAlchemy print it later)."""
    lines = str(error).splitlines()
    return " ".join(lines[:2]).split("[type=")[0].split("[SQL:")[0].split("[parameters:")[0]
