"""One call while it is executed: who asks, what for, and what it costs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.sandbox.arguments import Arguments
from bot.sandbox.errors import FloodError
from bot.sandbox.limits import wrapped

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.rooms import Room
    from bot.sandbox.server import SandboxServer


class Request:
    """Passed to every method of the API."""

    __slots__ = ("arguments", "bot", "method", "repeats_batch", "server", "world")

    def __init__(self, server: SandboxServer, bot: BotAccount, method: str, arguments: Arguments) -> None:
        self.server = server
        self.world = server.world
        self.bot = bot
        self.method = method
        self.arguments = arguments
        self.repeats_batch = False

    def spend(self, room: Room, units: int = 1) -> None:
        """Pay for `units` messages in a chat, after validation and before the effect; 429 on a breach."""
        now = asyncio.get_running_loop().time()
        self.server.gate.spend(self.bot.id, room.id, room.group is not None, units, now)

    def spend_batch(self, room: Room, units: int) -> None:
        """`spend` for an album or a batch, whose 429 may come wrapped."""
        try:
            self.spend(room, units)
        except FloodError as error:
            if self.server.gate.limits.wrap_batches:
                raise wrapped(error) from error
            raise
