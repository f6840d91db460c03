"""Sabotage: known ways to break the promises, put into a victim to prove that these tests see them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from bot import app
from bot.ingress.unit_of_work import Ingress, RawUpdate
from bot.outbox.outcome import Outcome
from bot.outbox.settler import Settler
from db.leader import Leadership

LATE = 0.03  # seconds


def confirm_first() -> None:
    """Confirm updates before they are committed, as aiogram's own polling and webhook do."""
    take = Ingress.take

    async def take_later(self: Ingress, batch: Sequence[RawUpdate], arrived: Sequence[datetime] = ()) -> None:
        asyncio.get_running_loop().call_later(LATE, lambda: asyncio.ensure_future(take(self, batch, arrived)))

    Ingress.take = take_later  # type: ignore[method-assign]


def settle_later() -> None:
    """Let a lane go on before the outcome of its last call is written down."""
    settle = Settler.settle

    async def settle_some_time(self: Settler, outcome: Outcome) -> None:
        asyncio.get_running_loop().call_later(LATE, lambda: asyncio.ensure_future(settle(self, outcome)))

    Settler.settle = settle_some_time  # type: ignore[method-assign]


def lead_anyway() -> None:
    """Work without asking whether somebody else does."""

    @asynccontextmanager
    async def usurpation(database_url: str) -> AsyncIterator[Leadership]:
        yield Leadership()

    app.leadership = usurpation  # type: ignore[attr-defined]


SABOTAGES: dict[str, Callable[[], None]] = {
    "confirm-first": confirm_first,
    "settle-later": settle_later,
    "lead-anyway": lead_anyway,
}
