"""Who gets a new ticket."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.assignment import AssignmentRule, OnDuty, choose_assignee

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
ANN, BOB, EVE = 10, 20, 30
ALL = [OnDuty(EVE), OnDuty(ANN), OnDuty(BOB)]


def test_manual_assigns_nobody() -> None:
    assert choose_assignee(AssignmentRule.MANUAL, ALL) is None


@pytest.mark.parametrize("rule", AssignmentRule)
def test_nobody_on_duty_gets_nothing(rule: AssignmentRule) -> None:
    assert choose_assignee(rule, [], ANN) is None


@pytest.mark.parametrize(("last", "following"), [(None, ANN), (ANN, BOB), (BOB, EVE), (EVE, ANN), (15, BOB)])
def test_round_robin_follows_the_last_one_even_off_duty(last: int | None, following: int) -> None:
    assert choose_assignee(AssignmentRule.ROUND_ROBIN, ALL, last) == following


@given(st.sets(st.integers(1, 10**12), min_size=1, max_size=8), st.integers(1, 10**12))
def test_round_robin_gives_everybody_one_turn_a_round(ids: set[int], last: int) -> None:
    on_duty = [OnDuty(one) for one in ids]
    turns: list[int] = []
    for _ in ids:
        chosen = choose_assignee(AssignmentRule.ROUND_ROBIN, on_duty, turns[-1] if turns else last)
        assert chosen is not None
        turns.append(chosen)

    assert sorted(turns) == sorted(ids)


@pytest.mark.parametrize(
    ("on_duty", "chosen"),
    [
        ([OnDuty(ANN, 3), OnDuty(BOB, 1), OnDuty(EVE, 2)], BOB),
        ([OnDuty(ANN, 1, NOW), OnDuty(BOB, 1, NOW - timedelta(minutes=1)), OnDuty(EVE, 2)], BOB),
        ([OnDuty(ANN, 1, NOW), OnDuty(BOB, 1)], BOB),
        ([OnDuty(EVE, 1, NOW), OnDuty(BOB, 1, NOW)], BOB),
    ],
)
def test_least_loaded_has_fewest_tickets_then_the_longest_rest(on_duty: list[OnDuty], chosen: int) -> None:
    assert choose_assignee(AssignmentRule.LEAST_LOADED, on_duty, BOB) == chosen
