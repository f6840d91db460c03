"""Metrics: what the desk counts about itself, in Prometheus' terms."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()

UPDATES = Counter("forumdesk_updates_total", "Updates committed", registry=REGISTRY)
PARKED = Counter("forumdesk_updates_parked_total", "Updates that could not be handled", registry=REGISTRY)
SENT = Counter("forumdesk_sent_total", "Outbox items settled", ["state"], registry=REGISTRY)
FLOODS = Counter("forumdesk_floods_total", "429 answers, also those hidden in a 400", registry=REGISTRY)
MISPLACED = Counter("forumdesk_misplaced_total", "Messages outside their topic", registry=REGISTRY)
QUEUED = Gauge("forumdesk_outbox_items", "Outbox items waiting", registry=REGISTRY)
OLDEST = Gauge("forumdesk_outbox_oldest_seconds", "Age of the oldest waiting item", registry=REGISTRY)
LATENCY = Histogram(
    "forumdesk_relay_seconds",
    "From the update's arrival to its copy being accepted",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
    registry=REGISTRY,
)
