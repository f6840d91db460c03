"""Clockwork: what must hold between tickets, clocks and events, whenever the bot was killed."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.enums import ClockEventName, ClockKind, ClockStatus, TicketState
from db.models import Alert, ClockEvent, Message, SlaClock, Ticket

PROMISED = "first 1s next 2s resolve 8h"
"""Short enough for breaches and alerts in the middle of a siege."""

_ENDS = {
    ClockStatus.MET: ClockEventName.MET,
    ClockStatus.CANCELLED: ClockEventName.CANCELLED,
    ClockStatus.BREACHED: ClockEventName.BREACHED,
}
_ANSWERS = (ClockKind.FIRST_RESPONSE, ClockKind.NEXT_RESPONSE)


async def contradictions(session: AsyncSession) -> list[str]:
    """Each broken rule in words."""
    tickets = list((await session.execute(select(Ticket))).scalars())
    clocks = list((await session.execute(select(SlaClock))).scalars())
    events = list((await session.execute(select(ClockEvent))).scalars())
    alerts = list((await session.execute(select(Alert))).scalars())
    homeless = select(Message.id).where(Message.ticket_id.is_(None))
    found = [f"message {number} has no ticket" for number in (await session.execute(homeless)).scalars()]
    told = Counter((event.clock_id, event.name) for event in events)
    for clock in clocks:
        found += _of_clock(clock, told)
    for ticket in tickets:
        if ticket.sla_version_id is not None:
            found += _of_ticket(ticket, [c for c in clocks if c.ticket_id == ticket.id and c.is_current])
    alerted = sum(count for (_, name), count in told.items() if name is ClockEventName.ALERTED)
    if alerted != len(alerts):
        found.append(f"{alerted} alerts among the events, {len(alerts)} queued")
    return found


def _of_clock(clock: SlaClock, told: Counter[tuple[int, ClockEventName]]) -> Iterator[str]:
    if told[clock.id, ClockEventName.STARTED] != 1:
        yield f"clock {clock.id} started {told[clock.id, ClockEventName.STARTED]} times"
    for status, name in _ENDS.items():
        expected = (
            1 if clock.status is status or (clock.breached_at and status is ClockStatus.BREACHED) else 0
        )
        if clock.kind in _ANSWERS and told[clock.id, name] != expected:
            yield f"clock {clock.id} is {clock.status}, and {told[clock.id, name]} times {name}"
    if (clock.running_since is not None) is not (clock.status is ClockStatus.RUNNING):
        yield f"clock {clock.id} is {clock.status}, running since {clock.running_since}"


def _of_ticket(ticket: Ticket, clocks: list[SlaClock]) -> Iterator[str]:
    waiting = [c.kind for c in clocks if c.kind in _ANSWERS and c.status.is_open]
    if len(waiting) != (ticket.waiting_since is not None):
        yield f"ticket {ticket.id} waits since {ticket.waiting_since}, open clocks: {waiting}"
    (resolution,) = [c for c in clocks if c.kind is ClockKind.RESOLUTION]
    expected = ClockStatus.PAUSED if ticket.state is TicketState.PENDING else ClockStatus.RUNNING
    if resolution.status is not expected:
        yield f"ticket {ticket.id} is {ticket.state}, its resolution clock {resolution.status}"
    if ticket.waiting_since is not None and ticket.state is not TicketState.OPEN:
        yield f"ticket {ticket.id} is {ticket.state} while its customer waits"
