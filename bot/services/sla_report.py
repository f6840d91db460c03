"""The SLA report: what is promised, what is at risk, and how well promises were kept lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot.domain.answers import Screen
from bot.domain.hours_texts import OpeningHours, write_hours
from bot.domain.sla_texts import Promises, write_promises
from bot.domain.typed import OFF, is_off, plain
from bot.services.clocks import calendar_of, clock_of
from bot.services.desk import Desk
from bot.services.promises import DEFAULT
from bot.sla.clocks import elapsed
from bot.sla.policies import Policy
from bot.views import sla as views
from bot.views.queue import Place, Reader
from bot.views.sla import AtRisk, OwnClock, Record, Stated
from db.enums import ClockKind, ClockStatus
from db.queries import queue, reports, sla

LATELY = timedelta(days=7)
SHOWN_AT_RISK = 10
SLOW = 0.9
"""Nine of ten answers took no longer: the 90th percentile."""


@dataclass(frozen=True, slots=True)
class Percentiles:
    """By nearest rank: each is a time that really was taken."""

    median: timedelta
    p90: timedelta


async def overview(desk: Desk, customer_id: int | None) -> Screen:
    """What a bare `/sla` shows; in a customer's topic its ticket's clocks come first."""
    await desk.session.flush()
    since = desk.now - LATELY
    times = await percentiles(desk, ClockKind.FIRST_RESPONSE, since)
    return views.report(
        stated(desk),
        await _own_clocks(desk, customer_id),
        await _at_risk(desk),
        await records(desk, since),
        (times.median, times.p90) if times else None,
        Reader(desk.wording, desk.now),
    )


def stated(desk: Desk) -> Stated:
    """The promises in force, as admins type them, and the hours in which they count."""
    version = desk.versions.current
    calendar, holidays = version.calendar, desk.preferences.holidays
    hours = OpeningHours(calendar.zone, calendar.week, tuple(sorted(calendar.overrides.items())))
    policies = (*version.policies.ordered, version.policies.default) if version.promises_anything else ()
    return Stated(
        promises=tuple((None if one.name == DEFAULT else one.name, _written(one)) for one in policies),
        hours=write_hours(hours),
        holidays=None if is_off(plain(holidays)) else holidays,
        opens_at=None if calendar.is_open(desk.now) else calendar.next_opening(desk.now),
    )


async def records(desk: Desk, since: datetime) -> list[Record]:
    """For each kind of clock how many were met and breached, of those that have stopped since then."""
    found = await reports.outcomes(desk.session, since)
    return [
        Record(kind, found[kind].get(ClockStatus.MET, 0), found[kind].get(ClockStatus.BREACHED, 0))
        for kind in ClockKind
        if kind in found
    ]


async def percentiles(desk: Desk, kind: ClockKind, since: datetime) -> Percentiles | None:
    """How long promises of this kind took that were judged since then; working time where that was promised.

    None if there were none.
    """
    number = sum((await reports.outcomes(desk.session, since)).get(kind, {}).values())
    if not number:
        return None
    median, p90 = [
        await reports.spent_by_rank(desk.session, kind, since, ceil(share * number) - 1)
        for share in (0.5, SLOW)
    ]
    return Percentiles(median, p90) if median is not None and p90 is not None else None


def _written(policy: Policy) -> str:
    return write_promises(Promises(policy.targets, policy.by_priority)) or OFF


async def _at_risk(desk: Desk) -> list[AtRisk]:
    rows = await queue.most_at_risk(desk.session, SHOWN_AT_RISK)
    return [AtRisk(number, kind, due_at, Place(*place)) for number, kind, due_at, *place in rows]


async def _own_clocks(desk: Desk, customer_id: int | None) -> list[OwnClock]:
    ticket = await desk.people.ticket(customer_id) if customer_id is not None else None
    rows = await sla.current_clocks(desk.session, ticket.id) if ticket is not None else []
    return [
        OwnClock(
            kind=row.kind,
            status=row.status,
            due_at=row.due_at,
            spent=elapsed(clock_of(row), desk.now, calendar_of(desk, row)),
            target=row.target,
        )
        for row in sorted(rows, key=lambda row: list(ClockKind).index(row.kind))
    ]
