"""Numbers, days and lengths of time as one says them in a language."""

from datetime import date, timedelta

import pytest
from babel.localedata import locale_identifiers

from bot.views.spoken import (
    language_name,
    rough_length,
    short_length,
    spoken_average,
    spoken_day,
    spoken_length,
    spoken_share,
)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("of", "english", "russian"),
    [
        (hours(1), "1 hour", "1 час"),
        (hours(2), "2 hours", "2 часа"),
        (hours(5), "5 hours", "5 часов"),
        (hours(21), "21 hours", "21 час"),
        (minutes(1), "1 minute", "1 минута"),
        (minutes(22), "22 minutes", "22 минуты"),
        (minutes(11), "11 minutes", "11 минут"),
        (minutes(90), "1 hour, 30 minutes", "1 час 30 минут"),
        (hours(26.5), "26 hours, 30 minutes", "26 часов 30 минут"),
        (hours(48), "2 days", "2 дня"),
        (timedelta(days=11), "11 days", "11 дней"),
        (timedelta(seconds=4.4), "4 seconds", "4 секунды"),
        (timedelta(0), "0 minutes", "0 минут"),
    ],
)
def test_lengths_have_the_plurals_of_their_language(of: timedelta, english: str, russian: str) -> None:
    assert spoken_length(of, "en") == english
    assert spoken_length(of, "ru") == russian


@pytest.mark.parametrize(
    ("of", "english", "russian"),
    [
        (minutes(90), "1 hr, 30 min", "1 ч 30 мин"),
        (hours(62), "62 hr", "62 ч"),
        (hours(72), "3 days", "3 дн."),
    ],
)
def test_where_room_is_short_lengths_are_too(of: timedelta, english: str, russian: str) -> None:
    assert short_length(of, "en") == english
    assert short_length(of, "ru") == russian


@pytest.mark.parametrize(
    ("of", "english"),
    [
        (timedelta(seconds=59.9), "59 sec"),
        (timedelta(seconds=119), "1 min"),
        (minutes(61), "1 hr, 1 min"),
        (timedelta(days=2, hours=14, minutes=59), "2 days, 14 hr"),
        (timedelta(days=3, minutes=59), "3 days"),
        (timedelta(0), "0 min"),
    ],
)
def test_a_rough_length_is_as_exact_as_matters(of: timedelta, english: str) -> None:
    assert rough_length(of, "en") == english


def test_days_shares_and_averages_are_written_as_usual() -> None:
    assert [spoken_day(date(2026, 3, 8), one) for one in ("en", "ru")] == ["Mar 8, 2026", "8 мар. 2026 г."]
    assert [spoken_share(0.29, one) for one in ("en", "ru")] == ["29%", "29\xa0%"]
    assert [spoken_average(4.25, one) for one in ("en", "ru", "tlh")] == ["4.2", "4,2", "4.2"]


@pytest.mark.parametrize(
    ("tag", "name"),
    [("en", "English"), ("ru", "Русский"), ("pt-br", "Português (Brasil)"), ("tlh", "tlh"), ("x", "x")],
)
def test_a_language_is_called_as_its_speakers_call_it(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_any_language_of_the_world_could_be_added() -> None:
    """Babel's data have gaps, in which its own functions fail or write `5 duration-hour`."""
    long = timedelta(days=1, hours=1, minutes=1, seconds=1)

    for tag in (tag for tag in locale_identifiers() if "_" not in tag):
        said = [spoken_length(long, tag), short_length(long, tag), rough_length(long, tag)]
        assert all(said) and "duration" not in "".join(said), tag
