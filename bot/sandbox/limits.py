"""Flood control: sliding windows for each chat and bot, and the bans that a breach brings."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.errors import FloodError, too_many_requests

# (units, seconds): at most so many units in any stretch of so many seconds; None is unlimited.
Window = tuple[int, float] | None


@dataclass(slots=True)
class Limits:
    """What the sandbox enforces. Every bot has its own budget in every chat.

    Bot API: 20 messages a minute in a group, about one a second in a private chat with short bursts, about
    30 a second for one bot; exact figures are kept secret. `chat_action` is sendChatAction's own bucket.
    `repeated_offset` is getUpdates' brake on unconfirmed offsets (seconds are scaled by `poll_scale`).
    `wrap_batches` hides the 429 of an album or copyMessages in a 400, as older builds of the server did.
    A call within `grace` seconds of the beginning of a ban was on its way already: it gets its 429, but is no
    violation.
    """

    group: Window = (20, 60.0)
    private: Window = (3, 3.0)
    bot: Window = (30, 1.0)
    chat_action: Window = (20, 5.0)
    set_webhook: Window = (1, 1.0)
    repeated_offset: bool = True
    poll_scale: float = 1.0
    wrap_batches: bool = False
    grace: float = 0.05

    @classmethod
    def off(cls) -> Limits:
        """No limit at all (benchmarks)."""
        return cls(None, None, None, None, None, repeated_offset=False)

    def but(self, **changes: Any) -> Limits:
        """A copy with some fields changed."""
        return replace(self, **changes)


Key = tuple[int, int | str]


class FloodGate:
    """Counts what was executed. Times are `loop.time()` seconds."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.violations = 0
        self._spent: dict[Key, deque[float]] = {}
        # Beginning and end of each ban.
        self._bans: dict[Key, tuple[float, float]] = {}

    def spend(self, bot_id: int, chat_id: int, is_group: bool, units: int, now: float) -> None:
        """Take `units` (messages made) from the chat's and the bot's windows, or raise 429 and ban."""
        chat = (bot_id, chat_id)
        everything = (bot_id, "bot")
        if self._bans:
            self._refuse_banned(chat, now)
            self._refuse_banned(everything, now)
        chat_window = self.limits.group if is_group else self.limits.private
        self._require(chat, chat_window, units, now)
        self._require(everything, self.limits.bot, units, now)
        self._take(chat, chat_window, units, now)
        self._take(everything, self.limits.bot, units, now)

    def spend_own(self, bot_id: int, name: str, window: Window, now: float) -> None:
        """Take one unit from a bucket of its own (chat actions, setWebhook)."""
        key = (bot_id, name)
        if self._bans:
            self._refuse_banned(key, now)
        self._require(key, window, 1, now)
        self._take(key, window, 1, now)

    def ban(self, bot_id: int, chat_id: int, seconds: float, now: float) -> None:
        """Ban one chat, as a 429 from elsewhere does."""
        self._bans[(bot_id, chat_id)] = (now, now + seconds)

    def spent(self, bot_id: int, chat_id: int) -> list[float]:
        """When each unit that may still count was spent in a chat."""
        return list(self._spent.get((bot_id, chat_id), ()))

    def bans(self, now: float) -> list[tuple[int | str, float]]:
        """What is banned now (a chat, or "bot" for everything) and until when."""
        return [(key[1], until) for key, (_, until) in self._bans.items() if until > now]

    def banned_for(self, bot_id: int, chat_id: int, now: float) -> float:
        """Seconds until the chat's ban ends, 0 without a ban."""
        return max(0.0, self._bans.get((bot_id, chat_id), (now, now))[1] - now)

    def time_jumped(self, seconds: float) -> None:
        """Let what was spent and what was banned be `seconds` older: that time was skipped."""
        for key, spent in self._spent.items():
            self._spent[key] = deque(at - seconds for at in spent)
        self._bans = {key: (began - seconds, until - seconds) for key, (began, until) in self._bans.items()}

    def _refuse_banned(self, key: Key, now: float) -> None:
        if key not in self._bans:
            return
        began, until = self._bans[key]
        if now >= until:
            del self._bans[key]
            return
        if now - began > self.limits.grace:
            # Bot API: a limit is not punished, ignoring retry_after is.
            self.violations += 1
        raise too_many_requests(max(1, math.ceil(until - now)))

    def _require(self, key: Key, window: Window, units: int, now: float) -> None:
        if window is None:
            return
        most, seconds = window
        spent = self._spent.get(key)
        if spent is None:
            return
        while spent and spent[0] <= now - seconds:
            spent.popleft()
        # A batch larger than the window passes when the window is empty.
        too_many = len(spent) + min(units, most) - most
        if too_many > 0:
            free_at = spent[min(too_many, len(spent)) - 1] + seconds
            retry_after = max(1, math.ceil(free_at - now))
            self._bans[key] = (now, now + retry_after)
            raise too_many_requests(retry_after)

    def _take(self, key: Key, window: Window, units: int, now: float) -> None:
        if window is not None:
            self._spent.setdefault(key, deque()).extend([now] * units)


def wrapped(error: FloodError, item: int = 1) -> FloodError:
    """The 429 of one item of a batch as older server builds report it: inside a 400, without parameters."""
    text = f'Bad Request: failed to send message #{item} with the error message "{error.description}"'
    return FloodError(400, text)
