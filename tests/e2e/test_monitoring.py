"""Health, readiness and metrics tell the truth, and a long wait is never silent."""

import asyncio
import json
import re
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from prometheus_client.metrics_core import Metric

from bot import contact
from bot.app import App, build_app
from bot.monitoring import gauges
from bot.settings import Busy
from tests.e2e.conftest import OpensStory
from tests.e2e.story import Story
from tests.e2e.test_database_away import Away, away

__all__ = ["away"]  # the fixture: nobody can write while it lasts

ATTEMPTS = 400


class Watcher:
    """Whoever watches the desk by HTTP."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"127.0.0.1:{self.port}"

    async def asks(self, path: str) -> tuple[int, str]:
        url = f"http://{self.address}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status, await answer.text()

    async def readiness(self) -> tuple[int, dict[str, Any]]:
        status, said = await self.asks("/readyz")
        return status, json.loads(said)

    async def hears(self, check: str, words: str) -> None:
        """Wait until this check says so; the others are of no matter."""
        status, said = await self._until(lambda _, said: words in said[check])
        assert status == 503 and not said["ready"]

    async def sees(self, awaited: int) -> None:
        """Wait until `/readyz` answers with this status."""
        await self._until(lambda status, _: status == awaited)

    async def _until(self, is_so: Callable[[int, dict[str, Any]], bool]) -> tuple[int, dict[str, Any]]:
        status, said = 0, dict[str, Any]()
        for _ in range(ATTEMPTS):
            try:
                status, said = await self.readiness()
            except aiohttp.ClientConnectorError:  # it does not listen yet
                continue
            finally:
                await asyncio.sleep(0.02)
            if is_so(status, said):
                return status, said
        raise AssertionError(f"it says {status} {said}")

    async def metric(self, name: str, **labels: str) -> float | None:
        """The value of one series of ours; None if there is none."""
        return (await self.metrics()).get((f"forumdesk_{name}", frozenset(labels.items())))

    async def metrics(self) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
        _, said = await self.asks("/metrics")
        found = re.findall(r"^(\w+)(?:\{(.*)\})? (\S+)$", said, re.MULTILINE)
        return {
            (name, frozenset(re.findall(r'(\w+)="([^"]*)"', labels))): float(value)
            for name, labels, value in found
        }


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


@pytest.fixture
async def watched(opens: OpensStory, watcher: Watcher) -> Story:
    """A desk at work that the watcher sees."""
    return await opens(http_listen=watcher.address)


async def test_metrics_count_what_happened(watched: Story, watcher: Watcher) -> None:
    alice, bob = watched.customer("Alice"), watched.operator("Bob")
    await alice.writes("help")
    await alice.writes("please")
    await bob.answers(in_topic_of=alice, text="hi")
    watched.world.push(watched.bot, {"message": "no message"})
    watched.sandbox.faults.add("duplicate_batch")
    await alice.writes("thanks")

    found = await watcher.metrics()

    def value(name: str, **labels: str) -> float:
        return found[(f"forumdesk_{name}", frozenset(labels.items()))]

    assert (await watcher.asks("/healthz"))[0] == 200
    assert value("updates_total", kind="message", outcome="handled") >= 4
    assert value("updates_total", kind="message", outcome="parked") == 1
    assert value("updates_total", kind="callback_query", outcome="parked") == 0  # so that the first one shows
    assert value("updates_total", kind="message", outcome="duplicate") >= 1
    assert value("update_seconds_count") == sum(
        number for (name, _), number in found.items() if name == "forumdesk_updates_total"
    )
    assert value("relay_seconds_count", direction="to_group") == 3
    assert value("relay_seconds_count", direction="to_customer") == 1
    assert value("outbox_settled_total", kind="relay", outcome="sent") == 4
    assert value("telegram_calls_total", method="createForumTopic", code="200") == 1
    assert value("telegram_call_seconds_count", method="createForumTopic") == 1
    assert ("forumdesk_telegram_call_seconds_count", frozenset({("method", "getUpdates")})) not in found
    assert value("database_commit_seconds_count") > 4
    assert value("outbox_items", chat="group") == value("outbox_items", chat="private") == 0
    assert value("outbox_oldest_seconds", chat="group") == 0
    assert value("dead_items") == 0
    assert value("tickets", state="open") == 1
    assert value("ready") == value("check_ok", check="leader") == 1
    assert 0 < value("group_budget_units") < value("group_budget_limit_units") == 20
    assert value("telegram_contact_age_seconds", what="updates") < 60
    assert not [name for name, _ in found if name.endswith("_created")]


async def test_the_metrics_of_one_desk_are_not_those_of_another(watched: Story) -> None:
    other = build_app(watched.settings())

    def calls(app: App) -> list[Metric]:
        return [one for one in app.metrics.registry.collect() if one.name == "forumdesk_telegram_calls"]

    assert [sample for family in calls(watched.running_app) for sample in family.samples]
    assert [sample for family in calls(other) for sample in family.samples] == []
    await other.telegram.close()


async def test_floods_are_counted_with_what_they_ask_for(watched: Story, watcher: Watcher) -> None:
    watched.expects_floods = True
    alice = watched.customer("Alice")
    await alice.writes("help")
    watched.sandbox.faults.add("flood_wrapped", method="sendMessage", chat_id=watched.group.id, retry_after=1)

    await alice.writes("please")

    assert await watcher.metric("floods_total", chat="group", method="sendMessage") == 1
    assert await watcher.metric("flood_seconds_total", chat="group") == 1


async def test_what_waits_is_told_by_kind_of_chat_and_the_slowest_by_name(
    watched: Story, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gauges, "NAMED_AFTER", timedelta(0))
    alice, bob = watched.customer("Alice"), watched.operator("Bob")
    await alice.writes("help")

    with watched.held_back(alice):
        bob.person.writes("one", to=watched.group, topic=watched.topics_of(alice)[0].id)
        bob.person.writes("two", to=watched.group, topic=watched.topics_of(alice)[0].id)
        await watched.until(lambda: watched.running_app.sender.queued == 2)

        assert await watcher.metric("outbox_items", chat="private") == 2
        assert (await watcher.metric("outbox_oldest_seconds", chat="private") or 0) > 0
        assert await watcher.metric("outbox_slow_chat_items", chat_id=str(alice.id)) == 2
    await watched.settled()
    assert await watcher.metric("outbox_items", chat="private") == 0
    assert await watcher.metric("outbox_slow_chat_items", chat_id=str(alice.id)) is None


async def test_promises_are_told_by_kind(watched: Story, watcher: Watcher) -> None:
    alice, carol, bob = watched.customer("Alice"), watched.customer("Carol"), watched.operator("Bob")
    await watched.promises("first 15m resolve 8h")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hi")
    await carol.writes("help too")
    await watched.time_passes(minutes=16)

    found = await watcher.metrics()

    def value(name: str, **labels: str) -> float | None:
        return found.get((f"forumdesk_{name}", frozenset(labels.items())))

    assert value("sla_judged", kind="first_response", outcome="met") == 1
    assert value("sla_attainment_ratio", kind="first_response") == 1
    assert value("sla_clocks", kind="first_response", state="running") == 1
    assert value("sla_clocks", kind="first_response", state="overdue") == 1
    assert value("sla_clocks", kind="resolution", state="running") == 1
    assert value("sla_clocks", kind="resolution", state="paused") == 1


async def test_the_desk_is_not_ready_while_its_group_is_out_of_reach(
    watched: Story, watcher: Watcher
) -> None:
    assert await watcher.readiness() == (
        200,
        {"ready": True, "leader": "ok", "database": "ok", "telegram": "ok", "group": "ok"},
    )

    watched.group.kick(watched.bot)

    await watcher.hears("group", "not a member")
    assert await watcher.metric("check_ok", check="group") == 0
    assert await watcher.metric("ready") == 0
    assert (await watcher.asks("/healthz"))[0] == 200


async def test_the_desk_is_not_ready_while_telegram_is_away(
    watched: Story, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact, "LOST_AFTER", 0.0)

    watched.sandbox.faults.outage = True

    await watcher.hears("telegram", "calls have been failing for")
    watched.sandbox.faults.clear()


async def test_a_telegram_that_is_silent_is_asked(
    watched: Story, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact, "SILENT_AFTER", 0.0)
    before = len(watched.sandbox.calls_of("getMe"))

    await watcher.readiness()
    await watcher.readiness()

    assert len(watched.sandbox.calls_of("getMe")) == before + 1


async def test_the_desk_is_not_ready_while_somebody_else_gets_its_updates(
    watched: Story, watcher: Watcher
) -> None:
    watched.sandbox.faults.add("conflict", method="getUpdates")
    watched.customer("Alice").person.writes("help")

    await watcher.hears("telegram", "another process with this token")


async def test_the_desk_is_not_ready_while_its_database_takes_nothing(
    away: Away, opens: OpensStory, watcher: Watcher
) -> None:
    desk = await opens(http_listen=watcher.address)
    alice = desk.customer("Alice")
    await alice.writes("help")
    assert (await watcher.readiness())[0] == 200

    async with away():
        alice.person.writes("more")
        await watcher.sees(503)
        status, said = await watcher.asks("/metrics")
        assert status == 200 and "forumdesk_updates_total" in said

    await desk.settled()
    await watcher.sees(200)


async def test_a_process_that_waits_for_telegram_lives_but_is_not_ready(
    opens: OpensStory, watcher: Watcher
) -> None:
    desk = await opens(closed=True, http_listen=watcher.address)
    desk.sandbox.faults.outage = True
    opening = asyncio.create_task(desk.open())

    await watcher.hears("group", "not looked")
    assert (await watcher.asks("/healthz"))[0] == 200
    await watcher.hears("telegram", "not answered yet")
    desk.sandbox.faults.clear()
    await opening

    await watcher.sees(200)


async def test_a_process_that_stands_by_lives_but_is_not_ready(opens: OpensStory, watcher: Watcher) -> None:
    desk = await opens()
    second = build_app(desk.settings().model_copy(update={"http_listen": watcher.address}))
    waiting = asyncio.create_task(second.run())

    await watcher.hears("leader", "the only one on the database")
    assert (await watcher.asks("/healthz"))[0] == 200
    assert (await watcher.readiness())[1]["database"] == "ok"
    assert await watcher.metric("check_ok", check="leader") == 0
    assert await watcher.metric("tickets", state="open") is None

    await desk.close()
    await watcher.sees(200)
    second.stop()
    await waiting


async def test_an_address_that_is_taken_is_named(opens: OpensStory, watcher: Watcher) -> None:
    desk = await opens(http_listen=watcher.address)
    second = build_app(desk.settings())

    with pytest.raises(Busy) as refused:
        await second.run()

    assert str(refused.value).startswith(
        f"HTTP_LISTEN={watcher.address}: cannot listen there (Address already in use)"
    )


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
