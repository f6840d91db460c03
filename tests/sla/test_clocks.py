"""Clocks: one measurement started, paused, resumed, stopped, retargeted."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sla import clocks
from bot.sla.calendars import AROUND_THE_CLOCK, Calendar
from bot.sla.clocks import Clock, Step
from bot.sla.errors import SlaError
from db.enums import ClockEventName, ClockKind, ClockStatus
from tests.sla.samples import OFFICE, at, calendar, minutes

MONDAY = "2026-06-01 "
STARTED, PAUSED, RESUMED, MET, BREACHED, CANCELLED, RETARGETED, _ = ClockEventName


def started(time: str, target: float | None, counted_in: Calendar = OFFICE) -> Clock:
    length = None if target is None else minutes(target)
    return clocks.start(ClockKind.RESOLUTION, at(MONDAY + time), counted_in, length).clock


def names(step: Step) -> list[ClockEventName]:
    return [event.name for event in step.events]


def test_a_clock_starts_with_its_due_time() -> None:
    step = clocks.start(ClockKind.FIRST_RESPONSE, at("2026-06-05 16:30"), OFFICE, minutes(60))

    assert step.clock.due_at == at("2026-06-08 09:30")
    assert step.clock.status is ClockStatus.RUNNING
    assert step.events == ((ClockKind.FIRST_RESPONSE, STARTED, at("2026-06-05 16:30")),)


@pytest.mark.parametrize(
    ("stopped", "status"),
    [
        ("2026-06-01 16:59:59", ClockStatus.MET),
        ("2026-06-01 17:00:00", ClockStatus.MET),
        ("2026-06-01 17:00:01", ClockStatus.BREACHED),  # though no working time has passed since
        ("2026-06-02 09:00:00", ClockStatus.BREACHED),
    ],
)
def test_due_exactly_at_closing_means_until_closing(stopped: str, status: ClockStatus) -> None:
    clock = started("16:00", 60)

    step = clocks.stop(clock, at(stopped), OFFICE)

    assert step.clock.status is status
    assert names(step) == [MET if status is ClockStatus.MET else BREACHED]
    assert step.clock.due_at == at(MONDAY + "17:00")


def test_the_event_of_a_breach_has_the_due_time_however_late_it_is_noticed() -> None:
    clock = started("09:00", 60)

    noticed = clocks.observe(clock, at("2026-06-03 12:00"))

    assert noticed.events == ((ClockKind.RESOLUTION, BREACHED, at(MONDAY + "10:00")),)
    assert noticed.clock.status is ClockStatus.RUNNING


def test_a_breach_is_told_once() -> None:
    noticed = clocks.observe(started("09:00", 60), at(MONDAY + "10:01")).clock

    assert clocks.observe(noticed, at(MONDAY + "10:02")).events == ()
    stopped = clocks.stop(noticed, at(MONDAY + "10:03"), OFFICE)
    assert stopped.events == ()
    assert stopped.clock.status is ClockStatus.BREACHED
    assert stopped.clock.stopped_at == at(MONDAY + "10:03")


def test_a_pause_moves_the_due_time_by_its_working_time() -> None:
    clock = started("16:00", 120)

    paused = clocks.pause(clock, at(MONDAY + "16:30"), OFFICE)
    resumed = clocks.resume(paused.clock, at("2026-06-02 10:00"), OFFICE)

    assert paused.clock.due_at is None
    assert paused.clock.spent == minutes(30)
    assert resumed.clock.due_at == at("2026-06-02 11:30")
    assert names(paused) + names(resumed) == [PAUSED, RESUMED]


def test_an_overdue_clock_stays_overdue_through_a_pause() -> None:
    clock = started("09:00", 60)

    paused = clocks.pause(clock, at(MONDAY + "11:00"), OFFICE)
    resumed = clocks.resume(paused.clock, at(MONDAY + "12:00"), OFFICE)

    assert names(paused) == [BREACHED, PAUSED]
    assert paused.clock.due_at == resumed.clock.due_at == at(MONDAY + "10:00")
    assert paused.clock.outcome(at(MONDAY + "11:30")) == "breached"


def test_paused_at_the_very_due_time_nothing_is_missed() -> None:
    clock = started("16:00", 60)

    paused = clocks.pause(clock, at(MONDAY + "17:00"), OFFICE).clock
    resumed = clocks.resume(paused, at("2026-06-02 09:00"), OFFICE).clock

    assert clocks.stop(paused, at("2026-06-02 09:00"), OFFICE).clock.status is ClockStatus.MET
    assert resumed.due_at == at("2026-06-02 09:00")
    assert clocks.retarget(resumed, at("2026-06-02 09:00"), OFFICE, minutes(60)) == Step(resumed)


def test_stopped_while_paused_it_is_judged_as_if_it_had_gone_on() -> None:
    paused = clocks.pause(started("09:00", 60), at(MONDAY + "09:30"), OFFICE).clock

    step = clocks.stop(paused, at(MONDAY + "15:00"), OFFICE)

    assert names(step) == [MET]
    assert step.clock.due_at == at(MONDAY + "15:30")
    assert step.clock.spent == minutes(30)


def test_reopened_it_continues_without_the_stopped_time() -> None:
    stopped = clocks.stop(started("09:00", 120), at(MONDAY + "10:00"), OFFICE).clock

    step = clocks.reopen(stopped, at("2026-06-03 09:00"), OFFICE)

    assert names(step) == [RESUMED]
    assert step.clock.due_at == at("2026-06-03 10:00")
    assert step.clock.stopped_at is None


def test_reopening_does_not_forgive_a_breach() -> None:
    stopped = clocks.stop(started("09:00", 60), at(MONDAY + "11:00"), OFFICE).clock

    reopened = clocks.reopen(stopped, at("2026-06-03 09:00"), OFFICE).clock
    again = clocks.stop(reopened, at("2026-06-03 09:01"), OFFICE)

    assert reopened.due_at == at(MONDAY + "10:00")
    assert again.clock.status is ClockStatus.BREACHED


def test_cancelled_before_it_is_due_it_is_cancelled_and_afterwards_breached() -> None:
    clock = started("09:00", 60)

    assert names(clocks.cancel(clock, at(MONDAY + "10:00"), OFFICE)) == [CANCELLED]
    late = clocks.cancel(clock, at(MONDAY + "10:01"), OFFICE)
    assert names(late) == [BREACHED]
    assert late.clock.status is ClockStatus.BREACHED
    assert (
        clocks.reopen(
            clocks.cancel(clock, at(MONDAY + "09:30"), OFFICE).clock, at(MONDAY + "11:00"), OFFICE
        ).events
        == ()
    )


def test_another_target_counts_from_the_original_start() -> None:
    step = clocks.retarget(started("09:00", 60), at(MONDAY + "09:50"), OFFICE, minutes(240))

    assert names(step) == [RETARGETED]
    assert step.clock.due_at == at(MONDAY + "13:00")
    assert step.clock.started_at == at(MONDAY + "09:00")


def test_a_tighter_target_can_be_missed_already() -> None:
    step = clocks.retarget(started("09:00", 240), at(MONDAY + "12:00"), OFFICE, minutes(60))

    assert step.clock.due_at == at(MONDAY + "10:00")
    assert names(clocks.observe(step.clock, at(MONDAY + "12:00"))) == [BREACHED]


def test_more_time_makes_an_overdue_clock_run_again_and_it_may_breach_again() -> None:
    step = clocks.retarget(started("09:00", 60), at(MONDAY + "12:00"), OFFICE, minutes(240))

    assert names(step) == [BREACHED, RETARGETED]
    assert step.clock.outcome(at(MONDAY + "12:00")) == "running"
    assert names(clocks.observe(step.clock, at(MONDAY + "13:01"))) == [BREACHED]


def test_another_calendar_counts_the_pauses_anew() -> None:
    clock = started("16:00", 120)
    clock = clocks.pause(clock, at(MONDAY + "16:30"), OFFICE).clock
    clock = clocks.resume(clock, at(MONDAY + "18:30"), OFFICE).clock
    late = calendar({"mon-fri": [["09:00", "20:00"]]})

    step = clocks.retarget(clock, at(MONDAY + "18:45"), late, minutes(120))

    assert clock.due_at == at("2026-06-02 10:30")
    assert step.clock.due_at == at(MONDAY + "20:00")
    assert clocks.elapsed(step.clock, at(MONDAY + "18:45"), late) == minutes(45)


def test_retargeting_a_paused_clock_leaves_it_paused() -> None:
    paused = clocks.pause(started("09:00", 60), at(MONDAY + "09:30"), OFFICE).clock

    longer = clocks.retarget(paused, at(MONDAY + "10:00"), OFFICE, minutes(90)).clock
    shorter = clocks.retarget(paused, at(MONDAY + "10:00"), OFFICE, minutes(15)).clock

    assert (longer.status, longer.due_at) == (ClockStatus.PAUSED, None)
    assert (shorter.status, shorter.due_at) == (ClockStatus.PAUSED, at(MONDAY + "09:15"))
    assert clocks.resume(longer, at(MONDAY + "12:00"), OFFICE).clock.due_at == at(MONDAY + "13:00")


def test_the_same_terms_again_are_no_event() -> None:
    clock = started("09:00", 60)

    assert clocks.retarget(clock, at(MONDAY + "09:10"), OFFICE, minutes(60)) == Step(clock)


def test_finished_clocks_keep_the_target_they_were_judged_by() -> None:
    met = clocks.stop(started("09:00", 60), at(MONDAY + "09:30"), OFFICE).clock

    assert clocks.retarget(met, at(MONDAY + "09:40"), OFFICE, minutes(5)) == Step(met)


def test_a_target_turned_off_cancels() -> None:
    assert names(clocks.retarget(started("09:00", 60), at(MONDAY + "09:10"), OFFICE, None)) == [CANCELLED]


def test_without_a_target_a_clock_only_measures_until_one_comes() -> None:
    clock = started("09:00", 0)
    assert clock.due_at is None
    assert clocks.stop(clock, at(MONDAY + "12:00"), OFFICE).events == ()

    step = clocks.retarget(clock, at(MONDAY + "09:10"), OFFICE, minutes(60))

    assert names(step) == [STARTED]
    assert step.clock.due_at == at(MONDAY + "10:00")


def test_what_does_not_apply_changes_nothing() -> None:
    running = started("09:00", 60)
    paused = clocks.pause(running, at(MONDAY + "09:30"), OFFICE).clock
    met = clocks.stop(running, at(MONDAY + "09:30"), OFFICE).clock
    later = at(MONDAY + "09:40")

    assert clocks.resume(running, later, OFFICE) == Step(running)
    assert clocks.reopen(running, later, OFFICE) == Step(running)
    assert clocks.pause(paused, later, OFFICE) == Step(paused)
    for finished in (clocks.pause, clocks.resume, clocks.stop, clocks.cancel):
        assert finished(met, later, OFFICE) == Step(met)
    assert clocks.observe(met, at("2026-06-05 12:00")) == Step(met)


def test_a_negative_target_is_refused() -> None:
    with pytest.raises(SlaError, match="invalid_duration"):
        started("09:00", -5)


@pytest.mark.parametrize("counted_in", [OFFICE, AROUND_THE_CLOCK])
def test_stopped_before_it_started_it_took_no_time(counted_in: Calendar) -> None:
    stopped = clocks.stop(started("12:00", 60, counted_in), at(MONDAY + "09:00"), counted_in).clock

    assert stopped.spent == timedelta(0)
    assert stopped.status is ClockStatus.MET


moments = st.lists(st.integers(0, 20_000), min_size=1, max_size=9, unique=True).map(sorted)


@settings(max_examples=200, deadline=None)
@given(moments=moments, target=st.integers(1, 3000))
def test_retargeting_to_the_same_never_disagrees_with_what_pauses_have_done(
    moments: list[int], target: int
) -> None:
    began = at("2026-06-01 00:00")
    times: list[datetime] = [began + minutes(moment) for moment in moments]
    clock = clocks.start(ClockKind.RESOLUTION, began, OFFICE, minutes(target)).clock

    for number, time in enumerate(times):
        clock = (clocks.resume if number % 2 else clocks.pause)(clock, time, OFFICE).clock
        again = clocks.retarget(clock, time, OFFICE, minutes(target)).clock

        assert (again.due_at, again.spent) == (clock.due_at, clock.spent)
        if clock.due_at is not None:
            assert clocks.when_spent(clock, minutes(target), OFFICE) == clock.due_at
