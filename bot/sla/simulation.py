"""Simulation: what the engine says about a case written in the JSON form of sla_cases.json.

A case has `id`, `kind`, `calendar`, `target_minutes` and `events`. Its kind says what is asked:
`due` (of one clock: start, pause, resume), `elapsed` (the same with a stop), `timeline` (a ticket's
history, a target per metric) or `error` (whether calendar and target are refused). An answer has the
field names of `expected`, which itself is never read. Minutes are working minutes, whole ones rounded down.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sla import clocks
from bot.sla.calendar_json import FieldError, read_calendar
from bot.sla.calendars import NOTHING, Calendar
from bot.sla.clocks import Clock
from bot.sla.errors import Refusal, SlaError
from bot.sla.timeline import Happening, Targets, TicketEvent, Timeline, replay
from db.enums import ClockKind, ClockStatus, TicketState

Answer = dict[str, Any]

YEARS = range(1900, 9000)  # leaves room for any target
CHANGES_OF_TARGETS = (Happening.POLICY_CHANGE, Happening.PRIORITY_CHANGE)


def simulate(case: object) -> Answer:
    """The answer to one case, without its id.

    Raises:
        FieldError: the case lacks a field or has something else in it than the format says.
        SlaError: the engine refuses its calendar or a target; `reason` is what `error` cases expect.
    """
    fields = _fields(case, "the case", "kind", "calendar", "target_minutes", "events")
    calendar = read_calendar(fields["calendar"])
    targets, events = fields["target_minutes"], _events(fields["events"])
    match fields["kind"]:
        case "due":
            return _due(calendar, _minutes(targets), events)
        case "elapsed":
            return _elapsed(calendar, _minutes(targets), events)
        case "timeline":
            return _timeline(calendar, _targets(targets), events)
        case "error":
            return {"error": None, **_whatever(calendar, targets, events)}
        case other:
            raise FieldError(f"`kind` is {other!r}, not due, elapsed, timeline or error")


def _due(calendar: Calendar, target: timedelta | None, events: Sequence[Mapping[str, Any]]) -> Answer:
    return {"due": _shown(_clock(calendar, target, events).due_at)}


def _elapsed(calendar: Calendar, target: timedelta | None, events: Sequence[Mapping[str, Any]]) -> Answer:
    clock = _clock(calendar, target, events)
    if clock.status.is_open and events[-1]["type"] != "now":
        raise FieldError("an `elapsed` case ends with a `stop` event (or `now`)")
    until = _instant(events[-1])
    answer: Answer = {"elapsed_min": _whole_minutes(clocks.elapsed(clock, until, calendar))}
    if target:
        answer["breached"] = clock.outcome(until) == ClockStatus.BREACHED
    return answer


def _clock(calendar: Calendar, target: timedelta | None, events: Sequence[Mapping[str, Any]]) -> Clock:
    """The one clock of a `due` or `elapsed` case after its events, in the order given."""
    if not events or events[0]["type"] != "start":
        raise FieldError("`events` do not begin with a `start`")
    clock = clocks.start(ClockKind.RESOLUTION, _instant(events[0]), calendar, target).clock
    for event in events[1:]:
        at = _instant(event)
        match event["type"]:
            case "pause":
                clock = clocks.pause(clock, at, calendar).clock
            case "resume":
                clock = clocks.resume(clock, at, calendar).clock
            case "stop":
                clock = clocks.stop(clock, at, calendar).clock
            case "now":
                pass
            case other:
                raise FieldError(f"{other!r} is not an event of one clock: start, pause, resume, stop, now")
    return clock


def _timeline(calendar: Calendar, targets: Targets, events: Sequence[Mapping[str, Any]]) -> Answer:
    history = [_ticket_event(event) for event in events]
    timeline = replay(history, calendar, targets)
    named = {*targets, *(kind for event in history for kind in event.targets or ())}
    return {kind.value: _metric(timeline, kind) for kind in ClockKind if kind in named}


def _metric(timeline: Timeline, kind: ClockKind) -> Answer | list[Answer] | None:
    promised = [clock for clock in timeline.clocks[kind] if clock.target]
    shown = [
        {
            "start": _shown(clock.started_at),
            "due": _shown(clock.due_at),
            "elapsed_min": _whole_minutes(timeline.elapsed(clock)),
            "outcome": timeline.outcome(clock),
        }
        for clock in promised
    ]
    if kind is ClockKind.NEXT_RESPONSE:
        return shown
    return shown[-1] if shown else None


def _whatever(calendar: Calendar, targets: object, events: Sequence[Mapping[str, Any]]) -> Answer:
    """Ask for as much as an `error` case has: some calendars only fail when they are used."""
    if isinstance(targets, Mapping):
        return _timeline(calendar, _targets(targets), events)
    target = _minutes(targets)
    return _due(calendar, target, events) if events else {}


def _ticket_event(event: Mapping[str, Any]) -> TicketEvent:
    at = _instant(event)
    try:
        what = Happening(event["type"])
    except ValueError:
        raise FieldError(f"{event['type']!r} is not an event of a ticket: {', '.join(Happening)}") from None
    if what is Happening.STATUS:
        return TicketEvent(at, what, to=_state(_fields(event, "a `status` event", "to")["to"]))
    if what in CHANGES_OF_TARGETS:
        return TicketEvent(
            at, what, targets=_targets(_fields(event, f"a `{what}` event", "targets")["targets"])
        )
    if what is Happening.CALENDAR_CHANGE:
        changed = _fields(event, "a `calendar_change` event", "calendar")["calendar"]
        return TicketEvent(at, what, calendar=read_calendar(changed))
    return TicketEvent(at, what)


def _state(text: Any) -> TicketState:
    try:
        return TicketState(text)
    except ValueError:
        raise FieldError(f"{text!r} is not a state of a ticket: {', '.join(TicketState)}") from None


def _targets(minutes: object) -> Targets:
    if not isinstance(minutes, Mapping):
        raise FieldError("the targets of a timeline are an object: minutes per metric")
    for name in minutes:
        if name not in list(ClockKind):
            raise FieldError(f"{name!r} is not a metric: {', '.join(ClockKind)}")
    return {ClockKind(name): _minutes(length) for name, length in minutes.items()}


def _minutes(length: object) -> timedelta | None:
    """A target; None and zero are off."""
    if length is None:
        return None
    try:
        if isinstance(length, bool) or not isinstance(length, int | float):
            raise FieldError(f"a target of {length!r} is not a number of minutes")
        target = timedelta(minutes=length)
    except (OverflowError, ValueError) as error:
        if isinstance(error, FieldError):
            raise
        raise SlaError(Refusal.INVALID_DURATION, f"{length!r} minutes are no duration") from None
    if target < NOTHING:
        raise SlaError(Refusal.INVALID_DURATION, f"a target of {length!r} minutes is negative")
    return target or None


def _events(events: object) -> list[Mapping[str, Any]]:
    if not isinstance(events, list):
        raise FieldError("`events` are not a list")
    return [_fields(event, "an event", "at", "type") for event in events]


def _instant(event: Mapping[str, Any]) -> datetime:
    text = event["at"]
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise FieldError(f"{text!r} is not a time such as 2026-06-01T09:00:00Z") from None
    if at.tzinfo is None:
        raise FieldError(f"{text!r} lacks its zone: Z or an offset such as +02:00")
    if at.year not in YEARS:
        raise FieldError(f"{text!r} is not within the years {YEARS.start} to {YEARS.stop - 1}")
    return at


def _fields(value: object, what: str, *names: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise FieldError(f"{what} is not an object: {value!r}")
    missing = [f"`{name}`" for name in names if name not in value]
    if missing:
        raise FieldError(f"{what} lacks {', '.join(missing)}")
    return value


def _whole_minutes(length: timedelta) -> int:
    return length // timedelta(minutes=1)


def _shown(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None
