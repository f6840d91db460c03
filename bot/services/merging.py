"""Merging: a customer's present ticket becomes a part of an earlier one, which goes on in its place."""

from bot.domain.actors import Actor
from bot.domain.answers import Answer
from bot.domain.errors import RuleBroken
from bot.services import clocks, tickets
from bot.services.desk import Desk
from bot.services.ticket_ledger import changed, record, schedule, touched
from db.enums import TicketPriority
from db.models import Ticket
from db.queries import messages
from db.queries import tickets as stored

# A ticket's condition, which goes over to the other one as its clocks do.
_CONDITION = (
    "state",
    "waiting_since",
    "answered_at",
    "pending_since",
    "snoozed_until",
    "resolved_at",
    "close_warned_at",
)
_URGENCY = tuple(TicketPriority)


async def merge(desk: Desk, customer_id: int, number: int, by: Actor) -> Answer:
    """Merge the customer's live ticket into the one with this number.

    1. Messages and clocks move, so that nothing is judged twice nor forgotten.
    2. The live ticket is closed, and stored so: a customer never has two.
    3. The earlier one is in its condition from now on; it keeps its own assignee if it has one.

    Raises:
        RuleBroken: there is no such ticket, it is another customer's, this one itself, or merged itself.
    """
    source = await tickets.of_customer(desk, customer_id)
    target = await _target(desk, source, number)
    await desk.session.flush()
    await messages.move_to_ticket(desk.session, source.id, target.id)
    await clocks.move(desk, source, target)
    condition = {name: getattr(source, name) for name in _CONDITION}
    await tickets.become_part(desk, source, target.id, by)
    for name, value in condition.items():
        setattr(target, name, value)
    target.closed_at = None
    _join(desk, source, target)
    desk.people.know_ticket(target)
    touched(desk, target)
    record(desk, target, "merged_in", by, {"from": source.id})
    await clocks.terms_changed(desk, target)
    schedule(desk, target)
    changed(desk, target)
    desk.outbox.icon(customer_id)
    return Answer("merged", {"from": str(source.id), "into": str(target.id)})


async def _target(desk: Desk, source: Ticket, number: int) -> Ticket:
    target = await stored.by_number(desk.session, number)
    if target is None:
        raise RuleBroken("merge-unknown", number=str(number))
    if target.id == source.id:
        raise RuleBroken("merge-itself", number=str(number))
    if target.customer_id != source.customer_id:
        raise RuleBroken("merge-other-customer", number=str(number))
    if target.merged_into_id is not None:
        raise RuleBroken("merge-merged", number=str(number), into=str(target.merged_into_id))
    return target


def _join(desk: Desk, source: Ticket, target: Ticket) -> None:
    """What both have: the present assignee steps in for nobody, or for somebody who has left."""
    holder = desk.staff.get(target.assignee_id)
    if holder is None or holder.has_left:
        target.assignee_id, target.assigned_at = source.assignee_id, source.assigned_at
    target.priority = max(source.priority, target.priority, key=_URGENCY.index)
    target.tags = list(dict.fromkeys([*target.tags, *source.tags]))
    target.start_payload = source.start_payload or target.start_payload
