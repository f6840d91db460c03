"""Ticket opening: an operator begins a ticket for a customer whom the desk knows."""

from bot.domain.actors import Actor
from bot.domain.answers import Answer
from bot.domain.errors import RuleBroken
from bot.services import links, tickets
from bot.services.answers import html_of
from bot.services.desk import Desk
from db.models import Customer, Topic


async def open_for(desk: Desk, customer_id: int, by: Actor, *, here: Topic | None) -> Answer:
    """Begin a ticket; what is said in the customer's topic makes the topic if there is none.

    `here` is the topic in which it was asked for, if that is a customer's.

    Raises:
        RuleBroken: nobody with this id has written to the desk, the customer is banned, or has a ticket.
    """
    customer = await _customer(desk, customer_id)
    ticket = await tickets.open_for(desk, customer, by)
    topic = await desk.people.topic(customer_id)
    if topic is not None and topic.closed:
        topic.closed = False
        desk.outbox.reopen_topic(customer_id)
    if here is None or here.customer_id != customer_id:
        opener = by.name if by.id is not None else desk.words("anonymous-admin")
        opened = Answer("opened-by", {"number": str(ticket.id), "name": opener})
        desk.outbox.notice(customer_id, html_of(desk, opened))
    return Answer("opened-for", {"number": str(ticket.id), "name": await links.to_customer(desk, customer)})


async def _customer(desk: Desk, customer_id: int) -> Customer:
    """A customer who can have a new ticket."""
    customer = await desk.people.customer(customer_id)
    if customer is None:
        raise RuleBroken("open-unknown", id=str(customer_id))
    name = await links.to_customer(desk, customer)
    if customer.banned_at is not None:
        raise RuleBroken("open-banned", name=name)
    ticket = await desk.people.ticket(customer_id)
    if ticket is not None:
        state = desk.words(f"state-{ticket.state}")
        raise RuleBroken("open-live", name=name, number=str(ticket.id), state=state)
    return customer
