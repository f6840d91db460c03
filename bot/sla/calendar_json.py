"""Calendars as JSON objects: the form of sla_cases.json, and one that can be stored.

    {"tz": "Europe/Berlin", "hours": {"mon": [["09:00", "13:00"], ["14:00", "18:00"]]},
     "holidays": ["2026-12-31"], "country": "DE", "subdivision": "BE",
     "overrides": {"2026-12-24": [["09:00", "13:00"]]}}

`always_open` stands for all hours of all days; everything but `tz` may be left out.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.sla.calendars import ALWAYS_OPEN, Calendar, Week
from bot.sla.errors import Refusal, SlaError
from bot.sla.holiday_dates import Region
from bot.sla.hours import Hours, checked_hours, time_of_day, time_text

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class FieldError(ValueError):
    """A JSON object lacks a field, or has something else in it than its format says."""


def read_calendar(fields: object) -> Calendar:
    """The calendar of a JSON object.

    Raises:
        FieldError: a field is missing or of the wrong type.
        SlaError: such a calendar cannot be; see `Calendar`.
    """
    if not isinstance(fields, Mapping):
        raise FieldError("`calendar` is not an object")
    zone = fields.get("tz")
    if not isinstance(zone, str):
        raise FieldError("`calendar` lacks `tz`, the name of a time zone")
    return Calendar(
        zone=zone,
        week=ALWAYS_OPEN if fields.get("always_open") else _week(_object(fields, "hours")),
        holidays=frozenset(_date(day) for day in _list(fields.get("holidays") or [], "`holidays`")),
        overrides={_date(day): _hours(intervals) for day, intervals in _object(fields, "overrides").items()},
        region=_region(fields),
    )


def write_calendar(calendar: Calendar) -> dict[str, Any]:
    """The JSON object of a calendar; `read_calendar` gives the same calendar back."""
    fields: dict[str, Any] = {"tz": calendar.zone}
    if calendar.week == ALWAYS_OPEN:
        fields["always_open"] = True
    else:
        days = zip(WEEKDAYS, calendar.week, strict=True)
        fields["hours"] = {name: _hours_json(hours) for name, hours in days if hours}
    fields["holidays"] = [day.isoformat() for day in sorted(calendar.holidays)]
    fields["overrides"] = {
        day.isoformat(): _hours_json(hours) for day, hours in sorted(calendar.overrides.items())
    }
    if calendar.region:
        fields["country"] = calendar.region.country
        if calendar.region.subdivision:
            fields["subdivision"] = calendar.region.subdivision
    return fields


def _week(hours: Mapping[str, Any]) -> Week:
    for name in hours:
        if name not in WEEKDAYS:
            raise SlaError(Refusal.INVALID_WEEKDAY, f"{name!r} is none of {', '.join(WEEKDAYS)}")
    mon, tue, wed, thu, fri, sat, sun = (_hours(hours.get(name) or []) for name in WEEKDAYS)
    return mon, tue, wed, thu, fri, sat, sun


def _hours(intervals: object) -> Hours:
    return checked_hours(_interval(interval) for interval in _list(intervals, "the hours of a day"))


def _interval(interval: object) -> tuple[int, int]:
    ends = _list(interval, "an interval of hours")
    if len(ends) != 2:
        raise FieldError(f"{interval!r} is not an interval [open, close]")
    opens, closes = (time_of_day(end if isinstance(end, str) else repr(end)) for end in ends)
    return opens, closes


def _hours_json(hours: Hours) -> list[list[str]]:
    return [[time_text(opens), time_text(closes)] for opens, closes in hours]


def _region(fields: Mapping[str, Any]) -> Region | None:
    country, subdivision = fields.get("country"), fields.get("subdivision")
    if country is None and subdivision is None:
        return None
    if not isinstance(country, str) or not isinstance(subdivision, str | None):
        raise FieldError("`country` and `subdivision` are codes such as DE and BE")
    return Region(country, subdivision)


def _date(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise SlaError(Refusal.INVALID_DATE, f"{text!r} is no date (YYYY-MM-DD)") from None


def _object(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = fields.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise FieldError(f"`{name}` is not an object")
    return value


def _list(value: object, what: str) -> Sequence[Any]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise FieldError(f"{what} are not a list: {value!r}")
    return value
