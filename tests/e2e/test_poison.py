"""Poison: an update that cannot be handled is put aside and told; the updates around it are handled."""

from typing import Any

import pytest
from aiogram.types import Message as TelegramMessage
from aiogram.types import User

from bot.sandbox.updates import LIFETIME
from bot.services import relay
from bot.services.desk import Desk
from tests.e2e.conftest import OpensStory
from tests.e2e.stored import messages, parked_updates
from tests.e2e.story import Customer, Story

TOLD = "could not be handled"


def raw_message(sender: Customer, **changes: Any) -> dict[str, Any]:
    """A message as Telegram sends it, with some fields changed (None: left out)."""
    user = sender.person.user
    message = {
        "message_id": 900_001,
        "from": user,
        "chat": {"id": user["id"], "type": "private", "first_name": user["first_name"]},
        "date": 1_790_000_000,
        "text": "poison",
        **changes,
    }
    return {"message": {key: value for key, value in message.items() if value is not None}}


POISONS: dict[str, dict[str, Any]] = {
    "no chat": {"chat": None},
    "no date": {"date": None},
    "chat of a wrong type": {"chat": "private"},
    "text of a wrong type": {"text": {"en": "poison"}},
    "unknown origin": {"forward_origin": {"type": "telepathy", "date": 1}},
    "entities of a wrong type": {"entities": "bold"},
    "an id that no database holds": {"message_id": 2**70},
    "a user id that no database holds": {"from": {"id": 2**70, "is_bot": False, "first_name": "X"}},
}


@pytest.mark.parametrize("poison", POISONS.values(), ids=POISONS.keys())
async def test_a_message_that_cannot_be_handled_does_not_stop_its_neighbours(
    opens: OpensStory, poison: dict[str, Any]
) -> None:
    desk = await opens(closed=True)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    desk.owner.starts(desk.bot)
    alice.person.writes("before")
    desk.world.push(desk.bot, raw_message(alice, **poison))
    alice.person.writes("after")

    await desk.open()
    await desk.settled()

    assert desk.lines_in_topic_of(alice) == ["before", "after"]
    (parked,) = await parked_updates(desk)
    assert parked.error
    assert len(desk.owner.sees(TOLD)) == 1
    await bob.answers(in_topic_of=alice, text="still working")
    assert alice.sees("still working")


@pytest.mark.parametrize(
    "update",
    [
        {"message_reaction": {"chat": {"id": 1, "type": "private"}, "message_id": 1, "date": 1}},
        {"edited_message": {"message_id": 1}},
        {"my_chat_member": {"chat": {"id": 5, "type": "private"}, "from": {}, "date": 1}},
        {"message": "hello"},
        {"message": ["hello"]},
        {"callback_query": None, "message": 17},
    ],
    ids=str,
)
async def test_any_broken_update_is_parked_and_told(desk: Story, update: dict[str, Any]) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    desk.owner.starts(desk.bot)

    desk.world.push(desk.bot, update)
    await alice.writes("help")

    assert len(await parked_updates(desk)) == 1
    assert len(desk.owner.sees(TOLD)) == 1
    assert bob.sees("help", in_topic_of=alice)


@pytest.mark.filterwarnings("ignore:Detected unknown update type:RuntimeWarning")
async def test_an_update_of_a_kind_yet_unknown_is_no_news(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")

    desk.world.push(desk.bot, {"telepathy": {"thought": "help"}})
    await alice.writes("help")

    assert await parked_updates(desk) == []
    assert bob.sees("help", in_topic_of=alice)


async def test_what_no_database_can_store_is_parked_or_carried(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")

    desk.world.push(desk.bot, raw_message(alice, text="a\0b", message_id=900_001))
    desk.world.push(desk.bot, raw_message(alice, text="half a pair: \ud83d", message_id=900_002))
    await alice.writes("after")

    assert bob.sees("after", in_topic_of=alice)
    carried = [stored for stored in await messages(desk) if stored.source_message_id > 900_000]
    assert len(await parked_updates(desk)) + len(carried) == 2


async def test_a_handler_that_raises_parks_only_its_update(
    desk: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    desk.owner.starts(desk.bot)
    to_group = relay.to_group

    async def stumbles(desk: Desk, message: TelegramMessage, author: User) -> None:
        await to_group(desk, message, author)
        if message.text == "stumble":
            raise LookupError("over my own feet")

    monkeypatch.setattr(relay, "to_group", stumbles)

    for text in ("one", "stumble", "two"):
        alice.person.writes(text)
    await desk.settled()

    assert desk.lines_in_topic_of(alice) == ["one", "two"]
    (parked,) = await parked_updates(desk)
    assert "over my own feet" in parked.error
    assert parked.raw["message"]["text"] == "stumble"
    (told,) = desk.owner.sees(TOLD)
    assert "LookupError" in told.text
    assert not [stored for stored in await messages(desk) if stored.content.get("text") == "stumble"]
    assert bob.sees("two", in_topic_of=alice)


async def test_what_admins_are_told_does_not_hold_the_message(desk: Story) -> None:
    alice = desk.customer("Alice")
    desk.owner.starts(desk.bot)
    await desk.settled()

    desk.world.push(desk.bot, raw_message(alice, text={"secret": "hunter2"}))
    await desk.settled()

    (told,) = desk.owner.sees(TOLD)
    assert "hunter2" not in told.text


@pytest.mark.parametrize("junk", [[], "junk", None, 17, {}, {"message": {}}, {"update_id": "x"}], ids=repr)
async def test_what_is_not_an_update_does_not_stop_the_poller(opens: OpensStory, junk: Any) -> None:
    desk = await opens(closed=True)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    desk.owner.starts(desk.bot)
    _push_junk(desk, junk)
    alice.person.writes("between")
    _push_junk(desk, junk)
    alice.person.writes("after")

    await desk.open()
    await desk.settled()

    assert desk.lines_in_topic_of(alice) == ["between", "after"]
    assert len(await parked_updates(desk)) == 2
    await bob.answers(in_topic_of=alice, text="still working")
    assert alice.sees("still working")


async def test_junk_alone_is_confirmed_too(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")

    _push_junk(desk, ["junk"])
    await desk.settled()

    (parked,) = await parked_updates(desk)
    assert parked.raw["unreadable"] == ["junk"]


async def test_junk_that_comes_first_of_all_waits_for_company(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    desk.bot.updates.confirm(desk.bot.updates.next_id)

    _push_junk(desk, "junk")
    alice.person.writes("help")
    await desk.settled()

    assert bob.sees("help", in_topic_of=alice)


async def test_a_poisoned_batch_is_handled_once_when_it_is_delivered_twice(desk: Story) -> None:
    alice = desk.customer("Alice")
    desk.owner.starts(desk.bot)
    alice.person.writes("one")
    desk.world.push(desk.bot, raw_message(alice, chat=None))
    alice.person.writes("two")
    await desk.settled()

    desk.sandbox.faults.add("duplicate_batch")
    await alice.writes("three")

    assert desk.lines_in_topic_of(alice) == ["one", "two", "three"]
    assert len(await parked_updates(desk)) == 1
    assert len(desk.owner.sees(TOLD)) == 1


def _push_junk(desk: Story, junk: Any) -> None:
    """Let Telegram give out something that is not an update; `push` would number it."""
    queued = desk.bot.updates.put({}, ("raw", 0), desk.world.timestamp() + LIFETIME)
    assert queued is not None
    queued.raw = junk
