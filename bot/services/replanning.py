"""Replanning: after a change of the rules all live tickets and their clocks wait for other moments.

How far that has come is stored, so a restart goes on where it was; a further change begins anew.
"""

from functools import partial

from bot.services import clocks
from bot.services.desk import Desk
from bot.services.ticket_ledger import schedule
from db.models import Ticket
from db.queries import replanning, settings

KEY = "replanning"


async def begin(desk: Desk) -> None:
    """The moments that are planned hold no longer; the jobs plan them anew from the first ticket on."""
    await settings.write(desk.session, KEY, {"after": 0}, desk.now)
    desk.tx.after_commit(partial(desk.versions.planned, False))
    desk.wake_at(desk.now)


async def go_on(desk: Desk, most: int) -> int:
    """Plan the moments of at most so many tickets, if that is under way; returns how many there were.

    A desk that has just started looks once whether the last one was interrupted.
    """
    if desk.versions.is_planned:
        return 0
    stored = await settings.read(desk.session, KEY)
    found = await replanning.live_tickets(desk.session, stored["after"], most) if stored else []
    await _plan(desk, found)
    if len(found) < most:
        if stored:
            await replanning.forget(desk.session, KEY)
        desk.tx.after_commit(partial(desk.versions.planned, True))
    else:
        await settings.write(desk.session, KEY, {"after": found[-1].id}, desk.now)
    return len(found)


async def set_aside(desk: Desk) -> int | None:
    """Leave the first ticket that is to be planned as it is."""
    stored = await settings.read(desk.session, KEY)
    for ticket in await replanning.live_tickets(desk.session, stored["after"], 1) if stored else []:
        await settings.write(desk.session, KEY, {"after": ticket.id}, desk.now)
        return ticket.id
    return None


async def _plan(desk: Desk, found: list[Ticket]) -> None:
    for ticket in found:
        schedule(desk, ticket)
    by_id = {ticket.id: ticket for ticket in found}
    for row in await replanning.running_clocks(desk.session, by_id) if by_id else ():
        clocks.plan(desk, row, clocks.clock_of(row), by_id[row.ticket_id])
