"""The stage of the crash tests: a nursery for the whole session, a siege for each test."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests import promises
from tests.crash.clockwork import PROMISED
from tests.crash.siege import Siege
from tests.crash.victims import Nursery

SEED = int(os.environ.get("CRASH_SEED", "1"))


class Besieges(Protocol):
    async def __call__(self, **details: Any) -> Siege: ...


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
async def besieges(nursery: Nursery, database_url: str, tmp_path: Path) -> AsyncIterator[Besieges]:
    """Opens a siege with details of one's own; what it has started ends with the test."""
    async with AsyncExitStack() as stack:

        async def besiege(**details: Any) -> Siege:
            given = {"database_url": database_url, "seed": SEED, **details}
            if "database_url" not in details:
                await promises.state(database_url, PROMISED, hours=None)
            siege = Siege(nursery, folder=tmp_path, **given)
            return await stack.enter_async_context(siege)

        yield besiege
