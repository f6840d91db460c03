"""Promises as admins type them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import WrongInput
from bot.domain.sla_texts import Promises, read_promises, write_promises
from bot.sla.policies import Policy, Target, Targets
from db.enums import ClockKind, TicketPriority

FIRST, NEXT, RESOLVE = ClockKind.FIRST_RESPONSE, ClockKind.NEXT_RESPONSE, ClockKind.RESOLUTION
OFF = Target(timedelta(0))
EVERYTHING_OFF = dict.fromkeys(ClockKind, OFF)


def minutes(number: float, business: bool = True) -> Target:
    return Target(timedelta(minutes=number), business)


USUAL: Targets = {FIRST: minutes(15), NEXT: minutes(30), RESOLVE: minutes(480)}


@pytest.mark.parametrize(
    ("text", "targets", "by_priority"),
    [
        (
            "first 15m next 30m resolve 8h high: first 5m; low: off",
            USUAL,
            {"high": {FIRST: minutes(5)}, "low": EVERYTHING_OFF},
        ),
        ("First response in 15 min, next reply 30 min, resolution 8 hours", USUAL, {}),
        ("first 15m; next 30m\nresolve 8h", USUAL, {}),
        ("first 15m; urgent : first 5m", {FIRST: minutes(15)}, {"urgent": {FIRST: minutes(5)}}),
        ("u: first 5m", {}, {"urgent": {FIRST: minutes(5)}}),
        ("off", {}, {}),
        ("first 15m next off resolve 0m", {FIRST: minutes(15)}, {}),
        (
            "first 15m; low: first off next 1h",
            {FIRST: minutes(15)},
            {"low": {FIRST: OFF, NEXT: minutes(60)}},
        ),
        (
            "первый 15м следующий 30 мин решение 8ч высокий: первый 5м; низкий: выкл",
            USUAL,
            {"high": {FIRST: minutes(5)}, "low": EVERYTHING_OFF},
        ),
    ],
)
def test_promises(text: str, targets: Targets, by_priority: dict[str, Targets]) -> None:
    assert read_promises(text) == Promises(targets, by_priority)


def test_calendar_time_follows_the_target_it_holds_for() -> None:
    promises = read_promises("first 15m calendar next 30m")

    assert promises.targets == {FIRST: minutes(15, business=False), NEXT: minutes(30)}


def test_calendar_time_before_the_targets_holds_for_all_of_them() -> None:
    promises = read_promises("calendar first 15m next 30m resolve 2d")

    assert promises.targets == {
        FIRST: minutes(15, business=False),
        NEXT: minutes(30, business=False),
        RESOLVE: minutes(2880, business=False),
    }


def test_a_priority_counts_in_the_same_time_unless_it_says_otherwise() -> None:
    promises = read_promises("first 4h calendar; high: first 1h; urgent: first 1h business")

    assert promises.by_priority == {
        "high": {FIRST: minutes(60, business=False)},
        "urgent": {FIRST: minutes(60)},
    }


def test_promises_are_the_fields_of_a_policy() -> None:
    promises = read_promises("first 15m next 30m; high: first 5m; low: off")

    policy = Policy("default", promises.targets, promises.by_priority)

    assert policy.target(FIRST, TicketPriority.HIGH) == minutes(5)
    assert policy.target(NEXT, TicketPriority.HIGH) == minutes(30)
    assert policy.target(NEXT, TicketPriority.LOW) == OFF
    assert policy.target(RESOLVE, TicketPriority.NORMAL) is None


@pytest.mark.parametrize(
    ("text", "key", "part"),
    [
        ("", "sla-example", ""),
        (" ; ", "sla-example", ""),
        ("fast", "sla-example", "fast"),
        ("first", "sla-example", "first"),
        ("15m", "sla-example", "15m"),
        ("first -5m", "sla-example", "-5m"),
        ("first 15", "sla-example", "15"),
        ("first next 30m", "sla-example", "first"),
        ("first 15m 30m", "sla-example", "15m 30m"),
        ("first 15m; calendar next 30m", "sla-example", "calendar next 30m"),
        ("first 15m asap: first 5m", "sla-example", "asap:"),
        ("first 15m; high: ", "sla-example", "high:"),
        (":", "sla-example", ":"),
        ("calendar", "sla-example", "calendar"),
        ("first 15m first 20m", "sla-twice", "first 20m"),
        ("high: first 5m; h: next 5m", "sla-twice", "h:"),
        ("high: first 5m; next 30m", "sla-order", "next 30m"),
        ("resolve 2d", "sla-days", "2d"),
        ("resolve 366d calendar", "sla-too-long", "366d"),
        ("resolve 999999h", "sla-too-long", "999999h"),
    ],
)
def test_wrong_promises_are_refused_with_the_offending_part(text: str, key: str, part: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        read_promises(text)
    assert (wrong.value.text_key, wrong.value.part) == (key, part)


def test_promises_are_written_shortly() -> None:
    text = "first 15m calendar next 30m; low: off; high: first 5m; urgent: next 5m calendar"

    assert write_promises(read_promises(text.replace("; ", " "))) == text


lengths = st.integers(1, 365 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
targets = st.dictionaries(
    st.sampled_from(ClockKind), st.builds(Target, length=lengths, in_business_time=st.booleans())
)
own_targets = st.dictionaries(
    st.sampled_from(ClockKind),
    st.one_of(st.just(OFF), st.builds(Target, length=lengths, in_business_time=st.booleans())),
    min_size=1,
)


@given(targets, st.dictionaries(st.sampled_from(list(TicketPriority)), own_targets))
def test_promises_survive_being_written(for_all: Targets, by_priority: dict[str, Targets]) -> None:
    promises = Promises(for_all, by_priority)

    assert read_promises(write_promises(promises)) == promises


words = st.sampled_from(
    ["first", "next", "resolve", "15m", "8h", "2d", "off", "calendar", "business", "high:", "low:", ";", ":"]
)


@given(st.one_of(st.text(max_size=20), st.lists(words, max_size=8).map(" ".join)))
def test_any_text_gives_promises_that_can_be_written_or_wrong_input(text: str) -> None:
    try:
        promises = read_promises(text)
    except WrongInput:
        return
    assert read_promises(write_promises(promises)) == promises
