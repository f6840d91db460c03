"""Working hours as admins type them, and back.

    mon-fri 09:00-13:00,14:00-18:00; sat 10-14; 2026-12-24 09:00-13:00; sun off Europe/Berlin
    24/7 UTC

Groups are separated by `;` or line ends, and a later group replaces what an earlier one said of the same day.
Days that no group names are off. A date stands for that day alone, whatever its weekday or holiday.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

from bot.domain.errors import WrongInput
from bot.domain.typed import OFF, WEEKDAYS, is_off, plain, read_date, read_weekday
from bot.sla.calendars import ALWAYS_OPEN, Week
from bot.sla.errors import SlaError
from bot.sla.hours import ALL_DAY, CLOSED, Hours, checked_hours, time_of_day, time_text

ROUND_THE_CLOCK = "24/7"

_SEPARATOR = re.compile(r"[;\n]")
_LOOSE_SIGN = re.compile(r" ?([,-]) ?")
_LIKE_ZONE = re.compile(r"[a-z_]+/[a-z0-9_/+-]*")
_GROUPS_OF_DAYS = {
    "daily": range(7),
    "weekdays": range(5),
    "weekend": range(5, 7),
    "ежедневно": range(7),
    "будни": range(5),
    "выходные": range(5, 7),
}
_NOT_ZONES = {"localtime", "factory"}  # what they mean depends on the machine


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Hours from Monday to Sunday in an IANA zone, and those of single dates, in order."""

    zone: str
    week: Week
    dates: tuple[tuple[date, Hours], ...] = ()


@dataclass(slots=True)
class _Draft:
    """Hours while they are being read."""

    week: dict[int, Hours] = field(default_factory=dict)
    dates: dict[date, Hours] = field(default_factory=dict)


def read_hours(text: str, *, zone: str) -> OpeningHours:
    """The hours that a text states; `zone` holds if it names none.

    Raises:
        WrongInput: `hours-example`, or what exactly is wrong: `hours-invalid-time`, `-invalid-date`,
            `-open-not-before-close`, `-overlapping-intervals`, `-invalid-timezone`, `-no-working-time`.
    """
    lines = [_LOOSE_SIGN.sub(r"\1", plain(line)) for line in _SEPARATOR.split(text)]
    groups = [line.split() for line in lines if line]
    named = _take_zone(groups)
    draft = _Draft()
    for group in filter(None, groups):
        _read_group(group, draft)
    mon, tue, wed, thu, fri, sat, sun = (draft.week.get(day, CLOSED) for day in range(7))
    if not draft.week and not draft.dates:
        raise WrongInput("hours-example", text)
    if not any(draft.week.values()):
        raise WrongInput("hours-no-working-time", text)
    dates = tuple(sorted(draft.dates.items()))
    return OpeningHours(named or zone, (mon, tue, wed, thu, fri, sat, sun), dates)


def write_hours(hours: OpeningHours) -> str:
    """One line that `read_hours` reads as the same hours; days in a row that are alike become one group."""
    groups = [ROUND_THE_CLOCK] if hours.week == ALWAYS_OPEN else list(_week_groups(hours.week))
    groups += [f"{day.isoformat()} {_write_day(intervals)}" for day, intervals in hours.dates]
    return f"{'; '.join(groups)} {hours.zone}"


def _take_zone(groups: list[list[str]]) -> str | None:
    """Take the zone away from the end (or beginning) of the text, and give its proper name."""
    if not groups:
        return None
    zones = _zones()
    for group, place in ((groups[-1], -1), (groups[0], 0)):
        if group[place] in zones:
            return zones[group.pop(place)]
    return None


@cache
def _zones() -> dict[str, str]:
    """The zones' proper names by their names in small letters."""
    return {name.casefold(): name for name in available_timezones() if name.casefold() not in _NOT_ZONES}


def _read_group(words: list[str], draft: _Draft) -> None:
    """Days, then their intervals or `off`."""
    if words == [ROUND_THE_CLOCK]:
        draft.week.update(dict.fromkeys(range(7), ALL_DAY))
        return
    days: list[int | date] = []
    rest = list(words)
    while rest and (found := _read_days(rest[0].rstrip(":"))):
        days += found
        rest.pop(0)
    if not days or not rest:
        raise _unreadable(" ".join(words))
    intervals = _read_intervals(rest)
    for day in days:
        if isinstance(day, date):
            draft.dates[day] = intervals
        else:
            draft.week[day] = intervals


def _read_days(word: str) -> list[int | date]:
    """The days of `mon`, `mon-fri,sun`, `weekdays`, `2026-12-24`; none if any part is no day."""
    days: list[int | date] = []
    for part in word.split(","):
        try:
            single = read_date(part)
        except ValueError:
            raise WrongInput("hours-invalid-date", part) from None
        first, _, last = part.partition("-")
        begins, ends = read_weekday(first), read_weekday(last or first)
        if single is not None:
            days.append(single)
        elif part in _GROUPS_OF_DAYS:
            days += _GROUPS_OF_DAYS[part]
        elif begins is not None and ends is not None:
            days += [(begins + step) % 7 for step in range((ends - begins) % 7 + 1)]
        else:
            return []
    return days


def _read_intervals(words: list[str]) -> Hours:
    """The intervals of `9-13,14:00-18:00`; several words count as if joined by commas."""
    if len(words) == 1 and is_off(words[0]):
        return CLOSED
    if words == [ROUND_THE_CLOCK]:
        return ALL_DAY
    parts = ",".join(words).split(",")
    return _checked([interval for part in parts for interval in _read_interval(part)], ",".join(parts))


def _read_interval(part: str) -> Hours:
    opens, dash, closes = part.partition("-")
    if not dash or not opens[:1].isdigit() or not closes[:1].isdigit():
        raise _unreadable(part)
    try:
        interval = tuple(time_of_day(end if ":" in end else f"{end}:00") for end in (opens, closes))
    except SlaError as error:
        raise _refused(error, part) from None
    return _checked([(interval[0], interval[1])], part)


def _checked(intervals: list[tuple[int, int]], part: str) -> Hours:
    try:
        return checked_hours(intervals)
    except SlaError as error:
        raise _refused(error, part) from None


def _refused(error: SlaError, part: str) -> WrongInput:
    return WrongInput(f"hours-{error.reason.replace('_', '-')}", part)


def _unreadable(part: str) -> WrongInput:
    """What is neither a day nor hours may have been meant as a zone."""
    return WrongInput("hours-invalid-timezone" if _LIKE_ZONE.fullmatch(part) else "hours-example", part)


def _week_groups(week: Week) -> Iterator[str]:
    for intervals, group in groupby(range(7), key=lambda day: week[day]):
        days = list(group)
        if intervals:
            last = f"-{WEEKDAYS[days[-1]]}" if len(days) > 1 else ""
            yield f"{WEEKDAYS[days[0]]}{last} {_write_day(intervals)}"


def _write_day(intervals: Hours) -> str:
    return ",".join(f"{time_text(opens)}-{time_text(closes)}" for opens, closes in intervals) or OFF
