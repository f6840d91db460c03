"""Fixtures that all tests share: databases, and what is said at the end about those left out."""

import gc
import os
import ssl
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.databases import NoPostgres, PostgresDatabase, SqliteFiles
from tests.dialects import share_compiled

_left_out: dict[str, int] = {}


def pytest_configure() -> None:
    share_compiled()
    gc.disable()  # until all is imported and collected: none of it is garbage


def pytest_collection_finish() -> None:
    """Freeze what never dies, as the bot does at its start: a full collection among it takes 0.2 s."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def one_trust_store() -> Iterator[None]:
    """Read certificates once: each session of aiogram does it, in 15 ms, and no test speaks TLS."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres(worker_id: str) -> Iterator[PostgresDatabase]:
    try:
        database = PostgresDatabase(worker_id)
    except NoPostgres as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL server ({error}); set TEST_POSTGRES_URL")
    yield database
    database.drop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, sqlite_files: SqliteFiles) -> str:
    """A migrated, empty database of each kind."""
    if request.param == "sqlite":
        return sqlite_files.fresh(tmp_path)
    postgres: PostgresDatabase = request.getfixturevalue("postgres")
    return postgres.fresh()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly when the PostgreSQL half, or the browser, was left out."""
    skipped = [
        r for r in terminalreporter.stats.get("skipped", []) if "no PostgreSQL server" in str(r.longrepr)
    ]
    if skipped:
        terminalreporter.write_line(
            f"The PostgreSQL half was left out ({len(skipped)} tests): no server at TEST_POSTGRES_URL."
        )
    unseen = [r for r in terminalreporter.stats.get("skipped", []) if "no Chromium" in str(r.longrepr)]
    if unseen:
        terminalreporter.write_line(
            f"The page was tried in no browser ({len(unseen)} tests left out): apt-get install chromium."
        )
