"""Working hours as admins type them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import WrongInput
from bot.domain.hours_texts import OpeningHours, read_hours, write_hours
from bot.sla.calendars import ALWAYS_OPEN, Week
from bot.sla.hours import ALL_DAY, CLOSED, Hours

OFFICE: Hours = ((540, 780), (840, 1080))
SHORT: Hours = ((600, 840),)


def week(weekdays: Hours, sat: Hours = CLOSED, sun: Hours = CLOSED) -> Week:
    return weekdays, weekdays, weekdays, weekdays, weekdays, sat, sun


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon-fri 09:00-13:00,14:00-18:00", week(OFFICE)),
        ("Mon\u2013Fri 9:00 \u2013 13:00, 14:00 \u2013 18:00", week(OFFICE)),
        ("mon-fri 9-13 14-18", week(OFFICE)),
        ("weekdays: 9-13,14-18; sat 10-14", week(OFFICE, SHORT)),
        ("mon-fri 14-18,9-13\nsat,sun 10-14", week(OFFICE, SHORT, SHORT)),
        ("mon tue wed thu fri 9-13,14-18;", week(OFFICE)),
        ("daily 10-14; sun off", week(SHORT, SHORT)),
        ("fri-mon 10-14; tue-thu 10-14; weekend off", week(SHORT)),
        ("24/7", ALWAYS_OPEN),
        ("daily 24/7", ALWAYS_OPEN),
        ("daily 00:00-24:00", ALWAYS_OPEN),
        ("24/7; sat off; sun off", week(ALL_DAY)),
        ("пн-пт 9-13,14-18; сб 10-14; вс выходной", week(OFFICE, SHORT)),
        ("будни 9-13,14-18", week(OFFICE)),
    ],
)
def test_hours(text: str, expected: Week) -> None:
    assert read_hours(text, zone="UTC") == OpeningHours("UTC", expected)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("mon-fri 9-18 Europe/Berlin", "Europe/Berlin"),
        ("mon-fri 9-18; sat off; europe/berlin", "Europe/Berlin"),
        ("America/Port-au-Prince mon-fri 9-18", "America/Port-au-Prince"),
        ("24/7 utc", "UTC"),
        ("mon-fri 9-18", "Asia/Tokyo"),
    ],
)
def test_the_zone_stands_at_either_end_or_stays(text: str, zone: str) -> None:
    assert read_hours(text, zone="Asia/Tokyo").zone == zone


def test_a_later_group_replaces_what_was_said_of_the_same_day() -> None:
    hours = read_hours("mon-sat 9-13,14-18; sat 10-14", zone="UTC")

    assert hours.week == week(OFFICE, SHORT)


def test_dates_have_hours_of_their_own() -> None:
    hours = read_hours("mon-fri 9-13,14-18; 2026-12-31,2026-12-24 10-14; 1.5.2026 off UTC", zone="UTC")

    assert hours.dates == (
        (date(2026, 5, 1), CLOSED),
        (date(2026, 12, 24), SHORT),
        (date(2026, 12, 31), SHORT),
    )


@pytest.mark.parametrize(
    ("text", "key", "part"),
    [
        ("", "hours-example", ""),
        ("; ;", "hours-example", "; ;"),
        ("Europe/Berlin", "hours-example", "Europe/Berlin"),
        ("always", "hours-example", "always"),
        ("mon-fri", "hours-example", "mon-fri"),
        ("mon-fri 9", "hours-example", "9"),
        ("mon-fri 9-18, sat 10-14", "hours-example", "sat"),
        ("9-18", "hours-example", "9-18"),
        ("mon-foo 9-18", "hours-example", "mon-foo 9-18"),
        ("mon-fri 9-18 moscow", "hours-example", "moscow"),
        ("mon-fri 9-18 Europe/Berln", "hours-invalid-timezone", "europe/berln"),
        ("mon-fri 9-18 ../etc/passwd", "hours-example", "../etc/passwd"),
        ("mon-fri 9-18 localtime", "hours-example", "localtime"),
        ("mon-fri 9:00-18:60", "hours-invalid-time", "9:00-18:60"),
        ("mon-fri 9-25", "hours-invalid-time", "9-25"),
        ("mon-fri 9-9:5", "hours-invalid-time", "9-9:5"),
        ("mon-fri 9-²", "hours-invalid-time", "9-²"),
        ("mon-fri 18-9", "hours-open-not-before-close", "18-9"),
        ("mon-fri 9:00-00:00", "hours-open-not-before-close", "9:00-00:00"),
        ("mon-fri 9-13,12-18", "hours-overlapping-intervals", "9-13,12-18"),
        ("2026-02-30 9-18", "hours-invalid-date", "2026-02-30"),
        ("daily off", "hours-no-working-time", "daily off"),
        ("2026-12-24 9-18", "hours-no-working-time", "2026-12-24 9-18"),
    ],
)
def test_wrong_hours_are_refused_with_the_offending_part(text: str, key: str, part: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        read_hours(text, zone="UTC")
    assert (wrong.value.text_key, wrong.value.part) == (key, part)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("mon,tue,wed 9-18 UTC", "mon-wed 09:00-18:00 UTC"),
        ("daily 0-24 UTC", "24/7 UTC"),
        ("mon 9-18; wed 9-18; 2026-12-24 off UTC", "mon 09:00-18:00; wed 09:00-18:00; 2026-12-24 off UTC"),
    ],
)
def test_hours_are_written_shortly(text: str, written: str) -> None:
    assert write_hours(read_hours(text, zone="UTC")) == written


@st.composite
def intervals(draw: st.DrawFn) -> Hours:
    borders = sorted(draw(st.sets(st.integers(0, 1440), max_size=6)))
    return tuple(zip(borders[0::2], borders[1::2], strict=False))


weeks = st.tuples(*[intervals()] * 7).filter(any)
zones = st.sampled_from(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+3", "Asia/Tokyo"])
dates = st.dictionaries(st.dates(), intervals(), max_size=3).map(lambda found: tuple(sorted(found.items())))


@settings(deadline=None)  # the first call loads the list of zones
@given(st.builds(OpeningHours, zone=zones, week=weeks, dates=dates))
def test_hours_survive_being_written(hours: OpeningHours) -> None:
    assert read_hours(write_hours(hours), zone="Europe/London") == hours


words = st.sampled_from(
    ["mon", "mon-fri", "off", "9-18", "24/7", ";", ",", "-", "UTC", "2026-12-24", "9:00", ":"]
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=20), st.lists(words, max_size=6).map(" ".join)))
def test_any_text_gives_hours_or_wrong_input(text: str) -> None:
    try:
        hours = read_hours(text, zone="UTC")
    except WrongInput:
        return
    assert any(hours.week)
