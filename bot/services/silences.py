"""Silences: customers who do not answer are warned, and later their tickets are closed."""

from bot.domain.deadlines import ending_of
from bot.domain.ticket_states import TicketEvent
from bot.services import tickets
from bot.services.desk import Desk
from bot.services.opening_hours import moment_for
from bot.services.ticket_ledger import deadline_rules, record, schedule, times_of
from db.models import Customer, Ticket


async def warn(desk: Desk, ticket: Ticket) -> None:
    """Tell the customer that silence will close the ticket, and when.

    Whoever cannot read that is not told, and the ticket is closed when the silence is over.
    """
    customer = await desk.people.customer(ticket.customer_id)
    if customer is None or not _is_reachable(customer):
        return await _wait_without_warning(desk, ticket)
    ticket.close_warned_at = desk.now
    record(desk, ticket, "close_warned", None)
    schedule(desk, ticket)
    ending = ending_of(times_of(ticket), deadline_rules(desk))
    assert ending is not None  # or there would be nothing to warn of
    closes = moment_for(desk, customer.language, "close-warning", ending.close_at)
    desk.outbox.say_to_customer(
        customer.id, desk.words_for(customer.language, "close-warning", closes=closes)
    )
    return None


async def end(desk: Desk, ticket: Ticket) -> None:
    """The silence has lasted: the ticket is closed, and both sides are told."""
    await tickets.close(desk, ticket, TicketEvent.AUTO_CLOSED)
    if await desk.people.topic(ticket.customer_id) is not None:  # for this alone none is made
        desk.outbox.notice(ticket.customer_id, desk.words("auto-closed", number=str(ticket.id)))
    customer = await desk.people.customer(ticket.customer_id)
    if customer is not None and _is_reachable(customer):
        desk.outbox.say_to_customer(customer.id, desk.words_for(customer.language, "closed-silent"))


async def _wait_without_warning(desk: Desk, ticket: Ticket) -> None:
    ending = ending_of(times_of(ticket), deadline_rules(desk))
    assert ending is not None
    if ending.close_at <= desk.now:
        return await end(desk, ticket)
    ticket.next_action_at = ending.close_at  # by then the customer may be back, and is warned after all
    desk.wake_at(ending.close_at)
    return None


def _is_reachable(customer: Customer) -> bool:
    return customer.blocked_at is None and customer.banned_at is None
