"""The command line at work: a sandbox Telegram, and an environment that points to it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli.main import main
from bot.sandbox.bots import BotAccount
from bot.sandbox.groups import Group
from bot.sandbox.server import SandboxServer
from bot.settings import Settings


class Stage:
    """A sandbox Telegram and the environment that points the command line at it."""

    def __init__(self, sandbox: SandboxServer, environment: pytest.MonkeyPatch) -> None:
        self.sandbox = sandbox
        self.environment = environment
        self.owner = sandbox.world.add_user("Olga")
        self.group: Group = sandbox.world.add_forum("Support", owner=self.owner)
        self.bot: BotAccount = sandbox.world.add_bot()

    def sets(self, **values: Any) -> None:
        for name, value in values.items():
            self.environment.setenv(name, str(value))

    def writes_file(self, *lines: str) -> None:
        """Make a `.env` of these lines."""
        Path(".env").write_text("\n".join(lines))

    def files(self) -> list[Path]:
        """What is in the folder."""
        return list(Path().iterdir())

    async def runs(self, *arguments: str) -> int:
        return await asyncio.to_thread(main, arguments)


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Stage]:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    async with SandboxServer() as sandbox:
        stage = Stage(sandbox, monkeypatch)
        stage.sets(BOT_API_URL=sandbox.url)
        yield stage
