"""What may happen to a ticket in each state, and when a reply begins a new one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import RuleBroken
from bot.domain.ticket_states import (
    REOPEN_WINDOW,
    IllegalEvent,
    StateRules,
    TicketEvent,
    is_possible,
    next_state,
    reply_opens_new_ticket,
)
from db.enums import TicketState

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
STATES = [
    TicketState.OPEN,
    TicketState.PENDING,
    TicketState.SNOOZED,
    TicketState.RESOLVED,
    TicketState.CLOSED,
]
# Event, then what each of the states above becomes, or the key of the refusal.
TABLE = """
customer_wrote         open open open open ticket-closed
operator_answered      pending pending snoozed resolved closed
resolved_by_operator   resolved resolved resolved ticket-resolved-already ticket-closed
reopened_by_operator   ticket-open-already open open open ticket-closed
snoozed                snoozed snoozed snoozed ticket-resolved-no-snooze ticket-closed
snooze_over            ticket-not-snoozed ticket-not-snoozed open ticket-not-snoozed ticket-closed
reopen_window_over     ticket-not-resolved ticket-not-resolved ticket-not-resolved closed ticket-closed
auto_closed            ticket-not-pending closed ticket-not-pending ticket-not-pending ticket-closed
topic_closed_by_hand   resolved resolved resolved resolved closed
topic_reopened_by_hand open pending snoozed open closed
merged                 closed closed closed closed ticket-closed
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (state, TicketEvent(event), outcome)
    for event, *outcomes in ROWS
    for state, outcome in zip(STATES, outcomes, strict=True)
]


def test_the_table_covers_every_event_in_every_state() -> None:
    assert {(state, event) for state, event, _ in CELLS} == {(s, e) for s in TicketState for e in TicketEvent}


@pytest.mark.parametrize(("state", "event", "outcome"), CELLS)
def test_every_event_in_every_state(state: TicketState, event: TicketEvent, outcome: str) -> None:
    if outcome in list(TicketState):
        assert next_state(state, event) is TicketState(outcome)
        assert is_possible(state, event)
        return

    with pytest.raises(IllegalEvent) as refusal:
        next_state(state, event)
    assert (refusal.value.text_key, refusal.value.state, refusal.value.event) == (outcome, state, event)
    assert not is_possible(state, event)


def test_an_answer_leaves_the_ticket_open_where_admins_want_it_so() -> None:
    rules = StateRules(answer_makes_pending=False)

    assert next_state(TicketState.OPEN, TicketEvent.OPERATOR_ANSWERED, rules=rules) is TicketState.OPEN
    assert next_state(TicketState.PENDING, TicketEvent.OPERATOR_ANSWERED, rules=rules) is TicketState.PENDING


@given(st.booleans(), st.lists(st.sampled_from(TicketEvent), max_size=20))
def test_whatever_happens_the_state_is_known_and_closed_is_final(
    answer_makes_pending: bool, events: list[TicketEvent]
) -> None:
    rules = StateRules(answer_makes_pending)
    state = TicketState.OPEN
    for event in events:
        try:
            after = next_state(state, event, rules=rules)
        except RuleBroken:
            after = state

        assert isinstance(after, TicketState)
        assert state is not TicketState.CLOSED or after is TicketState.CLOSED
        state = after


@pytest.mark.parametrize("state", [TicketState.OPEN, TicketState.PENDING, TicketState.SNOOZED])
def test_a_reply_goes_on_with_an_unresolved_ticket(state: TicketState) -> None:
    assert not reply_opens_new_ticket(state, None, NOW)


def test_a_reply_to_a_closed_ticket_begins_a_new_one() -> None:
    assert reply_opens_new_ticket(TicketState.CLOSED, NOW, NOW)


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        (timedelta(0), False),
        (REOPEN_WINDOW, False),
        (REOPEN_WINDOW + timedelta(microseconds=1), True),
        (timedelta(seconds=-1), False),  # the customer's clock and ours differ
    ],
)
def test_a_reply_reopens_a_resolved_ticket_within_the_window(passed: timedelta, expected: bool) -> None:
    assert reply_opens_new_ticket(TicketState.RESOLVED, NOW - passed, NOW) is expected


def test_the_window_is_a_setting() -> None:
    hour_ago = NOW - timedelta(hours=1)

    assert reply_opens_new_ticket(TicketState.RESOLVED, hour_ago, NOW, timedelta(minutes=59))
    assert reply_opens_new_ticket(TicketState.RESOLVED, hour_ago, NOW, timedelta(0))


def test_a_resolved_ticket_knows_when_it_was_resolved() -> None:
    with pytest.raises(ValueError, match="resolved"):
        reply_opens_new_ticket(TicketState.RESOLVED, None, NOW)
