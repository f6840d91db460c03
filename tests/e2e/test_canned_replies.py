"""Canned replies: saved by admins, shown as a preview, sent when somebody says so, and only once."""

import asyncio

import pytest
from sqlalchemy import select

from bot.sandbox.messages import SandboxMessage
from db.enums import ClockKind, Direction
from db.models import AuditEntry, Ticket
from tests.e2e import stored
from tests.e2e.story import Customer, Operator, Story

HELLO = "Hello {first_name}, I am {operator}. Yours is {ticket}."
STALE = "This button is out of date."


async def a_conversation(desk: Story, name: str = "Alice", **details: str) -> tuple[Customer, Operator]:
    """A customer with a topic, an operator, and the canned reply `hello`."""
    alice, bob = desk.customer(name, **details), desk.operator("Bob")
    await alice.writes("help")
    await saves(desk, f"/canned hello {HELLO}")
    return alice, bob


async def saves(desk: Story, order: str) -> None:
    await desk.admin().writes_in_general(order)


def preview_in(desk: Story, customer: Customer) -> SandboxMessage:
    """The last preview in the customer's topic."""
    return [m for m in desk.in_topic_of(customer) if "Cancel" in m.buttons][-1]


async def previews(desk: Story, bob: Operator, customer: Customer, name: str = "hello") -> SandboxMessage:
    """What the desk shows after `/r`."""
    await bob.answers(in_topic_of=customer, text=f"/r {name}")
    return preview_in(desk, customer)


def last_said(desk: Story) -> str:
    return desk.in_general()[-1].text


async def in_private(desk: Story, who: Operator | Customer, text: str) -> str:
    """What the bot answers to somebody who writes to it alone."""
    who.person.writes(text)
    await desk.settled()
    return who.person.inbox[-1].text if who.person.inbox else ""


async def audited(desk: Story) -> list[tuple[str, str | None, str | None]]:
    async with desk.running_app.database.reading() as session:
        rows = (await session.execute(select(AuditEntry).order_by(AuditEntry.id))).scalars()
        return [(row.what, row.before, row.after) for row in rows]


# saving


async def test_an_admin_saves_shows_replaces_and_deletes_one(desk: Story) -> None:
    olga = desk.admin()

    await olga.writes_in_general("/canned Refund Dear {name}")
    assert "Saved. /r refund" in last_said(desk)
    await olga.writes_in_general("/canned refund Dear {first_name}")
    assert "replaces" in last_said(desk)
    await olga.writes_in_general("/canned refund")
    assert "Dear {first_name}" in last_said(desk)
    await olga.writes_in_general("/canned -refund")
    assert "deleted" in last_said(desk)
    await olga.writes_in_general("/canned")
    assert "There are no canned replies yet" in last_said(desk)

    assert await audited(desk) == [
        ("canned refund", None, "Dear {name}"),
        ("canned refund", "Dear {name}", "Dear {first_name}"),
        ("canned refund", "Dear {first_name}", None),
    ]


async def test_everybody_may_list_them_and_only_admins_change_them(desk: Story) -> None:
    bob = desk.operator("Bob")
    await saves(desk, f"/canned hello {HELLO}")

    await bob.writes_in_general("/canned")
    assert "hello – Hello {first_name}, I am" in last_said(desk)
    for order in ("/canned hello Bye", "/canned -hello", "/canned new Text"):
        await bob.writes_in_general(order)
        assert "Only an admin" in last_said(desk)
    await bob.writes_in_general("/canned")
    assert last_said(desk).count("\n") == 1
    assert len(await audited(desk)) == 1


async def test_an_anonymous_admin_cannot_be_told_from_others(desk: Story) -> None:
    olga = desk.admin()

    await olga.writes_in_general("/canned hello Hi", as_group=True)

    assert "You write anonymously" in last_said(desk)
    assert await audited(desk) == []


async def test_a_reply_saves_what_it_replies_to_with_its_formatting(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    olga = desk.admin()
    bold = {"type": "bold", "offset": 5, "length": 6}
    said = await bob.answers(in_topic_of=alice, text="Dear {name}, wait", entities=[bold])

    await olga.replies(said, "/canned wait")
    await bob.presses("📨 Send", await previews(desk, bob, alice, "wait"))

    answer = alice.inbox[-1]
    assert answer.text == "Dear Alice, wait"
    assert answer.content["entities"] == [{"type": "bold", "offset": 5, "length": 5}]


async def test_only_a_text_can_be_saved_by_a_reply(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    photo = await bob.sends("photo", in_topic_of=alice)

    await desk.admin().replies(photo, "/canned picture")

    assert bob.sees("Only a text can become a canned reply", in_topic_of=alice)


async def test_admins_may_do_so_in_private_and_others_are_customers_there(desk: Story) -> None:
    bob, olga = desk.operator("Bob"), desk.admin()

    assert "Saved" in await in_private(desk, olga, "/canned hello Hi")
    assert "hello – Hi" in await in_private(desk, olga, "/canned")
    assert await in_private(desk, bob, "/canned evil Hi") == ""

    assert [m.content["text"] for m in await stored.messages(desk)] == ["/canned evil Hi"]
    assert len(await audited(desk)) == 1


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        ("/canned <b> Hi", "cannot be a name"),
        ("/canned hello Hi {surname}", "I do not know {surname}"),
        ("/canned hello Hi {name", "A single brace"),
        ("/canned -hello now", "Delete one without a text"),
        ("/canned -nobody", "There is no canned reply “nobody”"),
        ("/canned hello " + "x" * 3_600, "too long"),
    ],
)
async def test_nonsense_gets_an_example(desk: Story, order: str, answer: str) -> None:
    await saves(desk, order)

    assert answer in last_said(desk)
    assert await audited(desk) == []


async def test_the_command_may_name_the_bot(desk: Story) -> None:
    await saves(desk, f"/canned@{desk.bot.username} hello Hi")

    assert "Saved. /r hello" in last_said(desk)


# sending


async def test_nothing_is_sent_before_somebody_presses_send(desk: Story) -> None:
    alice, bob = await a_conversation(desk)

    preview = await previews(desk, bob, alice)

    assert "the customer sees nothing yet" in preview.text
    assert "Hello Alice, I am Bob. Yours is #1." in preview.text
    assert alice.inbox == []
    assert "👤 nobody yet" in desk.card_of(alice).text

    said = await bob.presses("📨 Send", preview)

    assert said == ""
    assert [m.text for m in alice.inbox] == ["Hello Alice, I am Bob. Yours is #1."]
    assert preview.text == "✅ sent by Bob\nHello Alice, I am Bob. Yours is #1."
    assert preview.buttons == []
    assert "👤 Bob" in desk.card_of(alice).text
    assert "waiting for the customer" in desk.card_of(alice).text


async def test_it_counts_as_a_persons_answer(desk: Story) -> None:
    await desk.promises("first 1h")
    alice, bob = await a_conversation(desk)

    await desk.time_passes(minutes=10)
    preview = await previews(desk, bob, alice)
    assert await stored.clock_events(desk, ClockKind.FIRST_RESPONSE) == ["started"]
    await bob.presses("📨 Send", preview)

    assert await stored.clock_events(desk, ClockKind.FIRST_RESPONSE) == ["started", "met"]


async def test_formatting_arrives_and_a_quotation_stays_one(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    text = "/canned terms See terms, {name}: no <b>refunds</b>"
    link = {"type": "text_link", "offset": 18, "length": 5, "url": "https://example.com/"}
    quote = {"type": "blockquote", "offset": 33, "length": 14}
    await desk.admin().writes_in_general(text, entities=[link, quote])

    preview = await previews(desk, bob, alice, "terms")
    await bob.presses("📨 Send", preview)

    answer = alice.inbox[-1]
    assert answer.text == "See terms, Alice: no <b>refunds</b>"
    assert [e["type"] for e in answer.content["entities"]] == ["text_link", "blockquote"]
    assert "See terms, Alice: no <b>refunds</b>" in preview.text


async def test_custom_emoji_become_plain_ones(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    emoji = {"type": "custom_emoji", "offset": 13, "length": 2, "custom_emoji_id": "5"}
    await desk.admin().writes_in_general("/canned love 👍 {name}", entities=[emoji])

    await bob.presses("📨 Send", await previews(desk, bob, alice, "love"))

    assert [m.text for m in alice.inbox] == ["👍 Alice"]
    assert desk.sandbox.calls_of("copyMessage") == []


async def test_a_refused_text_is_never_replaced_by_a_copy_of_the_preview(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    preview = await previews(desk, bob, alice)
    desk.sandbox.faults.add(
        "error", method="sendMessage", chat_id=alice.id, times=3, code=400, description="Bad Request: no"
    )

    await bob.presses("📨 Send", preview)

    assert alice.inbox == []
    assert bob.sees("Not delivered: Bad Request: no", in_topic_of=alice)


async def test_a_text_like_a_command_or_a_note_is_sent_all_the_same(desk: Story) -> None:
    alice, bob = await a_conversation(desk, name="//Alice")
    await saves(desk, "/canned start /start begins anew, {name}")
    await saves(desk, "/canned name {name}, hello")

    for name in ("start", "name"):
        await bob.presses("📨 Send", await previews(desk, bob, alice, name))

    assert [m.text for m in alice.inbox] == ["/start begins anew, //Alice", "//Alice, hello"]


async def test_names_are_text_not_markup(desk: Story) -> None:
    alice = desk.customer("<b>Alice</b> & co")
    eve = desk.operator("<i>Eve</i>")
    await alice.writes("help")
    await saves(desk, f"/canned hello {HELLO}")

    preview = await previews(desk, eve, alice)
    await eve.presses("📨 Send", preview)

    assert alice.inbox[-1].text == "Hello <b>Alice</b> & co, I am <i>Eve</i>. Yours is #1."
    assert "sent by <i>Eve</i>" in preview.text


async def test_a_second_press_sends_nothing(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    carol = desk.operator("Carol")
    await saves(desk, "/canned thanks Thank you")
    preview = await previews(desk, bob, alice, "thanks")

    first, second = bob.person.presses(preview, "📨 Send"), carol.person.presses(preview, "📨 Send")
    told = await asyncio.gather(first.answered(), second.answered())
    await desk.settled()

    assert [m.text for m in alice.inbox] == ["Thank you"]
    assert sorted(answer.text for answer in told) in (
        ["", "Sent already by Bob."],
        ["", "Sent already by Carol."],
    )


async def test_a_restart_right_after_the_press_sends_it_once(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    preview = await previews(desk, bob, alice)

    with desk.held_back(alice):
        bob.person.presses(preview, "📨 Send")
        await desk.taken()
        await desk.close()
    await desk.open()
    await desk.settled()

    assert [m.text for m in alice.inbox] == ["Hello Alice, I am Bob. Yours is #1."]
    assert "sent by Bob" in preview.text


async def test_a_cancelled_preview_is_not_sent_any_more(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    carol = desk.operator("Carol")
    preview = await previews(desk, bob, alice)
    data = preview.inline_keyboard[0][0]["callback_data"]

    await bob.presses("Cancel", preview)
    late = carol.person.forges_press(preview, data)

    assert (await late.answered()).text == "Bob has cancelled it. /r shows it again."
    assert preview.text == "✖️ “hello” was not sent: Bob cancelled it."
    assert preview.buttons == []
    assert alice.inbox == []
    assert "🔴 open" in desk.card_of(alice).text


async def test_it_can_be_taken_back_by_a_reply_to_the_preview(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    preview = await previews(desk, bob, alice)
    await bob.presses("📨 Send", preview)

    await bob.replies(preview, "/recall")

    assert alice.inbox == []
    assert bob.sees("Recalled", in_topic_of=alice)


async def test_replies_and_reactions_find_it(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    desk.world.private_reactions = True
    preview = await previews(desk, bob, alice)
    await bob.presses("📨 Send", preview)

    await alice.replies(alice.inbox[-1], "thank you")
    await alice.reacts(alice.inbox[-1], "👍")

    assert [m.reply_to for m in desk.in_topic_of(alice) if m.text == "thank you"] == [preview]
    assert preview.reactions


async def test_when_the_canned_reply_has_changed_the_new_text_is_shown_first(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    preview = await previews(desk, bob, alice)

    await saves(desk, "/canned hello Bye {name}")
    said = await bob.presses("📨 Send", preview)

    assert said.startswith("The text is another one now")
    assert alice.inbox == []
    assert "Bye Alice" in preview.text

    await bob.presses("📨 Send", preview)
    assert [m.text for m in alice.inbox] == ["Bye Alice"]


async def test_nobody_sends_what_names_a_colleague(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    carol = desk.operator("Carol")
    preview = await previews(desk, bob, alice)

    assert (await carol.presses("📨 Send", preview)).startswith("The text is another one now")
    assert "I am Carol" in preview.text
    await carol.presses("📨 Send", preview)

    assert [m.text for m in alice.inbox] == ["Hello Alice, I am Carol. Yours is #1."]
    assert preview.text.startswith("✅ sent by Carol")


async def test_a_deleted_one_is_not_sent(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    preview = await previews(desk, bob, alice)

    await saves(desk, "/canned -hello")
    said = await bob.presses("📨 Send", preview)

    assert said == "This canned reply has been deleted meanwhile."
    assert alice.inbox == []


async def test_to_a_customer_who_blocked_the_bot_it_is_marked_as_undelivered(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    preview = await previews(desk, bob, alice)
    alice.person.blocks(desk.bot)
    await desk.settled()

    await bob.presses("📨 Send", preview)

    assert [one["emoji"] for marks in preview.reactions.values() for one in marks] == ["👎"]
    assert "One answer was not delivered" in desk.card_of(alice).text


async def test_an_anonymous_admin_answers_for_the_team(desk: Story) -> None:
    alice, _ = await a_conversation(desk, language_code="ru")
    olga = desk.admin()

    await olga.answers(in_topic_of=alice, text="/r hello", as_group=True)

    assert "I am наша команда" in preview_in(desk, alice).text


async def test_a_whispered_command_shows_the_preview_to_all(desk: Story) -> None:
    alice, bob = await a_conversation(desk)

    await bob.answers(in_topic_of=alice, text="/r hello", ephemeral=True)
    preview = preview_in(desk, alice)
    await bob.presses("📨 Send", preview)

    assert bob.person.whispers_in(desk.group) == []
    assert [m.text for m in alice.inbox] == ["Hello Alice, I am Bob. Yours is #1."]


async def test_without_a_name_or_with_a_wrong_one_there_is_a_list(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    await saves(desk, "/canned refund Your money is on its way")

    await bob.answers(in_topic_of=alice, text="/r")
    assert "hello – Hello" in desk.in_topic_of(alice)[-1].text
    await bob.answers(in_topic_of=alice, text="/r refudn")
    _, closest, *_ = desk.in_topic_of(alice)[-1].text.splitlines()
    assert closest == "refund – Your money is on its way"
    await bob.answers(in_topic_of=alice, text="/r <b>x</b>")
    assert "cannot be a name" in desk.in_topic_of(alice)[-1].text
    assert alice.inbox == []


async def test_a_filled_text_that_fits_no_message_is_refused(desk: Story) -> None:
    alice, bob = await a_conversation(desk, name="A" * 64, last_name="B" * 64)
    await saves(desk, "/canned long " + "{name}" * 100)

    await bob.answers(in_topic_of=alice, text="/r long")

    assert bob.sees("too long", in_topic_of=alice)


async def test_a_customer_who_writes_the_command_only_writes(desk: Story) -> None:
    alice, _ = await a_conversation(desk)

    await alice.writes("/r hello")

    assert desk.texts_in_topic_of(alice)[-1] == "/r hello"
    assert alice.inbox == []


# forgery


async def test_forged_data_does_nothing(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    carol = desk.customer("Carol")
    await carol.writes("mine")
    of_alice, of_carol = await previews(desk, bob, alice), await previews(desk, bob, carol)
    data = of_carol.inline_keyboard[0][0]["callback_data"]
    _, _, _, stamp, _ = data.split(":")

    forged = [
        bob.person.forges_press(of_alice, data),  # the other customer's
        bob.person.forges_press(desk.card_of(carol), data),  # not on the preview
        bob.person.forges_press(of_carol, f"c:1:hello:{stamp}:send"),
        bob.person.forges_press(of_carol, "c:2:hello:00000000:send"),
        bob.person.forges_press(of_carol, f"c:2:hello:{stamp}:destroy"),
        bob.person.forges_press(of_carol, "c:99999999999999999999:hello::send"),
        bob.person.forges_press(of_carol, "c:٣:hello::cancel"),
        bob.person.forges_press(of_carol, "c"),
    ]
    told = {(await press.answered()).text for press in forged}
    await desk.settled()

    assert told == {STALE}
    assert alice.inbox == carol.inbox == []
    assert all("sees nothing yet" in preview.text for preview in (of_alice, of_carol))


async def test_a_stranger_cannot_press_send(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    mallory = desk.world.add_user("Mallory")
    preview = await previews(desk, bob, alice)

    press = mallory.presses(preview, "📨 Send")

    assert "Only members" in (await press.answered()).text
    assert alice.inbox == []


async def test_a_button_of_a_closed_ticket_is_out_of_date(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    preview = await previews(desk, bob, alice)
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=73)
    await alice.writes("another thing")

    assert await bob.presses("📨 Send", preview) == STALE
    assert "another thing" in desk.texts_in_topic_of(alice)
    assert all("Hello" not in m.text for m in alice.inbox)


async def test_without_a_ticket_there_is_nothing_to_answer(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=73)

    await bob.answers(in_topic_of=alice, text="/r hello")

    assert bob.sees("There is no ticket here now", in_topic_of=alice)


async def test_only_the_answer_is_recorded_as_one(desk: Story) -> None:
    alice, bob = await a_conversation(desk)
    preview = await previews(desk, bob, alice)
    await bob.presses("📨 Send", preview)

    answers = [m for m in await stored.messages(desk) if m.direction is Direction.TO_CUSTOMER]

    assert [(m.source_message_id, m.author_id) for m in answers] == [(preview.id, bob.id)]
    assert [t.assignee_id for t in await stored.tickets(desk)] == [bob.id]
    assert isinstance((await stored.tickets(desk))[0], Ticket)
