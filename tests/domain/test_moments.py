"""When operators want a ticket back."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import WrongInput
from bot.domain.moments import FURTHEST, read_moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 3, 14, 30, tzinfo=BERLIN)  # a Wednesday


def local(text: str, now: datetime = NOW) -> str:
    """What was understood, in Berlin."""
    moment = read_moment(text, now=now, zone=BERLIN)
    assert moment.tzinfo is UTC
    return f"{moment.astimezone(BERLIN):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2h", "2026-06-03 16:30"),
        ("30m", "2026-06-03 15:00"),
        ("1d", "2026-06-04 14:30"),
        ("1h30m", "2026-06-03 16:00"),
        ("1h 30m", "2026-06-03 16:00"),
        ("in 2 days", "2026-06-05 14:30"),
        ("for 1 week", "2026-06-10 14:30"),
        ("tomorrow", "2026-06-04 09:00"),
        ("Tomorrow 9:00", "2026-06-04 09:00"),
        ("tomorrow at 18:15", "2026-06-04 18:15"),
        ("9:30 tomorrow", "2026-06-04 09:30"),
        ("tomorrow 9", "2026-06-04 09:00"),
        ("tomorrow, 9am", "2026-06-04 09:00"),
        ("today 15:00", "2026-06-03 15:00"),
        ("mon 9:00", "2026-06-08 09:00"),
        ("friday", "2026-06-05 09:00"),
        ("until Friday 5 pm", "2026-06-05 17:00"),
        ("wed 14:31", "2026-06-03 14:31"),
        ("wed 14:30", "2026-06-10 14:30"),
        ("wednesday", "2026-06-10 09:00"),
        ("9:00", "2026-06-04 09:00"),
        ("14:30", "2026-06-04 14:30"),
        ("14:31", "2026-06-03 14:31"),
        ("5pm", "2026-06-03 17:00"),
        ("12am", "2026-06-04 00:00"),
        ("12:30 pm", "2026-06-04 12:30"),
        ("2026-12-24 10:00", "2026-12-24 10:00"),
        ("2026-12-24T10:00", "2026-12-24 10:00"),
        ("2026-12-24", "2026-12-24 09:00"),
        ("24.12.2026 10:00", "2026-12-24 10:00"),
        ("2ч", "2026-06-03 16:30"),
        ("через 30 минут", "2026-06-03 15:00"),
        ("на 1д", "2026-06-04 14:30"),
        ("завтра", "2026-06-04 09:00"),
        ("завтра в 9:00", "2026-06-04 09:00"),
        ("послезавтра", "2026-06-05 09:00"),
        ("в пн 10:00", "2026-06-08 10:00"),
        ("в понедельник", "2026-06-08 09:00"),
        ("в пятницу", "2026-06-05 09:00"),
    ],
)
def test_moments(text: str, expected: str) -> None:
    assert local(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *["", "soon", "9", "25:00", "9:60", "13pm", "0am", "1h1h", "-2h", "tomorrow tomorrow", "9:00 10:00"],
        *["2026-02-30", "2026-13-01 10:00", "tomorrow 9:00 please", "at", "mon tue", "2h tomorrow", "²h"],
        *["0000-01-01", "\u0000", "<b>2h</b>", "9:00:00"],
    ],
)
def test_what_is_no_moment_gets_an_example(text: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        local(text)
    assert wrong.value.text_key == "snooze-example"


@pytest.mark.parametrize(
    "text", ["0m", "today 9:00", "today", "2026-06-03 14:30", "2020-01-01", "0001-01-01"]
)
def test_past_moments_are_refused(text: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        local(text)
    assert wrong.value.text_key == "snooze-past"


def test_the_refusal_of_the_past_says_what_was_understood() -> None:
    with pytest.raises(WrongInput) as wrong:
        local("today")
    assert wrong.value.variables["at"] == datetime(2026, 6, 3, 9, tzinfo=BERLIN)


@pytest.mark.parametrize("text", ["367d", "999999w", "2027-06-05 09:00", "9999-12-31 23:59"])
def test_more_than_a_year_is_refused(text: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        local(text)
    assert wrong.value.text_key == "snooze-too-far"


def test_a_year_is_not_too_far() -> None:
    assert local("2027-06-03 14:30") == "2027-06-03 14:30"


def test_the_end_of_time_west_of_greenwich_is_too_far() -> None:
    with pytest.raises(WrongInput) as wrong:
        read_moment("9999-12-31 23:00", now=NOW, zone=ZoneInfo("America/New_York"))
    assert wrong.value.text_key == "snooze-too-far"


def test_days_are_those_of_the_zone() -> None:
    just_after_midnight = datetime(2026, 6, 3, 22, 30, tzinfo=UTC)

    assert local("tomorrow", just_after_midnight) == "2026-06-05 09:00"


def test_the_morning_is_a_setting() -> None:
    moment = read_moment("tomorrow", now=NOW, zone=BERLIN, morning=time(7, 45))

    assert moment == datetime(2026, 6, 4, 7, 45, tzinfo=BERLIN)


def test_a_time_in_a_gap_of_summer_time_moves_forward_by_the_gap() -> None:
    now = datetime(2026, 3, 28, 12, tzinfo=BERLIN)

    assert local("tomorrow 2:30", now) == "2026-03-29 03:30"


def test_an_ambiguous_time_is_the_first() -> None:
    now = datetime(2026, 10, 24, 12, tzinfo=BERLIN)

    moment = read_moment("tomorrow 2:30", now=now, zone=BERLIN)

    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_durations_are_real_time_across_a_change_of_clocks() -> None:
    now = datetime(2026, 3, 28, 12, tzinfo=BERLIN)

    assert local("1d", now) == "2026-03-29 13:00"


words = st.sampled_from(
    [
        "2h",
        "30m",
        "tomorrow",
        "mon",
        "friday",
        "9:00",
        "9",
        "10pm",
        "at",
        "today",
        "завтра",
        "2026-12-24",
        "ч",
    ]
)


@given(st.one_of(st.text(max_size=20), st.lists(words, max_size=3).map(" ".join)))
def test_any_text_gives_a_moment_of_the_next_year_or_wrong_input(text: str) -> None:
    try:
        moment = read_moment(text, now=NOW, zone=BERLIN)
    except WrongInput:
        return
    assert timedelta(0) < moment - NOW <= FURTHEST


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    st.integers(0, 23),
    st.integers(0, 59),
)
def test_a_bare_time_is_within_a_day_or_so(now: datetime, hour: int, minute: int) -> None:
    moment = read_moment(f"{hour}:{minute:02}", now=now, zone=BERLIN)

    assert now < moment <= now + timedelta(hours=26)
