"""The record of what bots asked of the API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Call:
    """One call; `at` is `loop.time()`, `params` are as sent (strings for form requests)."""

    at: float
    method: str
    params: dict[str, Any]
    ok: bool = True
    error_code: int = 200
    description: str = ""
    result: Any = None
    fault: str = ""
    bot_id: int = 0
    files: list[str] = field(default_factory=list)

    @property
    def chat_id(self) -> int | None:
        """The chat_id parameter as a number."""
        return chat_id_of(self.params)


def chat_id_of(params: dict[str, Any]) -> int | None:
    """The chat_id of a call, None when absent or a username."""
    value = params.get("chat_id")
    if value is None:
        return None
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
