"""Clocks: what happens to a ticket moves its clocks; every decision becomes a row."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import NamedTuple

from bot.services.desk import Desk
from bot.services.promises import Version, Versions, alert_rules
from bot.sla import clocks as steps
from bot.sla import ticket_clocks as rules
from bot.sla.alerts import Alert, AlertFacts, AlertRules, SentAlert, next_alert
from bot.sla.calendars import AROUND_THE_CLOCK, Calendar
from bot.sla.clocks import Clock, ClockEvent
from bot.sla.errors import SlaError
from bot.sla.ticket_clocks import Change, Terms, TicketClocks
from db.enums import ClockEventName, ClockKind, ClockStatus, TicketState
from db.models import ClockEvent as EventRow
from db.models import SlaClock, Ticket
from db.queries import sla

logger = logging.getLogger(__name__)

Happening = Callable[[TicketClocks, Terms], Change]


class Kept(NamedTuple):
    """The current clocks of a ticket: as values, and the rows behind them."""

    clocks: TicketClocks
    rows: dict[ClockKind, SlaClock]


async def opened_by_customer(desk: Desk, ticket: Ticket, at: datetime) -> None:
    _begin(desk, ticket, lambda terms: rules.opened_by_customer(at, terms))


async def opened_by_operator(desk: Desk, ticket: Ticket, at: datetime) -> None:
    _begin(desk, ticket, lambda terms: rules.opened_by_operator(at, terms))


async def customer_wrote(desk: Desk, ticket: Ticket, at: datetime) -> None:
    """To be told before the state follows: whatever it is, the ticket is open after that."""
    await _tell(desk, ticket, lambda clocks, terms: rules.customer_wrote(clocks, at, terms), is_asleep=False)


async def operator_answered(desk: Desk, ticket: Ticket, at: datetime) -> None:
    """An answer was delivered at that moment; to be told before `ticket.answered_at` is set."""
    await _tell(desk, ticket, lambda clocks, terms: rules.operator_answered(clocks, at, terms))


async def state_changed(desk: Desk, ticket: Ticket, to: TicketState, at: datetime) -> None:
    await _tell(desk, ticket, lambda clocks, terms: rules.state_changed(clocks, at, to, terms))


async def terms_changed(desk: Desk, ticket: Ticket) -> None:
    """Priority or tags are others now: open clocks are judged by what that promises."""
    await _tell(desk, ticket, partial(_terms_changed, desk, ticket))


async def move(desk: Desk, source: Ticket, target: Ticket) -> None:
    """The clocks of a ticket that is merged go on in the other one; to be told before the source is closed.

    Where both have one running, that of the target goes on and the other is no longer wanted.
    """
    of_source, of_target = await _read(desk, source), await _read(desk, target)
    for kind, row in of_source.rows.items():
        there = of_target.rows.get(kind)
        if there is not None and there.status.is_open:
            if row.status.is_open:
                _cancel(desk, row)
            continue
        if there is not None:
            there.is_current = False
            await desk.session.flush()  # only one of a kind may be current, even for a moment
        row.ticket_id = target.id
    await terms_changed(desk, target)


def must_follow(versions: Versions) -> bool:
    """May there be tickets whose clocks are judged by another version than that in force?"""
    return versions.current.id is not None and versions.followed != versions.current.id


async def follow(desk: Desk, most: int) -> int:
    """Judge tickets of older versions by the one in force, at most so many; returns how many there were."""
    version = desk.versions.current
    if version.id is None or not must_follow(desk.versions):
        return 0
    found = await sla.tickets_of_other_versions(desk.session, version.id, most)
    if len(found) < most:
        desk.tx.after_commit(partial(desk.versions.all_follow, version.id))
    rows = await sla.current_clocks_of(desk.session, [ticket.id for ticket in found])
    for ticket in found:
        shown_before = [(row.due_at, row.status) for row in rows[ticket.id]]
        _happen(desk, ticket, _kept(ticket, rows[ticket.id]), None, is_asleep=_is_asleep(ticket))
        if [(row.due_at, row.status) for row in rows[ticket.id]] != shown_before:
            desk.outbox.card(ticket.customer_id)
    return len(found)


async def set_aside_follower(desk: Desk) -> int | None:
    """Leave the clocks of the first ticket as they are: the version in force cannot be applied to it."""
    version = desk.versions.current
    if version.id is None:
        return None
    for ticket in await sla.tickets_of_other_versions(desk.session, version.id, 1):
        ticket.sla_version_id = version.id
        return ticket.id
    return None


def plan(desk: Desk, row: SlaClock, clock: Clock, ticket: Ticket, *, is_asleep: bool | None = None) -> None:
    """Say when the sweep must look at a clock again; `is_asleep`: the ticket is snoozed (None: as it is)."""
    is_asleep = _is_asleep(ticket) if is_asleep is None else is_asleep
    row.next_action_at = _next_look(desk, _facts(desk, row, clock, ticket), is_asleep=is_asleep)
    desk.wake_at(row.next_action_at)


class Look(NamedTuple):
    """What a look at a clock finds: a breach and an alert, if it is time for them, and when to look again."""

    breached: Clock | None
    alert: Alert | None
    next_at: datetime | None


def look(desk: Desk, row: SlaClock, ticket: Ticket) -> Look:
    """Look at a clock whose moment has come; nothing is written."""
    seen = steps.observe(clock_of(row), desk.now)
    facts = _facts(desk, row, seen.clock, ticket)
    alert = _alert(facts, _rules(desk), desk.now) if not _is_asleep(ticket) else None
    if alert is not None and alert.at <= desk.now:
        facts = AlertFacts(facts.clock, facts.calendar, SentAlert(alert.level, desk.now), facts.acted_at)
    else:
        alert = None
    next_at = _next_look(desk, facts, is_asleep=_is_asleep(ticket))
    return Look(seen.clock if seen.events else None, alert, next_at)


def record_breach(desk: Desk, row: SlaClock, due_at: datetime) -> None:
    _insert_event(desk, row, ClockEventName.BREACHED, due_at, None)


def calendar_of(desk: Desk, row: SlaClock) -> Calendar:
    """What a clock's target counts in."""
    return desk.versions.of(row.version_id).calendar if row.in_business_time else AROUND_THE_CLOCK


def record_alert(desk: Desk, row: SlaClock, level: int) -> None:
    """An alert was queued: a decision like others."""
    _insert_event(desk, row, ClockEventName.ALERTED, desk.now, level)


def _begin(desk: Desk, ticket: Ticket, happening: Callable[[Terms], Change]) -> None:
    """A new ticket has no clocks to be read."""
    version = desk.versions.current
    ticket.sla_version_id = version.id
    if version.promises_anything:
        kept = Kept(TicketClocks(), {})
        _happen(desk, ticket, kept, lambda clocks, terms: happening(terms), is_asleep=False)


async def _tell(desk: Desk, ticket: Ticket, happening: Happening, *, is_asleep: bool | None = None) -> None:
    """Read the clocks, and let it happen; `is_asleep`: the ticket is snoozed then (None: as it is)."""
    if not desk.versions.current.promises_anything and ticket.sla_version_id is None:
        return
    kept = await _read(desk, ticket)
    _happen(desk, ticket, kept, happening, is_asleep=_is_asleep(ticket) if is_asleep is None else is_asleep)


async def _read(desk: Desk, ticket: Ticket) -> Kept:
    await desk.session.flush()
    return _kept(ticket, await sla.current_clocks(desk.session, ticket.id))


def _kept(ticket: Ticket, current: Sequence[SlaClock]) -> Kept:
    rows = {row.kind: row for row in current}
    values = {kind.value: clock_of(row) for kind, row in rows.items()}
    return Kept(TicketClocks(answered=ticket.answered_at is not None, **values), rows)


def _happen(desk: Desk, ticket: Ticket, kept: Kept, happening: Happening | None, *, is_asleep: bool) -> None:
    """Let it happen under the terms in force, after the clocks have come to follow those.

    A promise that cannot be worked out (the calendar never opens again) must not cost a message: the clocks
    stay as they are then.
    """
    version = desk.versions.current
    terms = version.terms_of(ticket)
    try:
        if ticket.sla_version_id != version.id:
            ticket.sla_version_id = version.id
            change = _terms_changed(desk, ticket, kept.clocks, terms)
            kept = _keep(desk, ticket, version, kept, change, is_asleep=is_asleep)
        if happening is not None:
            _keep(desk, ticket, version, kept, happening(kept.clocks, terms), is_asleep=is_asleep)
    except SlaError as error:
        logger.error("a promise cannot be worked out", extra={"ticket": ticket.id, "error": error})


def _terms_changed(desk: Desk, ticket: Ticket, clocks: TicketClocks, terms: Terms) -> Change:
    return rules.terms_changed(_with_unpromised(clocks, ticket), desk.now, terms)


def _with_unpromised(clocks: TicketClocks, ticket: Ticket) -> TicketClocks:
    """Clocks of which nothing was promised are not stored; whoever waits does so since then all the same."""
    since: dict[ClockKind, datetime] = {}
    if ticket.waiting_since is not None:
        is_first = ticket.answered_at is None and ticket.opened_by is None
        since[ClockKind.FIRST_RESPONSE if is_first else ClockKind.NEXT_RESPONSE] = ticket.waiting_since
    if ticket.state in (TicketState.OPEN, TicketState.SNOOZED):
        since[ClockKind.RESOLUTION] = ticket.waiting_since or ticket.opened_at
    for kind, at in since.items():
        clock = clocks.of(kind)
        if clock is None or not clock.status.is_open:
            clocks = rules.with_clock(clocks, steps.start(kind, at, AROUND_THE_CLOCK, None).clock)
    return clocks


def _keep(
    desk: Desk, ticket: Ticket, version: Version, kept: Kept, change: Change, *, is_asleep: bool
) -> Kept:
    """Write the clocks and the events; a clock without a target is not stored.

    Those that did not change are planned anew: hours, alerts or the ticket's state may have.
    """
    rows = dict(kept.rows)
    for kind in ClockKind:
        clock = change.clocks.of(kind)
        if clock is None or clock.target is None:
            continue
        events = [event for event in change.events if event.kind is kind]
        row = rows.get(kind)
        begins = any(event.name is ClockEventName.STARTED for event in events)
        if row is None or (begins and not row.status.is_open):
            row = rows[kind] = _replacement(desk, ticket, row, clock)
        if clock.status.is_open or row.status.is_open:  # finished ones stay as they were judged
            _update(desk, ticket, version, row, clock, is_asleep=is_asleep)
        _record(desk, row, events)
    return Kept(change.clocks, rows)


def _update(
    desk: Desk, ticket: Ticket, version: Version, row: SlaClock, clock: Clock, *, is_asleep: bool
) -> None:
    if clock.status.is_open:
        row.version_id = version.id
        row.in_business_time = _counts_business_time(version, ticket, clock)
    _write(row, clock)
    plan(desk, row, clock, ticket, is_asleep=is_asleep)


def _replacement(desk: Desk, ticket: Ticket, before: SlaClock | None, clock: Clock) -> SlaClock:
    """A new measurement; the one before it is history."""
    if before is not None:
        before.is_current = False
        before.next_action_at = None
    row = SlaClock(
        id=desk.tx.ids.next_clock(),
        ticket_id=ticket.id,
        kind=clock.kind,
        status=clock.status,
        is_current=True,
        alert_level=None,
        alerted_at=None,
    )
    desk.session.add(row)
    return row


def _cancel(desk: Desk, row: SlaClock) -> None:
    step = steps.cancel(clock_of(row), desk.now, calendar_of(desk, row))
    _write(row, step.clock)
    row.next_action_at = None
    _record(desk, row, step.events)


def _counts_business_time(version: Version, ticket: Ticket, clock: Clock) -> bool:
    term = version.terms_of(ticket).get(clock.kind)
    return term is not None and term.calendar is version.calendar


def _facts(desk: Desk, row: SlaClock, clock: Clock, ticket: Ticket) -> AlertFacts:
    sent = None
    if row.alert_level is not None and row.alerted_at is not None:
        sent = SentAlert(row.alert_level, row.alerted_at)
    return AlertFacts(clock, calendar_of(desk, row), sent, ticket.touched_at)


def _rules(desk: Desk) -> AlertRules:
    return alert_rules(desk.preferences, desk.versions.current.calendar)


def _alert(facts: AlertFacts, rules: AlertRules, now: datetime) -> Alert | None:
    """The next alert; at once where quiet hours never end."""
    try:
        return next_alert(facts, rules, now)
    except SlaError:
        return next_alert(facts, replace(rules, quiet_outside=None), now)


def _next_look(desk: Desk, facts: AlertFacts, *, is_asleep: bool) -> datetime | None:
    """The due time, to be noticed, or the next alert if that is earlier; a snoozed ticket has no alerts."""
    clock = facts.clock
    if clock.status is not ClockStatus.RUNNING:
        return None
    alert = None if is_asleep else _alert(facts, _rules(desk), desk.now)
    moments = [alert.at] if alert else []
    if clock.due_at is not None and clock.breached_at is None:
        moments.append(clock.due_at)
    return min(moments, default=None)


def _is_asleep(ticket: Ticket) -> bool:
    return ticket.state is TicketState.SNOOZED


def clock_of(row: SlaClock) -> Clock:
    """A stored clock as a value."""
    return Clock(
        kind=row.kind,
        status=row.status,
        started_at=row.started_at,
        target=row.target,
        due_at=row.due_at,
        running_since=row.running_since,
        stretches=tuple(
            (datetime.fromisoformat(began), datetime.fromisoformat(ended)) for began, ended in row.stretches
        ),
        spent=row.spent,
        breached_at=row.breached_at,
        stopped_at=row.stopped_at,
    )


def _write(row: SlaClock, clock: Clock) -> None:
    assert clock.target is not None
    row.status = clock.status
    row.started_at = clock.started_at
    row.target = clock.target
    row.due_at = clock.due_at
    row.running_since = clock.running_since
    row.stretches = [[began.isoformat(), ended.isoformat()] for began, ended in clock.stretches]
    row.spent = clock.spent
    row.breached_at = clock.breached_at
    row.stopped_at = clock.stopped_at


def _record(desk: Desk, row: SlaClock, events: Iterable[ClockEvent]) -> None:
    for event in events:
        _insert_event(desk, row, event.name, event.at, None)


def _insert_event(desk: Desk, row: SlaClock, name: ClockEventName, at: datetime, level: int | None) -> None:
    desk.session.insert(
        EventRow,
        {
            "clock_id": row.id,
            "ticket_id": row.ticket_id,
            "kind": row.kind,
            "name": name,
            "at": at,
            "recorded_at": desk.now,
            "level": level,
        },
    )
