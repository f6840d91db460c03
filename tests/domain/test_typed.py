"""Reading what people type: days, dates, durations, priorities; and naming what is wrong."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.durations import Duration, read_duration, write_duration
from bot.domain.errors import LONGEST_PART, WrongInput
from bot.domain.priorities import read_priority
from bot.domain.typed import WEEKDAYS, meaning_of, plain, read_date, read_weekday
from db.enums import TicketPriority


def test_plain_text_has_one_spelling() -> None:
    assert plain("  Mon\u2013FRI\n ещЁ \u22125 ") == "mon-fri еще -5"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("mon monday mond пн понедельник", 0),
        ("wed wednesday ср среда среду", 2),
        ("thu thur thurs thursday чт четверг", 3),
        ("sun sunday вс воскресенье", 6),
        ("mo mont m monday! 2 понед", None),
    ],
)
def test_weekdays(words: str, day: int | None) -> None:
    assert {read_weekday(word) for word in words.split()} == {day}


def test_weekdays_that_the_desk_writes_can_be_read() -> None:
    assert [read_weekday(word) for word in WEEKDAYS] == list(range(7))


def test_dates() -> None:
    assert read_date("2026-12-24") == read_date("24.12.2026") == date(2026, 12, 24)
    assert read_date("2026-W52-4") is read_date("20261224") is read_date("24.12") is None
    with pytest.raises(ValueError):
        read_date("2026-02-30")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30m", 1800),
        ("1h30m", 5400),
        ("1H 30 Min.", 5400),
        ("2 hours", 7200),
        ("90s", 90),
        ("1d", 86400),
        ("1w2d", 9 * 86400),
        ("2ч", 7200),
        ("1ч30м", 5400),
        ("3 дня", 3 * 86400),
        ("1 неделю", 7 * 86400),
        ("0m", 0),
    ],
)
def test_durations(text: str, seconds: int) -> None:
    duration = read_duration(text)

    assert duration is not None
    assert duration.length == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "h", "5", "1h30", "-1h", "1.5h", "1h1h", "1y", "2h later", "1234567m", "²h", "٣h"]
)
def test_what_is_no_duration(text: str) -> None:
    assert read_duration(text) is None


@given(st.builds(Duration, days=st.integers(0, 999_999), seconds=st.integers(0, 86_400 * 400)))
def test_durations_survive_being_written(duration: Duration) -> None:
    assert read_duration(write_duration(duration)) == duration


@pytest.mark.parametrize(
    ("words", "priority"),
    [
        ("low l низкий низ", TicketPriority.LOW),
        ("normal n norm обычный нормальный нор", TicketPriority.NORMAL),
        ("high h hi высокий в", TicketPriority.HIGH),
        ("urgent u срочный срочно сроч", TicketPriority.URGENT),
        ("н с highest 1 p1 -", None),
    ],
)
def test_priorities(words: str, priority: TicketPriority | None) -> None:
    assert {read_priority(word) for word in words.split()} == {priority}


def test_nothing_has_no_meaning() -> None:
    assert meaning_of("", {"all": 1}) is None


def test_wrong_input_names_the_offending_part_shortly() -> None:
    wrong = WrongInput("some-example", "x" * 5000)
    nothing = WrongInput("some-example", "")

    assert len(wrong.part) == LONGEST_PART
    assert wrong.variables == {"part": wrong.part, "given": 1}
    assert nothing.variables == {"part": "", "given": 0}
