"""getUpdates: confirmation, waiting, retention, conflicts, choice of types."""

import asyncio

from bot.sandbox.limits import Limits
from tests.sandbox.conftest import Desk


async def test_offset_confirms_everything_below_it(desk: Desk) -> None:
    for number in range(3):
        desk.alice.writes(f"message {number}")

    first = await desk.api("getUpdates")
    again = await desk.api("getUpdates")
    rest = await desk.api("getUpdates", offset=first[1]["update_id"])

    assert [update["message"]["text"] for update in again] == ["message 0", "message 1", "message 2"]
    assert [update["message"]["text"] for update in rest] == ["message 1", "message 2"]
    assert [update["update_id"] for update in first] == list(
        range(first[0]["update_id"], first[0]["update_id"] + 3)
    )


async def test_limit_is_respected_and_nonsense_means_a_hundred(desk: Desk) -> None:
    for number in range(120):
        desk.alice.writes(f"message {number}")

    assert len(await desk.api("getUpdates", limit=5)) == 5
    assert len(await desk.api("getUpdates", limit=0)) == 100
    assert len(await desk.api("getUpdates", limit=1000)) == 100


async def test_negative_offset_keeps_the_tail_only(desk: Desk) -> None:
    for number in range(5):
        desk.alice.writes(f"message {number}")

    found = await desk.api("getUpdates", offset=-2)

    assert [update["message"]["text"] for update in found] == ["message 3", "message 4"]
    assert len(desk.bot.updates.items) == 2


async def test_an_offset_far_beyond_the_tail_is_ignored(desk: Desk) -> None:
    desk.alice.writes("still here")

    found = await desk.api("getUpdates", offset=desk.bot.updates.next_id + 5000)

    assert found[0]["message"]["text"] == "still here"


async def test_long_poll_wakes_at_once(desk: Desk) -> None:
    loop = asyncio.get_running_loop()
    poll = asyncio.create_task(desk.api("getUpdates", timeout=20))
    await desk.world.wait_for(lambda: desk.bot.poll is not None)

    began = loop.time()
    desk.alice.writes("one")
    desk.alice.writes("two")
    found = await poll

    assert loop.time() - began < 1
    assert [update["message"]["text"] for update in found] == ["one", "two"]


async def test_long_poll_without_news_ends_empty(desk: Desk) -> None:
    # The API counts whole seconds.
    assert await desk.api("getUpdates", timeout=1) == []


async def test_the_older_of_two_polls_is_terminated(desk: Desk) -> None:
    older = asyncio.create_task(desk.api.refusal("getUpdates", timeout=20))
    await desk.world.wait_for(lambda: desk.bot.poll is not None)

    newer = asyncio.create_task(desk.api("getUpdates", timeout=20))
    refusal = await older
    desk.alice.writes("for the newer one")

    assert refusal.code == 409
    assert refusal.description == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    assert [update["message"]["text"] for update in await newer] == ["for the newer one"]


async def test_an_unconfirmed_batch_asked_for_again_quickly_comes_one_by_one(desk: Desk) -> None:
    desk.sandbox.limits = Limits.off().but(repeated_offset=True)
    desk.alice.writes("one")
    desk.alice.writes("two")
    last = desk.bot.updates.next_id - 1

    first = await desk.api("getUpdates", offset=last - 1)
    second = await desk.api("getUpdates", offset=last - 1)

    assert len(first) == 2
    assert len(second) == 1


async def test_the_same_offset_without_news_waits(desk: Desk) -> None:
    desk.sandbox.limits = Limits.off().but(repeated_offset=True, poll_scale=0.05)
    loop = asyncio.get_running_loop()

    await desk.api("getUpdates", offset=1)
    began = loop.time()
    await desk.api("getUpdates", offset=1)

    assert 0.1 < loop.time() - began < 1


async def test_messages_live_a_day_and_button_presses_150_seconds(desk: Desk) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    await desk.api("sendMessage", chat_id=desk.alice.id, text="Well?", reply_markup=keyboard)
    desk.alice.writes("old")
    desk.alice.presses(desk.alice.inbox[-1], "Yes")

    desk.clock.advance(149)
    assert len(await desk.api("getUpdates")) == 2
    desk.clock.advance(2)
    assert [set(update) for update in await desk.api("getUpdates")] == [{"update_id", "message"}]
    desk.clock.advance(86_400)
    assert await desk.api("getUpdates") == []


async def test_types_are_chosen_when_the_update_is_made_and_the_choice_persists(desk: Desk) -> None:
    await desk.api("getUpdates", allowed_updates=["message"])
    message = desk.alice.writes("text")
    desk.alice.edits(message, text="changed")
    assert [list(update)[1] for update in await desk.api.updates()] == ["message"]

    await desk.api("getUpdates", allowed_updates=["message", "edited_message"])
    desk.alice.edits(message, text="changed again")
    assert [list(update)[1] for update in await desk.api.updates()] == ["edited_message"]

    await desk.api("getUpdates", allowed_updates=[])
    desk.alice.blocks()
    assert [list(update)[1] for update in await desk.api.updates()] == ["my_chat_member"]


async def test_reactions_are_not_in_the_default(desk: Desk) -> None:
    message = desk.olga.writes("hello", to=desk.group)
    desk.olga.reacts(message, "👍")
    assert [list(update)[1] for update in await desk.api.updates()] == ["message"]

    await desk.api("getUpdates", allowed_updates=["message_reaction"])
    desk.olga.reacts(message, "🔥")
    update = (await desk.api.updates())[0]["message_reaction"]

    assert update["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert update["new_reaction"] == [{"type": "emoji", "emoji": "🔥"}]
    assert update["user"]["id"] == desk.olga.id


async def test_reactions_in_private_chats_are_a_switch(desk: Desk) -> None:
    await desk.api("getUpdates", allowed_updates=["message_reaction"])
    message = desk.alice.writes("hello")

    desk.alice.reacts(message, "👍")
    assert await desk.api.updates() == []
    desk.world.private_reactions = True
    desk.alice.reacts(message, "👎")
    assert (await desk.api.updates())[0]["message_reaction"]["chat"]["id"] == desk.alice.id


async def test_a_poisoned_update_is_delivered_as_it_is(desk: Desk) -> None:
    desk.world.push(desk.bot, {"message_reaction": {"new_reaction": [{"type": "hologram"}]}})

    (update,) = await desk.api("getUpdates")

    assert update == {
        "update_id": desk.bot.updates.next_id - 1,
        "message_reaction": {"new_reaction": [{"type": "hologram"}]},
    }


async def test_a_poll_of_a_client_that_is_gone_conflicts_with_nobody(desk: Desk) -> None:
    poll = asyncio.create_task(desk.api("getUpdates", timeout=20))
    await desk.world.wait_for(lambda: desk.bot.poll is not None)

    poll.cancel()
    await desk.world.wait_for(lambda: desk.bot.poll is None)
    desk.alice.writes("hello")

    assert len(await desk.api("getUpdates")) == 1
    assert all(call.error_code != 409 for call in desk.sandbox.calls)
