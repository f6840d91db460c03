"""SIGTERM finishes what is in flight, writes it down and ends the process in time, whatever it is doing."""

import pytest

from tests.crash.conftest import Besieges
from tests.crash.proxy import Proxy

IN_TIME = 10.0  # seconds: what `docker stop` waits before it kills
SOON = 6.0  # seconds: by itself, not because a process that is told to end is gone after nine in any case


async def test_what_is_in_flight_is_written_down_and_the_rest_comes_with_the_next_run(
    besieges: Besieges,
) -> None:
    siege = await besieges()
    for customer in range(5):
        siege.crowd.writes_to(customer, 1)
    await siege.open()
    await siege.arrival()
    slow = siege.sandbox.faults.add("slow", method="sendMessage", times=5, seconds=1.5)
    for customer in range(5):
        siege.crowd.writes_to(customer, 10)
    await siege.world.wait_for(lambda: slow.struck == 5 and not siege.bot.updates.items)

    left = await siege.end(IN_TIME)
    summary = await siege.drain()

    assert len(left.unsettled) == 45, "each lane has sent the one message that was in flight"
    assert not summary.violations, summary.indictment
    assert summary.duplicates == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_call_without_an_answer_does_not_hold_up_the_end(besieges: Besieges) -> None:
    siege = await besieges()
    siege.crowd.writes_to(0, 1)
    await siege.open()
    await siege.arrival()
    hanging = siege.sandbox.faults.add("hang", method="sendMessage", seconds=IN_TIME + 5.0)
    siege.crowd.writes_to(0, 3)
    await siege.world.wait_for(lambda: hanging.struck)

    await siege.end(IN_TIME)
    summary = await siege.drain()

    assert not summary.violations, summary.indictment


async def test_a_bot_that_waits_for_telegram_ends_too(besieges: Besieges) -> None:
    siege = await besieges()
    hanging = siege.sandbox.faults.add("hang", method="getMe", seconds=IN_TIME + 5.0)
    await siege.begin()
    await siege.world.wait_for(lambda: hanging.struck)

    await siege.end(SOON)

    assert not siege.evidence.summary.violations


async def test_a_bot_that_waits_for_its_turn_ends_too(besieges: Besieges) -> None:
    siege = await besieges()
    await siege.open()
    second = await siege.begin_another()
    await siege.world.wait_for(lambda: "waiting to take over" in second.story())

    second.terminate()
    code = await second.ended(SOON)

    assert code == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_database_without_an_answer_does_not_hold_up_the_end(
    besieges: Besieges, database_url: str
) -> None:
    async with Proxy(database_url) as proxy:
        siege = await besieges(database_url=proxy.url)
        siege.crowd.writes_to(0, 1)
        await siege.open()
        await siege.arrival()
        proxy.is_deaf = True
        siege.crowd.writes_to(0, 3)
        await siege.world.wait_for(lambda: not siege.bot.poll)

        assert siege.victim is not None
        siege.victim.terminate()
        code = await siege.victim.ended(IN_TIME)

    assert code == 0
