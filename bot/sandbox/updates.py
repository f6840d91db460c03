"""The queue of updates that Telegram keeps for one bot until it confirms them."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

# Every update type of Bot API 10.3.
UPDATE_TYPES = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
    "subscription",
    "stopped_message_generation",
)
# Bot API: the default is everything except these three.
DEFAULT_TYPES = frozenset(UPDATE_TYPES) - {"chat_member", "message_reaction", "message_reaction_count"}
# Bot API: an update lives one day; queries live only as long as an answer is of use. Seconds.
LIFETIMES = {"callback_query": 150, "inline_query": 30, "pre_checkout_query": 150, "shipping_query": 150}
LIFETIME = 86_400
# Bot API: beyond this the queue drops new updates.
CAPACITY = 100_000


@dataclass(slots=True, eq=False)
class QueuedUpdate:
    """`raw` is the complete Update; `lane` is the webhook queue, strictly serial; times are Unix seconds."""

    update_id: int
    raw: dict[str, Any]
    lane: tuple[str, int]
    expires_at: float


class UpdateQueue:
    """Updates in order of update_id, with the server-side choice of types."""

    def __init__(self, first_id: int) -> None:
        self.next_id = first_id
        self.items: deque[QueuedUpdate] = deque()
        self.allowed: frozenset[str] = DEFAULT_TYPES
        self.dropped = 0
        self.last_returned: list[QueuedUpdate] = []
        self.last_confirmed: list[QueuedUpdate] = []
        self._waiters: list[asyncio.Future[None]] = []

    def allow(self, types: object) -> None:
        """Store the choice of types; it persists, and a list without any known name means the default."""
        if not isinstance(types, list):
            return
        known = frozenset(types) & frozenset(UPDATE_TYPES)
        self.allowed = known or DEFAULT_TYPES

    @property
    def is_default(self) -> bool:
        """Whether the bot never chose types."""
        return self.allowed == DEFAULT_TYPES

    def put(self, payload: dict[str, Any], lane: tuple[str, int], expires_at: float) -> QueuedUpdate | None:
        """Append an update whose type was checked already; None if the queue is full."""
        if len(self.items) >= CAPACITY:
            self.dropped += 1
            return None
        queued = QueuedUpdate(self.next_id, {"update_id": self.next_id, **payload}, lane, expires_at)
        self.next_id += 1
        self.items.append(queued)
        self.wake()
        return queued

    def wake(self) -> None:
        """Let every waiting long poll look again."""
        if self._waiters:
            waiters, self._waiters = self._waiters, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)

    async def wait(self, within: float) -> None:
        """Return at the next `wake`, or after `within` seconds."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        await asyncio.wait([waiter], timeout=within)
        if waiter in self._waiters:
            self._waiters.remove(waiter)

    def confirm(self, offset: int) -> None:
        """Apply `offset` as getUpdates does: positive confirms everything below, negative keeps a tail."""
        if offset < 0:
            keep = min(-offset, len(self.items))
            while len(self.items) > keep:
                self.items.popleft()
            return
        if offset > self.next_id + 10:
            # Bot API: an offset far beyond the tail is ignored (identifiers may have been reset).
            return
        while self.items and self.items[0].update_id < offset:
            self.items.popleft()
        confirmed = [item for item in self.last_returned if item.update_id < offset]
        if confirmed:
            self.last_confirmed = confirmed
            self.last_returned = []

    def remove(self, item: QueuedUpdate) -> None:
        """Take out one delivered update (webhook)."""
        if self.items and self.items[0] is item:
            self.items.popleft()
        elif item in self.items:
            self.items.remove(item)

    def first(self, limit: int, now: float) -> list[QueuedUpdate]:
        """Up to `limit` updates that have not expired, oldest first; they stay in the queue."""
        while self.items and self.items[0].expires_at <= now:
            self.items.popleft()
        found: list[QueuedUpdate] = []
        for item in self.items:
            if item.expires_at > now:
                found.append(item)
                if len(found) == limit:
                    break
        return found

    def pending(self, now: float) -> int:
        """Number of updates waiting."""
        return sum(item.expires_at > now for item in self.items)

    def clear(self) -> None:
        self.items.clear()
