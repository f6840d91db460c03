"""Names of methods and the functions that execute them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.request import Request

Handler = Callable[[Request], Any]


@dataclass(slots=True)
class Method:
    """One method: `handler` returns the `result` of the answer, or a coroutine of it."""

    name: str
    handler: Handler
    is_async: bool


_methods: dict[str, Method] = {}


def method(*names: str) -> Callable[[Handler], Handler]:
    """Register a handler under one or more method names."""

    def register(handler: Handler) -> Handler:
        for name in names:
            # The real server compares method names without regard to case.
            _methods[name.lower()] = Method(name, handler, inspect.iscoroutinefunction(handler))
        return handler

    return register


def find_method(name: str) -> Method | None:
    """The method of this name in any case."""
    return _methods.get(name.lower())


def method_names() -> list[str]:
    """Every method that the sandbox knows."""
    return sorted(one.name for one in _methods.values())
