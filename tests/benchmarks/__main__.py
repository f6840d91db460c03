"""`python -m tests.benchmarks`: the desk beside a bare aiogram bot, in one run on one machine.

Only the ratios mean something: both bots are measured by turns against the same sandbox.
"""

import argparse
import gc
import json
import sys
from dataclasses import asdict
from pathlib import Path

import uvloop

from tests.benchmarks import report
from tests.benchmarks.measurement import Figures, Load, measure


async def compare(load: Load, rounds: int) -> dict[str, list[Figures]]:
    """Both bots by turns, each first in every other round; the same messages for both."""
    figures: dict[str, list[Figures]] = {"desk": [], "bare": []}
    for number in range(rounds):
        for bot in ("desk", "bare") if number % 2 == 0 else ("bare", "desk"):
            found = await measure(bot, load, seed=number)
            print(f"round {number + 1}: {bot} {found.per_second:.0f}/s", file=sys.stderr)
            figures[bot].append(found)
    return figures


def main() -> int:
    """Run, print, and return the exit code."""
    usual = Load()
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    options.add_argument("--rounds", type=int, default=2, help="of each bot (%(default)s)")
    options.add_argument("--customers", type=int, default=usual.customers, help="%(default)s")
    options.add_argument("--backlog", type=int, default=usual.backlog, help="messages at once (%(default)s)")
    options.add_argument("--seconds", type=float, default=usual.seconds, help="at each rate (%(default)s)")
    options.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    options.add_argument("--check", action="store_true", help="fail when a required ratio is missed")
    chosen = options.parse_args()
    load = Load(chosen.customers, chosen.backlog, chosen.seconds)
    gc.disable()  # pauses of the load generator would look like the bots'
    figures = uvloop.run(compare(load, chosen.rounds))
    desk, bare = report.summary(figures["desk"]), report.summary(figures["bare"])
    print(report.table(desk, bare))
    if chosen.json:
        document = report.document(figures["desk"], figures["bare"], asdict(load))
        chosen.json.write_text(json.dumps(document, indent=1) + "\n")
    missed = report.shortfalls(desk, bare)
    for line in missed:
        print(f"missed: {line}")
    return 1 if missed and chosen.check else 0


if __name__ == "__main__":
    sys.exit(main())
