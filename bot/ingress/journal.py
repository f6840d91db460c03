"""The journal of updates: each one committed is counted and, at INFO, a line of ids and durations."""

import logging
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from enum import StrEnum, auto
from typing import Any

from aiogram.types import Update

from bot import logs
from bot.metrics import Metrics

logger = logging.getLogger(__name__)

OTHER = "other"  # a kind that aiogram does not know yet, or no update at all
_KINDS = frozenset(Update.model_fields) - {"update_id"}
_Ids = tuple[int | None, int | None, int | None]


class Ended(StrEnum):
    """What became of an update."""

    HANDLED = auto()
    DUPLICATE = auto()  # it, or what it tells, is known already: nothing was to be done
    PARKED = auto()


Arrived = tuple[dict[str, Any], datetime]
"""A raw update and when it came."""


class Journal:
    """Nothing of an update but its kind and its ids is ever written: all else may be somebody's words."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        for kind in (*sorted(_KINDS), OTHER):
            metrics.expect_updates(kind, Ended.PARKED.value)

    def ended(self, updates: Collection[Arrived], how: Ended, now: datetime) -> None:
        """These were committed together."""
        by_kind: dict[str, list[float]] = {}
        for raw, arrived_at in updates:
            by_kind.setdefault(kind_of(raw), []).append(max(0.0, (now - arrived_at).total_seconds()))
        for kind, seconds in by_kind.items():
            self._metrics.updates_ended(kind, how.value, seconds)
        if logger.isEnabledFor(logging.INFO):
            logs.tell(logger, "update", _lines(updates, how, now))


def _lines(updates: Collection[Arrived], how: Ended, now: datetime) -> Iterator[dict[str, object]]:
    for raw, arrived_at in updates:
        kind = kind_of(raw)
        chat_id, thread_id, user_id = _ids(raw.get(kind))
        yield {
            "update_id": raw["update_id"],
            "kind": kind,
            "chat_id": chat_id,
            "thread_id": thread_id,
            "user_id": user_id,
            "duration_ms": _ms(arrived_at, now),
            "batch": len(updates),
            "outcome": how.value,
        }


def kind_of(raw: dict[str, Any]) -> str:
    return next((key for key in raw if key in _KINDS), OTHER)


def _ids(event: Any) -> _Ids:
    """Chat, thread and user of an update's event, in whatever shape it came."""
    if not isinstance(event, dict):
        return None, None, None
    message = event.get("message")
    place = message if isinstance(message, dict) else event
    user = _first(event, ("from", "user", "actor_chat"))
    return _id(place.get("chat"), "id"), _id(place, "message_thread_id"), _id(user, "id")


def _first(event: dict[str, Any], keys: Iterable[str]) -> Any:
    return next((event[key] for key in keys if key in event), None)


def _id(holder: Any, key: str) -> int | None:
    found = holder.get(key) if isinstance(holder, dict) else None
    return found if isinstance(found, int) else None


def _ms(since: datetime, now: datetime) -> float:
    return round(max(0.0, (now - since).total_seconds()) * 1000, 1)
