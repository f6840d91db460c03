"""Metrics: what the desk counts while it works, in Prometheus' terms; each desk has a registry of its own."""

from collections.abc import Sequence

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

RELAY_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
CALL_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 40)
COMMIT_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each of ours, which no query needs


class Metrics:
    """One method for each thing that happens; seconds everywhere."""

    def __init__(self) -> None:
        self.registry = here = CollectorRegistry()
        ProcessCollector(registry=here)
        self._updates = Counter(
            "forumdesk_updates",
            "Updates committed, by kind and how they ended",
            ["kind", "outcome"],
            registry=here,
        )
        self._update_seconds = Histogram(
            "forumdesk_update_seconds",
            "From an update's arrival to its commit",
            buckets=COMMIT_BUCKETS,
            registry=here,
        )
        self._relay_seconds = Histogram(
            "forumdesk_relay_seconds",
            "From an update's arrival to its copy being accepted by Telegram",
            ["direction"],
            buckets=RELAY_BUCKETS,
            registry=here,
        )
        self._settled = Counter(
            "forumdesk_outbox_settled",
            "Outbox items settled, by kind and what became of them",
            ["kind", "outcome"],
            registry=here,
        )
        self._calls = Counter(
            "forumdesk_telegram_calls",
            "Calls of the Bot API, by method and code (HTTP's, or `unreachable`)",
            ["method", "code"],
            registry=here,
        )
        self._call_seconds = Histogram(
            "forumdesk_telegram_call_seconds",
            "Length of a call of the Bot API, long polls left out",
            ["method"],
            buckets=CALL_BUCKETS,
            registry=here,
        )
        self._floods = Counter(
            "forumdesk_floods",
            "429 answers, also those hidden in a 400, by the chat's kind and method",
            ["chat", "method"],
            registry=here,
        )
        self._flood_seconds = Counter(
            "forumdesk_flood_seconds",
            "How long 429 answers told us to wait, summed up",
            ["chat"],
            registry=here,
        )
        self._misplaced = Counter(
            "forumdesk_misplaced", "Messages that landed outside their topic, and were deleted", registry=here
        )
        self._commit_seconds = Histogram(
            "forumdesk_database_commit_seconds",
            "Length of a database commit",
            buckets=COMMIT_BUCKETS,
            registry=here,
        )

    def expect_updates(self, kind: str, outcome: str) -> None:
        """Show a count of 0: to Prometheus a series that begins with 1 has not increased."""
        self._updates.labels(kind, outcome)

    def updates_ended(self, kind: str, outcome: str, seconds: Sequence[float]) -> None:
        """Updates of one kind were committed, each so long after its arrival."""
        self._updates.labels(kind, outcome).inc(len(seconds))
        for passed in seconds:
            self._update_seconds.observe(passed)

    def relayed(self, direction: str, seconds: float) -> None:
        self._relay_seconds.labels(direction).observe(seconds)

    def settled(self, kind: str, outcome: str, items: int) -> None:
        self._settled.labels(kind, outcome).inc(items)

    def called(self, method: str, code: str, seconds: float) -> None:
        self._calls.labels(method, code).inc()
        if method != "getUpdates":
            self._call_seconds.labels(method).observe(seconds)

    def flooded(self, chat: str, method: str, seconds: float) -> None:
        self._floods.labels(chat, method).inc()
        self._flood_seconds.labels(chat).inc(seconds)

    def misplaced(self) -> None:
        self._misplaced.inc()

    def committed(self, seconds: float) -> None:
        self._commit_seconds.observe(seconds)
