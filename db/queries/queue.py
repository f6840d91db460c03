"""SQL about the queue: which tickets are urgent, and where their topics are."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.enums import ClockStatus, TicketState
from db.models import Customer, SlaClock, Ticket, Topic

# Literally as the index of live tickets has it: with a parameter no database could tell that it may be used.
_IS_LIVE: ColumnElement[bool] = literal_column("tickets.state <> 'closed'")
_RUNNING = and_(SlaClock.ticket_id == Ticket.id, SlaClock.is_current, SlaClock.status == ClockStatus.RUNNING)
_DUE_AT = select(func.min(SlaClock.due_at)).where(_RUNNING).correlate(Ticket).scalar_subquery()
_PLACE = (Customer.first_name, Customer.last_name, Topic.chat_id, Topic.thread_id)


async def open_tickets(
    session: AsyncSession, most: int, skipped: int = 0, *, held_by: int | None = None, unheld: bool = False
) -> list[tuple[Any, ...]]:
    """Open tickets: by their next due time, then those without one that wait longest, then the others.

    `held_by` gives one operator's alone, `unheld` those that nobody has taken. Each row: number,
    customer's id, priority, assignee's id, waiting since, due at; the customer's first and last name, the
    topic's chat and thread.
    """
    chosen = select(
        Ticket.id,
        Ticket.customer_id,
        Ticket.priority,
        Ticket.assignee_id,
        Ticket.waiting_since,
        _DUE_AT.label("due_at"),
    ).where(_IS_LIVE, Ticket.state == TicketState.OPEN)
    if held_by is not None:
        chosen = chosen.where(Ticket.assignee_id == held_by)
    if unheld:
        chosen = chosen.where(Ticket.assignee_id.is_(None))
    page = _most_urgent(chosen, most, skipped)
    return [tuple(row) for row in await session.execute(page)]


def _most_urgent(chosen: Select[*tuple[Any, ...]], most: int, skipped: int) -> Select[*tuple[Any, ...]]:
    """A page of the tickets, with their customers and topics, which are looked up for that page alone."""
    due_at, waiting_since, number = (
        chosen.selected_columns[name] for name in ("due_at", "waiting_since", "id")
    )
    first = chosen.order_by(due_at.nulls_last(), waiting_since.nulls_last(), number)
    page = first.limit(most).offset(skipped).subquery()
    return (
        select(*page.c, *_PLACE)
        .join(Customer, Customer.id == page.c.customer_id)
        .outerjoin(Topic, and_(Topic.customer_id == page.c.customer_id, Topic.lost_at.is_(None)))
        .order_by(page.c.due_at.nulls_last(), page.c.waiting_since.nulls_last(), page.c.id)
    )


async def most_at_risk(session: AsyncSession, most: int) -> list[tuple[Any, ...]]:
    """Tickets with a running clock: overdue ones first, then those with the least time left.

    Each row: number, kind and due time of its most urgent clock; names, chat and thread as of `open_tickets`.
    """
    due_at = _DUE_AT.label("due_at")
    first = select(Ticket.id, Ticket.customer_id, due_at).where(_IS_LIVE)
    page = first.order_by(due_at.nulls_last(), Ticket.id).limit(most).subquery()
    is_that_clock = and_(
        SlaClock.ticket_id == page.c.id,
        SlaClock.is_current,
        SlaClock.status == ClockStatus.RUNNING,
        SlaClock.due_at == page.c.due_at,
    )
    query = (
        select(page.c.id, SlaClock.kind, SlaClock.due_at, *_PLACE)
        .join(SlaClock, is_that_clock)
        .join(Customer, Customer.id == page.c.customer_id)
        .outerjoin(Topic, and_(Topic.customer_id == page.c.customer_id, Topic.lost_at.is_(None)))
        .order_by(SlaClock.due_at, page.c.id, SlaClock.id)
    )
    found: dict[int, tuple[Any, ...]] = {}
    for row in await session.execute(query):
        found.setdefault(row[0], tuple(row))  # two of its clocks may run out at the same time
    return list(found.values())
