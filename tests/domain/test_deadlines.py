"""What time does to a ticket, and when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.auto_close import Silence
from bot.domain.deadlines import Deadline, DeadlineRules, Due, TicketTimes, ending_of, next_deadline
from bot.sla.calendars import Calendar
from db.enums import TicketState

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
FRIDAY = datetime(2026, 6, 5, 15, tzinfo=UTC)  # three hours before the desk closes for the weekend
WORKDAYS = Calendar("UTC", ((((9 * 60, 18 * 60)),),) * 5 + ((),) * 2)
OVER = Calendar("UTC", ((),) * 7, overrides={FRIDAY.date(): ((0, 1440),)})

WAITING: dict[str, Any] = {"state": TicketState.OPEN, "waiting_since": FRIDAY}
SILENT: dict[str, Any] = {"state": TicketState.PENDING, "pending_since": FRIDAY}


def due(rules: DeadlineRules | None = None, **times: Any) -> Due | None:
    return next_deadline(TicketTimes(**times), rules or DeadlineRules())


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC)


def test_a_snooze_ends_when_it_was_to() -> None:
    assert due(state=TicketState.SNOOZED, snoozed_until=FRIDAY) == (Deadline.SNOOZE_OVER, FRIDAY)


def test_resolved_becomes_closed_after_the_window() -> None:
    rules = DeadlineRules(reopen_window=10 * HOUR)

    found = due(rules, state=TicketState.RESOLVED, resolved_at=FRIDAY)

    assert found == (Deadline.REOPEN_WINDOW_OVER, FRIDAY + 10 * HOUR)


@pytest.mark.parametrize("state", [TicketState.OPEN, TicketState.CLOSED])
def test_nothing_happens_by_itself_to_these(state: TicketState) -> None:
    assert due(DeadlineRules(auto_close=Silence(1), returns_after=HOUR), state=state) is None


# Auto-close

CLOSINGS = [
    # silence, warned how long after its beginning, what comes next, when
    (Silence(3), None, Deadline.CLOSE_WARNING, at(9, 15)),
    (Silence(3), at(9, 15), Deadline.AUTO_CLOSE, at(10, 15)),
    (Silence(2), None, Deadline.CLOSE_WARNING, at(8, 15)),
    (Silence(1), None, Deadline.CLOSE_WARNING, at(8, 10)),  # four hours of working time: 3 on Friday
    (Silence(1), at(8, 10), Deadline.AUTO_CLOSE, at(8, 15)),
    (Silence(time=6 * HOUR), None, Deadline.CLOSE_WARNING, at(5, 18)),
    (Silence(time=6 * HOUR), at(5, 18), Deadline.AUTO_CLOSE, at(8, 12)),
    # the desk was down and the warning is late: a day is left, in hours
    (Silence(3), at(11, 10), Deadline.AUTO_CLOSE, at(12, 10)),
    (Silence(3), at(12, 10), Deadline.AUTO_CLOSE, at(15, 9)),
    # a warning that is older than the last answer is none
    (Silence(3), FRIDAY - HOUR, Deadline.CLOSE_WARNING, at(9, 15)),
]


@pytest.mark.parametrize(("silence", "warned_at", "what", "when"), CLOSINGS)
def test_silence_is_warned_of_and_then_closes(
    silence: Silence, warned_at: datetime | None, what: Deadline, when: datetime
) -> None:
    rules = DeadlineRules(auto_close=silence, calendar=WORKDAYS)

    assert due(rules, **SILENT, close_warned_at=warned_at) == (what, when)


def test_the_end_is_known_before_the_warning() -> None:
    rules = DeadlineRules(auto_close=Silence(3), calendar=WORKDAYS)

    assert ending_of(TicketTimes(**SILENT), rules) == (at(9, 15), at(10, 15))


def test_without_auto_close_silence_lasts() -> None:
    assert due(**SILENT) is None


@pytest.mark.parametrize(
    "state", [TicketState.OPEN, TicketState.SNOOZED, TicketState.RESOLVED, TicketState.CLOSED]
)
def test_only_pending_tickets_are_closed_for_silence(state: TicketState) -> None:
    rules = DeadlineRules(auto_close=Silence(1))

    found = due(rules, state=state, pending_since=FRIDAY, snoozed_until=FRIDAY, resolved_at=FRIDAY)

    assert found is None or found.what not in (Deadline.CLOSE_WARNING, Deadline.AUTO_CLOSE)


# Back to the queue

RETURNS = [
    # assigned, waiting, touched, when it returns
    (FRIDAY, FRIDAY, None, FRIDAY + 30 * MINUTE),
    (FRIDAY + HOUR, FRIDAY, None, FRIDAY + 90 * MINUTE),
    (
        FRIDAY,
        FRIDAY + HOUR,
        None,
        FRIDAY + 90 * MINUTE,
    ),  # the customer came back: the assignee has time again
    (FRIDAY, FRIDAY + HOUR, FRIDAY + MINUTE, FRIDAY + 90 * MINUTE),
    (FRIDAY, FRIDAY, FRIDAY, FRIDAY + 30 * MINUTE),  # assigning it is not touching it
    (FRIDAY, FRIDAY, FRIDAY + MINUTE, None),
    (None, FRIDAY, None, None),
    (FRIDAY, None, None, None),
    (at(5, 17, 45), FRIDAY, None, at(8, 9, 15)),  # nobody works on the weekend
]


@pytest.mark.parametrize(("assigned_at", "waiting_since", "touched_at", "when"), RETURNS)
def test_untouched_tickets_return(
    assigned_at: datetime | None,
    waiting_since: datetime | None,
    touched_at: datetime | None,
    when: datetime | None,
) -> None:
    rules = DeadlineRules(returns_after=30 * MINUTE, calendar=WORKDAYS)

    found = due(
        rules,
        state=TicketState.OPEN,
        assigned_at=assigned_at,
        waiting_since=waiting_since,
        touched_at=touched_at,
    )

    assert found == (None if when is None else (Deadline.BACK_TO_QUEUE, when))


@pytest.mark.parametrize("after", [None, timedelta(0)])
def test_without_a_rule_they_stay(after: timedelta | None) -> None:
    assert due(DeadlineRules(returns_after=after), **WAITING, assigned_at=FRIDAY) is None


@pytest.mark.parametrize("times", [SILENT, {**WAITING, "assigned_at": FRIDAY}])
def test_a_calendar_that_never_opens_again_brings_nothing(times: dict[str, Any]) -> None:
    rules = DeadlineRules(auto_close=Silence(3), returns_after=100 * HOUR, calendar=OVER)

    assert due(rules, **times) is None
