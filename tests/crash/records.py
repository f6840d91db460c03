"""Records: what the database says after a bot has died; SQLite is read from a copy, recovery is the bot's."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url

from bot.services.outbox import item_of
from db.engine import sqlite_file
from db.enums import OutboxKind, OutboxState
from db.models import Customer, OutboxItem, ParkedUpdate, Topic
from db.queries import outbox
from db.uow import Database
from tests.crash import clockwork
from tests.crash.crowd import Token, tokens_in

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@dataclass(frozen=True, slots=True)
class Records:
    """`unsettled`: messages queued for the other side; `threads`: thread id → customer id, current ones.

    `queued` counts what is about messages: cards and pins may wait.
    """

    unsettled: frozenset[Token]
    threads: dict[int, int]
    cards: frozenset[int]
    customers: int
    queued: int
    dead: int
    parked: int
    spent: tuple[tuple[datetime, int], ...]  # when, units of the operator group
    banned: frozenset[int]  # chats that nothing may be sent to yet
    contradictions: tuple[str, ...]  # between tickets, clocks and events

    def units_since(self, moment: datetime) -> int:
        """What was written down since then as taken from the group's budget."""
        return sum(units for at, units in self.spent if at >= moment)


async def read(database_url: str) -> Records:
    """Read the database of a bot that is not running; waits until PostgreSQL has noticed that too."""
    file = sqlite_file(make_url(database_url))
    if file is None:
        return await _read(database_url, quiet=True)
    with tempfile.TemporaryDirectory() as folder:
        for part in (file, Path(f"{file}-wal")):
            if part.exists():
                shutil.copy(part, folder)
        return await _read(f"sqlite+aiosqlite:///{folder}/{file.name}", quiet=False)


async def _read(database_url: str, *, quiet: bool) -> Records:
    database = Database(database_url)
    try:
        while quiet and await _others(database):
            pass
        async with database.reading() as session:
            items = [item_of(row) for row in await outbox.queued_after(session, 0, 1_000_000)]
            topics = (await session.execute(select(Topic).where(Topic.lost_at.is_(None)))).scalars().all()
            spent = await outbox.spent_since(session, datetime.now(UTC) - timedelta(hours=1))
            dead = select(func.count()).where(OutboxItem.state == OutboxState.DEAD)
            bans = await outbox.bans(session)
            customers = select(func.count()).select_from(Customer)
            parked = select(func.count()).select_from(ParkedUpdate)
            return Records(
                contradictions=tuple(await clockwork.contradictions(session)),
                unsettled=frozenset(
                    token
                    for item in items
                    if item.kind is OutboxKind.RELAY and item.message is not None
                    for token, _ in tokens_in(item.message.content.text or "")
                ),
                threads={topic.thread_id: topic.customer_id for topic in topics},
                cards=frozenset(t.card_message_id for t in topics if t.card_message_id is not None),
                customers=(await session.execute(customers)).scalar_one(),
                queued=sum(item.message is not None for item in items),
                dead=(await session.execute(dead)).scalar_one(),
                parked=(await session.execute(parked)).scalar_one(),
                banned=frozenset(ban.chat_id for ban in bans if ban.until > datetime.now(UTC)),
                spent=tuple((at, units) for chat_id, at, units in spent if (chat_id or -1) < 0),
            )
    finally:
        await database.close()


async def _others(database: Database) -> int:
    """Server processes that still serve this database's clients, the dead one's among them."""
    async with database.reading() as session:
        return int((await session.execute(_OTHERS)).scalar_one())
