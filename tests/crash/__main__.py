"""`python -m tests.crash --kills 200 --seed 1`: a long siege, and the numbers that come out of it.

The kills are shared out over polling and webhook, SQLite and PostgreSQL (left out with a word when there is
no server), with and without limits, twenty for each fresh desk. Exits 1 when a promise was broken; the
round with seed 7 is had again by `--kills 20 --seed 7`.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.sandbox.limits import Limits
from tests import promises
from tests.crash.clockwork import PROMISED
from tests.crash.evidence import Summary
from tests.crash.sabotage import SABOTAGES
from tests.crash.siege import Siege
from tests.crash.victims import Nursery
from tests.databases import NoPostgres, PostgresDatabase, SqliteFiles

ROUND = 20  # kills of one desk
# (webhook, on PostgreSQL, with limits)
KINDS = (
    (False, False, False),
    (True, True, False),
    (False, True, False),
    (True, False, False),
    (False, False, True),
    (True, True, True),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What all rounds share."""

    nursery: Nursery
    folder: Path
    sqlite: SqliteFiles
    postgres: PostgresDatabase | None
    sabotage: str

    async def play(self, seed: int, kills: int) -> Summary:
        """One round: a fresh desk of a kind that follows from the seed, `kills` kills, the verdict."""
        webhook, on_postgres, limited = KINDS[seed % len(KINDS)]
        postgres = self.postgres if on_postgres else None
        folder = self.folder / f"seed-{seed}"
        folder.mkdir()
        url = await asyncio.to_thread(postgres.fresh if postgres else partial(self.sqlite.fresh, folder))
        await promises.state(url, PROMISED, hours=None)
        limits = {"limits": Limits.off().but(group=(20, 1.0)), "GROUP_BUDGET": "20/1.0"} if limited else {}
        words = ("webhook" if webhook else "polling", "PostgreSQL" if postgres else "SQLite")
        print(f"seed {seed}: {words[0]}, {words[1]}{', limits' * limited}", flush=True)
        async with Siege(
            self.nursery,
            url,
            folder,
            seed=seed,
            webhook=webhook,
            most_customers=30,
            sabotage=self.sabotage,
            **limits,  # type: ignore[arg-type]
        ) as siege:
            await siege.storm(kills)
            return await siege.drain()


def main() -> int:
    """Run as the command line says; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description="kill -9 a desk under load")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sabotage", choices=sorted(SABOTAGES), default="", help="break the bot first")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="crash-"))
    nursery = Nursery()
    postgres = _postgres()
    try:
        stage = Stage(nursery, folder, SqliteFiles(folder), postgres, chosen.sabotage)
        total = _rounds(stage, chosen.kills, chosen.seed)
    finally:
        nursery.close()
        if postgres is not None:
            postgres.drop()
    print(f"\nin all: {total}")
    if total.violations:
        print(f"{len(total.violations)} violations; the logs are in {folder}", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    return 0


def _rounds(stage: Stage, kills: int, seed: int) -> Summary:
    total = Summary(seed)
    while total.kills < kills:
        summary = asyncio.run(stage.play(seed, min(ROUND, kills - total.kills)))
        seed += 1
        print(f"  {summary}")
        for violation in summary.violations:
            print(f"  VIOLATION {violation}")
        total += summary
    return total


def _postgres() -> PostgresDatabase | None:
    try:
        return PostgresDatabase("crash")
    except NoPostgres as error:
        print(f"The PostgreSQL half is left out: {error}")
        return None


if __name__ == "__main__":
    sys.exit(main())
