"""Assignments: who holds a ticket."""

from html import escape

from bot.domain.actors import THE_DESK, Actor
from bot.domain.assignment import AssignmentRule, OnDuty, choose_assignee
from bot.services import staff
from bot.services.desk import Desk
from bot.services.ticket_ledger import changed, record, schedule
from bot.views.person import mention
from db.models import Ticket
from db.queries import tickets


def assign(desk: Desk, ticket: Ticket, operator_id: int | None, by: Actor) -> None:
    """Give the ticket to an operator, or to nobody."""
    detail = {"from": ticket.assignee_id, "to": operator_id}
    ticket.assignee_id = operator_id
    ticket.assigned_at = desk.now if operator_id is not None else None
    record(desk, ticket, "assigned" if operator_id is not None else "released", by, detail)
    schedule(desk, ticket)
    changed(desk, ticket)


async def assign_by_rule(desk: Desk, ticket: Ticket, *, not_to: int | None = None) -> int | None:
    """Give a ticket that nobody holds to the next operator on duty, if there is a rule for that.

    Returns who got it. `not_to` has just let it lie.
    """
    rule = desk.preferences.assignment
    duty = [member for member in desk.staff.on_duty() if member.id != not_to]
    if rule is AssignmentRule.MANUAL or not duty:
        return None
    await desk.session.flush()
    counts = await tickets.open_counts(desk.session, [member.id for member in duty])
    candidates = [OnDuty(m.id, counts.get(m.id, 0), m.last_assigned_at) for m in duty]
    chosen = choose_assignee(rule, candidates, desk.staff.last_assigned_id())
    if chosen is not None:
        assign(desk, ticket, chosen, THE_DESK)
        await staff.was_assigned(desk, chosen)
    return chosen


async def take_back(desk: Desk, ticket: Ticket) -> None:
    """Nobody has touched it: it is no longer its assignee's, but the next one's by the rule, or nobody's.

    A ticket whose customer cannot be reached is not handed round.
    """
    before = ticket.assignee_id
    assign(desk, ticket, None, THE_DESK)
    customer = await desk.people.customer(ticket.customer_id)
    after = None
    if customer is not None and customer.blocked_at is None and customer.banned_at is None:
        after = await assign_by_rule(desk, ticket, not_to=before)
    said = {"number": str(ticket.id), "before": escape(desk.staff.name_of(before))}
    if after is None:
        words = desk.words("back-in-queue", **said)
    else:
        words = desk.words("passed-on", after=mention(after, desk.staff.name_of(after)), **said)
    desk.outbox.notice(ticket.customer_id, words, alert=True)
