"""The queue: open tickets, the most urgent first, page by page; and whoever is free takes the next one."""

from html import escape
from typing import Any

from bot.domain.actors import Actor
from bot.domain.answers import Screen
from bot.domain.errors import RuleBroken
from bot.domain.presses import Press
from bot.services import casework
from bot.services.answers import Said
from bot.services.desk import Desk
from bot.views import queue as views
from bot.views.queue import Page, Place, Queued, Reader
from db.queries import queue

PER_PAGE = 10
ALL, NOBODYS, MINE = "all", "none", "mine"


async def show(
    desk: Desk, whose: str = ALL, page: int = 0, *, by: Actor | None = None, done: str = ""
) -> Screen:
    """A page of the queue; `whose` is all, nobody's, or those of the operator with this id."""
    await desk.session.flush()
    held_by = int(whose) if whose.isdecimal() else None
    rows = await queue.open_tickets(
        desk.session, PER_PAGE + 1, page * PER_PAGE, held_by=held_by, unheld=whose == NOBODYS
    )
    if page and not rows:
        return await show(desk, whose, by=by, done=done)  # it has become shorter
    shown = Page(
        whose=whose,
        number=page,
        tickets=[_queued(desk, row) for row in rows[:PER_PAGE]],
        has_more=len(rows) > PER_PAGE,
        name=by.name if by is not None and by.id == held_by else desk.staff.name_of(held_by),
        done=done,
    )
    return views.queue(shown, Reader(desk.wording, desk.now))


async def pressed(desk: Desk, press: Press, by: Actor) -> Said:
    """Turn to another page or choose whose tickets are shown; or take the most urgent that nobody has.

    Raises:
        RuleBroken: nothing is to be taken; or the data is none of the queue's.
    """
    _, first, second, *_ = [*press.words, "", ""]
    if first == "take":
        return await _take_next(desk, _whose(desk, second, by), by)
    if not second.isdecimal() or len(second) > 6:
        raise RuleBroken("press-stale")
    if first == MINE:
        return await show(desk, str(by.id), int(second), by=by)
    return await show(desk, _whose(desk, first, by), int(second), by=by)


def _whose(desk: Desk, word: str, by: Actor) -> str:
    """The same word, if it says whose tickets are to be shown: everybody's, nobody's, a known operator's."""
    if word in (ALL, NOBODYS, str(by.id)):
        return word
    if word.isdecimal() and len(word) <= 15 and desk.staff.get(int(word)) is not None:
        return word
    raise RuleBroken("press-stale")


async def _take_next(desk: Desk, whose: str, by: Actor) -> Screen:
    """Give the most urgent ticket that nobody has to whoever asks, who must be an operator."""
    member = desk.staff.get(by.id)
    if member is None or member.has_left:
        raise RuleBroken("press-not-member")
    await desk.session.flush()
    rows = await queue.open_tickets(desk.session, 1, unheld=True)
    if not rows:
        raise RuleBroken("queue-nothing-to-take")
    ticket = _queued(desk, rows[0])
    await casework.take(desk, ticket.customer_id, by)
    link = views.ticket_link(ticket.number, ticket.place)
    return await show(desk, whose, by=by, done=desk.words("queue-taken", name=escape(by.name), ticket=link))


def _queued(desk: Desk, row: tuple[Any, ...]) -> Queued:
    """As the query gives it, with the assignee's name."""
    number, customer_id, priority, held_by, waiting_since, due_at, *place = row
    assignee = desk.staff.name_of(held_by) if held_by is not None else None
    return Queued(number, customer_id, priority, assignee, waiting_since, due_at, Place(*place))
