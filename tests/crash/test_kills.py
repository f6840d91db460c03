"""kill -9 at any moment loses nothing and repeats at most the one call per lane that was in flight."""

from pathlib import Path

import pytest

from tests.crash.conftest import Besieges

KILLS = 3


@pytest.mark.parametrize("updates", ["polling", "webhook"])
async def test_kills_at_random_moments_lose_nothing(besieges: Besieges, updates: str) -> None:
    siege = await besieges(webhook=updates == "webhook")

    await siege.storm(KILLS)
    summary = await siege.drain()

    assert not summary.violations, summary.indictment
    assert summary.kills == KILLS


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_kills_during_the_very_first_start_leave_a_database_that_opens(
    besieges: Besieges, tmp_path: Path
) -> None:
    siege = await besieges(database_url=f"sqlite+aiosqlite:///{tmp_path}/new/desk.sqlite3")
    siege.crowd.writes_to(0, 3)

    for _ in range(5):
        await siege.begin()
        await siege.kill_unseen(after=siege.rng.uniform(0.0, 0.15))
    summary = await siege.drain()

    assert not summary.violations, summary.indictment
