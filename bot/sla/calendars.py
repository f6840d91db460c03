"""Calendars: when the desk works, and arithmetic in its working time.

Times are aware datetimes of any zone, answers are UTC. Durations are working time in real seconds
(a timedelta), so an all-day Sunday is 23 or 25 hours long when clocks change (design.md §6.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.sla.errors import Refusal, SlaError
from bot.sla.holiday_dates import Region
from bot.sla.hours import ALL_DAY, CLOSED, Hours, checked_hours
from bot.sla.openings import LAST_BLOCK, MICROSECOND, Openings, instant_of, time_of

Week = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
"""Hours from Monday to Sunday."""

ALWAYS_OPEN: Final[Week] = (ALL_DAY,) * 7

NOTHING = timedelta(0)
SEARCHED_BLOCKS: Final = 1305  # 100 years: nothing that takes longer is a promise


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working hours of one IANA zone; immutable, and cheap to ask again (it remembers what it worked out).

    On a date, `overrides` decide; without one, holidays (own dates, then those of `region`) are closed;
    otherwise the hours of the weekday hold.

    Raises:
        SlaError: invalid_timezone, invalid_time, open_not_before_close, overlapping_intervals, or
            no_working_time when neither a weekday nor an override ever opens.
    """

    zone: str
    week: Week
    holidays: frozenset[date] = frozenset()
    overrides: Mapping[date, Hours] = field(default_factory=dict)
    region: Region | None = None
    _openings: Openings = field(init=False, repr=False, compare=False)
    _never_closes: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        try:
            zone = ZoneInfo(self.zone)
        except (KeyError, ValueError, OSError):
            raise SlaError(Refusal.INVALID_TIMEZONE, f"{self.zone!r} is no IANA time zone") from None
        for hours in (*self.week, *self.overrides.values()):
            if checked_hours(hours) != hours:
                raise SlaError(Refusal.OVERLAPPING_INTERVALS, "the intervals of a day are not in order")
        if not any(self.week) and not any(self.overrides.values()):
            raise SlaError(Refusal.NO_WORKING_TIME, "the calendar never opens")
        exceptions = bool(self.holidays or self.overrides or self.region)
        object.__setattr__(self, "_openings", Openings(zone, self.hours_on))
        object.__setattr__(self, "_never_closes", self.week == ALWAYS_OPEN and not exceptions)

    def hours_on(self, day: date) -> Hours:
        """The hours of one local date."""
        if day in self.overrides:
            return self.overrides[day]
        if day in self.holidays or (self.region and day in self.region.holidays(day.year)):
            return CLOSED
        return self.week[day.weekday()]

    def add(self, at: datetime, duration: timedelta) -> datetime:
        """The first moment by which `duration` of working time has passed since `at`, in UTC.

        When that is exactly at closing, it is the closing time, not the next opening (design.md §6.6);
        no duration at all ends where it began, open or not.

        Raises:
            SlaError: invalid_duration when negative; no_working_time when 100 years do not hold as much.
        """
        if duration < NOTHING:
            raise SlaError(Refusal.INVALID_DURATION, "a duration cannot be negative")
        if duration == NOTHING:
            return at.astimezone(UTC)
        if self._never_closes:
            return self._in_reach(at, duration)
        instant = instant_of(at)
        first = self._openings.number_at(at, instant)
        wanted = duration // MICROSECOND + self._openings.block(first).open_before(instant)
        for number in range(first, min(first + SEARCHED_BLOCKS, LAST_BLOCK)):
            block = self._openings.block(number)
            if wanted <= block.total:
                return time_of(block.when_open_for(wanted))
            wanted -= block.total
        raise SlaError(Refusal.NO_WORKING_TIME, f"{duration} of working time take more than 100 years")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from `start` to `end`; nothing when `end` is not later."""
        if end <= start:
            return NOTHING
        if self._never_closes:
            return end - start
        openings, began, ended = self._openings, instant_of(start), instant_of(end)
        first, last = openings.number_at(start, began), openings.number_at(end, ended)
        passed = openings.block(last).open_before(ended) - openings.block(first).open_before(began)
        passed += sum(openings.block(number).total for number in range(first, last))
        return timedelta(microseconds=passed)

    def is_open(self, at: datetime) -> bool:
        """Whether the desk works at a moment; it does at opening and no longer does at closing."""
        return self._never_closes or self._next_opening(at, blocks=1) == instant_of(at)

    def next_opening(self, at: datetime) -> datetime:
        """`at` itself if the desk is open then, else the moment when it opens next, in UTC.

        Raises:
            SlaError: no_working_time when it does not within 100 years.
        """
        opening = instant_of(at) if self._never_closes else self._next_opening(at, SEARCHED_BLOCKS)
        if opening is None:
            raise SlaError(Refusal.NO_WORKING_TIME, "the calendar does not open within 100 years")
        return time_of(opening)

    def _next_opening(self, at: datetime, blocks: int) -> int | None:
        instant = instant_of(at)
        first = self._openings.number_at(at, instant)
        for number in range(first, min(first + blocks, LAST_BLOCK)):
            opening = self._openings.block(number).next_opening(instant)
            if opening is not None:
                return opening
        return None

    @staticmethod
    def _in_reach(at: datetime, duration: timedelta) -> datetime:
        try:
            return at.astimezone(UTC) + duration
        except OverflowError:
            raise SlaError(Refusal.NO_WORKING_TIME, f"{duration} reach beyond the year 9999") from None


AROUND_THE_CLOCK: Final = Calendar("UTC", ALWAYS_OPEN)
"""Calendar time: every second counts."""
