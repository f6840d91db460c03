"""Tickets: a customer's message belongs to one."""

from bot.services.desk import Desk
from db.enums import TicketState
from db.models import Customer, Ticket


async def live_ticket(desk: Desk, customer: Customer) -> Ticket:
    """The customer's ticket that is not closed; a new one takes over the `/start` payload."""
    ticket = await desk.people.ticket(customer.id)
    if ticket is not None:
        return ticket
    ticket = Ticket(
        customer_id=customer.id,
        state=TicketState.OPEN,
        start_payload=customer.start_payload,
        opened_at=desk.now,
    )
    customer.start_payload = None
    desk.people.add_ticket(ticket)
    await desk.session.flush()  # the database gives the number that people will read
    return ticket
