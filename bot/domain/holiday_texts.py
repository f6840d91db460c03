"""Holidays as admins type them, and back: `DE-BE +2026-12-24 -2026-05-01`, `off`.

A country with or without a subdivision (or `off`) states all holidays anew; dates alone change what is in
force: `+` is an own holiday, `-` a day on which the desk works although it is one.
"""

from dataclasses import dataclass
from datetime import date

from bot.domain.errors import WrongInput
from bot.domain.hours_texts import OpeningHours
from bot.domain.typed import OFF, is_off, plain, read_date
from bot.sla.calendars import Calendar
from bot.sla.errors import SlaError
from bot.sla.holiday_dates import Region


@dataclass(frozen=True, slots=True)
class Holidays:
    """The public holidays of a region (if any), own ones, and those that are working days here."""

    region: Region | None = None
    own: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


NO_HOLIDAYS = Holidays()


def read_holidays(text: str, before: Holidays = NO_HOLIDAYS) -> Holidays:
    """The holidays that a text states; `before` are those in force, which dates alone add to.

    Raises:
        WrongInput: `holidays-example`, `holidays-invalid-date` or `holidays-invalid-country`.
    """
    words = plain(text).split()
    if not words:
        raise WrongInput("holidays-example", "")
    anew = words[0][0] not in "+-"
    if anew:
        first = words.pop(0)
        region = None if is_off(first) else _read_region(first)
        own, worked = set[date](), set[date]()
    else:
        region, own, worked = before.region, set(before.own), set(before.worked)
    for word in words:
        into, out_of = (own, worked) if word[0] == "+" else (worked, own)
        day = _read_day(word)
        into.add(day)
        out_of.discard(day)
    return Holidays(region, frozenset(own), frozenset(worked))


def write_holidays(holidays: Holidays) -> str:
    """One line that `read_holidays` reads as the same holidays."""
    words = [_write_region(holidays.region)]
    words += [f"+{day.isoformat()}" for day in sorted(holidays.own)]
    words += [f"-{day.isoformat()}" for day in sorted(holidays.worked)]
    return " ".join(words)


def calendar_of(hours: OpeningHours, holidays: Holidays = NO_HOLIDAYS) -> Calendar:
    """The calendar that clocks count in (`bot.sla.calendar_json.write_calendar` makes it JSON).

    A worked holiday becomes an override with the hours of its weekday, unless the hours name that date.

    Raises:
        SlaError: the hours are not those of a calendar; never for what `read_hours` gave.
    """
    worked = {day: hours.week[day.weekday()] for day in holidays.worked}
    overrides = {day: intervals for day, intervals in worked.items() if intervals} | dict(hours.dates)
    return Calendar(hours.zone, hours.week, holidays.own, overrides, holidays.region)


def _read_day(word: str) -> date:
    if word[0] not in "+-":
        raise WrongInput("holidays-example", word)
    try:
        day = read_date(word[1:])
    except ValueError:
        day = None
    if day is None:
        raise WrongInput("holidays-invalid-date", word)
    return day


def _read_region(word: str) -> Region:
    country, dash, subdivision = word.upper().partition("-")
    if not country.isalpha() or (dash and not subdivision):
        raise WrongInput("holidays-example", word)
    try:
        return Region(country, subdivision or None)
    except SlaError:
        raise WrongInput("holidays-invalid-country", word.upper()) from None


def _write_region(region: Region | None) -> str:
    if region is None:
        return OFF
    return f"{region.country}-{region.subdivision}" if region.subdivision else region.country
