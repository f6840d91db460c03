"""Which presses are ratings, and until when they are taken."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ratings import Stars, in_stars, is_taken, read_stars

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WINDOW = 3 * DAY


def test_stars_are_read() -> None:
    assert read_stars(["r", "12", "5"]) == Stars(12, 5)
    assert in_stars(3) == "⭐⭐⭐"


@pytest.mark.parametrize(
    "data",
    [
        *("r", "r:", "r:1", "r:1:", "r:1:0", "r:1:6", "r:1:-1", "r:-1:5", "r:x:5", "r:1:5:5"),
        *("r:²:5", "r:1:٥", f"r:{'9' * 16}:5", "r: 1:5", "r:1:5.0"),
    ],
)
def test_nonsense_is_no_rating(data: str) -> None:
    assert read_stars(data.split(":")) is None


@pytest.mark.parametrize(
    ("asked", "rated", "taken"),
    [
        (NOW, None, True),
        (NOW - 30 * DAY, None, True),
        (NOW - 31 * DAY, None, False),
        (NOW - 31 * DAY, NOW - 3 * DAY, True),
        (NOW - 4 * DAY, NOW - 4 * DAY, False),
    ],
)
def test_ratings_are_taken_for_a_month_and_changed_within_the_window(
    asked: datetime, rated: datetime | None, taken: bool
) -> None:
    assert is_taken(asked, rated, NOW, WINDOW) is taken
