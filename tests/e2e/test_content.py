"""Everything that can be sent crosses: as it is, else as the closest thing, else its sender is told."""

from typing import Any

import pytest

from bot.sandbox.messages import SandboxMessage
from tests.e2e.story import Customer, Operator, Story

COPIED = (
    "photo",
    "video",
    "animation",
    "audio",
    "voice",
    "video_note",
    "document",
    "sticker",
    "live_photo",
    "location",
    "live_location",
    "venue",
    "contact",
    "poll",
    "rich_message",
)
# Telegram lets bots forward these, but not copy them.
FORWARDED = (
    "story",
    "paid_media",
    "game",
    "giveaway",
    "giveaway_winners",
    "invoice",
    "unsupported",
    "hologram",
)
# What keeps the content where only words are possible.
IN_WORDS: dict[str, tuple[dict[str, Any], str]] = {
    "dice": ({"emoji": "🎯", "value": 4}, "🎯 4"),
    "checklist": (
        {"title": "Bring", "tasks": ["keys", {"id": 2, "text": "phone", "completion_date": 1_700_000_000}]},
        "Bring\n☐ keys\n☑ phone",
    ),
}
IN_WORDS_FOR_CUSTOMERS: dict[str, tuple[dict[str, Any], str]] = {
    **IN_WORDS,
    "story": (
        {"chat": {"id": -100123, "type": "channel", "title": "News", "username": "news"}, "id": 7},
        "📖 https://t.me/news/s/7",
    ),
    "game": ({}, "🎮 Game\nA game"),
    "giveaway": ({}, "🎁 Somebody's channel ×3\nTelegram Premium: 3\n2030-03-17"),
    "giveaway_winners": ({}, "🏆 Somebody's channel\nWinner"),
    "invoice": ({}, "🧾 Product\nA product\n5.00 EUR"),
}
# Of these a customer can get no more than a name.
NAMED_FOR_CUSTOMERS = {"story": "📖 Somebody's channel", "paid_media": "⭐ 10 🔒"}
BOLD_FACE = {"type": "bold", "offset": 3, "length": 4}  # after an emoji that takes two UTF-16 units
FACE = {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5368324170671202286"}


async def pair(desk: Story) -> tuple[Customer, Operator]:
    """A customer with a topic, and an operator."""
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("hello")
    return alice, bob


def last_of_bot(desk: Story, customer: Customer) -> SandboxMessage:
    """What the bot put into the customer's topic last."""
    return [m for m in desk.in_topic_of(customer) if m.sender is desk.bot][-1]


@pytest.mark.parametrize("kind", COPIED)
async def test_what_bots_may_send_arrives_unchanged_both_ways(desk: Story, kind: str) -> None:
    alice, bob = await pair(desk)

    asked = await alice.sends(kind)
    answered = await bob.sends(kind, in_topic_of=alice)

    in_topic, with_alice = last_of_bot(desk, alice), alice.inbox[-1]
    assert (in_topic.kind, in_topic.content, in_topic.origin) == (asked.kind, asked.content, None)
    assert (with_alice.kind, with_alice.content) == (answered.kind, answered.content)


async def test_captions_keep_their_formatting_both_ways(desk: Story) -> None:
    alice, bob = await pair(desk)
    caption, entities = "😀 <b>&amp;</b> bold", [{"type": "bold", "offset": 0, "length": 2}]

    for kind in ("photo", "video", "animation", "audio", "voice", "document", "live_photo"):
        asked = await alice.sends(kind, caption=caption, caption_entities=entities)
        answered = await bob.sends(kind, in_topic_of=alice, caption=caption, caption_entities=entities)

        assert last_of_bot(desk, alice).content == asked.content
        assert alice.inbox[-1].content == answered.content
        assert alice.inbox[-1].content["caption_entities"] == entities


async def test_what_bots_cannot_send_is_forwarded_into_the_topic(desk: Story) -> None:
    alice, _ = await pair(desk)

    for kind in FORWARDED:
        sent = await alice.sends(kind)

        shown = last_of_bot(desk, alice)
        assert (shown.kind, shown.content) == (sent.kind, sent.content)
        assert shown.origin is not None
    assert alice.inbox == []  # nothing to tell: all of it arrived


@pytest.mark.parametrize("kind", IN_WORDS)
async def test_what_would_change_on_the_way_is_said_in_the_topic(desk: Story, kind: str) -> None:
    alice, _ = await pair(desk)
    details, words = IN_WORDS[kind]

    await alice.sends(kind, **details)

    assert last_of_bot(desk, alice).text == words
    assert alice.inbox == []


async def test_what_bots_cannot_send_is_said_to_the_customer(desk: Story) -> None:
    alice, bob = await pair(desk)

    for kind, (details, words) in IN_WORDS_FOR_CUSTOMERS.items():
        await bob.sends(kind, in_topic_of=alice, **details)

        assert alice.inbox[-1].text == words
    assert not bob.sees("⚠️", in_topic_of=alice)


async def test_an_operator_learns_when_the_customer_got_no_more_than_a_name(desk: Story) -> None:
    alice, bob = await pair(desk)

    for kind, name in NAMED_FOR_CUSTOMERS.items():
        sent = await bob.sends(kind, in_topic_of=alice)

        assert alice.inbox[-1].text == name
        told = bob.sees("⚠️", in_topic_of=alice)[-1]
        assert told.reply_to is sent
        assert name in told.text


@pytest.mark.parametrize("kind", ["unsupported", "hologram"])
async def test_an_operator_learns_when_nobody_knows_what_it_was(desk: Story, kind: str) -> None:
    alice, bob = await pair(desk)

    sent = await bob.sends(kind, in_topic_of=alice)

    assert alice.inbox == []
    (told,) = bob.sees("⚠️ Not delivered", in_topic_of=alice)
    assert told.reply_to is sent


async def test_a_customer_learns_when_operators_got_no_more_than_a_name(desk: Story) -> None:
    alice, bob = await pair(desk)
    alice.person.chat().is_protected = True  # so that it cannot be forwarded either

    await alice.sends("hologram")

    assert bob.sees("❔ hologram", in_topic_of=alice)
    assert alice.sees("could not be passed on")


async def test_a_quiz_with_an_unknown_answer_becomes_a_poll_both_ways(desk: Story) -> None:
    alice, bob = await pair(desk)

    await alice.sends("quiz", question="Capital?", options=["Rome", "Bonn"])
    await bob.sends("quiz", in_topic_of=alice, question="Capital?", options=["Rome", "Bonn"])

    for copy in (last_of_bot(desk, alice), alice.inbox[-1]):
        poll = copy.content["poll"]
        assert (poll["type"], poll["question"]) == ("regular", "Capital?")
        assert [option["text"] for option in poll["options"]] == ["Rome", "Bonn"]


async def test_a_quiz_with_a_known_answer_stays_a_quiz(desk: Story) -> None:
    alice, bob = await pair(desk)

    await bob.sends("quiz", in_topic_of=alice, correct_option_ids=[1])

    poll = alice.inbox[-1].content["poll"]
    assert (poll["type"], poll["correct_option_ids"]) == ("quiz", [1])


async def test_texts_are_never_taken_for_markup(desk: Story) -> None:
    alice, bob = await pair(desk)
    text = "😀 if a < b && c > d: <b>*_[x](y)_*</b> &amp; `z`"

    asked = await alice.writes(text, entities=[BOLD_FACE])
    answered = await bob.answers(in_topic_of=alice, text=text, entities=[BOLD_FACE])

    for copy, original in ((last_of_bot(desk, alice), asked), (alice.inbox[-1], answered)):
        assert copy.text == text
        assert copy.content["entities"] == original.content["entities"] == [BOLD_FACE]


async def test_every_kind_of_formatting_survives(desk: Story) -> None:
    alice, bob = await pair(desk)
    plain = ("bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote")
    entities: list[dict[str, Any]] = [
        {"type": kind, "offset": 2 * place, "length": 1} for place, kind in enumerate(plain)
    ]
    entities += [
        {"type": "pre", "offset": 20, "length": 1, "language": "python"},
        {"type": "text_link", "offset": 22, "length": 1, "url": "https://example.com/?a=1&b=2"},
        {"type": "expandable_blockquote", "offset": 24, "length": 1},
    ]

    asked = await alice.writes("😀" * 13, entities=[{**e, "length": 2} for e in entities])
    answered = await bob.answers(
        in_topic_of=alice, text="😀" * 13, entities=[{**e, "length": 2} for e in entities]
    )

    assert last_of_bot(desk, alice).content == asked.content
    assert alice.inbox[-1].content == answered.content
    assert len(answered.content["entities"]) == 10


async def test_custom_emoji_are_copied_because_bots_cannot_write_them(desk: Story) -> None:
    alice, bob = await pair(desk)

    await alice.writes("😀 look", entities=[FACE])
    await bob.answers(in_topic_of=alice, text="😀 seen", entities=[FACE])

    assert last_of_bot(desk, alice).content["entities"] == [FACE]
    assert alice.inbox[-1].content["entities"] == [FACE]
    assert len(desk.sandbox.calls_of("copyMessage")) == 2


async def test_captions_of_premium_users_arrive_whole_and_with_the_media(desk: Story) -> None:
    alice, bob = await pair(desk)
    caption = "😀" + "long " * 400

    await alice.sends("photo", caption=caption)
    await bob.sends("video", in_topic_of=alice, caption=caption)

    assert (last_of_bot(desk, alice).kind, last_of_bot(desk, alice).text) == ("photo", caption.strip())
    assert (alice.inbox[-1].kind, alice.inbox[-1].text) == ("video", caption.strip())


async def test_a_long_caption_follows_its_media_when_the_original_is_gone(desk: Story) -> None:
    alice, _ = await pair(desk)

    with desk.held_back():
        sent = alice.person.sends("photo", caption="long " * 400)
        await desk.taken()
        alice.person.deletes(sent)
    await desk.settled()

    photo, text = desk.in_topic_of(alice)[-2:]
    assert (photo.kind, photo.text) == ("photo", "")
    assert text.text == ("long " * 400).strip()


async def test_a_text_of_full_length_arrives_as_one_message(desk: Story) -> None:
    alice, bob = await pair(desk)
    text = "😀" + "x" * 4094

    await alice.writes(text)
    await bob.answers(in_topic_of=alice, text=text)

    assert last_of_bot(desk, alice).text == text
    assert [m.text for m in alice.inbox] == [text]


async def test_what_its_author_deletes_while_it_waits_arrives_all_the_same(desk: Story) -> None:
    alice, bob = await pair(desk)
    kinds = (
        "photo",
        "voice",
        "contact",
        "poll",
        "venue",
        "live_photo",
        "sticker",
        "rich_message",
        "location",
    )

    with desk.held_back(), desk.held_back(alice):
        topic = desk.topics_of(alice)[0].id
        asked = [alice.person.sends(kind) for kind in kinds]
        answered = [bob.person.sends(kind, to=desk.group, topic=topic) for kind in kinds]
        await desk.taken()
        alice.person.deletes(*asked)
        bob.person.deletes(*answered)
    await desk.settled()

    in_topic = [m for m in desk.in_topic_of(alice) if m.sender is desk.bot][1:]
    assert tuple(m.kind for m in in_topic) == tuple(m.kind for m in alice.inbox) == kinds


async def test_texts_deleted_while_they_wait_arrive_all_the_same(desk: Story) -> None:
    alice, bob = await pair(desk)

    with desk.held_back(), desk.held_back(alice):
        asked = alice.person.writes("question")
        answered = bob.person.writes("answer", to=desk.group, topic=desk.topics_of(alice)[0].id)
        await desk.taken()
        alice.person.deletes(asked)
        bob.person.deletes(answered)
    await desk.settled()

    assert bob.sees("question", in_topic_of=alice)
    assert alice.sees("answer")


async def test_a_sender_learns_when_nothing_is_left_of_what_was_deleted_while_it_waited(desk: Story) -> None:
    alice, bob = await pair(desk)

    with desk.held_back():
        sent = alice.person.sends("hologram")
        await desk.taken()
        alice.person.deletes(sent)
    await desk.settled()

    assert bob.sees("❔ hologram", in_topic_of=alice)
    assert alice.sees("could not be passed on")


@pytest.mark.parametrize("kind", ["voice", "video_note"])
async def test_customers_who_refuse_voice_messages_get_them_as_files(desk: Story, kind: str) -> None:
    alice, bob = await pair(desk)
    alice.person.restricts_voice()

    await bob.sends(kind, in_topic_of=alice, data=b"sound")

    document = alice.inbox[-1]
    assert document.kind == "document"
    assert desk.world.files.by_unique_id(document.content["document"]["file_unique_id"]).body() == b"sound"


async def test_an_operator_learns_when_a_refused_voice_message_is_too_big_for_a_file(desk: Story) -> None:
    alice, bob = await pair(desk)
    alice.person.restricts_voice()

    sent = await bob.sends("voice", in_topic_of=alice, duration=1900, file_size=21 * 1024 * 1024)

    assert [m.text for m in alice.inbox] == ["🎤 31:40"]
    (told,) = bob.sees("⚠️", in_topic_of=alice)
    assert told.reply_to is sent


def refuse_texts(desk: Story, chat_id: int) -> None:
    """Let Telegram refuse the next text for this chat, however it is sent."""
    for method in ("sendMessage", "copyMessage"):
        desk.sandbox.faults.add(
            "error", method=method, chat_id=chat_id, code=400, description="Bad Request: WHATEVER_INVALID"
        )


async def test_a_customer_learns_when_telegram_takes_nothing_at_all(desk: Story) -> None:
    alice, bob = await pair(desk)
    refuse_texts(desk, desk.group.id)

    await alice.writes("question")

    assert alice.sees("could not be passed on")
    assert bob.sees("⚠️ The customer sent something that could not be passed on", in_topic_of=alice)


async def test_an_operator_learns_when_telegram_takes_nothing_at_all(desk: Story) -> None:
    alice, bob = await pair(desk)
    refuse_texts(desk, alice.id)

    answered = await bob.answers(in_topic_of=alice, text="answer")

    assert alice.inbox == []
    (told,) = bob.sees("⚠️ Not delivered", in_topic_of=alice)
    assert told.reply_to is answered


async def test_spoilers_and_captions_above_the_media_stay_so(desk: Story) -> None:
    alice, bob = await pair(desk)
    details = {"caption": "look", "has_media_spoiler": True, "show_caption_above_media": True}

    asked = await alice.sends("photo", **details)
    answered = await bob.sends("video", in_topic_of=alice, **details)

    assert last_of_bot(desk, alice).content == asked.content
    assert alice.inbox[-1].content == answered.content


async def test_what_customers_forward_is_carried_too(desk: Story) -> None:
    alice, bob = await pair(desk)
    friend = desk.world.add_user("Fritz")
    receipt = friend.sends("document", caption="receipt")

    alice.person.forwards(receipt)
    await desk.settled()

    assert [m.kind for m in bob.sees("receipt", in_topic_of=alice)] == ["document"]
