"""Edits reach the copy, also while it waits; what cannot be edited is said anew in reply."""

from typing import Any

import pytest

from bot.sandbox.messages import SandboxMessage
from tests.e2e.conftest import OpensStory
from tests.e2e.story import Customer, Operator, Story

EDITS = ("editMessageText", "editMessageCaption", "editMessageMedia", "editMessageLiveLocation")


async def pair(desk: Story) -> tuple[Customer, Operator]:
    """A customer with a topic, and an operator."""
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("hello")
    return alice, bob


def by_bot(desk: Story, customer: Customer) -> list[SandboxMessage]:
    """What the customer said, as it stands in the topic."""
    return [m for m in desk.in_topic_of(customer) if m.sender is desk.bot][1:]


def edits_made(desk: Story, chat_id: int) -> list[str]:
    """The calls that changed copies in this chat (the card is rewritten in the group too)."""
    return [
        call.method
        for call in desk.sandbox.calls_of(*EDITS)
        if call.chat_id == chat_id and "First seen" not in str(call.params)
    ]


# text, caption, media


async def test_edited_texts_reach_the_copy_both_ways(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("wich one?")
    answer = await bob.answers(in_topic_of=alice, text="teh blue one")
    bold = [{"type": "bold", "offset": 3, "length": 4}]

    await alice.edits(question, text="😀 which <one>?")
    await bob.edits(answer, text="😀 blue & red", entities=bold)

    assert [m.text for m in by_bot(desk, alice)] == ["😀 which <one>?"]
    assert [m.content for m in alice.inbox] == [answer.content]


async def test_edited_captions_reach_the_copy_both_ways(roomy_desk: Story) -> None:
    desk = roomy_desk
    alice, bob = await pair(desk)
    kinds = ("photo", "video", "animation", "audio", "voice", "document", "live_photo")
    asked = [await alice.sends(kind, caption="befor") for kind in kinds]
    answered = [await bob.sends(kind, in_topic_of=alice) for kind in kinds]

    for question, answer in zip(asked, answered, strict=True):
        await alice.edits(question, caption="before")
        await bob.edits(answer, caption="after")

    assert [m.content for m in by_bot(desk, alice)] == [m.content for m in asked]
    assert [m.content for m in alice.inbox] == [m.content for m in answered]


async def test_a_caption_that_is_taken_away_goes_from_the_copy(desk: Story) -> None:
    alice, _ = await pair(desk)
    photo = await alice.sends("photo", caption="look")

    await alice.edits(photo, caption="")

    assert [m.content for m in by_bot(desk, alice)] == [photo.content]


async def test_replaced_media_are_replaced_in_the_copy_both_ways(roomy_desk: Story) -> None:
    desk = roomy_desk
    alice, bob = await pair(desk)
    changes = {"photo": "video", "video": "photo", "animation": "document", "audio": "audio"}
    asked = {before: await alice.sends(before, caption="look") for before in changes}
    answered = {before: await bob.sends(before, in_topic_of=alice, caption="look") for before in changes}

    for before, after in changes.items():
        await alice.edits(asked[before], media=after)
        await bob.edits(answered[before], media=after, caption="better")

    assert [m.kind for m in by_bot(desk, alice)] == [m.kind for m in alice.inbox] == list(changes.values())
    assert [m.content for m in by_bot(desk, alice)] == [m.content for m in asked.values()]
    assert [m.content for m in alice.inbox] == [m.content for m in answered.values()]


async def test_a_text_that_becomes_a_photo_becomes_one_in_the_copy(desk: Story) -> None:
    alice, bob = await pair(desk)
    asked = await alice.writes("see below")
    answered = await bob.answers(in_topic_of=alice, text="see below")

    for person, message in ((alice, asked), (bob, answered)):
        await person.edits(message, media="photo", caption="see here")

    assert [(m.kind, m.text) for m in by_bot(desk, alice)] == [("photo", "see here")]
    assert [(m.kind, m.text) for m in alice.inbox] == [("photo", "see here")]


async def test_one_item_of_an_album_is_edited_where_it_stands(desk: Story) -> None:
    alice, bob = await pair(desk)
    asked = await alice.sends_album(["photo", "photo", "video"], captions=["one", "two", "three"])
    answered = await bob.sends_album(["document", "document"], in_topic_of=alice, captions=["four", "five"])

    await alice.edits(asked[1], caption="second")
    await alice.edits(asked[2], media="photo")
    await bob.edits(answered[1], media="document", caption="fifth")

    assert [m.content for m in by_bot(desk, alice)] == [m.content for m in asked]
    assert [m.content for m in alice.inbox] == [m.content for m in answered]
    assert len({m.album_id for m in by_bot(desk, alice)}) == 1


async def test_a_rich_message_is_edited_richly(desk: Story) -> None:
    alice, bob = await pair(desk)
    asked = await alice.sends("rich_message")
    answered = await bob.sends("rich_message", in_topic_of=alice)

    for person, message in ((alice, asked), (bob, answered)):
        await person.edits(message, media=("rich_message", {"text": "New text"}))

    assert [m.content for m in by_bot(desk, alice)] == [asked.content]
    assert [m.content for m in alice.inbox] == [answered.content]


async def test_ticks_of_a_checklist_reach_its_words(desk: Story) -> None:
    alice, _ = await pair(desk)
    sent = await alice.sends("checklist", tasks=["keys", "phone"])

    done: dict[str, Any] = {"id": 2, "text": "phone", "completion_date": 1_700_000_000}
    await alice.edits(sent, media=("checklist", {"tasks": ["keys", done]}))

    assert [m.text for m in by_bot(desk, alice)] == ["To do\n☐ keys\n☑ phone"]


# while the copy waits


async def test_media_edited_while_they_wait_arrive_as_they_are_now(desk: Story) -> None:
    alice, bob = await pair(desk)
    kinds, topic = ("photo", "video", "voice"), desk.topics_of(alice)[0].id

    with desk.held_back(), desk.held_back(alice):
        asked = [alice.person.sends(kind, caption="befor") for kind in kinds]
        answered = [bob.person.sends(kind, to=desk.group, topic=topic) for kind in kinds]
        await desk.taken()
        for question, answer in zip(asked, answered, strict=True):
            alice.person.edits(question, caption="before")
            bob.person.edits(answer, caption="after")
        await desk.taken()
    await desk.settled()

    assert [m.content for m in by_bot(desk, alice)] == [m.content for m in asked]
    assert [m.content for m in alice.inbox] == [m.content for m in answered]
    assert edits_made(desk, desk.group.id) == edits_made(desk, alice.id) == []


async def test_texts_edited_while_they_wait_arrive_as_they_are_now(desk: Story) -> None:
    alice, bob = await pair(desk)

    with desk.held_back(), desk.held_back(alice):
        asked = alice.person.writes("wich one?")
        answered = bob.person.writes("teh blue one", to=desk.group, topic=desk.topics_of(alice)[0].id)
        await desk.taken()
        for text in ("which?", "which one?"):
            alice.person.edits(asked, text=text)
        bob.person.edits(answered, text="the blue one")
        await desk.taken()
    await desk.settled()

    assert [m.text for m in by_bot(desk, alice)] == ["which one?"]
    assert [m.text for m in alice.inbox] == ["the blue one"]
    assert edits_made(desk, desk.group.id) == edits_made(desk, alice.id) == []


async def test_what_is_edited_before_the_bot_looks_arrives_as_it_is_now(desk: Story) -> None:
    alice, _ = await pair(desk)

    await desk.close()
    text, photo = alice.person.writes("wich one?"), alice.person.sends("photo", caption="tihs?")
    alice.person.edits(text, text="which one?")
    alice.person.edits(photo, caption="this?")
    await desk.open()
    await desk.settled()

    assert [m.text for m in by_bot(desk, alice)] == ["which one?", "this?"]
    assert edits_made(desk, desk.group.id) == []


async def test_a_text_that_becomes_a_photo_while_it_waits_arrives_as_one(desk: Story) -> None:
    alice, _ = await pair(desk)

    with desk.held_back():
        alice.person.writes("first")
        asked = alice.person.writes("see below")
        alice.person.writes("last")
        await desk.taken()
        alice.person.edits(asked, media="photo", caption="see here")
        await desk.taken()
    await desk.settled()

    assert [(m.kind, m.text) for m in by_bot(desk, alice)] == [
        ("text", "first"),
        ("photo", "see here"),
        ("text", "last"),
    ]


async def test_an_album_item_edited_while_it_waits_arrives_as_it_is_now(desk: Story) -> None:
    alice, _ = await pair(desk)

    with desk.held_back():
        sent = alice.person.sends_album(["photo", "photo"], captions=["one", "two"])
        await desk.taken()
        alice.person.edits(sent[1], caption="second")
        await desk.taken()
    await desk.settled()

    assert [m.content for m in by_bot(desk, alice)] == [m.content for m in sent]
    assert edits_made(desk, desk.group.id) == []


async def test_an_edit_that_waits_over_a_restart_reaches_the_copy(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("wich one?")

    with desk.held_back():
        alice.person.edits(question, text="which one?")
        await desk.taken()
        await desk.close()
    await desk.open()
    await desk.settled()

    assert bob.sees("which one?", in_topic_of=alice)


async def test_edits_that_wait_for_budget_cost_one_call(desk: Story) -> None:
    alice, _ = await pair(desk)
    question = await alice.writes("a")

    with desk.held_back():
        alice.person.edits(question, text="ab")
        await desk.until(desk.waits_for_group_budget)
        for text in ("abc", "abcd", "abcde"):
            alice.person.edits(question, text=text)
            await desk.taken()
    await desk.settled()

    assert [m.text for m in by_bot(desk, alice)] == ["abcde"]
    assert edits_made(desk, desk.group.id) == ["editMessageText"]


# what costs nothing


async def test_invisible_edits_cost_no_call(desk: Story) -> None:
    alice, bob = await pair(desk)
    asked = await alice.writes("see https://example.com")
    pictured = await alice.sends("photo", caption="look")
    answered = await bob.answers(in_topic_of=alice, text="I see")

    for person, message in ((alice, asked), (alice, pictured), (bob, answered)):
        await person.edits(message)
    asked.content = {**asked.content, "link_preview_options": {"url": "https://example.com"}}
    await alice.edits(asked)

    assert edits_made(desk, desk.group.id) == edits_made(desk, alice.id) == []


async def test_an_edit_back_and_forth_that_waits_costs_no_call(desk: Story) -> None:
    alice, _ = await pair(desk)
    question = await alice.writes("which one?")

    with desk.held_back():
        alice.person.edits(question, text="wich one?")
        alice.person.edits(question, text="which one?")
        await desk.taken()
    await desk.settled()

    assert edits_made(desk, desk.group.id) == []


# merged texts


async def merged(desk: Story, customer: Customer, *texts: str) -> list[SandboxMessage]:
    """Texts that were merged while they waited."""
    with desk.held_back():
        written = [customer.person.writes(text) for text in texts]
        await desk.taken()
    await desk.settled()
    assert [m.text for m in by_bot(desk, customer)] == ["\n".join(texts)]
    return written


async def test_one_part_of_merged_texts_is_edited_where_it_stands(desk: Story) -> None:
    alice, bob = await pair(desk)
    written = await merged(desk, alice, "one", "two", "three")
    bold = [{"type": "bold", "offset": 0, "length": 6}]

    await alice.edits(written[1], text="second 😀", entities=bold)
    await bob.replies(by_bot(desk, alice)[0], "I see", quote="three")

    (copy,) = by_bot(desk, alice)
    assert copy.text == "one\nsecond 😀\nthree"
    assert copy.content["entities"] == [{"type": "bold", "offset": 4, "length": 6}]
    assert alice.sees("I see")[0].reply_to is written[2]


async def test_merged_texts_are_edited_after_a_restart(desk: Story) -> None:
    alice, _ = await pair(desk)
    written = await merged(desk, alice, "one", "two")

    await desk.restart()
    await alice.edits(written[0], text="first")

    assert [m.text for m in by_bot(desk, alice)] == ["first\ntwo"]


async def test_a_part_that_no_longer_fits_is_said_anew(desk: Story) -> None:
    alice, _ = await pair(desk)
    written = await merged(desk, alice, "one", "two")

    await alice.edits(written[1], text="x" * 4093)

    copy, anew = by_bot(desk, alice)
    assert copy.text == "one\ntwo"
    assert (anew.text, anew.reply_to) == ("✏️ " + "x" * 4093, copy)


async def test_a_part_that_becomes_a_photo_is_said_anew(desk: Story) -> None:
    alice, _ = await pair(desk)
    written = await merged(desk, alice, "one", "two")

    await alice.edits(written[0], media="photo", caption="look")

    copy, anew = by_bot(desk, alice)
    assert (anew.kind, anew.text, anew.reply_to) == ("photo", "✏️ look", copy)


# live locations


async def test_a_live_location_moves_and_stops_both_ways(desk: Story) -> None:
    alice, bob = await pair(desk)
    asked = await alice.sends("live_location")
    answered = await bob.sends("live_location", in_topic_of=alice)
    moved = {"latitude": 52.5, "longitude": 13.4}

    await alice.edits(asked, location=moved)
    await bob.edits(answered, location=moved)

    for copy in (by_bot(desk, alice)[0], alice.inbox[0]):
        assert (copy.content["location"]["latitude"], copy.content["location"]["live_period"]) == (52.5, 900)

    alice.person.stops_live_location(asked)
    bob.person.stops_live_location(answered)
    await desk.settled()

    for copy in (by_bot(desk, alice)[0], alice.inbox[0]):
        assert copy.content["location"]["latitude"] == 52.5
        assert "live_period" not in copy.content["location"]
    assert len(by_bot(desk, alice)) == len(alice.inbox) == 1


# what cannot be edited


async def test_what_cannot_be_edited_is_said_anew_in_reply_both_ways(desk: Story) -> None:
    alice, bob = await pair(desk)
    asked = await alice.sends("photo", caption="short")
    answered = await bob.sends("photo", in_topic_of=alice, caption="short")

    await alice.edits(asked, caption="long " * 300)
    await bob.edits(answered, caption="long " * 300)

    for copy, *anew in (by_bot(desk, alice), alice.inbox):
        assert copy.text == "short"
        assert [(m.text, m.reply_to) for m in anew] == [("✏️ " + ("long " * 300).strip(), copy)]


@pytest.mark.parametrize("error", ["message can't be edited", "message to edit not found", "WHATEVER"])
async def test_an_edit_that_telegram_refuses_is_said_anew_both_ways(desk: Story, error: str) -> None:
    alice, bob = await pair(desk)
    asked = await alice.writes("wich one?")
    answered = await bob.answers(in_topic_of=alice, text="teh blue one")
    for chat in (desk.group.id, alice.id):
        desk.sandbox.faults.add(
            "error",
            method="editMessageText",
            chat_id=chat,
            times=5,
            code=400,
            description=f"Bad Request: {error}",
        )

    await alice.edits(asked, text="which one?")
    await bob.edits(answered, text="the blue one")

    assert [m.text for m in by_bot(desk, alice)] == ["wich one?", "✏️ which one?"]
    assert [m.text for m in alice.inbox] == ["teh blue one", "✏️ the blue one"]


async def test_an_edit_reaches_operators_who_deleted_the_copy(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("wich one?")
    desk.owner.deletes(*bob.sees("wich one?", in_topic_of=alice))

    await alice.edits(question, text="which one?")

    assert [m.text for m in by_bot(desk, alice)] == ["✏️ which one?"]


async def test_an_edit_reaches_operators_who_deleted_the_topic(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("wich one?")
    desk.owner.deletes_topic(desk.group, desk.topics_of(alice)[0])

    await alice.edits(question, text="which one?")

    assert bob.sees("✏️ which one?", in_topic_of=alice)


async def test_an_edit_right_after_the_message_is_tried_again(desk: Story) -> None:
    """Telegram may not find a message to edit that it made a moment ago."""
    alice, _ = await pair(desk)
    question = await alice.writes("wich one?")
    desk.sandbox.faults.add(
        "error", method="editMessageText", code=400, description="Bad Request: message to edit not found"
    )

    await alice.edits(question, text="which one?")

    assert [m.text for m in by_bot(desk, alice)] == ["which one?"]


# answers and notes


STAYING = ("// internal", "/note internal", "/internal")


async def test_a_delivered_answer_that_becomes_a_note_stays_as_it_was(desk: Story) -> None:
    alice, bob = await pair(desk)
    answers = [await bob.answers(in_topic_of=alice, text="the blue one") for _ in STAYING]

    for answer, text in zip(answers, STAYING, strict=True):
        await bob.edits(answer, text=text)

    assert [m.text for m in alice.inbox] == ["the blue one"] * 3
    told = bob.sees("the customer still has the text from before this edit", in_topic_of=alice)
    assert [m.reply_to for m in told] == answers


async def test_a_delivered_answer_that_was_a_note_for_a_while_is_edited_again(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the blue one")

    await bob.edits(answer, text="// internal")
    await bob.edits(answer, text="the red one")

    assert [m.text for m in alice.inbox] == ["the red one"]


async def test_a_queued_answer_that_becomes_a_note_never_leaves(desk: Story) -> None:
    alice, bob = await pair(desk)
    topic = desk.topics_of(alice)[0].id

    with desk.held_back(alice):
        answers = [bob.person.writes("the blue one", to=desk.group, topic=topic) for _ in STAYING]
        await desk.taken()
        for answer, text in zip(answers, STAYING, strict=True):
            bob.person.edits(answer, text=text)
        await desk.taken()
    await desk.settled()

    assert alice.inbox == []
    assert not bob.sees("still has", in_topic_of=alice)


async def test_a_queued_album_that_becomes_a_note_never_leaves(desk: Story) -> None:
    alice, bob = await pair(desk)

    with desk.held_back(alice):
        sent = bob.person.sends_album(
            ["photo", "photo"], to=desk.group, topic=desk.topics_of(alice)[0].id, captions=["look"]
        )
        await desk.taken()
        bob.person.edits(sent[0], caption="// look")
        await desk.taken()
    await desk.settled()

    assert alice.inbox == []


async def test_a_note_that_is_edited_stays_a_note(desk: Story) -> None:
    alice, bob = await pair(desk)
    note = await bob.answers(in_topic_of=alice, text="// internal")

    await bob.edits(note, text="internal")

    assert alice.inbox == []


async def test_edits_of_what_did_not_cross_do_not_cross(opens: OpensStory) -> None:
    desk = await opens()
    alice, bob = await pair(desk)
    general = await bob.writes_in_general("lunch?")
    command = await bob.answers(in_topic_of=alice, text="/whatever")

    await bob.edits(general, text="lunch!")
    await bob.edits(command, text="whatever")

    assert alice.inbox == []
