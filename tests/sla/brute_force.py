"""The same questions answered by walking minute by minute, with nothing taken from the engine.

The rules for wall times are applied by looking: every UTC minute is shown as local time; the first
minute that shows a wall time is that time, and a wall time never shown lies in a gap.
Minutes are numbers: UTC ones since the walk began, wall ones since year 1.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
PER_DAY = 24 * 60
MARGIN = 3  # days walked before and after, so that every local date of the walk is whole

Intervals = Sequence[tuple[str, str]]


class Walk:
    """The minutes of `days` days from `first`, each open or not; questions are about these."""

    def __init__(
        self,
        zone: str,
        week: Sequence[Intervals],
        closed_on: frozenset[date],
        overrides: Mapping[date, Intervals],
        first: date,
        days: int,
    ) -> None:
        shown = _first_shown(zone, first, days)
        self._first = datetime.combine(first, time(), UTC)
        self._open = bytearray(days * PER_DAY)
        for number in range(-MARGIN + 1, days + MARGIN - 1):
            day = first + timedelta(days=number)
            weekday: Intervals = () if day in closed_on else week[day.weekday()]
            for opens, closes in overrides.get(day, weekday):
                for minute in range(_instant(shown, day, opens), _instant(shown, day, closes)):
                    if 0 <= minute < len(self._open):
                        self._open[minute] = 1

    def is_open(self, at: datetime) -> bool:
        return self._open[self._minute(at)] == 1

    def between(self, start: datetime, end: datetime) -> timedelta:
        return sum(self._open[self._minute(start) : self._minute(end)]) * MINUTE

    def add(self, at: datetime, minutes: int) -> datetime | None:
        """None when the answer lies beyond the walk."""
        minute = self._minute(at)
        while minutes and minute < len(self._open):
            minutes -= self._open[minute]
            minute += 1
        return None if minutes else self._first + minute * MINUTE

    def next_opening(self, at: datetime) -> datetime | None:
        minute = self._open.find(1, self._minute(at))
        return None if minute < 0 else self._first + minute * MINUTE

    def _minute(self, at: datetime) -> int:
        return (at - self._first) // MINUTE


@lru_cache(maxsize=64)
def _first_shown(zone: str, first: date, days: int) -> dict[int, int]:
    """Wall minute → the first UTC minute that shows it."""
    local = ZoneInfo(zone)
    began = datetime.combine(first, time(), UTC)
    shown: dict[int, int] = {}
    for minute in range(-MARGIN * PER_DAY, (days + MARGIN) * PER_DAY):
        wall = (began + minute * MINUTE).astimezone(local)
        shown.setdefault(wall.toordinal() * PER_DAY + wall.hour * 60 + wall.minute, minute)
    return shown


def _instant(shown: Mapping[int, int], day: date, wall_time: str) -> int:
    hour, minute = map(int, wall_time.split(":"))
    wall = day.toordinal() * PER_DAY + hour * 60 + minute
    into_gap = 0
    while wall - into_gap not in shown:
        into_gap += 1
    return shown[wall - into_gap] + into_gap
