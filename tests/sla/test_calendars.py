"""Calendars: what is refused, which day has which hours, and that answers come at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from time import perf_counter

import pytest

from bot.sla.calendar_json import FieldError, read_calendar, write_calendar
from bot.sla.calendars import ALWAYS_OPEN, AROUND_THE_CLOCK, Calendar
from bot.sla.errors import SlaError
from bot.sla.holiday_dates import Region
from tests.sla.samples import BERLIN, OFFICE, at, calendar, minutes

NINE_TO_FIVE = [["09:00", "17:00"]]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"tz": "UTC", "hours": {}}, "no_working_time"),
        ({"tz": "UTC"}, "no_working_time"),
        ({"tz": "UTC", "hours": {"mon": []}, "overrides": {"2026-06-01": []}}, "no_working_time"),
        ({"tz": "UTC", "hours": {"mon": [["18:60", "19:00"]]}}, "invalid_time"),
        ({"tz": "UTC", "hours": {"mon": [["09:00", "24:01"]]}}, "invalid_time"),
        ({"tz": "UTC", "hours": {"mon": [["nine", "17:00"]]}}, "invalid_time"),
        ({"tz": "UTC", "hours": {"mon": [[9, 17]]}}, "invalid_time"),
        ({"tz": "UTC", "hours": {"mon": [["09:00", "00:00"]]}}, "open_not_before_close"),
        ({"tz": "UTC", "hours": {"mon": [["09:00", "09:00"]]}}, "open_not_before_close"),
        ({"tz": "UTC", "hours": {"mon": [["09:00", "13:00"], ["12:00", "18:00"]]}}, "overlapping_intervals"),
        ({"tz": "UTC", "hours": {"monday": NINE_TO_FIVE}}, "invalid_weekday"),
        ({"tz": "Mars/Olympus", "hours": {"mon": NINE_TO_FIVE}}, "invalid_timezone"),
        ({"tz": "../../etc/passwd", "hours": {"mon": NINE_TO_FIVE}}, "invalid_timezone"),
        ({"tz": "UTC", "hours": {"mon": NINE_TO_FIVE}, "holidays": ["2026-02-30"]}, "invalid_date"),
        ({"tz": "UTC", "hours": {"mon": NINE_TO_FIVE}, "country": "XX"}, "invalid_country"),
        (
            {"tz": "UTC", "hours": {"mon": NINE_TO_FIVE}, "country": "DE", "subdivision": "ZZ"},
            "invalid_country",
        ),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_with_its_reason(fields: object, reason: str) -> None:
    with pytest.raises(SlaError) as refusal:
        read_calendar(fields)

    assert refusal.value.reason == reason
    assert refusal.value.detail


@pytest.mark.parametrize(
    "fields",
    [
        None,
        [],
        {},
        {"tz": 1},
        {"tz": "UTC", "hours": []},
        {"tz": "UTC", "hours": {"mon": "09:00-17:00"}},
        {"tz": "UTC", "hours": {"mon": ["09:00", "17:00"]}},
        {"tz": "UTC", "hours": {"mon": [["09:00"]]}},
        {"tz": "UTC", "hours": {"mon": NINE_TO_FIVE}, "holidays": "2026-01-01"},
        {"tz": "UTC", "hours": {"mon": NINE_TO_FIVE}, "subdivision": "BE"},
    ],
)
def test_json_that_is_no_calendar_is_told_from_one_that_cannot_be(fields: object) -> None:
    with pytest.raises(FieldError):
        read_calendar(fields)


def test_a_calendar_survives_being_stored_as_json() -> None:
    lunch = [["14:00", "18:00"], ["09:00", "13:00"]]
    stored = calendar(
        {"mon-fri": lunch},
        "Europe/Berlin",
        holidays=["2026-12-31"],
        overrides={"2026-12-24": [["09:00", "13:00"]], "2026-06-06": []},
        country="DE",
        subdivision="BE",
    )

    assert read_calendar(write_calendar(stored)) == stored
    assert read_calendar(write_calendar(AROUND_THE_CLOCK)) == AROUND_THE_CLOCK


def test_public_holidays_of_a_state_are_closed_there_only() -> None:
    womens_day = at("2027-03-08 10:00")  # a Monday, and a holiday in Berlin
    berlin = calendar({"mon-fri": NINE_TO_FIVE}, country="DE", subdivision="BE")
    bavaria = calendar({"mon-fri": NINE_TO_FIVE}, country="DE", subdivision="BY")

    assert not berlin.is_open(womens_day)
    assert bavaria.is_open(womens_day)
    assert berlin.next_opening(womens_day) == at("2027-03-09 09:00")


def test_a_new_years_day_observed_in_the_old_year_is_closed() -> None:
    observed = calendar({"mon-fri": NINE_TO_FIVE}, country="US")

    assert not observed.is_open(at("2021-12-31 10:00"))


def test_an_override_opens_a_holiday() -> None:
    christmas = calendar(
        {"mon-fri": NINE_TO_FIVE},
        country="DE",
        holidays=["2026-12-28"],
        overrides={"2026-12-25": [["10:00", "12:00"]], "2026-12-28": [["10:00", "11:00"]]},
    )

    assert christmas.between(at("2026-12-25 00:00"), at("2026-12-29 00:00")) == minutes(180)


def test_opening_is_open_and_closing_is_not() -> None:
    assert OFFICE.is_open(at("2026-06-01 09:00"))
    assert not OFFICE.is_open(at("2026-06-01 17:00"))
    assert OFFICE.next_opening(at("2026-06-05 17:00")) == at("2026-06-08 09:00")
    assert OFFICE.next_opening(at("2026-06-01 12:34")) == at("2026-06-01 12:34")


def test_no_time_added_is_the_same_moment_even_when_closed() -> None:
    saturday = at("2026-06-06 12:00")

    assert OFFICE.add(saturday, timedelta(0)) == saturday


def test_answers_are_in_utc_whatever_the_zone_of_the_question() -> None:
    asked = datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=5)))

    for answer in (
        OFFICE.add(asked, minutes(60)),
        OFFICE.add(asked, minutes(0)),
        OFFICE.next_opening(asked),
        AROUND_THE_CLOCK.add(asked, minutes(60)),
        AROUND_THE_CLOCK.next_opening(asked),
    ):
        assert answer.tzinfo is UTC


def test_negative_time_is_refused() -> None:
    with pytest.raises(SlaError, match="invalid_duration"):
        OFFICE.add(at("2026-06-01 09:00"), minutes(-1))


def test_hours_inside_the_gap_of_spring_are_moved_by_it() -> None:
    # Berlin, 29 March 2026: 02:00 is 03:00. What was moved joins what is there.
    night = calendar({"sun": [["02:15", "02:45"], ["03:00", "03:30"]]}, "Europe/Berlin")

    assert night.next_opening(at("2026-03-29 00:00")) == at("2026-03-29 01:00")
    assert night.between(at("2026-03-29 00:00"), at("2026-03-29 12:00")) == minutes(45)


def test_hours_inside_the_repeated_hour_of_autumn_are_the_first() -> None:
    night = calendar({"sun": [["02:15", "02:45"]]}, "Europe/Berlin")

    assert night.next_opening(at("2026-10-25 00:00")) == at("2026-10-25 00:15")
    assert night.between(at("2026-10-25 00:00"), at("2026-10-25 12:00")) == minutes(30)


def test_a_date_that_a_zone_skipped_has_no_hours() -> None:
    samoa = calendar({"fri": NINE_TO_FIVE}, "Pacific/Apia")  # there was no Friday 30 December 2011

    assert samoa.between(at("2011-12-24 12:00"), at("2012-01-05 00:00")) == timedelta(0)


def test_where_the_clock_goes_back_over_midnight_no_minute_is_lost() -> None:
    # Newfoundland, 1 November 2009: at 00:01 (02:31 UTC) it was Saturday 23:01 again.
    night = calendar({"sun": [["00:00", "03:00"]]}, "America/St_Johns")
    saturday_again = at("2009-11-01 03:00")

    assert night.is_open(saturday_again)
    assert night.between(at("2009-11-01 02:30"), saturday_again) == minutes(30)
    assert night.add(saturday_again, minutes(210)) == at("2009-11-01 06:30")


def test_a_calendar_whose_openings_are_used_up_says_so_instead_of_searching_for_ever() -> None:
    once = calendar({}, overrides={"2026-06-01": NINE_TO_FIVE})

    assert once.add(at("2026-05-01 00:00"), minutes(480)) == at("2026-06-01 17:00")
    with pytest.raises(SlaError, match="no_working_time"):
        once.add(at("2026-05-01 00:00"), minutes(481))
    with pytest.raises(SlaError, match="no_working_time"):
        once.next_opening(at("2026-06-01 17:00"))
    with pytest.raises(SlaError, match="no_working_time"):
        AROUND_THE_CLOCK.add(at("2026-05-01 00:00"), timedelta(days=9_000_000))


@pytest.mark.parametrize(
    "question",
    [
        lambda calendar: calendar.add(at("2026-06-05 15:00"), minutes(480)),
        lambda calendar: calendar.between(at("2026-06-05 15:00"), at("2026-06-09 15:00")),
        lambda calendar: calendar.add(at("2026-06-05 15:00"), timedelta(hours=20_000)),
        lambda calendar: calendar.between(at("2026-06-05 15:00"), at("2036-06-05 15:00")),
    ],
)
def test_a_question_costs_well_under_a_millisecond(question: Callable[[Calendar], object]) -> None:
    question(BERLIN)
    best = min(_seconds(lambda: question(BERLIN)) for _ in range(50))

    assert best < 0.001


def test_years_ahead_are_quick_the_first_time_too() -> None:
    best = min(
        _seconds(
            lambda: calendar({"mon-fri": NINE_TO_FIVE}).add(at("2026-06-05 15:00"), timedelta(hours=9000))
        )
        for _ in range(3)
    )

    assert best < 0.1


def test_country_holidays_end_where_the_library_does_not_the_calendar() -> None:
    assert calendar({"mon-sun": NINE_TO_FIVE}, country="SA").is_open(at("2190-06-01 10:00"))


def test_hours_made_by_hand_have_to_be_in_order() -> None:
    with pytest.raises(SlaError):
        Calendar("UTC", (((840, 1080), (540, 780)), *ALWAYS_OPEN[1:]))


def test_a_region_names_its_dates() -> None:
    assert date(2026, 10, 3) in Region("DE").holidays(2026)


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
