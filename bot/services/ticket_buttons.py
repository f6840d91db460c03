"""Ticket buttons: Take, Resolve, Snooze, Priority and what stands behind More."""

from bot.domain.actors import Actor
from bot.domain.answers import Answer, Screen
from bot.domain.errors import RuleBroken
from bot.domain.presses import Press
from bot.domain.priorities import read_priority
from bot.services import casework, history
from bot.services.answers import Said
from bot.services.desk import Desk
from db.models import Ticket
from db.queries import tickets

MENUS = ("", "snooze", "priority", "more")


async def pressed(desk: Desk, press: Press, by: Actor) -> Said:
    """Do what a button of a card or an alert says.

    Raises:
        RuleBroken: the ticket is not the customer's present one any more, or cannot do that now.
    """
    number, *deed = [*press.words[1:], ""]
    ticket = await _ticket(desk, number)
    customer_id = ticket.customer_id
    match deed[:-1]:
        case ["menu", name] if name in MENUS:
            return await _menu(desk, press, ticket, name)
        case ["take"]:
            return await casework.take(desk, customer_id, by)
        case ["release"]:
            return await casework.release(desk, customer_id, by)
        case ["resolve"]:
            return await casework.resolve(desk, customer_id, by)
        case ["reopen"]:
            return await casework.reopen(desk, customer_id, by)
        case ["history"]:
            return _whisper(desk, press, customer_id, await history.of_ticket(desk, customer_id), "history")
        case ["who"]:
            return _whisper(desk, press, customer_id, await history.of_person(desk, customer_id), "who")
        case ["ban"]:
            return await casework.ban(desk, customer_id, by)
        case ["unban"]:
            return await casework.unban(desk, customer_id, by)
        case ["snooze", until]:
            return await casework.snooze(desk, customer_id, until, by)
        case ["priority", word] if (priority := read_priority(word)) is not None:
            return await casework.set_priority(desk, customer_id, priority, by)
    raise RuleBroken("press-stale")


async def _ticket(desk: Desk, number: str) -> Ticket:
    """The live ticket with this number; its customer must still have it."""
    if not number.isdecimal() or len(number) > 15:
        raise RuleBroken("press-stale")
    stored = await tickets.by_number(desk.session, int(number))
    ticket = await desk.people.ticket(stored.customer_id) if stored else None
    if ticket is None or ticket.id != int(number):
        raise RuleBroken("press-stale")
    return ticket


def _whisper(desk: Desk, press: Press, customer_id: int, screen: Screen, command: str) -> Answer:
    """Show a screen to whoever pressed, beside the card; where Telegram cannot do so, to all."""
    desk.outbox.notice(customer_id, screen.html, receiver_id=press.user_id)
    return Answer("press-whispered", {"command": command})


async def _menu(desk: Desk, press: Press, ticket: Ticket, name: str) -> Answer | None:
    """Open a menu of the card, or go back to its usual buttons."""
    topic = await desk.people.topic(ticket.customer_id)
    if topic is None or topic.card_message_id != press.message_id:
        raise RuleBroken("press-stale")
    desk.outbox.menu(ticket.customer_id, name or None)
    return None
