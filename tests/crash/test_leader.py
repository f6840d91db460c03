"""Two processes on one database: one works, the other waits, and Telegram never sees two senders."""

import asyncio

import pytest

from bot.sandbox.calls import Call
from tests.crash import server
from tests.crash.conftest import Besieges
from tests.crash.siege import Siege

TAKES_OVER_WITHIN = 2.0  # seconds
POSTGRES_ONLY = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


async def test_the_second_process_takes_over_when_the_first_is_killed(besieges: Besieges) -> None:
    siege = await besieges()
    await siege.open()
    second = await siege.begin_another()
    await siege.world.wait_for(lambda: "waiting to take over" in second.story())
    siege.crowd.writes_to(0, 5)
    await siege.arrival()
    siege.crowd.writes_to(0, 5)
    before = siege.sandbox.calls_of("getMe")

    killed_at = asyncio.get_running_loop().time()
    await siege.kill_unseen()
    siege.succeed(second)
    await siege.arrival()
    summary = await siege.conclude()

    assert not summary.violations, summary.indictment
    assert len(before) == 1, "the second process has not spoken to Telegram while the first lived"
    (_, first_words) = siege.sandbox.calls_of("getMe")
    assert first_words.at - killed_at < TAKES_OVER_WITHIN
    assert not conflicts(siege)


@POSTGRES_ONLY
async def test_a_commit_of_the_dead_is_waited_for(besieges: Besieges) -> None:
    siege = await besieges()
    siege.crowd.writes_to(0, 1)
    await siege.open()
    await siege.arrival()

    async with server.slow_commits(siege.database_url) as commits:
        siege.crowd.writes_to(0, 1)
        await commits.are_stuck()
        await siege.kill_unseen()
        await siege.begin()
        await commits.are_awaited()
    await siege.arrival()
    summary = await siege.conclude()

    assert not summary.violations, summary.indictment


@POSTGRES_ONLY
async def test_a_leader_whose_session_has_ended_stops_before_anybody_leads_again(besieges: Besieges) -> None:
    siege = await besieges()
    await siege.open()
    second = await siege.begin_another()
    await siege.world.wait_for(lambda: "waiting to take over" in second.story())
    siege.crowd.writes_to(0, 5)

    await server.end_leaders_session(siege.database_url)
    await siege.world.wait_for(lambda: len(siege.sandbox.calls_of("getMe")) == 2)
    siege.crowd.writes_to(0, 5)
    await siege.arrival()

    assert siege.evidence.is_complete
    assert not conflicts(siege)


def conflicts(siege: Siege) -> list[Call]:
    """Long polls that a second poller has ended."""
    return [call for call in siege.sandbox.calls if call.error_code == 409]
