"""The log tells of each update and each send by ids and durations, and nobody's words stand in it."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from aiogram.types import Message as TelegramMessage
from aiogram.types import User

from bot import logs
from bot.logs import JsonLines, TextLines
from bot.sandbox.updates import LIFETIME
from bot.services import relay
from bot.services.desk import Desk
from tests.e2e.story import Customer, Story
from tests.e2e.test_database_away import Away, away

__all__ = ["away"]  # the fixture: nobody can write while it lasts

SECRET = "hunter2"


class Log(logging.Handler):
    """All that is logged at INFO and above, printed at once in both forms."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.texts: list[str] = []
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(TextLines().format(record))
        self.lines.append(json.loads(JsonLines().format(record)))

    def of(self, message: str, **fields: Any) -> list[dict[str, Any]]:
        """The lines that say this, with these fields."""
        return [
            line
            for line in self.lines
            if line["message"] == message and all(line.get(key) == value for key, value in fields.items())
        ]

    def holds(self, words: str) -> list[str]:
        """The lines in which these words stand."""
        return [text for text in [*self.texts, *map(json.dumps, self.lines)] if words in text]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[Log]:
    """As `logs.configure` would have it at INFO."""
    log = Log()
    caplog.set_level(logging.INFO)
    for name in logs._NOISY:
        caplog.set_level(logging.WARNING, logger=name)
    logging.getLogger().addHandler(log)
    yield log
    logging.getLogger().removeHandler(log)


async def test_each_update_and_each_send_is_a_line(desk: Story, log: Log) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hi")
    await desk.settled()

    (topic,) = desk.topics_of(alice)
    (asked,) = log.of("update", kind="message", user_id=alice.id)
    (answered,) = log.of("update", kind="message", user_id=bob.id, thread_id=topic.id)
    (carried,) = log.of("send", kind="relay", chat_id=desk.group.id)
    (returned,) = log.of("send", kind="relay", chat_id=alice.id)
    assert (asked["chat_id"], asked["outcome"]) == (alice.id, "handled")
    assert asked["duration_ms"] >= 0 and asked["batch"] >= 1
    assert answered["chat_id"] == desk.group.id
    assert (carried["method"], carried["thread_id"], carried["outcome"]) == ("sendMessage", topic.id, "sent")
    assert carried["message_id"] == desk.in_topic_of(alice)[0].message_id
    assert carried["calls"] == 2  # the topic and the message
    assert carried["waited_ms"] >= carried["duration_ms"] > 0
    assert returned["message_id"] == alice.inbox[0].message_id


async def test_what_does_not_arrive_is_a_line_with_its_reason(desk: Story, log: Log) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    desk.sandbox.faults.add("server_error", method="sendMessage", chat_id=desk.group.id)
    await alice.writes("anybody?")
    alice.person.blocks(desk.bot)
    await bob.answers(in_topic_of=alice, text="hi")

    (again,) = log.of("call failed", meaning="server_error")
    (carried,) = log.of("send", meaning="server_error")
    (dead,) = log.of("send", outcome="dead")
    assert again["item"] == carried["item"] and again["method"] == "sendMessage"
    assert (carried["outcome"], carried["calls"]) == ("sent", 2)
    assert (dead["meaning"], dead["chat_id"]) == ("customer_gone", alice.id)


async def test_what_comes_again_or_is_parked_is_a_line(desk: Story, log: Log) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")
    desk.sandbox.faults.add("duplicate_batch")
    desk.world.push(desk.bot, {"message": {"chat": {"id": SECRET}, "from": SECRET}})
    await desk.settled()

    assert log.of("update", outcome="duplicate")
    (parked,) = log.of("update", outcome="parked")
    assert "chat_id" not in parked and "user_id" not in parked


async def test_nobodys_words_are_logged_when_all_goes_well(desk: Story, log: Log) -> None:
    alice, bob = desk.customer(f"Alice {SECRET}", username=SECRET), desk.operator("Bob")
    await alice.starts(SECRET)
    said = await alice.writes(f"text {SECRET}")
    await alice.edits(said, text=f"text {SECRET} {SECRET}")
    await alice.sends("document", caption=SECRET, file_name=f"{SECRET}.pdf")
    await alice.sends_album(["photo", "photo"], captions=[SECRET, SECRET])
    await alice.reacts(said, "👍")
    answer = await bob.answers(in_topic_of=alice, text=f"answer {SECRET}")
    await bob.answers(in_topic_of=alice, text=f"// note {SECRET}")
    await bob.answers(in_topic_of=alice, text=f"/tag {SECRET}")
    await bob.answers(in_topic_of=alice, text=f"/{SECRET} {SECRET}")
    await bob.forges(SECRET, on=desk.card_of(alice))
    await desk.admin().writes_in_general(f"/canned {SECRET} Hello {SECRET}")
    await desk.admin().writes_in_general(f"/hours {SECRET}")
    await bob.replies(answer, "/recall")

    assert len(log.of("update")) >= 12 and len(log.of("send")) >= 10
    assert log.holds(SECRET) == []
    assert log.holds(desk.bot.token) == []


@pytest.mark.filterwarnings("ignore:Detected unknown update type:RuntimeWarning")
async def test_nobodys_words_are_logged_when_nothing_goes_well(
    desk: Story, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    _make_relay_stumble(monkeypatch)

    desk.sandbox.faults.add(
        "error", method="sendMessage", code=400, description=f'Bad Request: no "{SECRET}"'
    )
    await alice.writes(f"refused {SECRET}")
    desk.sandbox.faults.add("bad_gateway", method="getUpdates")
    await alice.writes(f"stumble {SECRET}")
    for poison in (
        {"text": [SECRET]},
        {"text": SECRET, "message_id": 2**70},
        {"text": f"{SECRET}\0"},
        {"text": f"{SECRET} \ud83d"},
        {"text": SECRET, "from": {"id": 5, "is_bot": False, "first_name": SECRET * 100}},
        {"chat": {"id": 5, "type": SECRET}},
    ):
        desk.world.push(desk.bot, _message(alice, **poison))
    desk.world.push(desk.bot, {SECRET: {"text": SECRET}})
    _push_junk(desk, SECRET)
    await alice.writes(f"between {SECRET}")
    alice.person.blocks(desk.bot)
    await bob.answers(in_topic_of=alice, text=f"undeliverable {SECRET}")

    assert len(log.of("update", outcome="parked")) >= 4
    assert [line for line in log.lines if "exception" in line]
    assert log.holds(SECRET) == []
    assert log.holds(desk.bot.token) == []


async def test_nobodys_words_are_logged_when_the_database_is_away(desk: Story, log: Log, away: Away) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")
    before = len(desk.sandbox.calls_of("getUpdates"))

    async with away():
        alice.person.writes(f"more {SECRET}")
        ready = desk.running_app.ready
        await desk.until(lambda: len(desk.sandbox.calls_of("getUpdates")) > before + 1 or not ready.is_set())
    await desk.settled()

    assert [line for line in log.lines if line["level"] != "INFO"]
    assert log.holds(SECRET) == []


def _make_relay_stumble(monkeypatch: pytest.MonkeyPatch) -> None:
    to_group = relay.to_group

    async def stumbles(desk: Desk, message: TelegramMessage, author: User) -> None:
        await to_group(desk, message, author)
        if message.text and message.text.startswith("stumble"):
            raise LookupError(message.text)

    monkeypatch.setattr(relay, "to_group", stumbles)


def _message(sender: Customer, **changes: Any) -> dict[str, Any]:
    user = sender.person.user
    chat = {"id": user["id"], "type": "private", "first_name": user["first_name"]}
    message = {"message_id": 900_001, "from": user, "chat": chat, "date": 1_790_000_000, "text": SECRET}
    return {"message": {**message, **changes}}


def _push_junk(desk: Story, junk: Any) -> None:
    """Let Telegram give out something that is not an update."""
    queued = desk.bot.updates.put({}, ("raw", 0), desk.world.timestamp() + LIFETIME)
    assert queued is not None
    queued.raw = junk
