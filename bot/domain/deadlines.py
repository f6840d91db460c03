"""Deadlines of a ticket: what time itself does to it, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from bot.domain.auto_close import Silence, silent_until
from bot.domain.ticket_states import REOPEN_WINDOW
from bot.sla.calendars import AROUND_THE_CLOCK, Calendar
from bot.sla.errors import SlaError
from db.enums import TicketState

FULL_DAY: Final = timedelta(hours=8)
"""Of working time: what a silence of a single working day is halved as, to find the time of its warning."""


class Deadline(StrEnum):
    SNOOZE_OVER = "snooze_over"
    REOPEN_WINDOW_OVER = "reopen_window_over"
    CLOSE_WARNING = "close_warning"
    AUTO_CLOSE = "auto_close"
    BACK_TO_QUEUE = "back_to_queue"


class Due(NamedTuple):
    what: Deadline
    at: datetime


class Ending(NamedTuple):
    """When a customer who stays silent is warned, and when the ticket is closed."""

    warn_at: datetime
    close_at: datetime


@dataclass(frozen=True, slots=True)
class TicketTimes:
    """What deadlines depend on."""

    state: TicketState
    snoozed_until: datetime | None = None
    resolved_at: datetime | None = None
    pending_since: datetime | None = None  # the customer has been silent since this answer
    close_warned_at: datetime | None = None
    assigned_at: datetime | None = None  # None: nobody holds it
    waiting_since: datetime | None = None  # None: the customer does not wait for an answer
    touched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeadlineRules:
    """What admins decided; `auto_close` and `returns_after` None are never."""

    reopen_window: timedelta = REOPEN_WINDOW
    auto_close: Silence | None = None
    returns_after: timedelta | None = None  # of working time
    calendar: Calendar = AROUND_THE_CLOCK


def next_deadline(ticket: TicketTimes, rules: DeadlineRules) -> Due | None:
    """What time does next to a ticket, if nothing else happens.

    Only a pending ticket is closed for silence, and only after its customer was warned. Only an open one
    whose customer waits goes back to the queue, when nobody has done anything about it since it was assigned
    and the customer began to wait, whichever came later. A calendar that never opens again brings neither.
    """
    match ticket.state:
        case TicketState.SNOOZED if ticket.snoozed_until is not None:
            return Due(Deadline.SNOOZE_OVER, ticket.snoozed_until)
        case TicketState.RESOLVED if ticket.resolved_at is not None:
            return Due(Deadline.REOPEN_WINDOW_OVER, ticket.resolved_at + rules.reopen_window)
        case TicketState.PENDING:
            return _closing(ticket, rules)
        case TicketState.OPEN:
            return _return(ticket, rules)
    return None


def ending_of(ticket: TicketTimes, rules: DeadlineRules) -> Ending | None:
    """When a pending ticket ends by silence, if it does.

    The warning comes a working day before the end, or at half of a shorter silence. However late it came
    (the desk was down), as much time is left after it. A warning older than the last answer is none.
    """
    silence, since = rules.auto_close, ticket.pending_since
    if ticket.state is not TicketState.PENDING or silence is None or since is None:
        return None
    try:
        warn_at = silent_until(since, _until_warning(silence), rules.calendar)
        close_at = silent_until(since, silence, rules.calendar)
        if ticket.close_warned_at is not None and ticket.close_warned_at >= since:
            still_open = rules.calendar.next_opening(ticket.close_warned_at + (close_at - warn_at))
            close_at = max(close_at, still_open)
    except SlaError:
        return None
    return Ending(warn_at, close_at)


def _closing(ticket: TicketTimes, rules: DeadlineRules) -> Due | None:
    ending = ending_of(ticket, rules)
    if ending is None:
        return None
    if _is_warned(ticket):
        return Due(Deadline.AUTO_CLOSE, ending.close_at)
    return Due(Deadline.CLOSE_WARNING, ending.warn_at)


def _is_warned(ticket: TicketTimes) -> bool:
    since, warned_at = ticket.pending_since, ticket.close_warned_at
    return since is not None and warned_at is not None and warned_at >= since


def _until_warning(silence: Silence) -> Silence:
    if silence.days > 1:
        return Silence(silence.days - 1)
    return Silence(time=(silence.time or FULL_DAY) / 2)


def _return(ticket: TicketTimes, rules: DeadlineRules) -> Due | None:
    if not rules.returns_after or ticket.assigned_at is None or ticket.waiting_since is None:
        return None
    since = max(ticket.assigned_at, ticket.waiting_since)
    if ticket.touched_at is not None and ticket.touched_at > since:
        return None
    try:
        return Due(Deadline.BACK_TO_QUEUE, rules.calendar.add(since, rules.returns_after))
    except SlaError:
        return None
