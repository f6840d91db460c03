"""Overview: all that is to be shown of a customer and the ticket, read at once."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services.desk import Desks
from bot.views.card import CardFacts
from db.enums import TicketState
from db.queries import messages, people, sla, tickets

EARLIER_SHOWN = 5


async def of_customer(session: AsyncSession, desks: Desks, customer_id: int) -> CardFacts | None:
    """What the card shows; None while the customer has no topic in the present group."""
    known = await people.customers_with_desk(session, [customer_id])
    if not known:
        return None
    customer, topic, ticket = known[0]
    if topic is None or topic.chat_id != desks.group.id:
        return None
    every = await tickets.of_customer(session, customer_id)
    earlier = [one for one in every if one.state is TicketState.CLOSED and one.merged_into_id is None]
    clocks = await sla.current_clocks(session, ticket.id) if ticket else []
    due = min(((c.due_at, c.kind) for c in clocks if c.due_at and c.status.is_open), default=None)
    held_by = ticket.assignee_id if ticket else None
    return CardFacts(
        customer=customer,
        topic=topic,
        ticket=ticket,
        assignee=desks.staff.name_of(held_by) if held_by is not None else None,
        due=(due[1], due[0]) if due else None,
        undelivered=await messages.undelivered_answers(session, ticket.id) if ticket else 0,
        earlier_tickets=earlier[:EARLIER_SHOWN],
        earlier_topics=await people.earlier_topics(session, customer_id),
    )
