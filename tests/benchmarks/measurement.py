"""One measurement: a bot started anew on a fresh stage, at leisure, at pace and flooded."""

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import promises
from tests.benchmarks.process import BotProcess, database_url
from tests.benchmarks.stage import Stage

COMMANDS = {"desk": ("bot", "run"), "bare": ("tests.benchmarks.bare_bot",)}
RATES = (30, 60)  # messages per second


@dataclass(frozen=True, slots=True)
class Load:
    """How much is written; seconds are those of each rate."""

    customers: int = 30
    backlog: int = 3000
    seconds: float = 5.0
    rates: tuple[int, ...] = RATES


@dataclass(slots=True)
class Figures:
    """What one run of a bot gave; delays in seconds by rate, memory in MB, CPU in seconds per message."""

    start_seconds: float = 0.0
    delays: dict[int, list[float]] = field(default_factory=dict)
    cpu_at_rate: dict[int, float] = field(default_factory=dict)
    per_second: float = 0.0
    cpu_at_saturation: float = 0.0
    idle_mb: float = 0.0
    after_mb: float = 0.0
    overtaken: int = 0


async def measure(bot: str, load: Load, seed: int) -> Figures:
    """Run `bot` ("desk" or "bare") once.

    Raises:
        CountedWrongly, Stalled, BotFailed: there is nothing to compare.
    """
    with TemporaryDirectory(prefix="forumdesk-benchmark-") as folder:
        stage = Stage(load.customers)
        await promises.state(database_url(Path(folder)))
        async with stage.server, BotProcess(COMMANDS[bot], stage, Path(folder)) as process:
            figures = Figures(start_seconds=process.start_seconds)
            await stage.introduce()
            figures.idle_mb = process.memory_mb()
            for rate in load.rates:
                used = process.cpu_seconds()
                ledger = await stage.drip(rate, load.seconds, seed)
                figures.cpu_at_rate[rate] = (process.cpu_seconds() - used) / len(ledger.written)
                ledger.check(in_order=bot == "desk")
                figures.delays[rate] = ledger.delays()
            used = process.cpu_seconds()
            ledger = await stage.flood(load.backlog)
            figures.cpu_at_saturation = (process.cpu_seconds() - used) / len(ledger.written)
            # The bare bot handles updates as tasks of their own, so they may overtake each other.
            ledger.check(in_order=bot == "desk")
            figures.overtaken = len(list(ledger.overtaken()))
            figures.per_second = ledger.rate()
            figures.after_mb = process.memory_mb()
            return figures
