"""Tickets: opened, answered, resolved, reopened, snoozed, closed; one after another for each customer."""

from datetime import datetime
from typing import Any

from bot.domain.actors import THE_DESK, Actor
from bot.domain.errors import RuleBroken
from bot.domain.ticket_states import StateRules, TicketEvent, next_state, reply_opens_new_ticket
from bot.services import assignments, clocks, ratings
from bot.services.desk import Desk
from bot.services.ticket_ledger import changed, record, schedule, touched
from db.enums import TicketPriority, TicketState
from db.models import Customer, Ticket
from db.queries import tickets


async def of_customer(desk: Desk, customer_id: int) -> Ticket:
    """The customer's ticket that is not closed.

    Raises:
        RuleBroken: there is none.
    """
    ticket = await desk.people.ticket(customer_id)
    if ticket is None:
        raise RuleBroken("ticket-none")
    return ticket


async def customer_wrote(desk: Desk, customer: Customer) -> Ticket:
    """The ticket that a customer's message belongs to; it may be opened or reopened by that.

    While the customer waits for an answer anyway, one message more changes nothing.
    """
    ticket = await desk.people.ticket(customer.id)
    if ticket is not None and _is_over(desk, ticket):
        await _change_state(desk, ticket, TicketEvent.REOPEN_WINDOW_OVER, THE_DESK)
        await desk.session.flush()  # a customer never has two that live, not even for a moment
        ticket = None
    if ticket is None:
        ticket = await _open(desk, customer, by=None)
        await clocks.opened_by_customer(desk, ticket, desk.now)
        return ticket
    if ticket.state is TicketState.OPEN and ticket.waiting_since is not None:
        return ticket
    await _waits_since(desk, ticket, desk.now)
    return ticket


async def answer_written(desk: Desk, ticket: Ticket, by: Actor) -> None:
    """An operator wrote an answer, which is not delivered yet: it may take the ticket."""
    touched(desk, ticket)
    if desk.preferences.first_answer_takes and ticket.assignee_id is None and by.id is not None:
        assignments.assign(desk, ticket, by.id, by)


async def answer_delivered(desk: Desk, customer_id: int, written_at: datetime) -> None:
    """The customer has a person's answer: promises are kept now, and the customer's turn begins.

    What the customer wrote after the answer had been written is still to be answered; an answer older than
    all that waits, or than the ticket itself, keeps no promise. Each further answer begins the silence anew.
    """
    ticket = await desk.people.ticket(customer_id)
    if ticket is None or _is_older(written_at, ticket):
        return None
    unanswered_since: datetime | None = None
    if ticket.waiting_since is not None:
        await desk.session.flush()
        unanswered_since = await tickets.first_written_since(desk.session, customer_id, written_at)
    if ticket.waiting_since is not None or ticket.answered_at is None:
        await clocks.operator_answered(desk, ticket, desk.now)
    ticket.answered_at = ticket.answered_at or desk.now
    ticket.waiting_since = None
    if unanswered_since is not None:
        return await _waits_since(desk, ticket, unanswered_since)
    is_changed = await _change_state(desk, ticket, TicketEvent.OPERATOR_ANSWERED, THE_DESK)
    if ticket.state is TicketState.RESOLVED:
        await ratings.ask(desk, ticket)  # resolved while its first answer was on its way
    elif ticket.state is TicketState.PENDING and not is_changed:
        ticket.pending_since, ticket.close_warned_at = desk.now, None
        schedule(desk, ticket)
    return None


async def resolve(desk: Desk, ticket: Ticket, by: Actor, event: TicketEvent) -> bool:
    """Resolve by a command or by closing the topic; did that change the state? The customer may rate it.

    Raises:
        IllegalEvent: a command about a ticket that is resolved already.
    """
    next_state(ticket.state, event)
    touched(desk, ticket)
    is_changed = await _change_state(desk, ticket, event, by)
    if is_changed:
        await ratings.ask(desk, ticket)
    return is_changed


async def reopen(desk: Desk, ticket: Ticket, by: Actor, event: TicketEvent) -> bool:
    """Reopen by a command or by opening the topic again; did that change the state?

    Raises:
        IllegalEvent: a command about a ticket that is open already.
    """
    next_state(ticket.state, event)
    touched(desk, ticket)
    return await _change_state(desk, ticket, event, by)


async def snooze(desk: Desk, ticket: Ticket, until: datetime, by: Actor) -> None:
    """Put it aside until then.

    Raises:
        IllegalEvent: a resolved ticket.
    """
    next_state(ticket.state, TicketEvent.SNOOZED)
    touched(desk, ticket)
    ticket.snoozed_until = until
    detail = {"until": until.isoformat()}
    if not await _change_state(desk, ticket, TicketEvent.SNOOZED, by, detail):
        record(desk, ticket, TicketEvent.SNOOZED.value, by, detail)
        changed(desk, ticket)


async def wake(desk: Desk, ticket: Ticket) -> None:
    """The snooze is over."""
    await _change_state(desk, ticket, TicketEvent.SNOOZE_OVER, THE_DESK)


async def close(desk: Desk, ticket: Ticket, event: TicketEvent) -> None:
    """Close for good: the reopen window is over, or the customer was silent for too long."""
    await _change_state(desk, ticket, event, THE_DESK)


async def become_part(desk: Desk, ticket: Ticket, into: int, by: Actor) -> None:
    """It goes on in another ticket of the customer, which has its clocks by now."""
    ticket.merged_into_id = into
    await _change_state(desk, ticket, TicketEvent.MERGED, by, {"into": into})
    await desk.session.flush()  # before the other one lives


async def set_priority(desk: Desk, ticket: Ticket, priority: TicketPriority, by: Actor) -> None:
    touched(desk, ticket)
    record(desk, ticket, "priority", by, {"from": ticket.priority.value, "to": priority.value})
    ticket.priority = priority
    await clocks.terms_changed(desk, ticket)
    changed(desk, ticket)


async def set_tags(desk: Desk, ticket: Ticket, tags: list[str], by: Actor) -> None:
    touched(desk, ticket)
    record(desk, ticket, "tags", by, {"from": ticket.tags, "to": tags})
    ticket.tags = tags
    await clocks.terms_changed(desk, ticket)
    changed(desk, ticket)


async def open_for(desk: Desk, customer: Customer, by: Actor) -> Ticket:
    """An operator begins a ticket; the caller has seen that there is none."""
    ticket = await _open(desk, customer, by=by)
    touched(desk, ticket)
    ticket.answered_at = desk.now  # nobody waits for a first response
    await clocks.opened_by_operator(desk, ticket, desk.now)
    return ticket


async def _open(desk: Desk, customer: Customer, by: Actor | None) -> Ticket:
    """A new ticket takes over the `/start` payload and, by the rule in force, gets an assignee."""
    ticket = Ticket(
        customer_id=customer.id,
        state=TicketState.OPEN,
        priority=TicketPriority.NORMAL,
        tags=[],
        start_payload=customer.start_payload,
        opened_at=desk.now,
        opened_by=by.id if by else None,
        waiting_since=None if by else desk.now,
    )
    customer.start_payload = None
    desk.people.add_ticket(ticket)
    await desk.session.flush()  # the database gives the number that people will read
    record(desk, ticket, "opened", by)
    if by is None:
        await assignments.assign_by_rule(desk, ticket)
    schedule(desk, ticket)
    if await desk.people.topic(customer.id) is not None:
        changed(desk, ticket)
        desk.outbox.icon(customer.id)
    return ticket


def _is_older(written_at: datetime, ticket: Ticket) -> bool:
    """Was an answer written before there was anything that it could answer?

    What came in one batch with it waits too: nobody in the group had seen that.
    """
    if ticket.waiting_since is not None:
        return written_at <= ticket.waiting_since
    return written_at < ticket.opened_at


def _is_over(desk: Desk, ticket: Ticket) -> bool:
    window = desk.preferences.reopen_window
    return reply_opens_new_ticket(ticket.state, ticket.resolved_at, desk.now, window)


async def _waits_since(desk: Desk, ticket: Ticket, since: datetime) -> None:
    """The customer waits for an answer (again)."""
    ticket.waiting_since = ticket.waiting_since or since
    await clocks.customer_wrote(desk, ticket, since)
    await _change_state(desk, ticket, TicketEvent.CUSTOMER_WROTE, None)
    if ticket.assignee_id is None:
        await assignments.assign_by_rule(desk, ticket)
    changed(desk, ticket)


async def _change_state(
    desk: Desk, ticket: Ticket, event: TicketEvent, by: Actor | None, detail: dict[str, Any] | None = None
) -> bool:
    """Let an event change the state, with all that hangs on it; did it?

    Raises:
        IllegalEvent: it cannot happen in this state; nothing has changed.
    """
    rules = StateRules(answer_makes_pending=desk.preferences.answer_makes_pending)
    before, after = ticket.state, next_state(ticket.state, event, rules=rules)
    if after is before:
        schedule(desk, ticket)
        return False
    ticket.state = after
    _stamp(desk, ticket, before)
    if event is not TicketEvent.CUSTOMER_WROTE:  # that one has moved the clocks already
        await clocks.state_changed(desk, ticket, after, desk.now)
    record(desk, ticket, event.value, by, detail)
    if after is TicketState.CLOSED:
        desk.people.forget_ticket(ticket)
    schedule(desk, ticket)
    changed(desk, ticket)
    desk.outbox.icon(ticket.customer_id)
    return True


def _stamp(desk: Desk, ticket: Ticket, before: TicketState) -> None:
    """The times that belong to a state are those of the last time it was entered."""
    state = ticket.state
    ticket.pending_since = desk.now if state is TicketState.PENDING else None
    if state is not TicketState.PENDING:
        ticket.close_warned_at = None
    if state is not TicketState.SNOOZED:
        ticket.snoozed_until = None
    if state is TicketState.RESOLVED:
        ticket.resolved_at = desk.now
        ticket.waiting_since = None
    elif state is not TicketState.CLOSED:
        ticket.resolved_at = None
    if state is TicketState.CLOSED:
        ticket.closed_at = desk.now
        ticket.waiting_since = None
