"""Hours: the open intervals of one day, in minutes after local midnight."""

import re
from collections.abc import Iterable

from bot.sla.errors import Refusal, SlaError

Hours = tuple[tuple[int, int], ...]
"""Intervals `(open, close)` in minutes after midnight, in order, without overlap; 1440 is 24:00."""

MINUTES_PER_DAY = 24 * 60
CLOSED: Hours = ()
ALL_DAY: Hours = ((0, MINUTES_PER_DAY),)

_TIME = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def time_of_day(text: str) -> int:
    """Minutes after midnight of `HH:MM`, from 00:00 to 24:00.

    Raises:
        SlaError: invalid_time.
    """
    found = _TIME.fullmatch(text)
    if found:
        hours, minutes = int(found[1]), int(found[2])
        if minutes < 60 and hours * 60 + minutes <= MINUTES_PER_DAY:
            return hours * 60 + minutes
    raise SlaError(Refusal.INVALID_TIME, f"{text!r} is no time of day (00:00 to 24:00)")


def time_text(minutes: int) -> str:
    """`HH:MM` of minutes after midnight; the reverse of `time_of_day`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def checked_hours(intervals: Iterable[tuple[int, int]]) -> Hours:
    """The intervals of one day in order.

    Raises:
        SlaError: invalid_time, open_not_before_close or overlapping_intervals.
    """
    ordered = tuple(sorted(intervals))
    closed_at = 0
    for opens, closes in ordered:
        shown = f"{time_text(opens)}-{time_text(closes)}"
        if opens < 0 or closes > MINUTES_PER_DAY:
            raise SlaError(Refusal.INVALID_TIME, f"{shown} is not within one day (00:00 to 24:00)")
        if opens >= closes:
            raise SlaError(Refusal.OPEN_NOT_BEFORE_CLOSE, f"{shown} does not open before it closes")
        if opens < closed_at:
            raise SlaError(Refusal.OVERLAPPING_INTERVALS, f"{shown} begins before {time_text(closed_at)}")
        closed_at = closes
    return ordered
