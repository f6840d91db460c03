"""Calendars and times that the SLA tests speak of."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from bot.sla.calendar_json import WEEKDAYS, read_calendar
from bot.sla.calendars import Calendar


def at(text: str) -> datetime:
    """`2026-06-01 09:00` (UTC); 1 June 2026 is a Monday."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def calendar(hours: Mapping[str, Sequence[Sequence[str]]], zone: str = "UTC", **fields: object) -> Calendar:
    """The hours of days or of runs of days: `{"mon-fri": [["09:00", "17:00"]]}`."""
    week: dict[str, Sequence[Sequence[str]]] = {}
    for days, intervals in hours.items():
        first, _, last = days.partition("-")
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        week |= dict.fromkeys(WEEKDAYS[begin : end + 1], intervals)
    return read_calendar({"tz": zone, "hours": week, **fields})


OFFICE = calendar({"mon-fri": [["09:00", "17:00"]]})
BERLIN = calendar({"mon-fri": [["09:00", "18:00"]]}, "Europe/Berlin")
CHRISTMAS = date(2026, 12, 25)
