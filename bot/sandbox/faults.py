"""Planned misfortune: which call shall fail, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

KINDS = {
    "lost_response": "the call is executed, then the connection drops without an answer",
    "reset": "the connection drops and nothing is executed",
    "server_error": "500 with a JSON body",
    "restart": "500 Internal Server Error: restart; `executed=True` executes first",
    "bad_gateway": "502 with an HTML body, as a front end answers",
    "hang": "nothing for `seconds`, then the connection drops; nothing is executed",
    "slow": "`seconds` of waiting, then the call is executed",
    "conflict": "409, another instance is polling",
    "flood": "429 with `retry_after`; not executed",
    "flood_wrapped": "400 with the 429 inside its text, `retry_after`; not executed",
    "error": "any `code` and `description`, optional `parameters`; not executed",
    "duplicate_batch": "getUpdates returns the batch that was confirmed last once more",
}


@dataclass(slots=True)
class Fault:
    """One planned fault: it passes `after` matching calls by, then strikes `times` times."""

    kind: str
    method: str | None
    chat_id: int | None
    times: int
    after: int
    args: dict[str, Any] = field(default_factory=dict)
    struck: int = 0

    @property
    def is_done(self) -> bool:
        return self.struck >= self.times


class Faults:
    """The plan. Faults strike in the order in which they were added, one for each call."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []
        self.drop_connections: Callable[[], None] = lambda: None
        self._is_outage = False

    def add(
        self,
        kind: str,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int = 1,
        after: int = 0,
        **args: Any,
    ) -> Fault:
        """Plan a fault (see KINDS) for calls of `method` (any) that name `chat_id` (any chat)."""
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}; there are {', '.join(KINDS)}")
        if kind == "duplicate_batch":
            method = "getUpdates"
        fault = Fault(kind, method.lower() if method else None, chat_id, times, after, args)
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        """Forget what has not struck yet, and lift an outage."""
        self.planned.clear()
        self.outage = False

    def next_for(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that strikes this call, counted as struck."""
        for fault in self.planned:
            if fault.method not in (None, method) or fault.chat_id not in (None, chat_id):
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.struck += 1
            if fault.is_done:
                self.planned.remove(fault)
            return fault
        return None

    @property
    def outage(self) -> bool:
        """While True every connection is dropped, waiting long polls too."""
        return self._is_outage

    @outage.setter
    def outage(self, value: bool) -> None:
        self._is_outage = value
        if value:
            self.drop_connections()
