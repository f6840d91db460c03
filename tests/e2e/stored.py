"""What the desk has stored, for stories whose end cannot be seen in Telegram."""

from sqlalchemy import select

from db.enums import OutboxState
from db.models import Message, OutboxItem, ParkedUpdate
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


def _database(desk: Story) -> Database:
    assert desk.app is not None
    return desk.app.database
