"""Bringing a database to the newest schema, as the bot does at its start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from db.engine import make_engine

FOLDER = Path(__file__).parent


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration without a file, so that an installed package can migrate too."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


async def upgrade(database_url: str, revision: str = "head") -> None:
    """Run all missing migrations; a new database is made from nothing."""
    await _run(database_url, lambda config: command.upgrade(config, revision))


async def revision_of(engine: AsyncEngine) -> str | None:
    """The schema that a database has, without changing it; None if it has none."""
    async with engine.connect() as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


def newest_revision() -> str:
    """The schema that this version of the code works with."""
    return str(ScriptDirectory.from_config(alembic_config()).get_current_head())


def is_known(revision: str) -> bool:
    """Can this version of the code bring a database with that schema to its own?"""
    return any(
        script.revision == revision
        for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()
    )


async def downgrade(database_url: str, revision: str) -> None:
    """Go back to `revision` (`base` for nothing at all)."""
    await _run(database_url, lambda config: command.downgrade(config, revision))


async def _run(database_url: str, step: object) -> None:
    engine = make_engine(database_url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(lambda sync: step(alembic_config(sync)))  # type: ignore[operator]
    finally:
        await engine.dispose()
