"""Policies: the first that applies, otherwise the default; targets by priority."""

import pytest

from bot.sla.calendars import AROUND_THE_CLOCK
from bot.sla.errors import SlaError
from bot.sla.policies import Facts, Policy, PolicyList, Target
from bot.sla.ticket_clocks import Term
from db.enums import ClockKind
from tests.sla.samples import OFFICE, minutes

FIRST, NEXT, RESOLUTION = ClockKind

STANDARD = Policy(
    "standard",
    {FIRST: Target(minutes(15)), RESOLUTION: Target(minutes(480))},
    by_priority={
        "high": {FIRST: Target(minutes(5), in_business_time=False)},
        "low": {FIRST: Target(minutes(0))},
    },
)
VIP = Policy("vip", {FIRST: Target(minutes(1))}, when={"tag": {"vip", "press"}, "language": {"en"}})
EVERYBODY = Policy("everybody", {})


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"tag": {"vip", "refund"}, "language": {"en"}}, VIP),
        ({"tag": {"press"}, "language": {"en"}}, VIP),
        ({"tag": {"vip"}, "language": {"ru"}}, STANDARD),
        ({"tag": {"vip"}}, STANDARD),
        ({}, STANDARD),
    ],
)
def test_the_first_policy_whose_conditions_all_hold_applies(facts: Facts, expected: Policy) -> None:
    assert PolicyList(default=STANDARD, ordered=(VIP,)).policy_for(facts) is expected


def test_a_policy_without_conditions_leaves_nothing_to_those_after_it() -> None:
    assert (
        PolicyList(STANDARD, (EVERYBODY, VIP)).policy_for({"tag": {"vip"}, "language": {"en"}}) is EVERYBODY
    )


def test_a_priority_replaces_single_targets() -> None:
    assert STANDARD.terms("normal", OFFICE) == {
        FIRST: Term(minutes(15), OFFICE),
        RESOLUTION: Term(minutes(480), OFFICE),
    }
    assert STANDARD.terms("high", OFFICE) == {
        FIRST: Term(minutes(5), AROUND_THE_CLOCK),
        RESOLUTION: Term(minutes(480), OFFICE),
    }


def test_zero_turns_a_target_off_for_a_priority() -> None:
    assert set(STANDARD.terms("low", OFFICE)) == {RESOLUTION}


def test_a_negative_target_is_refused() -> None:
    with pytest.raises(SlaError, match="invalid_duration"):
        Target(minutes(-1))
