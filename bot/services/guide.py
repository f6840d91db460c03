"""The guide: what `/help` says, which is what applies where it was asked and now."""

from collections.abc import Iterable

from bot.domain import menu
from bot.domain.actors import Actor
from bot.domain.answers import Screen
from bot.domain.ticket_states import TicketEvent, is_possible
from bot.services.desk import Desk
from db.models import Ticket

# Commands that the state of the ticket may forbid.
_EVENTS = {
    "resolve": TicketEvent.RESOLVED_BY_OPERATOR,
    "reopen": TicketEvent.REOPENED_BY_OPERATOR,
    "snooze": TicketEvent.SNOOZED,
}


async def in_topic(desk: Desk, customer_id: int, by: Actor) -> Screen:
    """In a customer's topic: how to write, what can be done about the ticket and the customer."""
    ticket = await desk.people.ticket(customer_id)
    customer = await desk.people.customer(customer_id)
    replies_only = desk.preferences.relay_replies_only
    not_now = "ban" if customer is not None and customer.banned_at is not None else "unban"
    lines = [desk.words("help-here-replies" if replies_only else "help-here"), *_lines(desk, menu.MESSAGES)]
    if ticket is None:
        lines += ["", desk.words("help-no-ticket")]
    else:
        lines += ["", desk.words("help-ticket"), *_lines(desk, _about(ticket))]
    lines += ["", desk.words("help-customer")]
    lines += _lines(desk, (name for name in menu.PERSON if name != not_now))
    return Screen("\n".join([*lines, *_about_desk(desk, by)]))


async def elsewhere(desk: Desk, by: Actor) -> Screen:
    """In General and in topics of no customer; admins are told their commands too."""
    lines = [desk.words("help-elsewhere"), *_about_desk(desk, by)]
    if by.id in desk.rules.admin_ids:
        lines += ["", desk.words("help-admins"), *_lines(desk, (*menu.ADMIN, *menu.IN_GROUP))]
    return Screen("\n".join(lines))


def _about_desk(desk: Desk, by: Actor) -> list[str]:
    member = desk.staff.get(by.id)
    duty = "off" if member is not None and member.on_duty else "on"
    return ["", desk.words("help-desk"), *_lines(desk, (*menu.DESK, duty))]


def _about(ticket: Ticket) -> list[str]:
    """What would not be refused now."""
    impossible = {name for name, event in _EVENTS.items() if not is_possible(ticket.state, event)}
    impossible.add("release" if ticket.assignee_id is None else "take")
    return [name for name in menu.TICKET if name not in impossible]


def _lines(desk: Desk, names: Iterable[str]) -> list[str]:
    return [f"/{name} – {desk.words(f'command-{name}')}" for name in names]
