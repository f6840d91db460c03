"""Answering times: what customers may expect, from how long first answers took lately."""

from collections.abc import Collection
from datetime import timedelta
from statistics import median
from typing import Final

LATELY: Final = timedelta(days=7)
FEWEST: Final = 5
"""Answers; fewer say nothing about the next one."""

_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90)
_STEPS = (*(timedelta(minutes=some) for some in _MINUTES), *(timedelta(hours=some) for some in range(2, 25)))


def expected(taken: Collection[timedelta]) -> timedelta | None:
    """The median, rounded up to what one would say; None when there are too few, or it is more than a day.

    Seconds do not matter: half an hour and a bit is half an hour.
    """
    if len(taken) < FEWEST:
        return None
    seconds = median(length.total_seconds() for length in taken)
    typical = timedelta(minutes=seconds // 60)
    return next((step for step in _STEPS if typical <= step), None)
