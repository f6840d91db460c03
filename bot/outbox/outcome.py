"""What became of a delivery: written down by the settler in one short transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.items import Copy, Item
from bot.outbox.failures import Failure, Meaning
from bot.services.desk import Desk
from db.enums import OutboxState

Effect = Callable[[Desk], Awaitable[None]]


@dataclass(slots=True)
class Sending:
    """The calls of one delivery, for whoever watches: the last one's method, place, answer and seconds."""

    calls: int = 0
    method: str | None = None
    chat_id: int | None = None
    thread_id: int | None = None
    message_id: int | None = None
    seconds: float = 0.0
    accepted_at: datetime | None = None
    meaning: Meaning | None = None  # of the last refusal or failure


@dataclass(frozen=True, slots=True)
class Outcome:
    """Items that are settled together, the twins that were made, and what follows from it."""

    items: tuple[Item, ...]
    copies: tuple[Copy, ...] = ()
    state: OutboxState = OutboxState.DONE
    error: str | None = None
    effect: Effect | None = None
    units: int = 0
    sending: Sending | None = None


class Refused(Exception):
    """Telegram refused a call for a reason that the delivery must answer to; carries the failure."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.description)
        self.failure = failure


class TryAgain(Exception):
    """The world changed under the delivery (new topic, new group id, group out of reach): start it anew."""


class Misplaced(Exception):
    """A message landed outside the topic it was for; it has been deleted."""
