"""Casework: what operators do with a customer's ticket, by command or by button; each says what it did."""

from zoneinfo import ZoneInfo

from bot.domain.actors import Actor
from bot.domain.answers import Answer, Html
from bot.domain.commands import MOST_TAGS, TagChange
from bot.domain.errors import RuleBroken
from bot.domain.moments import read_moment
from bot.domain.ticket_states import TicketEvent
from bot.services import assignments, customers, tickets
from bot.services.desk import Desk
from bot.services.staff import Member
from bot.services.ticket_ledger import record, touched
from bot.views.person import mention
from db.enums import TicketPriority
from db.models import Customer

MOST_KNOWN = 20
"""Operators that a refusal lists."""


async def take(desk: Desk, customer_id: int, by: Actor) -> Answer:
    """Take the ticket, unless another operator has it.

    Raises:
        RuleBroken: somebody else holds it; an anonymous admin cannot hold one.
    """
    ticket = await tickets.of_customer(desk, customer_id)
    if by.id is None:
        raise RuleBroken("take-anonymous")
    if ticket.assignee_id == by.id:
        return Answer("taken-already")
    if ticket.assignee_id is not None:
        raise RuleBroken("taken-by-other", name=desk.staff.name_of(ticket.assignee_id))
    touched(desk, ticket)
    assignments.assign(desk, ticket, by.id, by)
    return Answer("taken", {"name": by.name, "number": str(ticket.id)})


async def release(desk: Desk, customer_id: int, by: Actor) -> Answer:
    """Give the ticket back to the queue.

    Raises:
        RuleBroken: nobody holds it.
    """
    ticket = await tickets.of_customer(desk, customer_id)
    if ticket.assignee_id is None:
        raise RuleBroken("not-taken")
    touched(desk, ticket)
    assignments.assign(desk, ticket, None, by)
    return Answer("released", {"number": str(ticket.id)})


async def assign(desk: Desk, customer_id: int, whom: str | int | None, by: Actor) -> Answer:
    """Give the ticket to somebody, by username, name or id (None: to whoever asks), whoever holds it now.

    Raises:
        RuleBroken: nobody is known so, or has left; an anonymous admin cannot hold one; there is no ticket.
    """
    ticket = await tickets.of_customer(desk, customer_id)
    if whom is None:
        if by.id is None:
            raise RuleBroken("take-anonymous")
        whom = by.id
    member = _operator(desk, whom)
    if ticket.assignee_id == member.id:
        return Answer("assigned-already", {"name": member.name})
    touched(desk, ticket)
    assignments.assign(desk, ticket, member.id, by)
    return Answer("assigned", {"name": Html(mention(member.id, member.name)), "number": str(ticket.id)})


async def change_tags(desk: Desk, customer_id: int, change: TagChange, by: Actor) -> Answer:
    """Add and remove tags, and show those that there are then.

    Raises:
        RuleBroken: there would be too many, or there is no ticket.
    """
    ticket = await tickets.of_customer(desk, customer_id)
    wanted = dict.fromkeys([*ticket.tags, *change.added])
    tags = [tag for tag in wanted if tag not in change.removed]
    if len(tags) > max(MOST_TAGS, len(ticket.tags)):
        raise RuleBroken("tag-too-many", most=MOST_TAGS)
    if tags != ticket.tags:
        await tickets.set_tags(desk, ticket, tags, by)
    number = str(ticket.id)
    if not tags:
        return Answer("untagged", {"number": number})
    return Answer("tagged", {"number": number, "tags": " ".join(f"#{tag}" for tag in tags)})


async def resolve(desk: Desk, customer_id: int, by: Actor) -> Answer:
    """Raises RuleBroken: it is resolved already, or there is no ticket."""
    ticket = await tickets.of_customer(desk, customer_id)
    await tickets.resolve(desk, ticket, by, TicketEvent.RESOLVED_BY_OPERATOR)
    return Answer("resolved", {"number": str(ticket.id)})


async def reopen(desk: Desk, customer_id: int, by: Actor) -> Answer:
    """Raises RuleBroken: it is open already, or there is no ticket."""
    ticket = await tickets.of_customer(desk, customer_id)
    await tickets.reopen(desk, ticket, by, TicketEvent.REOPENED_BY_OPERATOR)
    topic = await desk.people.topic(customer_id)
    if topic is not None and topic.closed:
        topic.closed = False
        desk.outbox.reopen_topic(customer_id)
    return Answer("reopened", {"number": str(ticket.id)})


async def snooze(desk: Desk, customer_id: int, until: str, by: Actor) -> Answer:
    """Put the ticket aside until what somebody typed or chose (`2h`, `tomorrow 9:00`).

    Raises:
        RuleBroken: that is no moment to come, or the ticket is resolved.
    """
    ticket = await tickets.of_customer(desk, customer_id)
    zone = ZoneInfo(desk.versions.current.calendar.zone)
    moment = read_moment(until, now=desk.now, zone=zone)
    await tickets.snooze(desk, ticket, moment, by)
    return Answer("snoozed", {"at": moment.astimezone(zone), "number": str(ticket.id)})


async def set_priority(desk: Desk, customer_id: int, priority: TicketPriority, by: Actor) -> Answer:
    """Raises RuleBroken: there is no ticket."""
    ticket = await tickets.of_customer(desk, customer_id)
    await tickets.set_priority(desk, ticket, priority, by)
    return Answer("prioritised", {"priority": desk.words(f"priority-{priority}"), "number": str(ticket.id)})


async def ban(desk: Desk, customer_id: int, by: Actor) -> Answer:
    """Pass on no more of the customer's messages; raises RuleBroken: that is so already."""
    customer = await _customer(desk, customer_id)
    if customer.banned_at is not None:
        raise RuleBroken("already-banned")
    customers.ban(desk, customer)
    await _note(desk, customer_id, "banned", by)
    return Answer("now-banned")


async def unban(desk: Desk, customer_id: int, by: Actor) -> Answer:
    """Pass on the customer's messages again; raises RuleBroken: that was never stopped."""
    customer = await _customer(desk, customer_id)
    if customer.banned_at is None:
        raise RuleBroken("not-banned")
    customers.unban(desk, customer)
    await _note(desk, customer_id, "unbanned", by)
    return Answer("now-unbanned")


async def topic_closed(desk: Desk, customer_id: int, by: Actor) -> None:
    """Closing the topic by hand resolves its ticket."""
    ticket = await desk.people.ticket(customer_id)
    if ticket is not None:
        await tickets.resolve(desk, ticket, by, TicketEvent.TOPIC_CLOSED_BY_HAND)


async def topic_reopened(desk: Desk, customer_id: int, by: Actor) -> None:
    """Opening the topic again by hand reopens its ticket."""
    ticket = await desk.people.ticket(customer_id)
    if ticket is not None:
        await tickets.reopen(desk, ticket, by, TicketEvent.TOPIC_REOPENED_BY_HAND)


def _operator(desk: Desk, whom: str | int) -> Member:
    """Who is meant, of those in the group."""
    member = desk.staff.find(whom) if isinstance(whom, str) else desk.staff.get(whom)
    if member is not None and not member.has_left:
        return member
    known = ", ".join(_known_as(one) for one in desk.staff.present()[:MOST_KNOWN]) or desk.words("nobody")
    if member is not None:
        raise RuleBroken("assign-left", name=member.name, known=known)
    raise RuleBroken("assign-unknown", name=str(whom), known=known)


def _known_as(member: Member) -> str:
    """How to name somebody in `/assign`."""
    return f"{member.name} (@{member.username})" if member.username else f"{member.name} ({member.id})"


async def _customer(desk: Desk, customer_id: int) -> Customer:
    customer = await desk.people.customer(customer_id)
    if customer is None:
        raise RuleBroken("ticket-none")
    return customer


async def _note(desk: Desk, customer_id: int, name: str, by: Actor) -> None:
    """Write down in the ticket, if there is one, what happened to its customer."""
    ticket = await desk.people.ticket(customer_id)
    if ticket is not None:
        touched(desk, ticket)
        record(desk, ticket, name, by)
