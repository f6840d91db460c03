"""Gauges: what stands at the moment, read when Prometheus asks; what is gone has no sample."""

import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from importlib.metadata import PackageNotFoundError, version

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.contact import Contact
from bot.monitoring.readiness import OK, Checks, Work
from bot.outbox.budgets import GROUP, Budget
from bot.outbox.calls import kind_of
from db.enums import ClockStatus, OutboxState
from db.queries.figures import Figures

JUDGED_WITHIN = timedelta(days=7)
SLOWEST = 5  # private chats that are named …
NAMED_AFTER = timedelta(seconds=60)  # … if something waits for longer than this


@dataclass(frozen=True, slots=True)
class Moment:
    """All that gauges are made of; `now` is the desk's time, `loop_time` that of budgets and contact."""

    now: datetime
    loop_time: float
    checks: Checks
    contact: Contact
    lost_lines: int
    dialect: str
    work: Work | None = None
    figures: Figures | None = None
    figures_age: float = 0.0


class Gauges(Collector):
    """One moment, as Prometheus' families."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment

    def collect(self) -> Iterator[Metric]:
        moment = self._moment
        yield from _process(moment)
        if moment.work is not None:
            yield from _outbox(list(moment.work.sender.waiting()), moment.now)
            yield from _budget(moment.work.budgets.of(GROUP), moment.loop_time)
        if moment.figures is not None:
            yield _family("figures_age_seconds", "Age of what was read from the database", moment.figures_age)
            yield from _stored(moment.figures)
            yield from _promises(moment.figures)


Sample = tuple[Sequence[str], float]


def _family(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"forumdesk_{name}", text, value=value)


def _labelled(name: str, text: str, labels: Sequence[str], samples: Iterable[Sample]) -> Metric:
    family = GaugeMetricFamily(f"forumdesk_{name}", text, labels=labels)
    for values, number in samples:
        family.add_metric(values, number)
    return family


def _process(moment: Moment) -> Iterator[Metric]:
    checks = moment.checks
    yield _labelled(
        "build_info",
        "Always 1; the labels tell what runs",
        ["version", "python", "database"],
        [((_version(), platform.python_version(), moment.dialect), 1)],
    )
    yield _family("ready", "1 if /readyz says 200", all(fault == OK for fault in checks.values()))
    yield _labelled(
        "check_ok",
        "1 for each check of /readyz that is well (leader: 0 is a stand-by process)",
        ["check"],
        [((name,), fault == OK) for name, fault in checks.items()],
    )
    ages = (("answer", moment.contact.heard_at), ("updates", moment.contact.updates_at))
    yield _labelled(
        "telegram_contact_age_seconds",
        "Since Telegram last answered any call, and since it last gave us updates or said there are none",
        ["what"],
        [((what,), moment.loop_time - at) for what, at in ages if at is not None],
    )
    lost = CounterMetricFamily(
        "forumdesk_log_lines_lost", "Log lines that nobody took in time", value=moment.lost_lines
    )
    yield lost


def _outbox(waiting: Sequence[tuple[int | None, int, datetime]], now: datetime) -> Iterator[Metric]:
    """By kind of chat, so that customers do not each make a series; only the slowest are named."""
    depth = {"group": 0, "private": 0}
    oldest = dict.fromkeys(depth, 0.0)
    for chat_id, items, since in waiting:
        kind = kind_of(chat_id or GROUP)
        depth[kind] = depth.get(kind, 0) + items
        oldest[kind] = max(oldest.get(kind, 0.0), (now - since).total_seconds())
    yield _labelled(
        "outbox_items",
        "Items that wait to be sent, by kind of chat",
        ["chat"],
        [((kind,), number) for kind, number in depth.items()],
    )
    yield _labelled(
        "outbox_oldest_seconds",
        "Age of the item that has waited longest, by kind of chat; 0 when nothing waits",
        ["chat"],
        [((kind,), seconds) for kind, seconds in oldest.items()],
    )
    late = [lane for lane in waiting if lane[0] and lane[0] > 0 and now - lane[2] > NAMED_AFTER]
    slowest = nsmallest(SLOWEST, late, key=lambda lane: lane[2])
    yield _labelled(
        "outbox_slow_chat_oldest_seconds",
        f"Of the {SLOWEST} private chats that have waited longest, for more than a minute: by whose id",
        ["chat_id"],
        [((str(chat_id),), (now - since).total_seconds()) for chat_id, _, since in slowest],
    )
    yield _labelled(
        "outbox_slow_chat_items",
        "How many items wait for these chats",
        ["chat_id"],
        [((str(chat_id),), items) for chat_id, items, _ in slowest],
    )


def _budget(group: Budget, loop_time: float) -> Iterator[Metric]:
    if group.limit is not None:
        yield _family("group_budget_units", "Calls the group may get at once", group.left(loop_time))
        yield _family(
            "group_budget_limit_units",
            "Calls the group may get in a window, as 429s have taught",
            group.units,
        )
    banned = max(0.0, group.banned_until - loop_time)
    yield _family("group_banned_seconds", "How long Telegram still wants nothing sent to the group", banned)


def _stored(figures: Figures) -> Iterator[Metric]:
    queued = figures.outbox.get(OutboxState.QUEUED, 0)
    yield _family("outbox_stored_items", "Items that wait, those that do not fit in memory too", queued)
    yield _family(
        "dead_items", "Items given up, until retried or buried", figures.outbox.get(OutboxState.DEAD, 0)
    )
    yield _labelled(
        "tickets",
        "Tickets that are not closed, by state",
        ["state"],
        [((state.value,), number) for state, number in figures.tickets.items()],
    )


def _promises(figures: Figures) -> Iterator[Metric]:
    clocks, judged = figures.clocks, figures.judged
    yield _labelled(
        "sla_clocks",
        "Clocks that have not stopped, by kind: running, of those overdue, paused",
        ["kind", "state"],
        [
            ((kind.value, state), number)
            for kind, running in clocks.items()
            for state, number in running._asdict().items()
        ],
    )
    yield _labelled(
        "sla_judged",
        f"Clocks that stopped in the last {JUDGED_WITHIN.days} days, by kind and outcome",
        ["kind", "outcome"],
        [
            ((kind.value, status.value), number)
            for kind, outcomes in judged.items()
            for status, number in outcomes.items()
        ],
    )
    yield _labelled(
        "sla_attainment_ratio",
        f"Met ÷ (met + breached) of the last {JUDGED_WITHIN.days} days, by kind",
        ["kind"],
        [((kind.value,), _attainment(outcomes)) for kind, outcomes in judged.items()],
    )


def _attainment(outcomes: Mapping[ClockStatus, int]) -> float:
    return outcomes.get(ClockStatus.MET, 0) / sum(outcomes.values())


def _version() -> str:
    try:
        return version("forumdesk")
    except PackageNotFoundError:
        return "unknown"
