"""The strings of a bot's process, as far as the sandbox pulls them; whoever starts the sandbox ties them."""

from datetime import timedelta
from enum import StrEnum
from typing import Protocol


class PuppetState(StrEnum):
    STARTING = "starting"
    RUNNING = "running"
    STOPPED = "stopped"


class Puppet(Protocol):
    """A bot that can be started, ended, and told that time is skipped.

    It touches the world when its state changes.
    """

    @property
    def state(self) -> PuppetState:
        """What the process does now."""

    async def start(self) -> None:
        """Start the process; nothing if there is one. Returns when it exists, not when it works."""

    async def stop(self) -> None:
        """End the process in good order (SIGTERM), and return when it is gone."""

    async def kill(self) -> None:
        """End the process at once (SIGKILL), and return when it is gone."""

    async def rest(self) -> None:
        """Return when it has finished and written down what it is doing, or after a moment."""

    async def time_jumped(self, skipped: timedelta) -> None:
        """Tell it how much time was skipped in all, and return when it has looked at the clock."""
