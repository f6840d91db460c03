"""Deadlines: what time does to tickets."""

from datetime import timedelta

from bot.domain.deadlines import Deadline
from bot.domain.ticket_states import TicketEvent
from bot.services import assignments, silences
from bot.services import tickets as lifecycle
from bot.services.desk import Desk
from bot.services.ticket_ledger import schedule
from bot.views.person import mention
from db.models import Ticket
from db.queries import tickets

ASIDE = timedelta(hours=1)  # until what cannot be worked out is tried again


async def pass_time(desk: Desk, most: int) -> int:
    """Let happen what is due to at most so many tickets; returns how many were looked at."""
    due = await tickets.due(desk.session, desk.now, most)
    if due:
        await desk.people.load_customers({ticket.customer_id for ticket in due})
    for ticket in due:
        desk.people.know_ticket(ticket)
        await _happen(desk, ticket)
    return len(due)


async def set_aside(desk: Desk) -> int | None:
    """Look at the first ticket that is due again later: what is to happen to it cannot be worked out now."""
    for ticket in await tickets.due(desk.session, desk.now, 1):
        ticket.next_action_at = desk.now + ASIDE
        return ticket.id
    return None


async def _happen(desk: Desk, ticket: Ticket) -> None:
    """What is due now, if it still is: the ticket may have changed since it was planned."""
    due = schedule(desk, ticket)
    if due is None or due.at > desk.now:
        return
    match due.what:
        case Deadline.SNOOZE_OVER:
            await _wake(desk, ticket)
        case Deadline.REOPEN_WINDOW_OVER:
            await lifecycle.close(desk, ticket, TicketEvent.REOPEN_WINDOW_OVER)
        case Deadline.CLOSE_WARNING:
            await silences.warn(desk, ticket)
        case Deadline.AUTO_CLOSE:
            await silences.end(desk, ticket)
        case Deadline.BACK_TO_QUEUE:
            await assignments.take_back(desk, ticket)


async def _wake(desk: Desk, ticket: Ticket) -> None:
    """The snooze is over: whoever wanted to be reminded is."""
    await lifecycle.wake(desk, ticket)
    number, held_by = str(ticket.id), ticket.assignee_id
    if held_by is None:
        words = desk.words("snooze-over", number=number)
    else:
        words = desk.words(
            "snooze-over-for", number=number, name=mention(held_by, desk.staff.name_of(held_by))
        )
    desk.outbox.notice(ticket.customer_id, words, alert=True)
