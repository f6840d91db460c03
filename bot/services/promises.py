"""Promises: the calendar and the policies in force, in immutable versions, all in memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.auto_close import read_auto_close, silent_until
from bot.domain.errors import RuleBroken
from bot.domain.holiday_texts import calendar_of, read_holidays
from bot.domain.hours_texts import read_hours
from bot.domain.preferences import Preferences
from bot.domain.sla_texts import Promises, read_promises
from bot.domain.typed import is_off, plain
from bot.sla.alerts import AlertRules
from bot.sla.calendar_json import read_calendar, write_calendar
from bot.sla.calendars import ALWAYS_OPEN, Calendar
from bot.sla.errors import SlaError
from bot.sla.policies import Facts, Policy, PolicyList
from bot.sla.policy_json import read_policies, write_policies
from bot.sla.ticket_clocks import Terms
from db.models import SlaVersion, Ticket
from db.queries import sla

if TYPE_CHECKING:
    from bot.services.desk import Desk

DEFAULT = "default"
FURTHEST = timedelta(days=3650)  # what takes the desk longer, from now on, is no promise


@dataclass(frozen=True, slots=True)
class Version:
    """One set of promises; `id` None: nobody has promised anything yet."""

    id: int | None
    calendar: Calendar
    policies: PolicyList

    @property
    def promises_anything(self) -> bool:
        every = (self.policies.default, *self.policies.ordered)
        return any(policy.targets or policy.by_priority for policy in every)

    def policy_of(self, ticket: Ticket) -> Policy:
        return self.policies.policy_for(facts_of(ticket))

    def terms_of(self, ticket: Ticket) -> Terms:
        """What the clocks of a ticket are judged by."""
        return self.policy_of(ticket).terms(ticket.priority.value, self.calendar)


class Versions:
    """All versions by id; `current` is in force. One Calendar each: it remembers what it worked out."""

    def __init__(self, rows: Iterable[SlaVersion], timezone: str) -> None:
        self._rows = {row.id: row for row in rows}
        self._read: dict[int, Version] = {}
        self.followed: int | None = None  # the version that the clocks of all tickets follow
        self.is_planned = False  # all tickets and clocks wait for the moments that the present rules give
        nothing = PolicyList(Policy(DEFAULT, {}))
        self.current = Version(None, Calendar(timezone, ALWAYS_OPEN), nothing)
        if self._rows:
            self.current = self.of(max(self._rows))

    def of(self, version_id: int | None) -> Version:
        """A version by its id; None, or one that is not there, is the current one."""
        if version_id is None or version_id not in self._rows:
            return self.current
        if version_id not in self._read:
            row = self._rows[version_id]
            calendar, policies = read_calendar(row.calendar), read_policies(row.policies)
            self._read[version_id] = Version(version_id, calendar, policies)
        return self._read[version_id]

    def all_follow(self, version_id: int) -> None:
        """No ticket is judged by an older version any more."""
        self.followed = version_id

    def planned(self, is_planned: bool) -> None:
        """Whether all tickets and clocks wait for the right moments; see `replanning`."""
        self.is_planned = is_planned

    def put(self, row: SlaVersion) -> None:
        """A new version is in force."""
        self._rows[row.id] = row
        self.current = self.of(row.id)


async def load(session: AsyncSession, timezone: str) -> Versions:
    return Versions(await sla.versions(session), timezone)


async def renew(desk: "Desk", made_by: int | None) -> None:
    """Put what the preferences say in force from now on; open clocks follow soon (see `clocks.follow`).

    Raises:
        WrongInput, SlaError: what they say cannot be.
    """
    calendar, policies = calendar_from(desk.preferences, desk.rules.timezone), policies_from(desk.preferences)
    row = SlaVersion(
        calendar=write_calendar(calendar),
        policies=write_policies(policies),
        made_at=desk.now,
        made_by=made_by,
    )
    desk.session.add(row)
    await desk.session.flush()
    desk.tx.after_commit(lambda: desk.versions.put(row))
    desk.wake_at(desk.now)


def check(preferences: Preferences, timezone: str, now: datetime) -> None:
    """Refuse, before it is kept, what clocks and silences could not be counted by.

    Raises:
        RuleBroken: `promise-out-of-reach`: in so few hours it would take more than ten years.
    """
    calendar, policies = calendar_from(preferences, timezone), policies_from(preferences)
    for policy in (*policies.ordered, policies.default):
        for targets in (policy.targets, *policy.by_priority.values()):
            for target in targets.values():
                if target.in_business_time and _never(calendar, target.length, now):
                    raise RuleBroken("promise-out-of-reach")
    silence = read_auto_close(preferences.auto_close)
    try:
        closes_at = silent_until(now, silence, calendar) if silence else now
    except SlaError:
        raise RuleBroken("promise-out-of-reach") from None
    if closes_at - now > FURTHEST:
        raise RuleBroken("promise-out-of-reach")


def _never(calendar: Calendar, length: timedelta, now: datetime) -> bool:
    try:
        return calendar.add(now, length) - now > FURTHEST
    except SlaError:
        return True


def calendar_from(preferences: Preferences, timezone: str) -> Calendar:
    """The working calendar that the preferences describe."""
    hours = read_hours(preferences.hours or f"24/7 {timezone}", zone=timezone)
    return calendar_of(hours, read_holidays(preferences.holidays))


def policies_from(preferences: Preferences) -> PolicyList:
    """The policies that the preferences describe."""
    ordered = tuple(
        _policy(one.tag, one.promises, {"tag": frozenset({one.tag})}) for one in preferences.policies
    )
    return PolicyList(_policy(DEFAULT, preferences.promises, {}), ordered)


def alert_rules(preferences: Preferences, calendar: Calendar) -> AlertRules:
    """When people are told that a clock runs out."""
    return AlertRules(
        warn_at_share=preferences.warn_at_share,
        repeat_every=preferences.repeat_every,
        repeats=preferences.repeats,
        quiet_outside=calendar if preferences.quiet_outside_hours else None,
    )


def facts_of(ticket: Ticket) -> Facts:
    """What policies may ask about a ticket."""
    return {"priority": frozenset({ticket.priority.value}), "tag": frozenset(ticket.tags)}


def _policy(name: str, text: str, when: dict[str, frozenset[str]]) -> Policy:
    promises = Promises() if is_off(plain(text)) else read_promises(text)
    return Policy(name, promises.targets, promises.by_priority, when)
