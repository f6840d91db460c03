"""Moments as operators and customers read them."""

from datetime import UTC, datetime

import pytest

from bot.views.moments import moment, spoken_moment

MONDAY = datetime(2026, 6, 8, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        ("en", "Europe/Berlin", "Mon, Jun 8, 9:00 AM (Berlin)"),
        ("en-gb", "Europe/Berlin", "Mon 8 Jun, 09:00 (Berlin)"),
        ("ru", "Europe/Berlin", "пн, 8 июн., 09:00 (Берлин)"),
        ("de", "UTC", "Mo., 8. Juni, 07:00 (UTC)"),
        ("zh-hans", "Asia/Shanghai", "6月8日周一 15:00 (上海)"),
        ("tlh", "Europe/Berlin", "Mon, Jun 8, 9:00 AM (Berlin)"),
        ("../../etc", "Etc/GMT+3", "Mon, Jun 8, 4:00 AM (Etc/GMT+3)"),
        ("", "Europe/Berlin", "Mon, Jun 8, 9:00 AM (Berlin)"),
    ],
)
def test_a_moment_is_said_in_the_customers_language(language: str, zone: str, said: str) -> None:
    assert spoken_moment(MONDAY, zone, language) == f'<tg-time unix="1780902000">{said}</tg-time>'


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Jun 8, 2026, 9:00 AM"),
        ("ru", "8 июн. 2026 г., 09:00"),
        ("de", "8. Juni 2026, 09:00"),
        ("tlh", "Jun 8, 2026, 9:00 AM"),
    ],
)
def test_operators_read_the_year_too(language: str, said: str) -> None:
    assert moment(MONDAY, "Europe/Berlin", language) == f'<tg-time unix="1780902000">{said}</tg-time>'


def test_before_unix_time_there_are_only_words() -> None:
    assert moment(datetime(1969, 12, 31, tzinfo=UTC), "UTC", "en") == "Dec 31, 1969, 12:00 AM"
