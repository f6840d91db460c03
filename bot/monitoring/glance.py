"""A glance: the latest answer to a slow question, for many who ask and none who can wait."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")

REST = 20  # times as long as the question took it is not asked again: at most 5 % of the time


class Glance(Generic[T]):
    """Asks at most once at a time and not again within `fresh_for` seconds.

    Whoever looks waits at most `patience` seconds. A question that hangs goes on meanwhile: it cannot be
    broken off in the middle of a statement, and asking once more would only make two that hang.
    `ask` must not raise.
    """

    def __init__(self, ask: Callable[[], Awaitable[T]], *, fresh_for: float, patience: float) -> None:
        self._ask = ask
        self._fresh_for = fresh_for
        self._patience = patience
        self._asking: asyncio.Task[T] | None = None
        self._answer: tuple[T, float] | None = None
        self._again_at = 0.0
        self._asked_at = 0.0

    async def look(self) -> T | None:
        """What was last answered, as fresh as patience allows; None as long as there is no answer."""
        if self._asking is None and self._now() >= self._again_at:
            self._asked_at = self._now()
            self._asking = asyncio.create_task(self._answered())
        if self._asking is not None:
            await asyncio.wait([self._asking], timeout=self._patience)
        return self._answer[0] if self._answer is not None else None

    @property
    def waits_for(self) -> float:
        """Seconds for which a question has been without answer; 0 if none is asked."""
        return self._now() - self._asked_at if self._asking is not None else 0.0

    @property
    def age(self) -> float:
        """Seconds since the last answer came."""
        return self._now() - self._answer[1] if self._answer is not None else 0.0

    async def close(self) -> None:
        """Ask no more; a question that hangs all the same is left behind."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait([self._asking], timeout=self._patience)

    async def _answered(self) -> T:
        try:
            answer = await self._ask()
        finally:
            self._asking = None
        took = self._now() - self._asked_at
        self._answer = (answer, self._now())
        self._again_at = self._now() + max(self._fresh_for, REST * took)
        return answer

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
