"""Budgets: how many calls a chat and the whole bot may get, and who goes next.

Telegram's limits hold in every sliding window (a bucket refilled over a minute would let 39 through in
one), so a slot counts from the grant until one window after the call has returned.
"""

import asyncio
import heapq
import math
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType

from bot.domain.limits import Limit
from db.enums import Priority

GROUP = 0  # the key of the operator group, whichever chat that is; no chat has this id
BOT = 0  # the key of "everything" among persisted bans
MAX_IN_FLIGHT = 40  # calls at once over all chats: far below Telegram's 310 unfinished sends to one chat
TIMER_MARGIN = 0.005  # seconds: loop timers may fire this early
LEARNED_SHARE = 0.75  # after a 429 we believe in this share of what we had used
RELEARN_AFTER = 10  # windows without a 429 before one unit more is tried


class Budget:
    """The sliding window of one chat, its bans, and what 429s have taught."""

    def __init__(self, limit: Limit | None) -> None:
        self.limit = limit
        self.units = limit.units if limit else 0
        self.in_flight = 0
        self.banned_until = 0.0
        self.held = False
        self._banned_at = 0.0
        self._spent: deque[float] = deque()
        self._relearn_at = math.inf

    def available_at(self, now: float, units: int, reserve: int = 0) -> float:
        """When `units` may be taken with `reserve` left over: `now`, a later moment, or inf (not by time)."""
        if self.held:
            return math.inf
        at = max(now, self.banned_until)
        if self.limit is None:
            return at
        self._forget(now)
        # More than a whole window holds (a long album in a private chat) waits for an empty one.
        wanted = min(units + reserve, self.units)
        excess = len(self._spent) + self.in_flight + wanted - self.units
        if excess <= 0:
            return at
        if excess > len(self._spent):
            return math.inf
        return max(at, self._spent[excess - 1] + self.limit.seconds)

    def left(self, now: float) -> int:
        """Units that are not spent."""
        self._forget(now)
        return max(0, self.units - len(self._spent) - self.in_flight)

    def take(self, units: int) -> None:
        self.in_flight += units

    def give_back(self, now: float, units: int, spent: int) -> None:
        """The call is over and `spent` units of those taken were really used."""
        self.in_flight -= units
        if self.limit is not None:
            self._spent.extend([now] * spent)

    def restore(self, moments: list[float]) -> None:
        """Take over what an earlier run had spent, oldest first (loop time)."""
        if self.limit is not None:
            self._spent = deque(sorted([*self._spent, *moments]))

    def obey(self, now: float, seconds: float) -> None:
        """Nothing goes for so long, whatever the reason is."""
        self.banned_until = max(self.banned_until, now + seconds)
        self._banned_at = now

    def ban(self, now: float, seconds: float) -> None:
        """A 429 came: obey it, and learn from it."""
        self.obey(now, seconds)
        if self.limit is None:
            return
        self._forget(now)
        used = len(self._spent) + self.in_flight
        if 2 * used < self.units:
            return  # it was not for our number of messages: Telegram restarts, or is short of something else
        self.units = max(1, int(min(self.units, used) * LEARNED_SHARE))
        self._relearn_at = self.banned_until + RELEARN_AFTER * self.limit.seconds

    def time_jumped(self, seconds: float, at: float) -> None:
        """Let what was spent and banned before `at` be `seconds` older: that time was skipped then.

        What was spent later, or is in flight, may have been counted after the jump, and stays.
        """
        self._spent = deque(spent - seconds if spent < at else spent for spent in self._spent)
        if self._banned_at < at:
            self.banned_until -= seconds
        self._relearn_at -= seconds

    def is_idle(self, now: float) -> bool:
        self._forget(now)
        return not self._spent and not self.in_flight and self.banned_until <= now and not self.held

    def _forget(self, now: float) -> None:
        if self.limit is None:
            return
        while self._spent and self._spent[0] + self.limit.seconds <= now:
            self._spent.popleft()
        if now >= self._relearn_at and self.units < self.limit.units:
            self.units += 1
            self._relearn_at = now + RELEARN_AFTER * self.limit.seconds


class Slot:
    """Permission for one call, given back on leaving the block.

    `scarce` tells that budget was short: the grant had to wait for it.
    """

    def __init__(self, budgets: "Budgets", chat: int, units: int, scarce: bool) -> None:
        self._budgets = budgets
        self._chat = chat
        self._units = units
        self.spent = units
        self.scarce = scarce

    def __enter__(self) -> "Slot":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._budgets.release(self._chat, self._units, self.spent)


@dataclass(slots=True, order=True)
class _Request:
    priority: int
    turn: int
    chat: int = field(compare=False)
    units: int = field(compare=False)
    future: "asyncio.Future[Slot]" = field(compare=False)
    short: bool = field(compare=False)  # asked when budget, not only a free connection, was missing


class Budgets:
    """Grants slots: per chat by priority, then in order of asking, which is fair between lanes."""

    def __init__(self, *, group: Limit | None, private: Limit | None, bot: Limit | None) -> None:
        self._private = private
        self._group = Budget(group)
        self._bot = Budget(bot)
        self._chats: dict[int, Budget] = {GROUP: self._group}
        self._waiting: dict[int, list[_Request]] = {}
        self._turns = count()
        self._paused_until = 0.0
        self._urgent = 0
        self._flights = 0
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = math.inf

    def of(self, chat: int) -> Budget:
        budget = self._chats.get(chat)
        if budget is None:
            if len(self._chats) > 2000:
                self._drop_idle()
            budget = self._chats[chat] = Budget(self._private)
        return budget

    async def grant(self, chat: int, priority: Priority, units: int = 1) -> Slot:
        """Wait until `units` may be spent in `chat` (GROUP or a private chat's id)."""
        if chat not in self._waiting:
            now = self._now()
            if self._available_at(now, chat, priority, units) <= now:
                return self._take(chat, units, scarce=False)
        future: asyncio.Future[Slot] = asyncio.get_running_loop().create_future()
        short = self._flights < MAX_IN_FLIGHT
        request = _Request(priority, next(self._turns), chat, units, future, short)
        heapq.heappush(self._waiting.setdefault(chat, []), request)
        self._pump()
        try:
            return await request.future
        except asyncio.CancelledError:
            if request.future.done() and not request.future.cancelled():
                self.release(chat, units, 0)
            raise

    def release(self, chat: int, units: int, spent: int) -> None:
        now = self._now()
        self._flights -= 1
        self.of(chat).give_back(now, units, spent)
        self._bot.give_back(now, units, spent)
        if self._waiting:
            self._pump()

    def waiting(self, chat: int) -> int:
        """How many requests wait for this chat's budget."""
        return len(self._waiting.get(chat, ()))

    @property
    def are_awaited(self) -> bool:
        """Does anybody wait for a grant?"""
        return bool(self._waiting)

    def ban(self, chat: int, seconds: float) -> bool:
        """Obey a 429: nothing to this chat for `seconds`; to no chat when a second one gets its own.

        Returns whether everything was paused.
        """
        now = self._now()
        self.of(chat).ban(now, seconds)
        others = any(b.banned_until > now for key, b in self._chats.items() if key != chat)
        if others:
            self._bot.obey(now, seconds)
        self._pump()
        return others

    def restore_ban(self, chat: int, seconds: float) -> None:
        self.of(chat).obey(self._now(), seconds)

    def restore_bot_ban(self, seconds: float) -> None:
        self._bot.obey(self._now(), seconds)

    def restore_spent(self, chat: int, seconds_ago: list[float]) -> None:
        """Count what an earlier run sent: its calls are in Telegram's window too."""
        now = self._now()
        moments = [now - ago for ago in sorted(seconds_ago, reverse=True)]
        self.of(chat).restore(moments)
        self._bot.restore(moments)

    def time_jumped(self, seconds: float, at: float) -> None:
        """`seconds` were skipped at `at` (loop time), for Telegram and for us: its windows have moved on."""
        for budget in (self._bot, *self._chats.values()):
            budget.time_jumped(seconds, at)
        self._pump()

    def pause(self, seconds: float) -> None:
        """Telegram cannot be reached: try nothing for a moment."""
        self._paused_until = max(self._paused_until, self._now() + seconds)
        self._pump()

    def expect(self, items: int) -> None:
        """So many more (or fewer) items other than states are queued for the group; states let them pass."""
        self._urgent += items
        if self._urgent == 0:
            self._pump()

    def hold_group(self, held: bool) -> None:
        """While the group is unknown or out of reach nothing is granted for it."""
        self._group.held = held
        self._pump()

    def _available_at(self, now: float, chat: int, priority: Priority | int, units: int) -> float:
        if self._flights >= MAX_IN_FLIGHT:
            return math.inf
        budget = self.of(chat)
        is_state = priority == Priority.STATE
        if is_state and chat == GROUP and self._urgent:
            return math.inf
        reserve = budget.units // 4 if is_state else 0
        at = max(self._paused_until, budget.available_at(now, units, reserve))
        return max(at, self._bot.available_at(now, units))

    def _take(self, chat: int, units: int, scarce: bool) -> Slot:
        self._flights += 1
        self.of(chat).take(units)
        self._bot.take(units)
        return Slot(self, chat, units, scarce)

    def _pump(self) -> None:
        now = self._now()
        wake = math.inf
        for chat in list(self._waiting):
            wake = min(wake, self._serve(now, chat))
            if self._flights >= MAX_IN_FLIGHT:
                break
        if self._timer is not None and (wake < self._timer_at or self._timer_at <= now):
            self._timer.cancel()
            self._timer = None
        if wake < math.inf and self._timer is None:
            self._timer_at = wake
            self._timer = asyncio.get_running_loop().call_at(wake + TIMER_MARGIN, self._on_timer)

    def _serve(self, now: float, chat: int) -> float:
        """Grant what this chat's queue may have now; returns when to look again."""
        queue = self._waiting[chat]
        while queue:
            request = queue[0]
            if request.future.done():
                heapq.heappop(queue)
                continue
            at = self._available_at(now, chat, request.priority, request.units)
            if at > now:
                return at
            heapq.heappop(queue)
            request.future.set_result(self._take(chat, request.units, request.short))
        del self._waiting[chat]
        return math.inf

    def _on_timer(self) -> None:
        self._timer = None
        self._pump()

    def _drop_idle(self) -> None:
        now = self._now()
        for chat in [c for c, b in self._chats.items() if c != GROUP and b.is_idle(now)]:
            del self._chats[chat]

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
