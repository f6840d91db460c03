"""Deadlines: asks what is due, lets it happen, and says when to ask again."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.services import alerts, clocks, deadlines, replanning
from bot.services.desk import Desk, Desks
from db.queries.deadlines import Next, next_moments

BATCH = 200  # rows that one transaction takes

Step = Callable[[Desk, int], Awaitable[int]]


async def sweep(desks: Desks, *, until: Callable[[], bool]) -> datetime | None:
    """Let everything happen that is due, in small transactions; returns when something is due next.

    The steps take turns, so that no long one keeps alerts waiting. Stops between two transactions when
    `until` says so. What cannot be moved from its place is left for the next sweep.
    """
    moments = await _next(desks)
    try:
        while not until() and (_has_rules_to_follow(desks) or moments.is_due(desks.clock())):
            is_more = False
            for step in (clocks.follow, replanning.go_on, deadlines.pass_time):
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
    async with desks.open() as desk:
        done = await step(desk, BATCH)
        await desk.commit()
    return done >= BATCH


async def _alert(desks: Desks) -> bool:
    """The same for clocks; while there is more, the sender waits for the rest of the alerts."""
    desks.alerts_complete.clear()
    is_more = await _once(desks, alerts.sweep_clocks)
    if not is_more:
        desks.alerts_complete.set()
    return is_more
