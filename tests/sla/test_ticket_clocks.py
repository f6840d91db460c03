"""The clocks of a ticket: what customers and operators do to them."""

from datetime import timedelta

import pytest

from bot.sla.calendars import AROUND_THE_CLOCK, Calendar
from bot.sla.ticket_clocks import (
    Change,
    Term,
    Terms,
    customer_wrote,
    opened_by_customer,
    operator_answered,
    state_changed,
)
from bot.sla.timeline import Happening, TicketEvent, Timeline, replay
from db.enums import ClockKind, ClockStatus, TicketState
from tests.sla.samples import OFFICE, at, calendar, minutes

FIRST, NEXT, RESOLUTION = ClockKind
TARGETS: dict[ClockKind, timedelta | None] = {FIRST: minutes(30), NEXT: minutes(60), RESOLUTION: minutes(240)}
TERMS: Terms = {kind: Term(target, AROUND_THE_CLOCK) for kind, target in TARGETS.items()}


def history(*lines: str, counted_in: Calendar = AROUND_THE_CLOCK, until: str = "20:00") -> Timeline:
    """Events on Monday, as `09:00 customer_message` or `10:00 status pending`."""
    events = [_event(line) for line in (*lines, f"{until} now")]
    return replay(events, counted_in, TARGETS)


def _event(line: str) -> TicketEvent:
    time, what, *state = line.split()
    return TicketEvent(at(f"2026-06-01 {time}"), Happening(what), TicketState(state[0]) if state else None)


def outcomes(timeline: Timeline, kind: ClockKind) -> list[str]:
    return [timeline.outcome(clock) for clock in timeline.clocks[kind]]


def told(timeline: Timeline, kind: ClockKind) -> list[str]:
    return [f"{event.name} {event.at:%H:%M}" for event in timeline.events if event.kind is kind]


def test_a_ticket_that_an_operator_opened_owes_no_first_response() -> None:
    timeline = history("09:00 operator_reply", "10:00 customer_message", "10:30 operator_reply")

    assert outcomes(timeline, FIRST) == []
    assert outcomes(timeline, NEXT) == ["met"]
    assert timeline.clocks[RESOLUTION][0].started_at == at("2026-06-01 09:00")


def test_only_a_persons_public_reply_answers() -> None:
    timeline = history(
        "09:00 customer_message",
        "09:01 bot_reply",
        "09:02 operator_note",
        "09:03 csat_prompt",
        "09:04 reaction",
        until="09:30",
    )

    assert outcomes(timeline, FIRST) == ["running"]
    assert outcomes(timeline, NEXT) == []


def test_the_next_response_is_waited_for_from_the_oldest_unanswered_message() -> None:
    timeline = history(
        "09:00 customer_message",
        "09:10 operator_reply",
        "10:00 customer_message",
        "10:50 customer_message",
        "10:55 operator_note",
        "10:58 operator_reply",
        "11:00 operator_reply",
        "12:00 customer_message",
        "13:01 operator_reply",
    )

    assert [clock.started_at for clock in timeline.clocks[NEXT]] == [
        at("2026-06-01 10:00"),
        at("2026-06-01 12:00"),
    ]
    assert outcomes(timeline, NEXT) == ["met", "breached"]
    assert told(timeline, NEXT) == ["started 10:00", "met 10:58", "started 12:00", "breached 13:00"]


def test_resolving_cancels_what_is_not_due_and_leaves_a_breach_a_breach() -> None:
    waiting = ("09:00 customer_message", "09:10 operator_reply", "10:00 customer_message")

    assert outcomes(history(*waiting, "10:30 status resolved"), NEXT) == ["cancelled"]
    assert outcomes(history(*waiting, "11:30 status resolved"), NEXT) == ["breached"]
    assert outcomes(history("09:00 customer_message", "09:10 status resolved"), FIRST) == ["cancelled"]


def test_a_ticket_resolved_without_an_answer_owes_the_first_one_when_it_is_reopened() -> None:
    timeline = history(
        "09:00 customer_message", "09:10 status resolved", "12:00 customer_message", "12:20 operator_reply"
    )

    assert outcomes(timeline, FIRST) == ["cancelled", "met"]
    assert outcomes(timeline, NEXT) == []


def test_pending_pauses_resolution_only() -> None:
    timeline = history(
        "09:00 customer_message",
        "09:10 operator_reply",
        "10:00 customer_message",
        "10:10 status pending",
        until="12:00",
    )

    assert outcomes(timeline, NEXT) == ["breached"]
    assert timeline.clocks[RESOLUTION][0].status is ClockStatus.PAUSED
    assert timeline.elapsed(timeline.clocks[RESOLUTION][0]) == minutes(70)


def test_a_message_of_the_customer_ends_the_pause() -> None:
    timeline = history(
        "09:00 customer_message",
        "09:10 operator_reply",
        "10:00 status pending",
        "11:00 customer_message",
        "11:05 status open",
        until="11:30",
    )

    assert told(timeline, RESOLUTION) == ["started 09:00", "paused 10:00", "resumed 11:00"]
    assert timeline.clocks[RESOLUTION][0].due_at == at("2026-06-01 14:00")


def test_a_snoozed_ticket_is_still_ours_to_resolve() -> None:
    timeline = history("09:00 customer_message", "10:00 status snoozed", "11:00 status open")

    assert told(timeline, RESOLUTION) == ["started 09:00", "breached 13:00"]


@pytest.mark.parametrize("state", ["open", "snoozed"])
def test_an_operator_reopens_without_a_message(state: str) -> None:
    timeline = history(
        "09:00 customer_message", "10:00 status resolved", "12:00 status closed", f"14:00 status {state}"
    )

    assert timeline.clocks[RESOLUTION][0].due_at == at("2026-06-01 17:00")
    assert told(timeline, RESOLUTION) == ["started 09:00", "met 10:00", "resumed 14:00", "breached 17:00"]


def test_reopened_into_pending_resolution_stands_still() -> None:
    timeline = history("09:00 customer_message", "10:00 status resolved", "12:00 status pending")

    assert timeline.clocks[RESOLUTION][0].status is ClockStatus.PAUSED
    assert timeline.elapsed(timeline.clocks[RESOLUTION][0]) == minutes(60)


def test_a_priority_change_moves_all_open_clocks_and_no_finished_one() -> None:
    urgent = {FIRST: minutes(5), NEXT: minutes(10), RESOLUTION: minutes(60)}
    events = [
        _event("09:00 customer_message"),
        _event("09:10 operator_reply"),
        _event("09:20 customer_message"),
        TicketEvent(at("2026-06-01 09:25"), Happening.PRIORITY_CHANGE, targets=urgent),
    ]

    timeline = replay(events, AROUND_THE_CLOCK, TARGETS)

    assert timeline.clocks[FIRST][0].target == minutes(30)
    assert timeline.clocks[NEXT][0].due_at == at("2026-06-01 09:30")
    assert timeline.clocks[RESOLUTION][0].due_at == at("2026-06-01 10:00")
    assert told(timeline, NEXT) == ["started 09:20", "retargeted 09:25"]


def test_a_policy_may_add_and_drop_promises_of_a_ticket_that_runs() -> None:
    added = TicketEvent(at("2026-06-01 09:30"), Happening.POLICY_CHANGE, targets={RESOLUTION: minutes(90)})

    timeline = replay([_event("09:00 customer_message"), added], AROUND_THE_CLOCK, {FIRST: minutes(60)})

    assert outcomes(timeline, FIRST) == ["cancelled"]
    assert timeline.clocks[RESOLUTION][0].due_at == at("2026-06-01 10:30")
    assert told(timeline, RESOLUTION) == ["started 09:30"]


def test_a_new_calendar_counts_open_clocks_from_their_start() -> None:
    short = calendar({"mon-fri": [["09:00", "12:00"]]})
    change = TicketEvent(at("2026-06-01 10:00"), Happening.CALENDAR_CHANGE, calendar=short)

    timeline = replay([_event("09:00 customer_message"), change], OFFICE, TARGETS)

    assert timeline.clocks[RESOLUTION][0].due_at == at("2026-06-02 10:00")


def test_reopened_after_a_policy_change_the_new_promise_holds() -> None:
    change = TicketEvent(at("2026-06-01 10:00"), Happening.POLICY_CHANGE, targets={RESOLUTION: minutes(100)})
    events = [_event("09:00 customer_message"), _event("09:30 status resolved"), change]

    resolved = replay(events, AROUND_THE_CLOCK, TARGETS)
    reopened = replay([*events, _event("12:00 customer_message")], AROUND_THE_CLOCK, TARGETS)

    assert resolved.clocks[RESOLUTION][0].target == minutes(240)
    assert reopened.clocks[RESOLUTION][0].due_at == at("2026-06-01 13:10")


def test_each_kind_may_count_in_its_own_calendar() -> None:
    terms = {FIRST: Term(minutes(60), AROUND_THE_CLOCK), RESOLUTION: Term(minutes(60), OFFICE)}

    clocks = opened_by_customer(at("2026-06-06 12:00"), terms).clocks

    assert clocks.first_response and clocks.first_response.due_at == at("2026-06-06 13:00")
    assert clocks.resolution and clocks.resolution.due_at == at("2026-06-08 10:00")


def test_rules_apply_one_event_at_a_time_to_stored_values() -> None:
    change: Change = opened_by_customer(at("2026-06-01 09:00"), TERMS)
    change = operator_answered(change.clocks, at("2026-06-01 09:10"), TERMS)
    change = customer_wrote(change.clocks, at("2026-06-01 10:00"), TERMS)
    change = state_changed(change.clocks, at("2026-06-01 10:30"), TicketState.RESOLVED, TERMS)

    assert [(event.kind, event.name.value) for event in change.events] == [
        (NEXT, "cancelled"),
        (RESOLUTION, "met"),
    ]
    assert state_changed(change.clocks, at("2026-06-02 10:30"), TicketState.CLOSED, TERMS).events == ()


def test_before_the_first_message_there_is_no_ticket() -> None:
    timeline = history(
        "08:00 bot_reply", "08:30 operator_note", "08:40 status open", "09:00 customer_message"
    )

    assert timeline.clocks[FIRST][0].started_at == at("2026-06-01 09:00")
    assert replay([], AROUND_THE_CLOCK, TARGETS).clocks[FIRST] == []
