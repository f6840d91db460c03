"""The settler: writes down what became of deliveries, all that are waiting in one transaction."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.outbox.journal import Journal
from bot.outbox.outcome import Outcome
from bot.services.desk import Desk, Desks
from db.engine import is_database_away
from db.queries import messages, outbox

logger = logging.getLogger(__name__)

_Waiting = tuple[Outcome, "asyncio.Future[None]"]


class Settler:
    """A lane goes on only after its outcome is safe, so a crash repeats one call per lane at most."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self._journal = Journal(desks.metrics)
        self._waiting: list[_Waiting] = []
        self._wake = asyncio.Event()

    async def settle(self, outcome: Outcome) -> None:
        """Return when the outcome is committed."""
        settled: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((outcome, settled))
        self._wake.set()
        await settled

    async def run(self) -> None:
        """Settle groups of outcomes until cancelled; while the database is away they wait."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            group, self._waiting = self._waiting, []
            if group:
                await self._settle_group(group)

    async def _settle_group(self, group: list[_Waiting]) -> None:
        try:
            await self._write_patiently([outcome for outcome, _ in group])
        except Exception:  # an effect of one of them is at fault: the others must not suffer
            logger.exception("settling one by one")
            for outcome, _ in group:
                await self._settle_alone(outcome)
        for _, settled in group:
            if not settled.done():
                settled.set_result(None)

    async def _settle_alone(self, outcome: Outcome) -> None:
        try:
            await self._write_patiently([outcome])
        except Exception:
            logger.exception("an effect of a delivery failed", extra={"items": [i.id for i in outcome.items]})
            bare = replace(outcome, effect=None)
            try:
                await self._write_patiently([bare])
            except Exception:
                # The call was made: rather lose the twin than send it for ever.
                logger.exception("a twin could not be stored", extra={"items": [i.id for i in outcome.items]})
                await self._write_patiently([replace(bare, copies=())])

    async def _write_patiently(self, outcomes: list[Outcome]) -> None:
        while True:
            try:
                return await self._write(outcomes)
            except (SQLAlchemyError, OSError) as error:
                if not is_database_away(error):
                    raise
                logger.warning("the database is away, results wait", extra={"error": error})
                await asyncio.sleep(0.5)

    async def _write(self, outcomes: list[Outcome]) -> None:
        async with self._desks.open() as desk:
            await outbox.settle(desk.session, [row for o in outcomes for row in _rows(o, desk)])
            copies = [_copy_row(copy) for o in outcomes for copy in o.copies]
            if copies:
                await messages.mark_delivered(desk.session, copies, desk.now)
            for outcome in outcomes:
                if outcome.effect is not None:
                    await outcome.effect(desk)
            await desk.commit()
        self._journal.settled(outcomes)


def _rows(outcome: Outcome, desk: Desk) -> list[dict[str, Any]]:
    first, *rest = [item.id for item in outcome.items]
    common = {"b_state": outcome.state, "b_at": desk.now, "b_error": outcome.error}
    rows = [{"b_id": first, "b_units": outcome.units, **common}]
    return rows + [{"b_id": item_id, "b_units": 0, **common} for item_id in rest]


def _copy_row(copy: Any) -> dict[str, Any]:
    return {
        "b_id": copy.message_id,
        "b_chat": copy.chat_id,
        "b_copy": copy.copy_message_id,
        "b_part": copy.part,
        "b_offset": copy.offset,
    }
