"""`python -m tests.benchmarks.clocks`: what many running clocks cost, and how soon an alert leaves.

On SQLite as the desk uses it (a file, WAL, synchronous=FULL). A sweep is measured as the jobs run it: when
nothing is due, and when some clocks breach at once and each is to be alerted. Then a whole desk works above
all these clocks, and alerts are timed from due time to message.
"""

import argparse
import asyncio
import gc
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import uvloop
from pydantic import SecretStr
from sqlalchemy import event

from bot.app import App, build_app
from bot.domain.items import Item
from bot.domain.preferences import Preferences
from bot.i18n.texts import Texts
from bot.jobs import deadlines
from bot.services import preferences
from bot.services import promises as stored_promises
from bot.services.desk import Desks, OperatorGroup, Rules
from bot.settings import Settings
from db.enums import ClockKind, ClockStatus, OutboxKind, TicketPriority, TicketState
from db.models import Base, Customer, SlaClock, Ticket
from db.uow import Database
from tests import promises
from tests.benchmarks.process import database_url
from tests.benchmarks.report import percentile
from tests.benchmarks.stage import STALLED_AFTER, Stage, Stalled

CLOCKS = 200_000
DUE = 200  # clocks that breach at once
ALERTS = 10  # one after another, timed one by one
IDLE_WITHIN, DUE_WITHIN, ALERT_WITHIN = 0.002, 0.100, 1.0  # seconds

HOURS = "daily 00:00-24:00; 2020-01-01 off UTC"  # always open, yet each step is worked out from the hours
TARGET = timedelta(hours=1)
KINDS = (ClockKind.FIRST_RESPONSE, ClockKind.RESOLUTION)
LATE = 900_001  # the first of the tickets whose alerts are timed: nobody else has them
EVERY = timedelta(seconds=0.7)  # their due times
PAGE = 20_000  # rows that are inserted at once


@dataclass(slots=True)
class Sweeps:
    """Seconds of each sweep; how many statements one of each kind took, and alerts that were queued."""

    idle: list[float] = field(default_factory=list)
    due: list[float] = field(default_factory=list)
    idle_statements: int = 0
    due_statements: int = 0
    alerts: int = 0


class Crowd:
    """A database full of running clocks, two for each ticket; few are due at a time."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(database_url(folder))
        self.now = datetime.now(UTC)
        self.desks: Desks
        self.statements = 0
        event.listen(self.database.engine.sync_engine, "before_cursor_execute", self._count)

    async def gather(self, clocks: int) -> None:
        """Make so many clocks that run for hours yet, of a desk that promises just that."""
        await promises.state(self.database.url, "first 1h resolve 1h", HOURS)
        async with self.database.reading() as session:
            stated = await preferences.load(session, Preferences())
            versions = await stored_promises.load(session, "UTC")
        self.desks = Desks(
            self.database,
            Rules(),
            Texts(),
            OperatorGroup(),
            1,
            lambda: self.now,
            preferences=stated,
            versions=versions,
        )
        for numbers in _pages(clocks // len(KINDS)):
            await self.insert(Customer, [_customer(n, self.now) for n in numbers])
            await self.insert(Ticket, [_ticket(n, self.now) for n in numbers])
            await self.insert(SlaClock, [_clock(n, kind, self.now) for n in numbers for kind in KINDS])
        await self.sweep()  # looks once whether an earlier run left something

    async def sweep(self) -> float:
        """Seconds that one sweep takes."""
        self.statements = 0
        began = time.perf_counter()
        await deadlines.sweep(self.desks, until=lambda: False)
        return time.perf_counter() - began

    async def let_be_due(self, tickets: Sequence[int], at: datetime) -> None:
        """The first responses of these tickets are due then."""
        clock = SlaClock.__table__
        change = (
            clock.update()  # type: ignore[attr-defined]
            .where(clock.c.ticket_id.in_(tickets), clock.c.kind == ClockKind.FIRST_RESPONSE)
            .values(started_at=at - TARGET, running_since=at - TARGET, due_at=at, next_action_at=at)
        )
        async with self.database.transaction() as tx:
            await tx.session.execute(change)
            await tx.commit()

    async def insert(self, model: type[Base], rows: list[dict[str, Any]]) -> None:
        async with self.database.transaction() as tx:
            await (await tx.session.connection()).execute(model.__table__.insert(), rows)  # type: ignore[attr-defined]
            await tx.commit()

    def _count(self, *_: Any) -> None:
        self.statements += 1


async def measure_sweeps(crowd: Crowd, *, due: int, rounds: int) -> Sweeps:
    """Sweep with nothing due and with `due` breaches, by turns; each clock breaches once."""
    found = Sweeps()

    def count(items: Sequence[Item]) -> None:
        found.alerts += sum(item.kind is OutboxKind.ALERT for item in items)

    crowd.desks.offer = count
    a_moment_ago = crowd.now - timedelta(seconds=1)
    for number in range(rounds):
        for _ in range(10):
            found.idle.append(await crowd.sweep())
        found.idle_statements = crowd.statements
        await crowd.let_be_due(range(number * due + 1, (number + 1) * due + 1), a_moment_ago)
        found.due.append(await crowd.sweep())
        found.due_statements = crowd.statements
    return found


async def measure_alerts(crowd: Crowd, number: int) -> list[float]:
    """Seconds from due times to alerts in their topics, of a whole desk at work above all the clocks."""
    stage = Stage(0)
    tickets = range(LATE, LATE + number)
    people = [stage.server.world.add_user(f"Late {n}") for n in tickets]
    await crowd.insert(Customer, [{**_customer(0, crowd.now), "id": one.id} for one in people])
    of_people = zip(tickets, people, strict=True)
    await crowd.insert(Ticket, [{**_ticket(n, crowd.now), "customer_id": one.id} for n, one in of_people])
    await crowd.insert(SlaClock, [_clock(n, ClockKind.FIRST_RESPONSE, crowd.now) for n in tickets])
    async with stage.server, _desk_at_work(stage, crowd.database.url) as app:
        due_at = {n: datetime.now(UTC) + (place + 1) * EVERY for place, n in enumerate(tickets)}
        for ticket, at in due_at.items():
            await crowd.let_be_due([ticket], at)
        app.jobs.wake(min(due_at.values()))
        return [await _lateness(stage, ticket, at) for ticket, at in due_at.items()]


@asynccontextmanager
async def _desk_at_work(stage: Stage, url: str) -> AsyncIterator[App]:
    """The whole bot, in this process."""
    settings = Settings(
        _env_file=None,
        bot_token=SecretStr(stage.bot.token),
        bot_api_url=stage.server.url,
        operator_group_id=stage.operators.id,
        database_url=url,
        group_budget=None,
        private_budget=None,
        bot_budget=None,
    )
    app = build_app(settings)
    running = asyncio.create_task(app.run())
    await asyncio.wait_for(app.ready.wait(), STALLED_AFTER)
    try:
        yield app
    finally:
        app.stop()
        await running


async def _lateness(stage: Stage, ticket: int, due_at: datetime) -> float:
    """Seconds from its due time to the alert about a ticket."""
    words = f"#{ticket} · First answer: overdue"
    give_up_at = due_at + timedelta(seconds=STALLED_AFTER)
    while (now := datetime.now(UTC)) < give_up_at:
        if any(words in message.text for message in stage.operators.messages_by_id.values()):
            return (now - due_at).total_seconds()
        await asyncio.sleep(0.002)
    raise Stalled(f"no alert about ticket {ticket}")


def table(sweeps: Sweeps, delays: Sequence[float], clocks: int, due: int) -> str:
    """Median, 95th percentile and limit of each figure, in milliseconds."""
    rows = (
        ("sweep, nothing due", sweeps.idle, sweeps.idle_statements, IDLE_WITHIN),
        (f"sweep, {due} due", sweeps.due, sweeps.due_statements, DUE_WITHIN),
        ("alert after its due time", delays, 0, ALERT_WITHIN),
    )
    lines = [f"{f'{clocks:,} running clocks':<28}{'p50 ms':>10}{'p95 ms':>10}{'limit':>10}{'statements':>12}"]
    for name, values, statements, limit in rows:
        if values:
            figures = (percentile(values, 0.5) * 1000, percentile(values, 0.95) * 1000, limit * 1000)
            lines.append(f"{name:<28}" + "".join(f"{f:>10.2f}" for f in figures) + f"{statements or '':>12}")
    return "\n".join(lines)


def shortfalls(sweeps: Sweeps, delays: Sequence[float]) -> list[str]:
    """In words, what is required and missed; sweeps by their medians, alerts by the slowest."""
    missed = []
    for name, seconds, limit in (
        ("a sweep with nothing due", percentile(sweeps.idle, 0.5), IDLE_WITHIN),
        ("a sweep with clocks due", percentile(sweeps.due, 0.5), DUE_WITHIN),
        ("the slowest alert", max(delays, default=0.0), ALERT_WITHIN),
    ):
        if seconds > limit:
            missed.append(f"{name} took {seconds * 1000:.1f} ms, not {limit * 1000:.0f}")
    return missed


async def measure(clocks: int, due: int, rounds: int, alerts: int) -> tuple[Sweeps, list[float]]:
    """All figures, from one database."""
    with TemporaryDirectory(prefix="forumdesk-clocks-") as name:
        crowd = Crowd(Path(name))
        await crowd.gather(clocks)
        sweeps = await measure_sweeps(crowd, due=due, rounds=rounds)
        delays = await measure_alerts(crowd, alerts) if alerts else []
        await crowd.database.close()
    return sweeps, delays


def main() -> int:
    """Run, print, and return the exit code."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.clocks", description=__doc__)
    options.add_argument("--clocks", type=int, default=CLOCKS, help="%(default)s")
    options.add_argument("--due", type=int, default=DUE, help="at once (%(default)s)")
    options.add_argument("--rounds", type=int, default=15, help="of both sweeps (%(default)s)")
    options.add_argument("--alerts", type=int, default=ALERTS, help="that are timed (%(default)s)")
    options.add_argument("--check", action="store_true", help="fail when a limit is missed")
    chosen = options.parse_args()
    gc.disable()
    sweeps, delays = uvloop.run(measure(chosen.clocks, chosen.due, chosen.rounds, chosen.alerts))
    print(table(sweeps, delays, chosen.clocks, chosen.due))
    missed = shortfalls(sweeps, delays)
    for line in missed:
        print(f"missed: {line}")
    return 1 if missed and chosen.check else 0


def _pages(tickets: int) -> Iterator[range]:
    for first in range(1, tickets + 1, PAGE):
        yield range(first, min(first + PAGE, tickets + 1))


def _customer(number: int, now: datetime) -> dict[str, Any]:
    return {"id": 10_000_000 + number, "first_name": f"Customer {number}", "first_seen_at": now}


def _ticket(number: int, now: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "customer_id": 10_000_000 + number,
        "state": TicketState.OPEN,
        "priority": TicketPriority.NORMAL,
        "tags": [],
        "opened_at": now,
        "waiting_since": now,
        "sla_version_id": 1,
    }


def _clock(number: int, kind: ClockKind, now: datetime) -> dict[str, Any]:
    """Due some hours from now, each at a moment of its own."""
    began = now + timedelta(hours=5) + timedelta(milliseconds=number)
    return {
        "id": number * len(KINDS) + KINDS.index(kind),
        "ticket_id": number,
        "version_id": 1,
        "kind": kind,
        "status": ClockStatus.RUNNING,
        "is_current": True,
        "in_business_time": True,
        "started_at": began,
        "target": TARGET,
        "due_at": began + TARGET,
        "running_since": began,
        "stretches": [],
        "spent": timedelta(0),
        "next_action_at": began + TARGET,
    }


if __name__ == "__main__":
    sys.exit(main())
