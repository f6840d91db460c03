"""The report: figures of several rounds side by side, as table and JSON, and what is required of them."""

import math
from collections.abc import Sequence
from statistics import median
from typing import Any

from tests.benchmarks.measurement import Figures

THROUGHPUT_RATIO = 0.5  # of the bare bot's, at least
MEDIAN_WITHIN = 0.010  # seconds that the median may be above the bare bot's

Summary = dict[str, float]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def summary(rounds: Sequence[Figures]) -> Summary:
    """Medians over the rounds, percentiles over all messages; milliseconds, megabytes, seconds by name."""
    row: Summary = {"per_second": median(f.per_second for f in rounds)}
    for rate in rounds[0].delays:
        delays = [delay for figures in rounds for delay in figures.delays[rate]]
        for name, share in (("p50", 0.50), ("p95", 0.95), ("p99", 0.99)):
            row[f"{name}_ms_at_{rate}"] = percentile(delays, share) * 1000
        row[f"cpu_ms_at_{rate}"] = median(f.cpu_at_rate[rate] for f in rounds) * 1000
    row["cpu_ms_at_saturation"] = median(f.cpu_at_saturation for f in rounds) * 1000
    row["idle_mb"] = median(f.idle_mb for f in rounds)
    row["after_mb"] = median(f.after_mb for f in rounds)
    row["start_seconds"] = median(f.start_seconds for f in rounds)
    row["overtaken"] = sum(f.overtaken for f in rounds)
    return row


def shortfalls(desk: Summary, bare: Summary) -> list[str]:
    """In words, what is required and missed."""
    missed = []
    ratio = desk["per_second"] / bare["per_second"]
    if ratio < THROUGHPUT_RATIO:
        missed.append(f"throughput is {ratio:.2f} of the bare bot's, not {THROUGHPUT_RATIO}")
    for name in desk:
        if name.startswith("p50_ms_at_") and (desk[name] - bare[name]) / 1000 > MEDIAN_WITHIN:
            above = f"{desk[name] - bare[name]:.1f} ms above the bare bot's"
            missed.append(f"{name} is {above}, not {MEDIAN_WITHIN * 1000:.0f}")
    return missed


def table(desk: Summary, bare: Summary) -> str:
    """Both bots, one figure a line."""
    lines = [f"{'':<24}{'desk':>10}{'bare':>10}{'desk/bare':>11}{'desk-bare':>11}"]
    for name, value in desk.items():
        ratio = f"{value / bare[name]:.2f}" if bare[name] else "-"
        lines.append(f"{name:<24}{value:>10.2f}{bare[name]:>10.2f}{ratio:>11}{value - bare[name]:>11.2f}")
    return "\n".join(lines)


def document(desk: Sequence[Figures], bare: Sequence[Figures], load: dict[str, Any]) -> dict[str, Any]:
    """All that is worth keeping, as a JSON object."""
    bots = {"desk": desk, "bare": bare}
    return {
        "load": load,
        "bots": {name: summary(rounds) for name, rounds in bots.items()},
        "rounds": {name: [summary([figures]) for figures in rounds] for name, rounds in bots.items()},
        "missed": shortfalls(summary(desk), summary(bare)),
    }
