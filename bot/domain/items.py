"""Outbox items as values: what the sender holds in memory and the outbox keeps in SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.content import Content
from db.enums import Direction, OutboxKind, Priority


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """What carrying a message needs to know of it; `content` is that of the latest edit."""

    id: int
    customer_id: int
    direction: Direction
    source_chat_id: int
    source_message_id: int
    content: Content
    media_group_id: str | None = None
    reply: Mapping[str, Any] | None = None  # {"message_id", "quote"?: a TextQuote}, ids of the source's chat


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to send; `chat_id` None means the operator group, whichever it is at that moment.

    `arrived_at` is when the update came that it follows from; only the process that took it knows.
    """

    id: int
    lane: str
    chat_id: int | None
    kind: OutboxKind
    priority: Priority
    created_at: datetime
    customer_id: int | None = None
    message: MessageFacts | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    arrived_at: datetime | None = None

    @property
    def waits_since(self) -> datetime:
        """As far as is known, when the update arrived."""
        return self.arrived_at or self.created_at


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a message arrived: its twin; `part` and `offset` (UTF-16 units) place it in a merged copy."""

    message_id: int
    chat_id: int
    copy_message_id: int
    part: int = 0
    offset: int = 0


def lane_to_topic(customer_id: int) -> str:
    """The lane of what a customer wrote: strictly in order."""
    return f"topic:{customer_id}"


def lane_to_customer(customer_id: int) -> str:
    """The lane of all that a customer reads: strictly in order."""
    return f"customer:{customer_id}"


def lane_of_notices(customer_id: int) -> str:
    """The lane of the desk's own words in a customer's topic."""
    return f"notices:{customer_id}"


def lane_of_states(customer_id: int) -> str:
    """The lane of a topic's card, icon and marks."""
    return f"states:{customer_id}"


def lane_of_chat(chat_id: int) -> str:
    """The lane of the desk's own words in any other chat (admins, General, a group to leave)."""
    return f"chat:{chat_id}"


LANE_OF_ALERTS = "alerts"
"""The one lane of all alerts: those that wait together leave together."""
