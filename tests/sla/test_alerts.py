"""Alerts: what is told next about a clock, in hours, after downtime, and until somebody acts."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.sla import clocks
from bot.sla.alerts import BREACH, WARNING, Alert, AlertFacts, AlertRules, SentAlert, next_alert
from bot.sla.calendars import AROUND_THE_CLOCK, Calendar
from bot.sla.clocks import Clock
from db.enums import ClockKind
from tests.sla.samples import OFFICE, at, minutes

MONDAY = "2026-06-01 "
RULES = AlertRules(warn_at_share=0.75, repeat_every=minutes(30), repeats=2, quiet_outside=OFFICE)
DUE = at(MONDAY + "11:00")


def clock(time: str = MONDAY + "09:00", target: float = 120, counted_in: Calendar = OFFICE) -> Clock:
    return clocks.start(ClockKind.FIRST_RESPONSE, at(time), counted_in, minutes(target)).clock


def monday(time: str) -> datetime:
    return at(MONDAY + time)


@pytest.mark.parametrize(
    ("now", "sent", "acted", "level", "time"),
    [
        # Everything in time.
        ("09:00", None, None, WARNING, "10:30"),
        ("10:30", None, None, WARNING, "10:30"),
        ("10:31", (WARNING, "10:30"), None, BREACH, "11:00"),
        ("11:00", (WARNING, "10:30"), None, BREACH, "11:00"),
        ("11:01", (BREACH, "11:00"), None, BREACH + 1, "11:30"),
        ("11:31", (BREACH + 1, "11:30"), None, BREACH + 2, "12:00"),
        ("12:01", (BREACH + 2, "12:00"), None, None, ""),
        # Late: at once; a warning only while it still is one.
        ("10:45", None, None, WARNING, "10:45"),
        ("11:00", None, None, BREACH, "11:00"),
        ("14:00", None, None, BREACH, "14:00"),
        ("14:01", (BREACH, "14:00"), None, BREACH + 1, "14:30"),
        ("15:10", (BREACH, "14:00"), None, BREACH + 1, "15:10"),
        # A warning that left after the due time is not a breach alert.
        ("11:01", (WARNING, "11:00"), None, BREACH, "11:01"),
        # Somebody acts: on the warning it ends nothing, on the breach the repeats.
        ("10:40", (WARNING, "10:30"), "10:35", BREACH, "11:00"),
        ("11:10", (BREACH, "11:00"), "10:35", BREACH + 1, "11:30"),
        ("11:10", (BREACH, "11:00"), "11:05", None, ""),
        ("11:40", (BREACH + 1, "11:30"), "11:35", None, ""),
    ],
)
def test_the_next_alert(
    now: str, sent: tuple[int, str] | None, acted: str | None, level: int | None, time: str
) -> None:
    facts = AlertFacts(
        clock(),
        OFFICE,
        last_sent=SentAlert(sent[0], monday(sent[1])) if sent else None,
        acted_at=monday(acted) if acted else None,
    )

    expected = None if level is None else Alert(level, monday(time), DUE)
    assert next_alert(facts, RULES, monday(now)) == expected


@pytest.mark.parametrize(
    ("rules", "time"),
    [
        ({"warn_at_share": 0.5}, "10:00"),
        ({"warn_at_share": None, "warn_before": minutes(15)}, "10:45"),
        ({"warn_at_share": 0.5, "warn_before": minutes(15)}, "10:00"),
        ({"warn_at_share": 0.5, "warn_before": minutes(90)}, "09:30"),
        (
            {"warn_at_share": 0.5, "warn_before": minutes(120)},
            "10:00",
        ),  # as long as the target: not at its start
    ],
)
def test_when_the_warning_comes(rules: dict[str, Any], time: str) -> None:
    alert = next_alert(AlertFacts(clock(), OFFICE), AlertRules(**rules), monday("09:00"))

    assert alert == Alert(WARNING, monday(time), DUE)


def test_without_a_warning_the_breach_is_the_first_alert() -> None:
    rules = AlertRules(warn_at_share=None)

    assert next_alert(AlertFacts(clock(), OFFICE), rules, monday("09:00")) == Alert(BREACH, DUE, DUE)


def test_warnings_count_working_time() -> None:
    friday = clock("2026-06-05 16:00", target=120)
    rules = replace(RULES, warn_at_share=None, warn_before=minutes(90))

    alert = next_alert(AlertFacts(friday, OFFICE), rules, at("2026-06-05 16:00"))

    assert alert == Alert(WARNING, at("2026-06-05 16:30"), at("2026-06-08 10:00"))


def test_nobody_is_disturbed_outside_hours() -> None:
    night = clock(MONDAY + "18:00", target=120, counted_in=AROUND_THE_CLOCK)
    facts = AlertFacts(night, AROUND_THE_CLOCK)
    tuesday = at("2026-06-02 09:00")

    # The warning would be heard after the due time: the breach takes its place.
    assert next_alert(facts, RULES, monday("18:00")) == Alert(BREACH, tuesday, monday("20:00"))
    around_the_clock = replace(RULES, quiet_outside=None)
    assert next_alert(facts, around_the_clock, monday("18:00")) == Alert(
        WARNING, monday("19:30"), monday("20:00")
    )


def test_what_falls_on_closing_is_told_at_the_next_opening() -> None:
    until_closing = clock(MONDAY + "15:00", target=120)
    facts = AlertFacts(until_closing, OFFICE, last_sent=SentAlert(WARNING, monday("16:30")))

    assert next_alert(facts, RULES, monday("16:31")) == Alert(BREACH, at("2026-06-02 09:00"), monday("17:00"))


def test_a_repeat_waits_for_the_next_opening() -> None:
    facts = AlertFacts(clock(MONDAY + "14:45"), OFFICE, last_sent=SentAlert(BREACH, monday("16:45")))

    assert next_alert(facts, RULES, monday("16:46")) == Alert(
        BREACH + 1, at("2026-06-02 09:00"), monday("16:45")
    )


def test_after_downtime_into_the_night_one_breach_alert_comes_in_the_morning() -> None:
    facts = AlertFacts(clock(), OFFICE)

    assert next_alert(facts, RULES, monday("23:00")) == Alert(BREACH, at("2026-06-02 09:00"), DUE)


def test_a_clock_that_got_more_time_may_warn_and_breach_again() -> None:
    breached = SentAlert(BREACH, monday("11:00"))
    longer = clocks.retarget(clock(), monday("11:10"), OFFICE, minutes(240)).clock
    facts = AlertFacts(longer, OFFICE, last_sent=breached)

    assert next_alert(facts, RULES, monday("11:10")) == Alert(WARNING, monday("12:00"), monday("13:00"))
    warned = replace(facts, last_sent=SentAlert(WARNING, monday("12:00")))
    assert next_alert(warned, RULES, monday("12:01")) == Alert(BREACH, monday("13:00"), monday("13:00"))


def test_a_pause_does_not_repeat_the_warning() -> None:
    paused = clocks.pause(clock(), monday("10:40"), OFFICE).clock
    resumed = clocks.resume(paused, monday("14:00"), OFFICE).clock
    warned = SentAlert(WARNING, monday("10:30"))

    assert next_alert(AlertFacts(paused, OFFICE, warned), RULES, monday("10:41")) is None
    assert next_alert(AlertFacts(resumed, OFFICE, warned), RULES, monday("14:00")) == Alert(
        BREACH, monday("14:20"), monday("14:20")
    )


def test_finished_clocks_and_clocks_without_a_target_are_silent() -> None:
    met = clocks.stop(clock(), monday("10:00"), OFFICE).clock
    late = clocks.stop(clock(), monday("12:00"), OFFICE).clock

    for silent in (met, late, clock(target=0)):
        assert next_alert(AlertFacts(silent, OFFICE), RULES, monday("12:00")) is None


@pytest.mark.parametrize(
    "rules",
    [
        {"warn_at_share": 0},
        {"warn_at_share": 1},
        {"warn_before": minutes(0)},
        {"repeat_every": minutes(0)},
        {"repeats": -1},
    ],
)
def test_rules_that_make_no_sense_are_refused(rules: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        AlertRules(**rules)
