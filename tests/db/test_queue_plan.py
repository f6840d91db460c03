"""The queue's statement reads live tickets only, however many closed ones there are."""

from pathlib import Path
from typing import Any

from sqlalchemy import event

from db.queries import queue
from db.uow import Database
from tests.databases import SqliteFiles


async def test_the_queue_is_read_from_the_index_of_live_tickets(
    sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    database = Database(sqlite_files.fresh(tmp_path))
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        statements.append((statement, parameters))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    async with database.reading() as session:
        await queue.open_tickets(session, 11)
        await queue.most_at_risk(session, 10)
    asked = [one for one in statements if "tickets" in one[0]]
    async with database.engine.connect() as connection:
        plans = [
            str((await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)).all())
            for statement, parameters in asked
        ]
    await database.close()

    assert len(plans) == 2
    for plan in plans:
        assert "SCAN tickets USING INDEX uq_tickets_live" in plan
        assert "SCAN sla_clocks" not in plan
