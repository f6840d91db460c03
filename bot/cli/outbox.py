"""`python -m bot outbox`: what waits, what was given up, and another try for it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.cli.main import complain
from bot.settings import ConfigurationError, load_settings
from db.enums import OutboxState
from db.queries import outbox as queries
from db.uow import Database
from migrations.upgrade import upgrade

SHOWN = 50


def outbox(action: str, ids: Sequence[str]) -> int:
    """List, retry or bury; returns the exit code."""
    try:
        settings = load_settings()
    except ConfigurationError as error:
        return complain(str(error))
    if action != "list" and not ids:
        return complain(f"python -m bot outbox {action} ID… (or `all`): which items?")
    if not all(item == "all" or item.isdecimal() for item in ids):
        return complain("ids are the numbers that `python -m bot outbox` lists, or `all`")
    chosen = None if "all" in ids else [int(item) for item in ids]
    try:
        return asyncio.run(_do(settings.database_url, action, chosen))
    except (SQLAlchemyError, OSError) as error:
        return complain(f"the database cannot be used: {error}")


async def _do(database_url: str, action: str, ids: list[int] | None) -> int:
    await upgrade(database_url)
    database = Database(database_url)
    try:
        if action == "list":
            await _list(database)
            return 0
        new = OutboxState.RETRY if action == "retry" else OutboxState.BURIED
        async with database.transaction() as tx:
            moved = await queries.change_state(tx.session, ids, OutboxState.DEAD, new)
            await tx.commit()
        said = "to be sent again within seconds by a running desk" if action == "retry" else "buried"
        print(f"{moved} item{'' if moved == 1 else 's'} {said}")
        return 0 if moved or ids is None else 1
    finally:
        await database.close()


async def _list(database: Database) -> None:
    async with database.reading() as session:
        counts = await queries.counts(session)
        dead = await queries.with_states(session, [OutboxState.DEAD], SHOWN)
    now = datetime.now(UTC)
    print(
        ", ".join(
            f"{state.value}: {counts.get(state, 0)}" for state in (OutboxState.QUEUED, OutboxState.DEAD)
        )
    )
    for item, message in dead:
        age = int((now - item.created_at).total_seconds())
        what = message.content.get("kind", "") if message else ""
        print(f"{item.id:>8}  {item.kind.value:<8} {what:<10} {item.lane:<24} {age:>7} s ago  {item.error}")
    if counts.get(OutboxState.DEAD, 0) > SHOWN:
        print(f"… and {counts[OutboxState.DEAD] - SHOWN} more")
