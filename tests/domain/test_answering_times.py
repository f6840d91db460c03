"""What customers may expect."""

from datetime import timedelta

import pytest

from bot.domain.answering_times import expected


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ([], None),
        ([1, 1, 1, 1], None),  # too few
        ([1, 1, 1, 1, 1], 5),
        ([1, 2, 11, 300, 1000], 15),
        ([10, 10, 10, 10, 10, 10], 10),
        ([50] * 5, 60),
        ([100] * 5, 120),
        ([121] * 5, 180),
        ([24 * 60] * 5, 24 * 60),
        ([24 * 60 + 1] * 5, None),  # no encouragement
    ],
)
def test_the_median_is_rounded_up(minutes: list[int], said: int | None) -> None:
    found = expected([timedelta(minutes=some) for some in minutes])

    assert found == (None if said is None else timedelta(minutes=said))
