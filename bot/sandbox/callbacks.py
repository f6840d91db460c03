"""The press of an inline button, and what the bot answered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.messages import SandboxMessage
    from bot.sandbox.people import Person

# Bot API: measured about 13-14 s after receipt; later answers are refused as too old.
ANSWER_WITHIN = 15.0


@dataclass(slots=True)
class CallbackAnswer:
    """What the person sees for his press."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass(slots=True)
class CallbackPress:
    """One press. `answer` is the first answer of the bot, None until then."""

    id: str
    bot: BotAccount
    person: Person
    message: SandboxMessage
    data: str
    pressed_at: float
    answers: list[CallbackAnswer] = field(default_factory=list)
    _answered: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def answer(self) -> CallbackAnswer | None:
        return self.answers[0] if self.answers else None

    def take(self, answer: CallbackAnswer) -> None:
        """Record an answer of the bot."""
        self.answers.append(answer)
        self._answered.set()

    async def answered(self, within: float = 5.0) -> CallbackAnswer:
        """Wait for the answer; TimeoutError after `within` real seconds."""
        async with asyncio.timeout(within):
            await self._answered.wait()
        return self.answers[0]
