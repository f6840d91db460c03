"""Flood control: Telegram's limits are kept without touching them, shared fairly, and a 429 is obeyed."""

import pytest

from bot.sandbox.calls import Call
from tests.e2e.conftest import QUICK_LIMITS, OpensStory
from tests.e2e.story import Customer, Story

SENDS = (
    "sendMessage",
    "copyMessage",
    "copyMessages",
    "sendMediaGroup",
    "createForumTopic",
    "editMessageText",
)


async def test_forty_messages_of_eight_new_customers_arrive_fairly_and_before_the_cards(desk: Story) -> None:
    customers = [desk.customer(f"Customer {letter}") for letter in "ABCDEFGH"]

    for number in range(5):
        for customer in customers:
            customer.person.writes(f"line {number}")
    await desk.settled(within=20)

    for customer in customers:
        text = "\n".join(desk.texts_in_topic_of(customer))
        assert text.splitlines() == [f"line {number}" for number in range(5)]
    said = [call for call in desk.sandbox.calls_of("sendMessage") if "line" in call.params["text"]]
    cards = [call for call in desk.sandbox.calls_of("sendMessage") if "First seen" in call.params["text"]]
    assert len({call.params["message_thread_id"] for call in said[:8]}) == 8
    assert len(cards) == 8
    assert max(call.at for call in said) < min(call.at for call in cards)
    assert desk.sandbox.floods == []


async def test_one_customer_who_floods_does_not_keep_the_others_waiting(desk: Story) -> None:
    mallory, alice = desk.customer("Mallory"), desk.customer("Alice")
    await mallory.writes("before")

    for number in range(35):
        mallory.person.sends("photo", caption=f"noise {number}")
    await desk.taken()
    await alice.writes("help")

    said = [c for c in desk.sandbox.calls if c.method in ("sendMessage", "copyMessage") and c.chat_id]
    place = next(i for i, call in enumerate(said) if call.params.get("text") == "help")
    assert place < 25
    assert len(desk.in_topic_of(mallory)) == 36


async def test_many_answers_at_once_keep_within_the_customers_limit(opens: OpensStory) -> None:
    desk = await opens(limits=QUICK_LIMITS.but(private=(3, 0.4)), private_budget="3/0.4")
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    (topic,) = desk.topics_of(alice)

    for number in range(12):
        bob.person.writes(f"answer {number}", to=desk.group, topic=topic.id)
    await desk.settled()

    text = "\n".join(message.text for message in alice.inbox)
    assert text.splitlines() == [f"answer {number}" for number in range(12)]


async def test_albums_count_by_their_items(opens: OpensStory) -> None:
    desk = await opens(limits=QUICK_LIMITS.but(group=(12, 0.5)), group_budget="12/0.5")
    alice = desk.customer("Alice")
    await alice.writes("help")

    for _ in range(4):
        alice.person.sends_album(["photo"] * 7)
    await desk.settled()

    assert [message.kind for message in desk.in_topic_of(alice)] == ["text", *["photo"] * 28]


async def test_what_an_earlier_run_has_sent_counts_after_a_restart(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")
    for number in range(15):
        alice.person.sends("photo", caption=f"photo {number}")
    await desk.until(lambda: len(desk.in_topic_of(alice)) >= 14)

    await desk.restart()
    for number in range(15, 30):
        alice.person.sends("photo", caption=f"photo {number}")
    await desk.settled()

    assert desk.lines_in_topic_of(alice) == ["help", *(f"photo {number}" for number in range(30))]


@pytest.mark.parametrize("fault", ["flood", "flood_wrapped"])
@pytest.mark.parametrize("kind", ["text", "photo", "album"])
async def test_a_429_of_the_group_is_obeyed_while_private_chats_go_on(
    desk: Story, fault: str, kind: str
) -> None:
    alice, carol, bob = desk.customer("Alice"), desk.customer("Carol"), desk.operator("Bob")
    await alice.writes("before")
    await carol.writes("before")
    method = {"text": "sendMessage", "photo": "copyMessage", "album": "sendMediaGroup"}[kind]
    planned = desk.sandbox.faults.add(fault, method=method, chat_id=desk.group.id, retry_after=1)

    _write(alice, kind)
    await desk.until(lambda: planned.is_done)
    carol.person.writes("me too")
    bob.person.writes("are you there?", to=desk.group, topic=desk.topics_of(carol)[0].id)
    await desk.settled()

    refused = _refused(desk, desk.group.id)
    next_one = _first_after(desk, refused, desk.group.id)
    assert next_one.at >= refused.at + 1.0
    assert _first_after(desk, refused, carol.id).at < next_one.at
    assert len(desk.in_topic_of(alice)) == (3 if kind == "album" else 2)
    assert "me too" in desk.texts_in_topic_of(carol)
    assert desk.sandbox.flood_violations == 0


@pytest.mark.parametrize("fault", ["flood", "flood_wrapped"])
async def test_a_429_of_a_customer_is_obeyed_while_others_go_on(desk: Story, fault: str) -> None:
    alice, carol, bob = desk.customer("Alice"), desk.customer("Carol"), desk.operator("Bob")
    await alice.writes("before")
    await carol.writes("before")
    planned = desk.sandbox.faults.add(fault, chat_id=alice.id, method="sendMessage", retry_after=1)

    for customer in (alice, carol):
        for number in range(2):
            thread = desk.topics_of(customer)[0].id
            bob.person.writes(f"answer {number}", to=desk.group, topic=thread)
    alice.person.writes("hello?")
    await desk.until(lambda: planned.is_done)
    await desk.settled()

    refused = _refused(desk, alice.id)
    next_one = _first_after(desk, refused, alice.id)
    assert next_one.at >= refused.at + 1.0
    assert [message.text for message in carol.inbox] == ["answer 0", "answer 1"]
    assert _last(desk, carol.id).at < next_one.at
    assert _last(desk, desk.group.id).at < next_one.at
    assert [message.text for message in alice.inbox] == ["answer 0", "answer 1"]
    assert desk.sandbox.flood_violations == 0


@pytest.mark.parametrize("chat", ["group", "customer"])
async def test_a_429_is_obeyed_also_after_a_restart(desk: Story, chat: str) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("before")
    thread = desk.topics_of(alice)[0].id
    chat_id = desk.group.id if chat == "group" else alice.id
    planned = desk.sandbox.faults.add("flood", chat_id=chat_id, method="sendMessage", retry_after=2)

    alice.person.writes("question")
    bob.person.writes("answer", to=desk.group, topic=thread)
    await desk.until(lambda: planned.is_done)
    await desk.restart()
    assert _last(desk, chat_id) is _refused(desk, chat_id), "the restart took longer than the ban"
    alice.person.writes("question 2")
    bob.person.writes("answer 2", to=desk.group, topic=thread)
    await desk.settled()

    refused = _refused(desk, chat_id)
    assert _first_after(desk, refused, chat_id).at >= refused.at + 2.0
    said = [m.text for m in desk.in_topic_of(alice) if m.sender is desk.bot]
    assert "\n".join(said).splitlines() == ["before", "question", "question 2"]
    assert [message.text for message in alice.inbox] == ["answer", "answer 2"]
    assert desk.sandbox.flood_violations == 0


async def test_one_429_out_of_the_blue_does_not_slow_the_desk_down(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("before")
    desk.sandbox.faults.add("flood", method="sendMessage", chat_id=desk.group.id, retry_after=1)
    await alice.writes("one")

    for number in range(15):
        alice.person.sends("photo", caption=f"photo {number}")
    await desk.settled()

    assert len(desk.in_topic_of(alice)) == 17


async def test_in_the_group_messages_go_first_then_answers_alerts_and_cards(opens: OpensStory) -> None:
    desk = await opens(limits=QUICK_LIMITS.but(group=(4, 0.2)), group_budget="4/0.2")
    alice, carol, dora = desk.customer("Alice"), desk.customer("Carol"), desk.customer("Dora")
    bob = desk.operator("Bob")
    for customer in (alice, carol, dora):
        await customer.writes("before")
    already = len(desk.sandbox.calls)

    with desk.held_back():
        alice.person.renames("Alice", last_name="Smith")
        alice.person.starts(desk.bot)
        await desk.taken()
        carol.person.blocks(desk.bot)
        await desk.taken()
        bob.person.writes("/help", to=desk.group, topic=desk.topics_of(alice)[0].id)
        await desk.taken()
        dora.person.writes("hello")
        await desk.taken()
    await desk.settled()

    order = [_name(call) for call in desk.sandbox.calls[already:] if call.chat_id == desk.group.id]
    assert [name for name in order if name] == ["message", "answer", "alert", "card", "card"]


def _name(call: Call) -> str:
    text = str(call.params.get("text", ""))
    if "First seen" in text:
        return "card"
    if "has blocked the bot" in text:
        return "alert"
    return {"What you write": "answer", "hello": "message"}.get(text[:14], "message" if text else "")


def _write(customer: Customer, kind: str) -> None:
    if kind == "text":
        customer.person.writes("one")
    elif kind == "album":
        customer.person.sends_album(["photo", "photo"])
    else:
        customer.person.sends(kind)


def _refused(desk: Story, chat_id: int) -> Call:
    """The call that met the planned flood."""
    (call,) = [c for c in desk.sandbox.calls if c.fault.startswith("flood") and c.chat_id == chat_id]
    return call


def _first_after(desk: Story, refused: Call, chat_id: int) -> Call:
    """The next message for this chat."""
    later = desk.sandbox.calls[desk.sandbox.calls.index(refused) + 1 :]
    return next(call for call in later if call.chat_id == chat_id and call.method in SENDS)


def _last(desk: Story, chat_id: int) -> Call:
    """The last message for this chat."""
    calls = [call for call in desk.sandbox.calls if call.chat_id == chat_id and call.method in SENDS]
    return [call for call in calls if call.method != "editMessageText"][-1]  # cards follow when they may
