"""The ledger of a ticket: what happened to it, that somebody acted, and what time does to it next."""

from typing import Any

from bot.domain.actors import Actor
from bot.domain.auto_close import read_auto_close
from bot.domain.deadlines import DeadlineRules, Due, TicketTimes, next_deadline
from bot.services.desk import Desk
from db.models import Ticket, TicketEvent


def touched(desk: Desk, ticket: Ticket) -> None:
    """An operator acted: alerts need not be repeated, and the ticket is in somebody's hands."""
    ticket.touched_at = desk.now


def changed(desk: Desk, ticket: Ticket) -> None:
    """What the card shows is different now."""
    desk.outbox.card(ticket.customer_id)


def record(
    desk: Desk, ticket: Ticket, name: str, by: Actor | None, detail: dict[str, Any] | None = None
) -> None:
    """Write down what happened to a ticket."""
    row = {
        "ticket_id": ticket.id,
        "name": name,
        "actor_id": by.id if by else None,
        "at": desk.now,
        "detail": detail,
    }
    desk.session.insert(TicketEvent, row)


def schedule(desk: Desk, ticket: Ticket) -> Due | None:
    """Work out what time does to a ticket next, and remember when."""
    due = next_deadline(times_of(ticket), deadline_rules(desk))
    ticket.next_action_at = due.at if due else None
    desk.wake_at(ticket.next_action_at)
    return due


def times_of(ticket: Ticket) -> TicketTimes:
    return TicketTimes(
        state=ticket.state,
        snoozed_until=ticket.snoozed_until,
        resolved_at=ticket.resolved_at,
        pending_since=ticket.pending_since,
        close_warned_at=ticket.close_warned_at,
        assigned_at=ticket.assigned_at if ticket.assignee_id is not None else None,
        waiting_since=ticket.waiting_since,
        touched_at=ticket.touched_at,
    )


def deadline_rules(desk: Desk) -> DeadlineRules:
    preferences = desk.preferences
    return DeadlineRules(
        reopen_window=preferences.reopen_window,
        auto_close=read_auto_close(preferences.auto_close),
        returns_after=preferences.returns_after,
        calendar=desk.versions.current.calendar,
    )
