"""History: what the desk remembers of a customer and of what happened."""

from bot.domain.answers import Screen
from bot.domain.errors import RuleBroken
from bot.services.desk import Desk
from bot.views import history as view
from bot.views.person import PersonFacts, person
from db.queries import tickets


async def of_ticket(desk: Desk, customer_id: int) -> Screen:
    """What happened to the customer's present ticket, or else to the last one, and what came before.

    Raises:
        RuleBroken: there never was a ticket.
    """
    await desk.session.flush()
    every = await tickets.of_customer(desk.session, customer_id)
    if not every:
        raise RuleBroken("ticket-none")
    shown = await desk.people.ticket(customer_id) or every[0]
    events = await tickets.history(desk.session, shown.id)
    earlier = [ticket for ticket in every if ticket.id != shown.id]
    return Screen(view.history(shown, events, earlier, desk.staff.name_of, desk.wording))


async def of_person(desk: Desk, customer_id: int) -> Screen:
    """Who the customer is.

    Raises:
        RuleBroken: nobody whom the desk knows.
    """
    customer = await desk.people.customer(customer_id)
    if customer is None:
        raise RuleBroken("open-unknown", id=str(customer_id))
    await desk.session.flush()
    every = await tickets.of_customer(desk.session, customer_id)
    rating = await tickets.average_rating(desk.session, customer_id)
    return Screen(person(PersonFacts(customer, len(every), rating), desk.wording))
