"""The states of a ticket: what may happen in each, and what it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.errors import RuleBroken
from db.enums import TicketState

REOPEN_WINDOW: Final = timedelta(hours=72)


class TicketEvent(StrEnum):
    """What happens to a ticket."""

    CUSTOMER_WROTE = "customer_wrote"
    OPERATOR_ANSWERED = "operator_answered"  # to the customer; a note is no event
    RESOLVED_BY_OPERATOR = "resolved_by_operator"
    REOPENED_BY_OPERATOR = "reopened_by_operator"
    SNOOZED = "snoozed"
    SNOOZE_OVER = "snooze_over"
    REOPEN_WINDOW_OVER = "reopen_window_over"
    AUTO_CLOSED = "auto_closed"
    TOPIC_CLOSED_BY_HAND = "topic_closed_by_hand"
    TOPIC_REOPENED_BY_HAND = "topic_reopened_by_hand"
    MERGED = "merged"  # into another one, which goes on


@dataclass(frozen=True, slots=True)
class StateRules:
    """What admins decide about states."""

    answer_makes_pending: bool = True


class IllegalEvent(RuleBroken):
    """This cannot happen to a ticket in that state."""

    def __init__(self, state: TicketState, event: TicketEvent, text_key: str) -> None:
        super().__init__(text_key)
        self.state = state
        self.event = event


@dataclass(frozen=True, slots=True)
class _Refused:
    text_key: str


_OPEN, _PENDING, _SNOOZED = TicketState.OPEN, TicketState.PENDING, TicketState.SNOOZED
_RESOLVED, _CLOSED = TicketState.RESOLVED, TicketState.CLOSED
_STATES = (_OPEN, _PENDING, _SNOOZED, _RESOLVED, _CLOSED)

_IS_OPEN = _Refused("ticket-open-already")
_IS_RESOLVED = _Refused("ticket-resolved-already")
_NO_SNOOZE = _Refused("ticket-resolved-no-snooze")
_NOT_SNOOZED = _Refused("ticket-not-snoozed")
_NOT_RESOLVED = _Refused("ticket-not-resolved")
_NOT_PENDING = _Refused("ticket-not-pending")
_FINAL = _Refused("ticket-closed")

_Row = tuple[TicketState | _Refused, ...]

# Facts (somebody wrote, a topic was closed) are never refused, with one exception: once a ticket is closed, a
# customer's message belongs to a new one. An answer does not end a snooze: the operator asked for a reminder.
# fmt: off
_TABLE: Final[Mapping[TicketEvent, _Row]] = {
    # in state:                          open          pending        snoozed        resolved      closed
    TicketEvent.CUSTOMER_WROTE:         (_OPEN,         _OPEN,         _OPEN,         _OPEN,        _FINAL),
    TicketEvent.OPERATOR_ANSWERED:      (_PENDING,      _PENDING,      _SNOOZED,      _RESOLVED,    _CLOSED),
    TicketEvent.RESOLVED_BY_OPERATOR:   (_RESOLVED,     _RESOLVED,     _RESOLVED,     _IS_RESOLVED, _FINAL),
    TicketEvent.REOPENED_BY_OPERATOR:   (_IS_OPEN,      _OPEN,         _OPEN,         _OPEN,        _FINAL),
    TicketEvent.SNOOZED:                (_SNOOZED,      _SNOOZED,      _SNOOZED,      _NO_SNOOZE,   _FINAL),
    TicketEvent.SNOOZE_OVER:            (_NOT_SNOOZED,  _NOT_SNOOZED,  _OPEN,         _NOT_SNOOZED, _FINAL),
    TicketEvent.REOPEN_WINDOW_OVER:     (_NOT_RESOLVED, _NOT_RESOLVED, _NOT_RESOLVED, _CLOSED,      _FINAL),
    TicketEvent.AUTO_CLOSED:            (_NOT_PENDING,  _CLOSED,       _NOT_PENDING,  _NOT_PENDING, _FINAL),
    TicketEvent.TOPIC_CLOSED_BY_HAND:   (_RESOLVED,     _RESOLVED,     _RESOLVED,     _RESOLVED,    _CLOSED),
    TicketEvent.TOPIC_REOPENED_BY_HAND: (_OPEN,         _PENDING,      _SNOOZED,      _OPEN,        _CLOSED),
    TicketEvent.MERGED:                 (_CLOSED,       _CLOSED,       _CLOSED,       _CLOSED,      _FINAL),
}
# fmt: on

DEFAULT_RULES: Final = StateRules()


def next_state(state: TicketState, event: TicketEvent, *, rules: StateRules = DEFAULT_RULES) -> TicketState:
    """What a ticket becomes when something happens to it; it may stay what it is.

    Raises:
        IllegalEvent: this cannot happen in that state. Jobs whose moment has passed get it too: skip those.
    """
    if state is _OPEN and event is TicketEvent.OPERATOR_ANSWERED and not rules.answer_makes_pending:
        return _OPEN
    found = _TABLE[event][_STATES.index(state)]
    if isinstance(found, _Refused):
        raise IllegalEvent(state, event, found.text_key)
    return found


def is_possible(state: TicketState, event: TicketEvent) -> bool:
    """Can this happen in that state? For buttons: only those that would work."""
    return not isinstance(_TABLE[event][_STATES.index(state)], _Refused)


def reply_opens_new_ticket(
    state: TicketState,
    resolved_at: datetime | None,
    now: datetime,
    reopen_window: timedelta = REOPEN_WINDOW,
) -> bool:
    """Does a customer's message begin a new ticket, rather than go on with the one in `state`?

    It does after closing, and when a resolved ticket's window is over, even if no job has closed that one yet
    (apply `REOPEN_WINDOW_OVER` to it then). At the very end of the window it still reopens.

    Raises:
        ValueError: a resolved ticket without `resolved_at`.
    """
    if state is not _RESOLVED:
        return state is _CLOSED
    if resolved_at is None:
        raise ValueError("a resolved ticket has a time when it was resolved")
    return now - resolved_at > reopen_window
