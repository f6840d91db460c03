"""The journal of sends: each settled outcome is counted and, at INFO, a line of ids and durations."""

import logging
from collections.abc import Sequence
from datetime import datetime

from bot import logs
from bot.domain.items import Item
from bot.metrics import Metrics
from bot.outbox.outcome import Outcome, Sending
from db.enums import OutboxKind, OutboxState

logger = logging.getLogger(__name__)

SENT, DROPPED, DEAD = "sent", "dropped", "dead"
NO_CALLS = Sending()


class Journal:
    """Nothing of what was sent but its kind and its ids is ever written."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def settled(self, outcomes: Sequence[Outcome]) -> None:
        """These were written down together."""
        for outcome in outcomes:
            how = became(outcome)
            self._metrics.settled(outcome.items[0].kind.value, how, len(outcome.items))
            if outcome.copies and how == SENT:
                self._relayed(outcome)
        if logger.isEnabledFor(logging.INFO):
            logs.tell(logger, "send", map(_line, outcomes))

    def _relayed(self, outcome: Outcome) -> None:
        accepted_at = outcome.sending.accepted_at if outcome.sending else None
        for item in outcome.items:
            if accepted_at is not None and item.kind is OutboxKind.RELAY and item.message is not None:
                self._metrics.relayed(item.message.direction.value, _seconds(item, accepted_at))


def became(outcome: Outcome) -> str:
    """SENT; DROPPED if nothing had to be sent any more, or there is nobody to send it to; DEAD."""
    if outcome.state is not OutboxState.DONE:
        return DEAD
    is_accepted = outcome.sending is not None and outcome.sending.accepted_at is not None
    return SENT if is_accepted and outcome.error is None else DROPPED


def _line(outcome: Outcome) -> dict[str, object]:
    sending, first = outcome.sending or NO_CALLS, outcome.items[0]
    waited = _seconds(first, sending.accepted_at) if sending.accepted_at else None
    return {
        "item": first.id,
        "items": [item.id for item in outcome.items] if len(outcome.items) > 1 else None,
        "kind": first.kind.value,
        "method": sending.method,
        "chat_id": sending.chat_id if sending.chat_id is not None else first.chat_id,
        "thread_id": sending.thread_id,
        "message_id": sending.message_id,
        "calls": sending.calls,
        "duration_ms": round(sending.seconds * 1000, 1),
        "waited_ms": round(waited * 1000, 1) if waited is not None else None,
        "outcome": became(outcome),
        "meaning": sending.meaning.value if sending.meaning is not None else None,
    }


def _seconds(item: Item, until: datetime) -> float:
    """From the arrival of what the item follows from."""
    return max(0.0, (until - item.waits_since).total_seconds())
