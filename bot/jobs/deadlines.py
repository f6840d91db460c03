"""Deadlines: asks what is due, lets it happen, and says when to ask again."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import NamedTuple

from bot.services import admins, alerts, clocks, deadlines, replanning
from bot.services.desk import Desk, Desks
from db.engine import is_database_away
from db.queries.deadlines import Next, next_moments

logger = logging.getLogger(__name__)

BATCH = 200  # rows that one transaction takes


class Step(NamedTuple):
    """`take` lets happen what is due to at most so many tickets or clocks, and returns how many there were.

    `set_aside` puts off the first of those, which cannot be worked out, and returns the ticket's number.
    """

    take: Callable[[Desk, int], Awaitable[int]]
    set_aside: Callable[[Desk], Awaitable[int | None]]


BEFORE_ALERTS = (
    Step(clocks.follow, clocks.set_aside_follower),
    Step(replanning.go_on, replanning.set_aside),
    Step(deadlines.pass_time, deadlines.set_aside),
)
ALERTS = Step(alerts.sweep_clocks, alerts.set_aside)


async def sweep(desks: Desks, *, until: Callable[[], bool]) -> datetime | None:
    """Let everything happen that is due, in small transactions; returns when something is due next.

    The steps take turns, so that no long one keeps alerts waiting. Stops between two transactions when
    `until` says so. What cannot be moved from its place is left for the next sweep.
    """
    moments = await _next(desks)
    try:
        while not until() and (_has_rules_to_follow(desks) or moments.is_due(desks.clock())):
            is_more = False
            for step in BEFORE_ALERTS:
                is_more |= await _once(desks, step)
            is_more |= await _alert(desks)
            before, moments = moments, await _next(desks)
            if not is_more and moments == before:
                break
    finally:
        desks.alerts_complete.set()
    return moments.at


def _has_rules_to_follow(desks: Desks) -> bool:
    """Were the rules changed, or may they have been when the last process ended?"""
    return clocks.must_follow(desks.versions) or not desks.versions.is_planned


async def _next(desks: Desks) -> Next:
    async with desks.database.reading() as session:
        return await next_moments(session)


async def _once(desks: Desks, step: Step) -> bool:
    """One transaction's worth; is there more?"""
    try:
        return await _take(desks, step, BATCH) >= BATCH
    except Exception as error:
        if is_database_away(error):
            raise
        return await _find_the_bad_one(desks, step)


async def _find_the_bad_one(desks: Desks, step: Step) -> bool:
    """A row that cannot be worked out stops no other: one by one, until it is found and put off."""
    for _ in range(BATCH):
        try:
            if not await _take(desks, step, 1):
                return False
        except Exception as error:
            if is_database_away(error):
                raise
            await _set_aside(desks, step, error)
            break
    return True


async def _take(desks: Desks, step: Step, most: int) -> int:
    async with desks.open() as desk:
        done = await step.take(desk, most)
        await desk.commit()
        return done


async def _set_aside(desks: Desks, step: Step, error: Exception) -> None:
    async with desks.open() as desk:
        number = await step.set_aside(desk)
        logger.error("a deadline cannot be worked out", extra={"ticket": number}, exc_info=error)
        admins.tell(desk, "admin-deadline", number=str(number), error=type(error).__name__)
        await desk.commit()


async def _alert(desks: Desks) -> bool:
    """The same for clocks; while there is more, the sender waits for the rest of the alerts."""
    desks.alerts_complete.clear()
    is_more = await _once(desks, ALERTS)
    if not is_more:
        desks.alerts_complete.set()
    return is_more
