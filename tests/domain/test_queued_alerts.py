"""Queued alerts: said only while they are true and wanted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.queued_alerts import AlertedClock, QueuedAlert, is_worth_saying
from bot.sla.alerts import BREACH, WARNING
from db.enums import ClockKind, ClockStatus, TicketState

DUE = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
WARNED = QueuedAlert(1, 7, ClockKind.FIRST_RESPONSE, WARNING, DUE, DUE - timedelta(minutes=5))
BREACHED = replace(WARNED, level=BREACH, at=DUE)
REPEATED = replace(WARNED, level=BREACH + 1, at=DUE + timedelta(minutes=30))


def clock_of(alert: QueuedAlert, **changes: Any) -> AlertedClock:
    """The clock that an alert speaks of, as it was when the alert was queued."""
    clock = AlertedClock(
        clock_id=alert.clock_id,
        status=ClockStatus.RUNNING,
        due_at=alert.due_at,
        level=alert.level,
        ticket_id=alert.ticket_id,
        state=TicketState.OPEN,
        touched_at=None,
        customer_id=1001,
        assignee_id=None,
    )
    return replace(clock, **changes)


@pytest.mark.parametrize("alert", [WARNED, BREACHED, REPEATED])
def test_it_is_said_while_nothing_has_changed(alert: QueuedAlert) -> None:
    assert is_worth_saying(alert, clock_of(alert), alert.at + timedelta(seconds=1))


@pytest.mark.parametrize("alert", [WARNED, BREACHED, REPEATED])
@pytest.mark.parametrize(
    "change",
    [
        {"status": ClockStatus.MET},
        {"status": ClockStatus.PAUSED},
        {"due_at": DUE + timedelta(hours=1)},
        {"due_at": None},
        {"level": BREACH + 2},
        {"ticket_id": 8},
        {"state": TicketState.SNOOZED},
        {"state": TicketState.RESOLVED},
        {"state": TicketState.CLOSED},
    ],
)
def test_it_is_dropped_when_it_is_true_no_longer(alert: QueuedAlert, change: dict[str, Any]) -> None:
    assert not is_worth_saying(alert, clock_of(alert, **change), alert.at + timedelta(seconds=1))


def test_a_warning_is_stale_from_the_due_time_on() -> None:
    assert is_worth_saying(WARNED, clock_of(WARNED), DUE - timedelta(seconds=1))
    assert not is_worth_saying(WARNED, clock_of(WARNED), DUE)


@pytest.mark.parametrize(
    ("alert", "acted_after", "is_said"),
    [
        (WARNED, timedelta(seconds=1), True),  # the promise is not kept by somebody's having looked
        (BREACHED, timedelta(seconds=1), False),
        (BREACHED, timedelta(0), False),
        (BREACHED, timedelta(minutes=-1), True),
        (REPEATED, timedelta(seconds=1), False),
        (REPEATED, timedelta(minutes=-10), True),
    ],
)
def test_after_the_due_time_it_is_said_until_somebody_acts(
    alert: QueuedAlert, acted_after: timedelta, is_said: bool
) -> None:
    clock = clock_of(alert, touched_at=alert.at + acted_after)

    assert is_worth_saying(alert, clock, alert.at + timedelta(seconds=2)) is is_said


@pytest.mark.parametrize("alert", [WARNED, BREACHED, REPEATED])
def test_it_is_stored_and_read_again(alert: QueuedAlert) -> None:
    assert QueuedAlert.from_json(alert.to_json()) == alert
