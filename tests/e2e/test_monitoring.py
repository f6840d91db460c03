"""Health, readiness and metrics tell the truth, and a long wait is never silent."""

import socket
from datetime import UTC, datetime, timedelta

import aiohttp

from tests.e2e.conftest import OpensStory
from tests.e2e.story import Story


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def ask(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def test_metrics_count_what_happened(opens: OpensStory) -> None:
    port = free_port()
    desk = await opens(http_listen=f"127.0.0.1:{port}")
    alice = desk.customer("Alice")

    await alice.writes("help")

    _, metrics = await ask(port, "/metrics")
    assert (await ask(port, "/healthz"))[0] == 200
    assert "forumdesk_relay_seconds_count" in metrics
    assert "forumdesk_outbox_items 0.0" in metrics
    assert "forumdesk_outbox_oldest_seconds 0.0" in metrics


async def test_the_desk_is_not_ready_while_its_group_is_out_of_reach(opens: OpensStory) -> None:
    port = free_port()
    desk = await opens(http_listen=f"127.0.0.1:{port}")
    await desk.until(lambda: is_listening(port))
    assert (await ask(port, "/readyz"))[0] == 200

    desk.group.kick(desk.bot)
    await desk.until(lambda: not desk.running_app.desks.group.is_usable)

    status, said = await ask(port, "/readyz")
    assert status == 503
    assert '"group": false' in said


async def test_admins_are_told_once_when_messages_wait_long(desk: Story) -> None:
    desk.owner.starts(desk.bot)
    await desk.settled()
    alice, app = desk.customer("Alice"), desk.running_app
    desk.sandbox.faults.add("hang", method="createForumTopic", seconds=1.5)
    alice.person.writes("anybody there?")
    await desk.until(lambda: app.sender.queued)
    app.desks.clock = lambda: datetime.now(UTC) + timedelta(minutes=6)

    await app.jobs.watch_queue()
    await app.jobs.watch_queue()

    await desk.settled()
    assert len(desk.owner.sees("One message waits")) == 1
