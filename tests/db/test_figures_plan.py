"""Figures for monitoring are read from indexes of what is open, however much is done."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from db.queries import figures
from db.uow import Database
from tests.databases import SqliteFiles


async def test_no_figure_reads_a_whole_table(sqlite_files: SqliteFiles, tmp_path: Path) -> None:
    database = Database(sqlite_files.fresh(tmp_path))
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        statements.append((statement, parameters))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    now = datetime.now(UTC)
    async with database.reading() as session:
        await figures.read(session, now, now - timedelta(days=7))
    asked = list(statements)
    async with database.engine.connect() as connection:
        plans = [
            str((await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)).all())
            for statement, parameters in asked
        ]
    await database.close()

    outbox, tickets, clocks, judged = plans
    assert "ix_outbox_open" in outbox
    assert "SCAN tickets USING INDEX uq_tickets_live" in tickets
    assert "SEARCH sla_clocks USING INDEX" in clocks
    assert "SEARCH tickets USING INDEX uq_tickets_live" in clocks
    assert "ix_sla_clocks_stopped_at" in judged
