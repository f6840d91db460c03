"""Duty: who takes tickets now, and what becomes of those that somebody holds who leaves the group."""

from bot.domain.actors import THE_DESK, Actor
from bot.domain.answers import Answer, Html
from bot.domain.errors import RuleBroken
from bot.services import assignments, links, staff
from bot.services.answers import html_of
from bot.services.desk import Desk
from db.enums import TicketState
from db.queries import tickets

MOST_NAMED = 10
"""Tickets that one message lists."""


async def go_on(desk: Desk, by: Actor) -> Answer:
    """Put an operator on duty; raises RuleBroken: an anonymous admin cannot be."""
    is_news = await _set(desk, by, on_duty=True)
    return Answer("on-duty" if is_news else "on-duty-already", _who(desk, by))


async def go_off(desk: Desk, by: Actor) -> Answer:
    """Put an operator off duty, who keeps what he holds; raises RuleBroken: an anonymous admin."""
    is_news = await _set(desk, by, on_duty=False)
    return Answer("off-duty" if is_news else "off-duty-already", _who(desk, by))


async def leave(desk: Desk, user_id: int) -> None:
    """A member of the group is gone: off duty, and what he held goes back to the queue.

    General is told once about those that need somebody; a resolved one would only come back without owner.
    """
    member = desk.staff.get(user_id)
    if member is None or member.has_left:
        return
    await staff.left(desk, user_id)
    await desk.session.flush()
    held = await tickets.held_by(desk.session, user_id)
    await desk.people.load_customers({ticket.customer_id for ticket in held})
    for ticket in held:
        assignments.assign(desk, ticket, None, THE_DESK)
    waiting = [ticket for ticket in held if ticket.state is not TicketState.RESOLVED]
    if waiting and desk.group.id is not None:
        named = [await links.to_topic(desk, one.customer_id, f"#{one.id}") for one in waiting[:MOST_NAMED]]
        said = Answer(
            "operator-left",
            {
                "name": member.name,
                "tickets": Html(", ".join(named)),
                "more": max(0, len(waiting) - MOST_NAMED),
            },
        )
        desk.outbox.say(desk.group.id, html_of(desk, said))


async def _set(desk: Desk, by: Actor, *, on_duty: bool) -> bool:
    if by.id is None:
        raise RuleBroken("duty-anonymous")
    return await staff.set_duty(desk, by.id, on_duty)


def _who(desk: Desk, by: Actor) -> dict[str, str]:
    everybody = ", ".join(member.name for member in desk.staff.on_duty())
    return {"name": by.name, "everybody": everybody or desk.words("nobody")}
