"""What the desk has stored, for stories whose end cannot be seen in Telegram."""

from sqlalchemy import select

from db.enums import ClockKind, OutboxState
from db.models import AuditEntry, ClockEvent, Message, OutboxItem, ParkedUpdate, Rating, SlaClock, Ticket
from db.queries import tickets as queries
from db.uow import Database
from tests.e2e.story import Story


async def outbox_items(desk: Story, state: OutboxState) -> list[OutboxItem]:
    """Outbox items in this state, oldest first."""
    query = select(OutboxItem).where(OutboxItem.state == state).order_by(OutboxItem.id)
    async with _database(desk).reading() as session:
        return list((await session.execute(query)).scalars())


async def parked_updates(desk: Story) -> list[ParkedUpdate]:
    """Updates that could not be handled, oldest first."""
    query = select(ParkedUpdate).order_by(ParkedUpdate.update_id)
    async with _database(desk).reading() as session:
        return list((await session.execute(query)).scalars())


async def messages(desk: Story) -> list[Message]:
    """All utterances, oldest first."""
    async with _database(desk).reading() as session:
        return list((await session.execute(select(Message).order_by(Message.id))).scalars())


async def tickets(desk: Story) -> list[Ticket]:
    """All tickets, oldest first."""
    async with _database(desk).reading() as session:
        return list((await session.execute(select(Ticket).order_by(Ticket.id))).scalars())


async def ticket_events(desk: Story, ticket_id: int) -> list[str]:
    """The names of what happened to a ticket, in order."""
    async with _database(desk).reading() as session:
        return [event.name for event in await queries.history(session, ticket_id)]


async def audit(desk: Story) -> list[AuditEntry]:
    """All changes of settings, oldest first."""
    async with _database(desk).reading() as session:
        return list((await session.execute(select(AuditEntry).order_by(AuditEntry.id))).scalars())


async def ratings(desk: Story) -> list[Rating]:
    """All ratings that were asked for, by ticket."""
    async with _database(desk).reading() as session:
        return list((await session.execute(select(Rating).order_by(Rating.ticket_id))).scalars())


async def clocks(desk: Story) -> list[SlaClock]:
    """All measurements, oldest first."""
    async with _database(desk).reading() as session:
        return list((await session.execute(select(SlaClock).order_by(SlaClock.id))).scalars())


async def clock_events(desk: Story, kind: ClockKind | None = None) -> list[str]:
    """The names of all decisions about clocks (of one kind), in the order in which they were written."""
    query = select(ClockEvent).order_by(ClockEvent.id)
    async with _database(desk).reading() as session:
        events = (await session.execute(query)).scalars()
        return [event.name.value for event in events if kind in (None, event.kind)]


def _database(desk: Story) -> Database:
    assert desk.app is not None
    return desk.app.database
