"""A commit may succeed without the bot hearing of it: nothing gets stuck, nothing comes twice."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.calls import Call
from tests.crash.conftest import Besieges
from tests.crash.proxy import Proxy
from tests.crash.siege import Siege

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
async def proxy(database_url: str) -> AsyncIterator[Proxy]:
    async with Proxy(database_url) as proxy:
        yield proxy


@pytest.fixture
async def siege(besieges: Besieges, proxy: Proxy) -> Siege:
    """A desk that has a customer with a topic, and nothing to do."""
    siege = await besieges(database_url=proxy.url)
    siege.crowd.writes_to(0, 1)
    await siege.open()
    await siege.arrival()
    return siege


async def test_messages_of_a_commit_nobody_heard_of_are_delivered_in_order(
    siege: Siege, proxy: Proxy
) -> None:
    proxy.lose_commits = 1

    siege.crowd.writes_to(0, 3)
    await siege.world.wait_for(lambda: not proxy.lose_commits)
    siege.crowd.writes_to(0, 3)
    await siege.arrival()
    summary = await siege.conclude()

    assert not summary.violations, summary.indictment
    assert summary.duplicates == 0


async def test_a_result_nobody_heard_the_commit_of_is_not_sent_again(siege: Siege, proxy: Proxy) -> None:
    def lose_the_next(call: Call) -> None:
        if call.method == "sendMessage":
            siege.evidence.calls.listeners.remove(lose_the_next)
            proxy.lose_commits = 1

    siege.evidence.calls.listeners.append(lose_the_next)

    siege.crowd.writes_to(0, 1)
    await siege.arrival()
    await siege.world.wait_for(lambda: not proxy.lose_commits)
    summary = await siege.conclude()

    assert not summary.violations, summary.indictment
    assert summary.duplicates == 0
