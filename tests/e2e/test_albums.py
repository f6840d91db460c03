"""Albums stay albums: both ways, in order, with captions, however their items come in."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.sandbox.messages import SandboxMessage
from tests.e2e.conftest import QUICK_LIMITS, OpensStory
from tests.e2e.story import Customer, Operator, Story

Shown = list[tuple[str, str]]


async def pair(desk: Story) -> tuple[Customer, Operator]:
    """A customer with a topic, and an operator."""
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("hello")
    return alice, bob


def shown(messages: Sequence[SandboxMessage]) -> Shown:
    """Kinds and captions, in order."""
    return [(message.kind, message.text) for message in messages]


def files(messages: Sequence[SandboxMessage]) -> list[str]:
    """What the messages hold, comparable between original and copy."""
    return [str({k: v for k, v in m.content.items() if k != "caption_entities"}) for m in messages]


def albums(messages: Sequence[SandboxMessage]) -> list[list[SandboxMessage]]:
    """The messages that belong to albums, album by album."""
    found: dict[str, list[SandboxMessage]] = {}
    for message in messages:
        if message.album_id is not None:
            found.setdefault(message.album_id, []).append(message)
    return list(found.values())


def by_bot(desk: Story, customer: Customer) -> list[SandboxMessage]:
    return [m for m in desk.in_topic_of(customer) if m.sender is desk.bot]


@pytest.mark.parametrize(
    "kinds",
    [
        ["photo"] * 10,
        ["photo", "video", "photo", "video"],
        ["document", "document", "document"],
        ["audio", "audio"],
        ["live_photo", "photo"],
    ],
    ids=lambda kinds: f"{len(kinds)} {kinds[0]}",
)
async def test_an_album_stays_one_both_ways(desk: Story, kinds: list[str]) -> None:
    alice, bob = await pair(desk)
    captions = [None if place % 2 else f"caption {place}" for place in range(len(kinds))]

    asked = await alice.sends_album(kinds, captions=captions)
    answered = await bob.sends_album(kinds, in_topic_of=alice, captions=captions)

    (in_topic,) = albums(by_bot(desk, alice))
    (with_alice,) = albums(alice.inbox)
    assert shown(in_topic) == shown(with_alice) == shown(asked)
    assert files(in_topic) == files(asked)
    assert files(with_alice) == files(answered)
    assert len(desk.sandbox.calls_of("sendMediaGroup")) == 2


async def test_items_that_come_late_still_belong_to_their_album(opens: OpensStory) -> None:
    desk = await opens(album_settle_seconds=10)
    alice, bob = await pair(desk)

    asked, answered = alice.begins_album(), bob.begins_album(in_topic_of=alice)
    for _ in range(3):
        asked.add("photo", "part")
        answered.add("photo", "part")
        await desk.taken()
        desk.clock.jump(timedelta(seconds=5))  # that is how late Telegram gives the next part
    desk.clock.jump(timedelta(seconds=10))
    await desk.settled()

    for copies, original in ((by_bot(desk, alice), asked), (alice.inbox, answered)):
        (album,) = albums(copies)
        assert files(album) == files(original.messages)


async def test_an_album_that_comes_during_a_restart_stays_whole(opens: OpensStory) -> None:
    desk = await opens(album_settle_seconds=10)
    alice, bob = await pair(desk)
    asked, answered = alice.begins_album(), bob.begins_album(in_topic_of=alice)
    for number in range(2):
        asked.add("photo", f"before {number}")
        answered.add("photo", f"before {number}")
    await desk.taken()

    await desk.close()
    desk.clock.jump(timedelta(seconds=10))
    for number in range(2):
        asked.add("photo", f"after {number}")
        answered.add("photo", f"after {number}")
    await desk.open()
    await desk.taken()
    desk.clock.jump(timedelta(seconds=10))
    await desk.settled()

    for copies, original in ((by_bot(desk, alice), asked), (alice.inbox, answered)):
        (album,) = albums(copies)
        assert files(album) == files(original.messages)


async def test_an_album_waits_at_the_start_for_what_telegram_still_holds(opens: OpensStory) -> None:
    desk = await opens(album_settle_seconds=5)
    alice, _ = await pair(desk)
    album = alice.begins_album()
    album.add("photo", "before")
    await desk.taken()

    await desk.close()
    album.add("photo", "after")
    desk.sandbox.faults.add("slow", method="getUpdates", seconds=0.5)
    await desk.open()
    desk.clock.jump(timedelta(seconds=6))  # it has settled, but the first updates have not come yet
    await desk.taken()
    desk.clock.jump(timedelta(seconds=5))
    await desk.settled()

    assert [files(copies) for copies in albums(by_bot(desk, alice))] == [files(album.messages)]


async def test_an_album_sent_while_the_bot_is_down_stays_whole(desk: Story) -> None:
    alice, _ = await pair(desk)

    await desk.close()
    sent = alice.person.sends_album(["photo"] * 4, captions=["look"])
    await desk.open()
    await desk.settled()

    (album,) = albums(by_bot(desk, alice))
    assert files(album) == files(sent)


async def test_an_album_as_first_message_opens_the_topic(desk: Story) -> None:
    alice = desk.customer("Alice")

    sent = await alice.sends_album(["photo", "video"], captions=["look"])

    (album,) = albums(desk.in_topic_of(alice))
    assert files(album) == files(sent)


async def test_a_text_right_after_an_album_stays_behind_it(desk: Story) -> None:
    alice, bob = await pair(desk)

    alice.person.writes("before")
    alice.person.sends_album(["photo", "photo"])
    alice.person.writes("after")
    topic = desk.topics_of(alice)[0].id
    bob.person.writes("before", to=desk.group, topic=topic)
    bob.person.sends_album(["photo", "photo"], to=desk.group, topic=topic)
    bob.person.writes("after", to=desk.group, topic=topic)
    await desk.settled()

    told = [("text", "before"), ("photo", ""), ("photo", ""), ("text", "after")]
    assert shown(by_bot(desk, alice))[1:] == told
    assert shown(alice.inbox) == told


async def test_albums_of_two_customers_do_not_mix(desk: Story) -> None:
    alice, bella = desk.customer("Alice"), desk.customer("Bella")
    of_alice, of_bella = alice.begins_album(), bella.begins_album()

    for number in range(4):
        of_alice.add("photo", f"alice {number}")
        of_bella.add("photo", f"bella {number}")
    await desk.settled()

    for customer, original in ((alice, of_alice), (bella, of_bella)):
        (album,) = albums(desk.in_topic_of(customer))
        assert files(album) == files(original.messages)


async def test_two_albums_in_a_row_stay_two(desk: Story) -> None:
    alice, _ = await pair(desk)

    first = alice.person.sends_album(["photo", "photo"], captions=["first"])
    second = alice.person.sends_album(["photo", "photo"], captions=["second"])
    await desk.settled()

    assert [files(album) for album in albums(by_bot(desk, alice))] == [files(first), files(second)]


async def test_an_album_can_be_a_reply(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("which one?")
    answer = await bob.answers(in_topic_of=alice, text="these?")

    asked = await alice.sends_album(["photo", "photo"], reply_to=alice.inbox[-1])
    answered = await bob.sends_album(["photo", "photo"], in_topic_of=alice, reply_to=by_bot(desk, alice)[1])

    (in_topic,) = albums(by_bot(desk, alice))
    (with_alice,) = albums(alice.inbox)
    assert (files(in_topic), in_topic[0].reply_to) == (files(asked), answer)
    assert (files(with_alice), with_alice[0].reply_to) == (files(answered), question)


async def test_an_album_whose_originals_are_gone_arrives_all_the_same(desk: Story) -> None:
    alice, _ = await pair(desk)

    with desk.held_back():
        sent = alice.person.sends_album(["photo", "photo"])
        await desk.taken()
        alice.person.deletes(*sent)
    await desk.settled()

    (album,) = albums(by_bot(desk, alice))
    assert files(album) == files(sent)


async def test_an_album_with_a_premium_users_caption_stays_whole(desk: Story) -> None:
    alice, _ = await pair(desk)

    sent = await alice.sends_album(["photo", "photo"], captions=["long " * 300])

    (album,) = albums(by_bot(desk, alice))
    assert files(album) == files(sent)


async def test_what_telegram_takes_as_no_album_arrives_one_by_one(desk: Story) -> None:
    alice, _ = await pair(desk)
    for method in ("sendMediaGroup", "copyMessages"):
        desk.sandbox.faults.add("error", method=method, code=400, description="Bad Request: MEDIA_INVALID")

    sent = await alice.sends_album(["photo", "photo", "video"], captions=["look", None, "and this"])

    assert files(by_bot(desk, alice)[1:]) == files(sent)


async def test_a_single_item_of_an_album_is_an_ordinary_message(desk: Story) -> None:
    alice, _ = await pair(desk)

    await alice.sends_album(["photo", "photo"], captions=["left over"], only=slice(1))

    assert shown(by_bot(desk, alice))[1:] == [("photo", "left over")]


@pytest.mark.parametrize("place", [0, 2])
async def test_an_album_that_says_it_is_a_note_or_command_stays_here(desk: Story, place: int) -> None:
    alice, bob = await pair(desk)
    topic = desk.topics_of(alice)[0].id

    for caption in ("// look at this", "/note look at this", "/recall", "/whatever"):
        captions = [None] * place + [caption]
        bob.person.sends_album(["photo"] * 3, to=desk.group, topic=topic, captions=captions)
    await desk.settled()

    assert alice.inbox == []


@pytest.mark.parametrize("place", [0, 3])
async def test_a_note_album_stays_here_also_when_it_comes_in_pieces(opens: OpensStory, place: int) -> None:
    desk = await opens(album_settle_seconds=10)
    alice, bob = await pair(desk)

    album = bob.begins_album(in_topic_of=alice)
    for number in range(4):
        album.add("photo", "// note" if number == place else None)
        await desk.taken()
    desk.clock.jump(timedelta(seconds=10))
    await desk.settled()
    album.add("photo")  # later than any album waits
    await desk.taken()
    desk.clock.jump(timedelta(seconds=10))
    await desk.settled()

    assert alice.inbox == []


async def test_a_note_album_stays_here_around_a_restart(desk: Story) -> None:
    alice, bob = await pair(desk)
    album = bob.begins_album(in_topic_of=alice)

    album.add("photo", "// note")
    await desk.taken()
    await desk.restart()
    album.add("photo")
    await desk.settled()

    assert alice.inbox == []


async def test_a_captionless_album_in_replies_mode_stays_here(opens: OpensStory) -> None:
    desk = await opens(relay_mode="replies")
    alice, bob = await pair(desk)

    await bob.sends_album(["photo", "photo"], in_topic_of=alice)

    assert alice.inbox == []


async def test_albums_keep_to_the_limits(opens: OpensStory) -> None:
    desk = await opens()
    customers = [desk.customer(f"Customer {number}") for number in range(3)]

    sent = {c: c.person.sends_album(["photo"] * 7) for c in customers}
    await desk.settled()

    for customer, originals in sent.items():
        (album,) = albums(desk.in_topic_of(customer))
        assert files(album) == files(originals)


async def test_an_album_that_grows_while_it_waits_for_budget_keeps_to_the_limits(opens: OpensStory) -> None:
    desk = await opens(limits=QUICK_LIMITS.but(group=(12, 1.5)), group_budget="12/1.5")
    alice, _ = await pair(desk)

    album = alice.begins_album()
    with desk.held_back():
        album.add("photo")
        album.add("photo")
        await desk.until(desk.waits_for_group_budget)
        for _ in range(8):
            album.add("photo")
        await desk.taken()
    await desk.settled()

    assert [files(copies) for copies in albums(by_bot(desk, alice))] == [files(album.messages)]
