"""Openings: local hours as instants, four weeks at a time, so that arithmetic is a binary search.

Instants are whole microseconds since 1970 in UTC. Wall times follow one rule (sla_cases.json): one in
a DST gap moves forward by the gap, an ambiguous one is the first; that is what `fold=0` means (PEP 495).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.sla.hours import MINUTES_PER_DAY, Hours

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MINUTE = 60_000_000
DAY = MINUTES_PER_DAY * MINUTE
DAYS_PER_BLOCK = 28
REMEMBERED_BLOCKS = 2048  # about 150 years; far fewer are ever asked for
LAST_BLOCK = date.max.toordinal() // DAYS_PER_BLOCK - 1


def instant_of(at: datetime) -> int:
    """Microseconds since 1970 of an aware time."""
    return (at - EPOCH) // MICROSECOND


def time_of(instant: int) -> datetime:
    """The aware UTC time of an instant; raises OverflowError beyond year 9999."""
    return EPOCH + timedelta(microseconds=instant)


@dataclass(frozen=True, slots=True)
class Block:
    """Four weeks: when it opens and closes, and the open time before each closing."""

    begins: int
    ends: int
    opens: list[int]
    closes: list[int]
    open_until: list[int]  # total open time of this block up to the closing with the same index
    total: int

    def open_before(self, instant: int) -> int:
        """Open time of this block before an instant."""
        index = bisect_right(self.closes, instant)
        if index == len(self.closes):
            return self.total
        whole = self.open_until[index - 1] if index else 0
        return whole + max(0, instant - self.opens[index])

    def when_open_for(self, length: int) -> int:
        """The first instant when this block has been open for `length`, 0 < length <= total."""
        index = bisect_left(self.open_until, length)
        return self.closes[index] - (self.open_until[index] - length)

    def next_opening(self, instant: int) -> int | None:
        """The first open instant of this block that is not before `instant`."""
        index = bisect_right(self.closes, instant)
        return max(instant, self.opens[index]) if index < len(self.closes) else None


class Openings:
    """Blocks of one zone whose days have these hours, built when they are first needed."""

    def __init__(self, zone: ZoneInfo, hours_on: Callable[[date], Hours]) -> None:
        self._zone = zone
        self._hours_on = hours_on
        self._blocks: dict[int, Block] = {}

    def number_at(self, at: datetime, instant: int) -> int:
        """The number of the block that holds a moment, given in both forms."""
        number = at.astimezone(self._zone).toordinal() // DAYS_PER_BLOCK
        # Where clocks go back over midnight (Newfoundland until 2011) the date does so too, the block not.
        return number + 1 if instant >= self.block(number).ends else number

    def block(self, number: int) -> Block:
        block = self._blocks.get(number)
        if block is None:
            if len(self._blocks) >= REMEMBERED_BLOCKS:
                self._blocks.clear()
            block = self._blocks[number] = self._build(number * DAYS_PER_BLOCK)
        return block

    def _build(self, first_day: int) -> Block:
        days = [date.fromordinal(max(1, first_day + i)) for i in range(DAYS_PER_BLOCK + 1)]
        midnights = [self._instant(day, 0) for day in days]
        opens: list[int] = []
        closes: list[int] = []
        open_until: list[int] = []
        total = 0
        for day, midnight, next_midnight in zip(days, midnights, midnights[1:], strict=False):
            for opening, closing in self._openings_on(day, midnight, next_midnight):
                total += closing - opening
                opens.append(opening)
                closes.append(closing)
                open_until.append(total)
        return Block(midnights[0], midnights[-1], opens, closes, open_until, total)

    def _openings_on(self, day: date, midnight: int, next_midnight: int) -> Iterator[tuple[int, int]]:
        hours = self._hours_on(day)
        if next_midnight - midnight == DAY:  # no clock change: wall time is real time
            for opens, closes in hours:
                yield midnight + opens * MINUTE, midnight + closes * MINUTE
            return
        # A time moved out of the gap can pass others, and a date that a zone skipped has no time at all.
        reached = midnight
        for opening, closing in sorted((self._instant(day, o), self._instant(day, c)) for o, c in hours):
            opening, closing = max(opening, reached), min(closing, next_midnight)
            if opening < closing:
                yield opening, closing
                reached = closing

    def _instant(self, day: date, minutes: int) -> int:
        hour, minute = divmod(minutes, 60)
        if hour == 24:
            day, hour = day + timedelta(days=1), 0
        return instant_of(datetime(day.year, day.month, day.day, hour, minute, tzinfo=self._zone))
