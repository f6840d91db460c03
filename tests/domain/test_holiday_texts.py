"""Holidays as admins type them, and the calendars that come of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import WrongInput
from bot.domain.holiday_texts import NO_HOLIDAYS, Holidays, calendar_of, read_holidays, write_holidays
from bot.domain.hours_texts import read_hours
from bot.sla.calendar_json import write_calendar
from bot.sla.calendars import Calendar
from bot.sla.holiday_dates import Region

CHRISTMAS_EVE = date(2026, 12, 24)
LABOUR_DAY = date(2026, 5, 1)
BERLIN = Region("DE", "BE")
HOURS = read_hours("mon-fri 09:00-13:00,14:00-18:00 Europe/Berlin", zone="UTC")


def calendar(text: str) -> Calendar:
    return calendar_of(HOURS, read_holidays(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DE-BE", Holidays(BERLIN)),
        ("de-be", Holidays(BERLIN)),
        ("US", Holidays(Region("US"))),
        ("off", NO_HOLIDAYS),
        ("нет", NO_HOLIDAYS),
        ("+2026-12-24", Holidays(None, frozenset({CHRISTMAS_EVE}))),
        ("+24.12.2026", Holidays(None, frozenset({CHRISTMAS_EVE}))),
        (
            "DE-BE +2026-12-24 \u22122026-05-01",
            Holidays(BERLIN, frozenset({CHRISTMAS_EVE}), frozenset({LABOUR_DAY})),
        ),
        ("DE +2026-12-24 -2026-12-24", Holidays(Region("DE"), worked=frozenset({CHRISTMAS_EVE}))),
    ],
)
def test_holidays(text: str, expected: Holidays) -> None:
    assert read_holidays(text) == expected


def test_dates_alone_add_to_what_is_in_force() -> None:
    before = read_holidays("DE-BE -2026-12-24")

    after = read_holidays("+2026-12-24 -2026-05-01", before)

    assert after == Holidays(BERLIN, frozenset({CHRISTMAS_EVE}), frozenset({LABOUR_DAY}))


@pytest.mark.parametrize("text", ["US", "off"])
def test_a_country_or_off_states_everything_anew(text: str) -> None:
    before = read_holidays("DE-BE +2026-12-24 -2026-05-01")

    assert read_holidays(text, before) == read_holidays(text)


@pytest.mark.parametrize(
    ("text", "key", "part"),
    [
        ("", "holidays-example", ""),
        ("2026-12-24", "holidays-example", "2026-12-24"),
        ("DE FR", "holidays-example", "fr"),
        ("DE-", "holidays-example", "de-"),
        ("DE 2026-12-24", "holidays-example", "2026-12-24"),
        ("XX", "holidays-invalid-country", "XX"),
        ("DE-XX", "holidays-invalid-country", "DE-XX"),
        ("germany", "holidays-invalid-country", "GERMANY"),
        ("+2026-02-30", "holidays-invalid-date", "+2026-02-30"),
        ("+", "holidays-invalid-date", "+"),
        ("DE +christmas", "holidays-invalid-date", "+christmas"),
    ],
)
def test_wrong_holidays_are_refused_with_the_offending_part(text: str, key: str, part: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        read_holidays(text)
    assert (wrong.value.text_key, wrong.value.part) == (key, part)


days = st.frozensets(st.dates(), max_size=3)


@given(st.sampled_from([None, Region("DE"), BERLIN, Region("GB", "SCT")]), days, days)
def test_holidays_survive_being_written(
    region: Region | None, own: frozenset[date], worked: frozenset[date]
) -> None:
    holidays = Holidays(region, own, worked - own)

    assert read_holidays(write_holidays(holidays)) == holidays


def test_the_calendar_closes_on_public_and_own_holidays() -> None:
    closed = calendar("DE-BE +2026-12-24")

    assert closed.hours_on(LABOUR_DAY) == closed.hours_on(CHRISTMAS_EVE) == ()
    assert closed.hours_on(date(2026, 12, 23)) == HOURS.week[2]


def test_the_calendar_opens_on_a_worked_holiday_as_on_its_weekday() -> None:
    assert calendar("DE-BE -2026-05-01").hours_on(LABOUR_DAY) == HOURS.week[4]


def test_hours_of_a_date_hold_whatever_else_it_is() -> None:
    hours = read_hours("mon-fri 9-18; 2026-12-24 9-13 UTC", zone="UTC")

    half_day = calendar_of(hours, read_holidays("DE +2026-12-24 -2026-12-25"))

    assert half_day.hours_on(CHRISTMAS_EVE) == ((540, 780),)
    assert half_day.hours_on(date(2026, 12, 25)) == ((540, 1080),)


def test_the_calendar_has_the_json_form_of_the_cases() -> None:
    office = [["09:00", "13:00"], ["14:00", "18:00"]]

    fields = write_calendar(calendar("DE-BE +2026-12-24 -2026-05-01"))

    assert fields["tz"] == "Europe/Berlin"
    assert fields["hours"] == dict.fromkeys(["mon", "tue", "wed", "thu", "fri"], office)
    assert fields["holidays"] == ["2026-12-24"]
    assert fields["overrides"] == {"2026-05-01": office}
