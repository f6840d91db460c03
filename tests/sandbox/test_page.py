"""The page's side of the sandbox: who may use it, what it serves, what people can do through it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox.clock import Clock
from bot.sandbox.limits import Limits
from bot.sandbox.page_server import Page
from bot.sandbox.people import Person
from bot.sandbox.puppets import PuppetState
from bot.sandbox.server import SandboxServer
from bot.sandbox.stage import Stage
from bot.sandbox.world import World

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


class Marionette:
    """A puppet that only remembers which strings were pulled."""

    def __init__(self) -> None:
        self.state = PuppetState.RUNNING
        self.pulled: list[str] = []
        self.skipped = timedelta()

    async def start(self) -> None:
        self.pulled.append("start")
        self.state = PuppetState.RUNNING

    async def stop(self) -> None:
        self.pulled.append("stop")
        self.state = PuppetState.STOPPED

    async def kill(self) -> None:
        self.pulled.append("kill")
        self.state = PuppetState.STOPPED

    async def rest(self) -> None:
        self.pulled.append("rest")

    async def time_jumped(self, skipped: timedelta) -> None:
        self.skipped = skipped


@dataclass
class Visit:
    """Somebody looks at the page of a small world."""

    sandbox: SandboxServer
    session: aiohttp.ClientSession
    puppet: Marionette
    alice: Person
    olga: Person

    @property
    def world(self) -> World:
        return self.sandbox.world

    @property
    def group_id(self) -> int:
        return next(iter(self.world.groups))

    async def get(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        async with self.session.get(self.sandbox.url + path, headers=headers) as response:
            return response.status, await response.text(), dict(response.headers)

    async def does(self, what: str, **fields: Any) -> Any:
        """The answer to an action that must succeed."""
        status, answer = await self.tries(what, **fields)
        assert status == 200, answer
        return answer

    async def tries(self, what: str, **fields: Any) -> tuple[int, Any]:
        url = f"{self.sandbox.url}/sandbox/act"
        async with self.session.post(url, json={"do": what, **fields}) as response:
            return response.status, await response.json()

    async def writes(self, text: str, **fields: Any) -> Any:
        return await self.does("write", **{"as": self.alice.id}, chat=self.alice.id, text=text, **fields)

    def events(self, last_event_id: str = "") -> Events:
        headers = {"Last-Event-ID": last_event_id} if last_event_id else {}
        return Events(self.session.get(f"{self.sandbox.url}/sandbox/events", headers=headers))


class Events:
    """`async with` opens the stream; `next()` is the next event."""

    def __init__(self, request: Any) -> None:
        self._request = request
        self.last_id = ""

    async def __aenter__(self) -> Events:
        self._response = await self._request.__aenter__()
        assert self._response.headers["Content-Type"].startswith("text/event-stream")
        return self

    async def __aexit__(self, *error: object) -> None:
        self._response.close()

    async def next(self) -> Any:
        data = ""
        while line := (await self._response.content.readline()).decode():
            if line.startswith("id: "):
                self.last_id = line[4:].strip()
            elif line.startswith("data: "):
                data = line[6:]
            elif not line.strip() and data:
                return json.loads(data)
        raise AssertionError("the stream has ended")

    async def until(self, kind: str, key: str) -> Any:
        """The next view of one thing."""
        while True:
            event = await self.next()
            if key in event["things"].get(kind, {}):
                return event["things"][kind][key]


@pytest.fixture
async def visit() -> AsyncIterator[Visit]:
    clock = Clock()
    world = World(now=clock)
    bot = world.add_bot()
    olga = world.add_user("Olga")
    world.add_forum(owner=olga).add_bot(bot)
    alice = world.add_user("Alice")
    alice.starts()
    bot.updates.clear()
    puppet = Marionette()
    async with SandboxServer(world, limits=Limits()) as sandbox, aiohttp.ClientSession() as session:
        sandbox.page = Page(Stage(sandbox, clock, puppet, "Europe/Berlin"))
        yield Visit(sandbox, session, puppet, alice, olga)


# who may


@pytest.mark.parametrize(
    "path", ["/", "/page/main.js", "/sandbox/events", "/sandbox/world", "/sandbox/file/x"]
)
async def test_names_of_others_that_point_here_are_refused(visit: Visit, path: str) -> None:
    status, body, _ = await visit.get(path, Host="evil.example")

    assert (status, json.loads(body)) == (403, {"error": "foreign origin"})


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_pages_of_other_origins_do_nothing_here(visit: Visit, headers: dict[str, str]) -> None:
    url, form = f"{visit.sandbox.url}/sandbox/act", {"do": "bot", "order": "kill"}
    async with visit.session.post(url, json=form, headers=headers) as response:
        assert response.status == 403

    assert visit.puppet.pulled == []
    assert (await visit.get("/sandbox/events", **headers))[0] == 403


async def test_pages_of_other_origins_cannot_speak_as_the_bot(visit: Visit) -> None:
    url = f"{visit.sandbox.url}/bot{visit.world.bots[0].token}/getMe"

    for headers, status in (
        ({"Origin": "https://evil.example"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, 200),
    ):
        async with visit.session.post(url, headers=headers) as response:
            assert response.status == status, headers


async def test_links_of_others_may_lead_to_the_page_but_not_into_its_data(visit: Visit) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}

    assert (await visit.get("/", **followed))[0] == 200
    assert (await visit.get("/sandbox/world", **followed))[0] == 403
    assert (await visit.get("/sandbox/events", **followed))[0] == 403


# what is served


async def test_the_page_forbids_what_is_inline_foreign_or_parsed_from_text(visit: Visit) -> None:
    status, body, headers = await visit.get("/")

    policy = headers["Content-Security-Policy"]
    assert status == 200
    assert "default-src 'self'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in body
    assert "<script type=" in body and "<script>" not in body


async def test_only_files_of_the_page_are_served(visit: Visit) -> None:
    for path in (
        "/page/../page_server.py",
        "/page/%2e%2e/page_server.py",
        "/page//etc/passwd",
        "/page/",
        "/page/x.js",
    ):
        assert (await visit.get(path))[0] == 404, path


async def test_the_words_of_the_page_come_in_the_first_language_that_there_is(visit: Visit) -> None:
    status, body, headers = await visit.get("/page/words/tlh,ru-UA,en.json")

    words = json.loads(body)
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert (words["language"], words["texts"]["today"]) == ("ru", ["Сегодня"])
    assert json.loads((await visit.get("/page/words/,..%2f..,tlh.json"))[1])["language"] == "en"
    assert (await visit.get("/page/words/ru.json", Origin="https://evil.example"))[0] == 403
    assert (await visit.get("/page/words/ru/page.ftl"))[0] == 404


async def test_nothing_in_a_file_of_a_chat_may_run(visit: Visit) -> None:
    message = visit.alice.sends("document", data=b"<script>alert(1)</script>", file_name='a"\r\nX: y.html')
    vector = visit.alice.sends("photo", data=b"<svg onload='alert(1)'/>")

    status, _, headers = await visit.get(f"/sandbox/file/{message.content['document']['file_unique_id']}")
    _, _, drawn = await visit.get(f"/sandbox/file/{vector.content['photo'][-1]['file_unique_id']}")

    assert (status, headers["Content-Type"]) == (200, "application/octet-stream")
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%22%0D%0AX%3A%20y.html"
    assert "X" not in headers
    for policy in (headers["Content-Security-Policy"], drawn["Content-Security-Policy"]):
        assert "default-src 'none'" in policy and "sandbox" in policy


async def test_a_picture_nobody_gave_bytes_for_gets_a_stand_in(visit: Visit) -> None:
    message = visit.alice.sends("photo")

    status, body, headers = await visit.get(f"/sandbox/file/{message.content['photo'][0]['file_unique_id']}")

    assert (status, headers["Content-Type"]) == (200, "image/svg+xml")
    assert body.startswith("<svg")


# the feed


async def test_the_feed_begins_with_the_world_and_goes_on_with_changes(visit: Visit) -> None:
    async with visit.events() as events:
        first = await events.next()
        sent = await visit.writes("<b>hello</b>")
        seen = await events.until("messages", f"{visit.alice.id}/{sent['message']}")

    assert first["reset"] is True
    assert first["things"]["people"][str(visit.alice.id)]["first_name"] == "Alice"
    assert first["things"]["stage"]["clock"]["timezone"] == "Europe/Berlin"
    assert seen["content"]["text"] == "<b>hello</b>"
    assert seen["is_unseen"] is True


async def test_a_broken_stream_goes_on_where_it_was(visit: Visit) -> None:
    async with visit.events() as events:
        await events.next()
    missed = await visit.writes("missed")
    gone = await visit.writes("gone again")
    await visit.does("delete", **{"as": visit.alice.id}, chat=visit.alice.id, message=gone["message"])

    async with visit.events(events.last_id) as again:
        event = await again.next()

    assert event["reset"] is False
    assert set(event["things"]["messages"]) == {
        f"{visit.alice.id}/{missed['message']}",
        f"{visit.alice.id}/{gone['message']}",
    }
    assert event["things"]["messages"][f"{visit.alice.id}/{gone['message']}"] is None
    assert "people" not in event["things"]


async def test_what_changes_while_the_stream_is_being_written_is_not_missed(visit: Visit) -> None:
    assert visit.sandbox.page is not None
    feed = visit.sandbox.page.feed
    feed.since(0)
    seen = feed.revision
    visit.alice.writes("just then")

    assert await feed.changed(seen, within=0.0)

    assert list(feed.since(seen)["messages"]) == [f"{visit.alice.id}/{visit.alice.chat().messages[-1].id}"]
    assert not await feed.changed(feed.revision, within=0.0)


@pytest.mark.parametrize("stranger", ["deadbeef-7", "nonsense", "-", "deadbeef--1"])
async def test_the_stream_of_another_run_begins_anew(visit: Visit, stranger: str) -> None:
    async with visit.events(stranger) as events:
        event = await events.next()

    assert event["reset"] is True
    assert event["things"]["people"]


async def test_one_tick_becomes_two_when_the_bot_has_confirmed(visit: Visit) -> None:
    bot = visit.world.bots[0]
    async with visit.events() as events:
        sent = await visit.writes("hello")
        key = f"{visit.alice.id}/{sent['message']}"
        assert (await events.until("messages", key))["is_unseen"] is True
        url = f"{visit.sandbox.url}/bot{bot.token}/getUpdates"
        async with visit.session.post(url, json={"offset": bot.updates.next_id}):
            pass
        assert (await events.until("messages", key))["is_unseen"] is False


async def test_without_topics_the_group_is_one_chat(visit: Visit) -> None:
    group = visit.world.groups[visit.group_id]
    topic = group.create_topic(visit.olga, "Returns", 7322096)
    said = visit.olga.writes("in the topic", to=group, topic=topic.id)
    async with visit.events() as events:
        before = (await events.next())["things"]["messages"][f"{group.id}/{said.id}"]
        await visit.does("set_forum", **{"as": visit.olga.id}, chat=group.id, on=False)
        after = await events.until("messages", f"{group.id}/{said.id}")

    assert (before["topic"], after["topic"]) == (topic.id, 0)


async def test_an_outage_of_telegram_does_not_break_the_page(visit: Visit) -> None:
    async with visit.events() as events:
        await events.next()
        await visit.does("outage", on=True)
        troubles = await events.until("stage", "troubles")
        await visit.does("clear_faults")
        after = await events.until("stage", "troubles")

    assert troubles["outage"] is True
    assert after["outage"] is False


# what people do


async def test_people_write_format_answer_and_edit(visit: Visit) -> None:
    sent = await visit.writes("bold move", entities=[{"type": "bold", "offset": 0, "length": 4}])
    answer = await visit.writes("indeed", reply_to=sent["message"], quote="move")
    await visit.does(
        "edit", **{"as": visit.alice.id}, chat=visit.alice.id, message=sent["message"], text="bolder move"
    )

    chat = visit.alice.chat()
    first, second = chat.find(sent["message"]), chat.find(answer["message"])
    assert first is not None and first.text == "bolder move" and first.edited_at is not None
    assert second is not None and second.reply_to is first
    assert second.quote is not None and second.quote["text"] == "move"


async def test_files_come_with_the_form_and_several_are_an_album(visit: Visit) -> None:
    form = aiohttp.FormData()
    fields = {
        "do": "send",
        "as": visit.alice.id,
        "chat": visit.alice.id,
        "kinds": ["photo", "photo"],
        "caption": "two",
    }
    form.add_field("form", json.dumps(fields))
    for name in ("a.png", "b.png"):
        form.add_field("file", PNG + name.encode(), filename=name, content_type="image/png")

    async with visit.session.post(f"{visit.sandbox.url}/sandbox/act", data=form) as response:
        assert response.status == 200, await response.text()

    first, second = visit.alice.chat().messages[-2:]
    assert first.album_id == second.album_id is not None
    assert (first.text, second.text) == ("two", "")
    stored = visit.world.files.by_unique_id(second.content["photo"][-1]["file_unique_id"])
    assert stored.content == PNG + b"b.png"


async def test_people_read_and_the_world_remembers(visit: Visit) -> None:
    sent = await visit.writes("hello")

    await visit.does("read", **{"as": visit.alice.id}, chat=visit.alice.id, message=sent["message"])

    assert visit.world.reading.of(visit.alice) == {(visit.alice.id, 0): sent["message"]}


async def test_operators_manage_topics_and_the_bot(visit: Visit) -> None:
    group = visit.world.groups[visit.group_id]
    olga = {"as": visit.olga.id, "chat": group.id}
    topic = (await visit.does("create_topic", **olga, name="Returns", icon="🔥"))["topic"]
    await visit.does("edit_topic", **olga, topic=topic, name="Refunds")
    await visit.does("close_topic", **olga, topic=topic, on=True)
    assert (group.topic(topic).name, group.topic(topic).is_closed) == ("Refunds", True)

    await visit.does("delete_topic", **olga, topic=topic)
    await visit.does("kick_bot", **olga)

    assert group.live_topics == []
    assert group.bots() == []
    await visit.does("add_bot", **olga)
    assert group.member(visit.world.bots[0]).is_admin


async def test_new_people_come_with_what_the_form_says(visit: Visit) -> None:
    customer = await visit.does(
        "add_customer", first_name="Zoë", last_name="", username="@zoe", language="ru"
    )
    operator = await visit.does("add_operator", chat=visit.group_id, first_name="Bob")

    zoe = visit.world.people[customer["person"]]
    assert (zoe.user["first_name"], zoe.user["username"], zoe.user["language_code"]) == ("Zoë", "zoe", "ru")
    assert zoe.chat().is_started is False
    assert visit.world.groups[visit.group_id].member(visit.world.people[operator["person"]]).is_present


async def test_what_no_client_allows_is_refused_with_a_reason(visit: Visit) -> None:
    alice = {"as": visit.alice.id, "chat": visit.alice.id}
    await visit.does("block", **alice, on=True)

    status, refusal = await visit.tries("write", **alice, text="hello")
    assert status == 409
    assert (refusal["key"], refusal["variables"]) == ("refused-blocked", {"who": "Alice"})
    assert (await visit.tries("write", **{"as": visit.olga.id}, chat=visit.alice.id, text="peep"))[0] == 409
    assert (await visit.tries("write", **{"as": visit.alice.id}, chat=visit.group_id, text="let me in"))[
        0
    ] == 409
    assert (await visit.tries("delete_topic", **{"as": visit.olga.id}, chat=visit.group_id, topic=1))[
        0
    ] == 409


@pytest.mark.parametrize(
    "form",
    [
        {"do": "explode"},
        {"do": "write"},
        {"do": "write", "as": "Alice", "chat": 1, "text": "x"},
        {"do": "write", "as": True, "chat": 1, "text": "x"},
        {"do": "skip", "seconds": -5},
        {"do": "skip", "seconds": "1"},
        {"do": "skip_to", "at": "tomorrow"},
        {"do": "skip_to_weekday", "weekday": 9, "time": "09:00"},
        {"do": "bot", "order": "sing"},
        {"do": "outage", "on": "yes"},
        {},
    ],
)
async def test_forms_that_the_page_does_not_send_are_bad_requests(visit: Visit, form: dict[str, Any]) -> None:
    async with visit.session.post(f"{visit.sandbox.url}/sandbox/act", json=form) as response:
        assert response.status == 400, await response.text()
        assert (await response.json())["error"]


async def test_a_faulty_entity_is_the_forms_fault(visit: Visit) -> None:
    alice = {"as": visit.alice.id, "chat": visit.alice.id}

    for entities in ([{"type": "bold", "offset": 9, "length": 2}], [{"type": "bold"}], ["bold"], "bold"):
        status, _ = await visit.tries("write", **alice, text="short", entities=entities)
        assert status == 400, entities


async def test_a_pressed_button_waits_for_the_bots_answer(visit: Visit) -> None:
    api = f"{visit.sandbox.url}/bot{visit.world.bots[0].token}"
    keyboard = {"inline_keyboard": [[{"text": "Take", "callback_data": "take"}]]}
    question = {"chat_id": visit.group_id, "text": "?", "reply_markup": keyboard}
    async with visit.session.post(f"{api}/sendMessage", json=question) as response:
        number = (await response.json())["result"]["message_id"]
    here = {"as": visit.olga.id, "chat": visit.group_id, "message": number}

    pressing = asyncio.create_task(visit.does("press", **here, data="take"))
    (press,) = await visit.world.wait_for(lambda: list(visit.world.callbacks.values()))
    answer = {"callback_query_id": press.id, "text": "Yours", "show_alert": True}
    async with visit.session.post(f"{api}/answerCallbackQuery", json=answer):
        pass

    assert await pressing == {"answered": True, "text": "Yours", "alert": True, "url": ""}
    assert (await visit.tries("press", **here, data="other"))[0] == 409


async def test_forwarded_messages_name_their_author(visit: Visit) -> None:
    group = visit.world.groups[visit.group_id]
    said = visit.olga.writes("as I said", to=group)
    olga = {"as": visit.olga.id, "chat": group.id, "message": said.id}

    sent = await visit.does("forward", **olga, to_chat=group.id, to_topic=0)

    message = group.find(sent["message"])
    assert message is not None and message.origin is not None
    assert message.origin["sender_user"]["id"] == visit.olga.id
    assert (await visit.tries("forward", **olga, to_chat=visit.alice.id))[0] == 409


async def test_pins_are_for_admins_and_can_be_taken_off(visit: Visit) -> None:
    group = visit.world.groups[visit.group_id]
    said = visit.olga.writes("important", to=group)
    bob = visit.world.add_user("Bob")
    group.add_member(bob)
    here = {"chat": group.id, "message": said.id}

    assert (await visit.tries("pin", **{"as": bob.id}, **here))[0] == 409
    await visit.does("pin", **{"as": visit.olga.id}, **here)
    assert group.pinned_ids == [said.id]
    await visit.does("unpin", **{"as": visit.olga.id}, **here)
    assert group.pinned_ids == []


# time, and the bot's process


async def test_skipped_time_moves_the_world_and_the_bot(visit: Visit) -> None:
    before = visit.world.now()

    await visit.does("skip", seconds=3600)
    sent = await visit.writes("an hour later")

    message = visit.alice.chat().find(sent["message"])
    assert message is not None
    assert message.date >= before.timestamp() + 3599
    assert visit.puppet.skipped == timedelta(hours=1)


async def test_monday_nine_is_that_of_the_desk(visit: Visit) -> None:
    visit.world.bots[0].updates.clear()

    await visit.does("skip_to_weekday", weekday=0, time="09:00")

    there = visit.world.now().astimezone(visit.sandbox.page.stage.timezone)  # type: ignore[union-attr]
    assert (there.weekday(), there.hour, there.minute) == (0, 9, 0)


async def test_time_goes_forward_only(visit: Visit) -> None:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")

    status, answer = await visit.tries("skip_to", at=yesterday)

    assert (status, answer["error"]) == (409, "time goes forward only")


async def test_a_skipped_minute_gives_the_group_its_budget_back(visit: Visit) -> None:
    url = f"{visit.sandbox.url}/bot{visit.world.bots[0].token}/sendMessage"
    for number in range(20):
        async with visit.session.post(url, json={"chat_id": visit.group_id, "text": str(number)}) as response:
            assert response.status == 200
    async with visit.session.post(url, json={"chat_id": visit.group_id, "text": "too many"}) as response:
        assert response.status == 429

    await visit.does("skip", seconds=61)

    async with visit.session.post(url, json={"chat_id": visit.group_id, "text": "again"}) as response:
        assert response.status == 200


async def test_what_was_written_before_a_skip_is_fetched_before_it(visit: Visit) -> None:
    """An update lives for a day: a skip of three must not take it from a bot that is at work."""
    bot = visit.world.bots[0]
    url = f"{visit.sandbox.url}/bot{bot.token}/getUpdates"
    async with visit.session.post(url, json={"offset": bot.updates.next_id, "timeout": 0}):
        pass
    await visit.writes("before the weekend")

    skipping = asyncio.create_task(visit.tries("skip", seconds=3 * 86_400))
    async with visit.session.post(url, json={"timeout": 5}) as response:
        (update,) = (await response.json())["result"]
    async with visit.session.post(url, json={"offset": update["update_id"] + 1}):
        pass

    assert update["message"]["text"] == "before the weekend"
    assert (await skipping)[0] == 200
    assert visit.puppet.skipped == timedelta(days=3)


async def test_the_bots_process_is_killed_and_started(visit: Visit) -> None:
    await visit.does("bot", order="kill")
    await visit.does("bot", order="start")
    await visit.does("bot", order="restart")
    await visit.does("bot", order="stop")

    assert visit.puppet.pulled == ["kill", "start", "kill", "start", "stop"]


async def test_a_429_for_the_group_lasts_as_long_as_it_says(visit: Visit) -> None:
    await visit.does("flood", chat=visit.group_id, seconds=15)

    url = f"{visit.sandbox.url}/bot{visit.world.bots[0].token}/sendMessage"
    async with visit.session.post(url, json={"chat_id": visit.group_id, "text": "hello"}) as response:
        body = await response.json()

    assert (response.status, body["parameters"]["retry_after"]) == (429, 15)
