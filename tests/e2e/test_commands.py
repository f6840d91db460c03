"""Operators' commands: assigning, tags, history, who it is, help, duty; right, wrong, stale and anonymous."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.messages import SandboxMessage
from bot.services import settings_forms
from db.enums import TicketState
from db.models import Rating
from tests.e2e.conftest import OpensStory
from tests.e2e.stored import parked_updates, tickets
from tests.e2e.story import Customer, Operator, Story

NOBODY_HOLDS = "👤 nobody yet"


async def pair(desk: Story) -> tuple[Customer, Operator]:
    """A customer who waits, and an operator."""
    alice, bob = desk.customer("Alice"), desk.operator("Bob", username="bobby")
    await alice.writes("help")
    return alice, bob


async def as_anonymous_admin(desk: Story, text: str, alice: Customer | None = None) -> SandboxMessage:
    """The owner writes as the group, in a customer's topic or in General."""
    topic = desk.topics_of(alice)[0].id if alice else None
    message = desk.owner.writes(text, to=desk.group, topic=topic, as_group=True)
    await desk.settled()
    return message


def general(desk: Story) -> list[str]:
    return [message.text for message in desk.in_general()]


# assigning


@pytest.mark.parametrize("whom", ["@carol_w", "CAROL_W", "carol", "me", "id"])
async def test_a_ticket_is_assigned_by_username_name_id_or_to_oneself(desk: Story, whom: str) -> None:
    alice, bob = await pair(desk)
    carol = desk.operator("Carol", last_name="White", username="carol_w")
    await carol.writes_in_general("hi")
    await bob.answers(in_topic_of=alice, text="/take")

    asker = carol if whom == "me" else bob
    said = await asker.answers(in_topic_of=alice, text=f"/assign {carol.id if whom == 'id' else whom}")

    (answer,) = bob.sees("#1 goes to Carol White", in_topic_of=alice)
    assert answer.reply_to is said
    assert answer.content["entities"][0]["user"]["id"] == carol.id
    assert "👤 Carol White" in desk.card_of(alice).text


async def test_somebody_without_a_username_is_assigned_by_a_mention(desk: Story) -> None:
    alice, bob = await pair(desk)
    eve = desk.operator("Eve")
    await eve.writes_in_general("hi")
    mention = {"type": "text_mention", "offset": 8, "length": 3, "user": eve.person.user}

    await bob.answers(in_topic_of=alice, text="/assign Eve", entities=[mention])

    assert "👤 Eve" in desk.card_of(alice).text


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/assign", "To whom? For example: /assign @bobby or /assign me"),
        ("/assign @", "“@” names nobody."),
        ("/assign @bobby @carol", "“@bobby @carol” names nobody."),
        ("/assign @nobody_known", "Nobody here is known as nobody_known. Known: Bob (@bobby)"),
        ("/assign 4711", "Nobody here is known as 4711."),
        ("/assign <b>carol</b>", "“<b>carol</b>” names nobody."),
    ],
)
async def test_nobody_is_assigned_whom_nobody_knows(desk: Story, text: str, answer: str) -> None:
    alice, bob = await pair(desk)

    await bob.answers(in_topic_of=alice, text=text)

    assert bob.sees(answer, in_topic_of=alice)
    assert NOBODY_HOLDS in desk.card_of(alice).text


async def test_nobody_is_assigned_who_has_left(desk: Story) -> None:
    alice, bob = await pair(desk)
    carol = desk.operator("Carol", username="carol_w")
    await carol.writes_in_general("hi")
    carol.person.leaves(desk.group)
    await desk.settled()

    await bob.answers(in_topic_of=alice, text="/assign @carol_w")

    assert bob.sees("Carol is no longer in this group. Known: Bob (@bobby)", in_topic_of=alice)
    assert NOBODY_HOLDS in desk.card_of(alice).text


async def test_to_be_assigned_again_is_no_news(desk: Story) -> None:
    alice, bob = await pair(desk)
    await bob.answers(in_topic_of=alice, text="/assign me")

    await bob.answers(in_topic_of=alice, text="/assign @bobby")

    assert bob.sees("Bob holds this ticket already.", in_topic_of=alice)


# tags


async def test_tags_are_added_removed_and_shown(desk: Story) -> None:
    alice, bob = await pair(desk)

    await bob.answers(in_topic_of=alice, text="/tag VIP, refund")
    await bob.answers(in_topic_of=alice, text="/tag -vip #späť")

    assert bob.sees("#1 has the tags: #vip #refund", in_topic_of=alice)
    assert bob.sees("#1 has the tags: #refund #späť", in_topic_of=alice)
    assert "#refund #späť" in desk.card_of(alice).text

    await bob.answers(in_topic_of=alice, text="/tag -refund -späť -never-there")
    assert bob.sees("#1 has no tags.", in_topic_of=alice)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/tag", "Which tags? For example: /tag vip"),
        ("/tag a/b", "“a/b” cannot be a tag."),
        ("/tag k l", "At most 10 tags at once."),
    ],
)
async def test_wrong_tags_change_nothing(desk: Story, text: str, answer: str) -> None:
    alice, bob = await pair(desk)
    await bob.answers(in_topic_of=alice, text="/tag a b c d e f g h i j")

    await bob.answers(in_topic_of=alice, text=text)

    assert bob.sees(answer, in_topic_of=alice)
    assert "#a #b #c #d #e #f #g #h #i #j" in desk.card_of(alice).text


# history and who


async def test_history_tells_what_happened_and_who_did_it(opens: OpensStory) -> None:
    desk = await opens(starts_at=datetime(2026, 3, 2, 8, 0, tzinfo=UTC), timezone="Europe/Berlin")
    alice, bob = await pair(desk)
    await bob.answers(in_topic_of=alice, text="/tag vip")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=80)
    await alice.writes("something else")
    await desk.time_passes(minutes=5)
    await bob.answers(in_topic_of=alice, text="/take")
    await bob.answers(in_topic_of=alice, text="/priority high")
    await bob.answers(in_topic_of=alice, text="/snooze 2026-03-06 10:00")

    await bob.answers(in_topic_of=alice, text="/history")

    (told,) = bob.sees("taken · Bob", in_topic_of=alice)
    assert told.text.splitlines() == [
        "#2 · 💤 snoozed",
        "Mar 5, 2026, 5:00 PM · opened",
        "Mar 5, 2026, 5:05 PM · taken · Bob",
        "Mar 5, 2026, 5:05 PM · priority: normal → ⬆️ high · Bob",
        "Mar 5, 2026, 5:05 PM · snoozed until Mar 6, 2026, 10:00 AM · Bob",
        "",
        "Earlier tickets",
        "#1 · Mar 2, 2026, 9:00 AM – Mar 5, 2026, 5:00 PM · #vip",
    ]


async def test_a_long_history_fits_into_one_message(roomy_desk: Story) -> None:
    desk, alice = roomy_desk, roomy_desk.customer("Alice")
    long_name = desk.operator("&" * 64, last_name="<" * 64)
    await alice.writes("help")
    for _ in range(10):
        await long_name.answers(in_topic_of=alice, text="/take")
        await long_name.answers(in_topic_of=alice, text="/release")

    await long_name.answers(in_topic_of=alice, text="/history")

    (told,) = long_name.sees("more entries", in_topic_of=alice)
    assert len(told.text.splitlines()) <= 20
    assert "M · back in the queue · &&&" in told.text.splitlines()[-1]


async def test_who_it_is(desk: Story) -> None:
    alice, bob = desk.customer("Alice", last_name="<Smith>", username="alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/resolve")
    async with desk.running_app.desks.open() as open_desk:
        await open_desk.session.flush()
        rated = Rating(ticket_id=1, asked_at=open_desk.now, score=4, rated_at=open_desk.now)
        await open_desk.session.merge(rated)
        await open_desk.commit()
    await desk.time_passes(hours=80)
    await alice.writes("help again")
    await bob.answers(in_topic_of=alice, text="/ban")

    await bob.answers(in_topic_of=alice, text="/who")

    (told,) = bob.sees("Tickets: 2", in_topic_of=alice)
    assert "Alice <Smith>" in told.text and f"@alice · {alice.id}" in told.text
    assert "Language: en" in told.text and "M\nTickets: 2" in told.text
    assert "Average rating: 4.0 (one rating)" in told.text
    assert "🚫 banned" in told.text and "blocked" not in told.text


async def test_the_card_tells_history_and_who_to_whoever_pressed(desk: Story) -> None:
    alice, bob = await pair(desk)
    carol = desk.operator("Carol")

    await bob.presses("More …", desk.card_of(alice))
    first = await bob.presses("History", desk.card_of(alice))
    second = await bob.presses("Who is it?", desk.card_of(alice))

    assert "write /history" in first and "write /who" in second
    assert bob.hears("#1 · 🔴 open") and bob.hears("Tickets: 1")
    assert not bob.sees("Tickets: 1", in_topic_of=alice)
    assert carol.person.whispers_in(desk.group) == []


async def test_the_card_bans_and_unbans(desk: Story) -> None:
    alice, bob = await pair(desk)

    await bob.presses("More …", desk.card_of(alice))
    banned = await bob.presses("🚫 Ban", desk.card_of(alice))
    await alice.writes("let me in")
    assert "This customer is banned" in banned
    assert "🚫 banned" in desk.card_of(alice).text
    assert not bob.sees("let me in", in_topic_of=alice)

    await bob.presses("More …", desk.card_of(alice))
    assert await bob.presses("Unban", desk.card_of(alice)) == "This customer may write again."
    await alice.writes("thank you")
    assert bob.sees("thank you", in_topic_of=alice)


# help


async def test_help_in_a_topic_says_what_applies_there_now(desk: Story) -> None:
    alice, bob = await pair(desk)

    await bob.answers(in_topic_of=alice, text="/help@forumdesk_bot")

    (told,) = bob.sees("What you write in this topic goes to the customer", in_topic_of=alice)
    offered = {line.split()[0] for line in told.text.splitlines() if line.startswith("/")}
    assert {"/take", "/assign", "/resolve", "/snooze", "/priority", "/tag", "/merge", "/note"} <= offered
    assert {"/history", "/who", "/ban", "/recall", "/r", "/on", "/open", "/queue", "/sla"} <= offered
    assert not {"/release", "/reopen", "/unban", "/off", "/settings"} & offered


async def test_help_follows_the_ticket(desk: Story) -> None:
    alice, bob = await pair(desk)
    await bob.answers(in_topic_of=alice, text="/on")
    await bob.answers(in_topic_of=alice, text="/take")
    await bob.answers(in_topic_of=alice, text="/ban")
    await bob.answers(in_topic_of=alice, text="/resolve")

    await bob.answers(in_topic_of=alice, text="/help")

    (told,) = bob.sees("What you write in this topic", in_topic_of=alice)
    offered = {line.split()[0] for line in told.text.splitlines() if line.startswith("/")}
    assert {"/release", "/reopen", "/unban", "/off"} <= offered
    assert not {"/take", "/resolve", "/snooze", "/ban", "/on"} & offered

    await desk.time_passes(hours=80)
    await bob.answers(in_topic_of=alice, text="/help")
    assert bob.sees("There is no ticket here now", in_topic_of=alice)


async def test_help_in_general_differs_for_admins(desk: Story) -> None:
    bob, olga = desk.operator("Bob"), desk.admin()

    await bob.writes_in_general("/help")
    await olga.writes_in_general("/help")
    await as_anonymous_admin(desk, "/help")

    to_bob, to_olga, to_nobody = general(desk)[1::2]
    assert "Here nothing is passed on" in to_bob and "/on – " in to_bob and "/queue – " in to_bob
    assert "/take" not in to_bob and "/settings" not in to_bob
    assert all(f"/{name} – " in to_olga for name in ("settings", *settings_forms.COMMANDS))
    assert to_nobody == to_bob


async def test_help_in_a_topic_of_no_customer_is_that_of_general(desk: Story) -> None:
    bob = desk.operator("Bob")
    lunch = desk.owner.creates_topic(desk.group, "Lunch")

    bob.person.writes("/help", to=desk.group, topic=lunch.id)
    await desk.settled()

    assert any("Here nothing is passed on" in text for text in lunch.texts)
    assert general(desk) == []


# duty


async def test_operators_go_on_and_off_duty_anywhere_in_the_group(desk: Story) -> None:
    alice, bob = await pair(desk)
    carol = desk.operator("Carol")

    await bob.writes_in_general("/on")
    await carol.answers(in_topic_of=alice, text="/on")
    await bob.writes_in_general("/off")
    await carol.writes_in_general("/off@forumdesk_bot")

    assert general(desk)[1::2] == [
        "🟢 Bob is on duty. On duty now: Bob",
        "⚪ Bob is off duty. On duty now: Carol",
        "⚪ Carol is off duty. On duty now: nobody",
    ]
    assert carol.sees("🟢 Carol is on duty. On duty now: Bob, Carol", in_topic_of=alice)


async def test_duty_said_twice_is_no_news_and_survives_a_restart(desk: Story) -> None:
    bob = desk.operator("Bob")
    await bob.writes_in_general("/off")
    await bob.writes_in_general("/on")

    await desk.restart()
    await bob.writes_in_general("/on")

    assert general(desk)[1].startswith("You were not on duty.")
    assert general(desk)[-1] == "You are on duty already. On duty now: Bob"


async def test_whoever_leaves_the_group_is_off_duty_and_holds_nothing(desk: Story) -> None:
    alice, bob = await pair(desk)
    bella, cora = desk.customer("Bella"), desk.customer("Cora")
    await bella.writes("help")
    await cora.writes("help")
    await bob.writes_in_general("/on")
    for customer in (alice, bella, cora):
        await bob.answers(in_topic_of=customer, text="/take")
    await bob.answers(in_topic_of=bella, text="/snooze 2h")
    await bob.answers(in_topic_of=cora, text="/resolve")

    bob.person.leaves(desk.group)
    await desk.settled()

    (told,) = [text for text in general(desk) if "has left" in text]
    assert told == "👋 Bob has left the group. Back in the queue: #1, #2"
    held = [(one.assignee_id, one.state) for one in await tickets(desk)]
    assert held == [(None, TicketState.OPEN), (None, TicketState.SNOOZED), (None, TicketState.RESOLVED)]
    assert NOBODY_HOLDS in desk.card_of(alice).text
    assert not desk.running_app.desks.staff.on_duty()


async def test_whoever_is_removed_and_held_nothing_leaves_without_a_word(desk: Story) -> None:
    alice, bob = await pair(desk)
    await bob.writes_in_general("/on")

    desk.owner.kicks(desk.group, bob.person)
    await desk.settled()

    assert not [text for text in general(desk) if "has left" in text]
    assert not desk.running_app.desks.staff.on_duty()
    assert NOBODY_HOLDS in desk.card_of(alice).text


async def test_whoever_comes_back_is_an_operator_again(desk: Story) -> None:
    alice, bob = await pair(desk)
    await bob.writes_in_general("/on")
    bob.person.leaves(desk.group)
    bob.person.joins(desk.group)

    await bob.answers(in_topic_of=alice, text="/take")

    assert "👤 Bob" in desk.card_of(alice).text
    assert not desk.running_app.desks.staff.on_duty()


# who asks, where and how


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/assign me", "You write anonymously, so nobody would know whose ticket it is"),
        ("/on", "You write anonymously, so nobody would know who is on duty"),
        ("/off", "You write anonymously, so nobody would know who is on duty"),
        ("/tag vip", "#1 has the tags: #vip"),
        ("/assign @bobby", "#1 goes to Bob"),
        ("/history", "#1 · 🔴 open"),
        ("/who", "Tickets: 1"),
        ("/ban", "This customer is banned"),
        ("/help", "What you write in this topic"),
    ],
)
async def test_an_anonymous_admin_may_all_that_needs_no_name(desk: Story, text: str, answer: str) -> None:
    alice, bob = await pair(desk)
    await bob.writes_in_general("hi")

    await as_anonymous_admin(desk, text, alice)

    assert bob.sees(answer, in_topic_of=alice)


NEEDS_TICKET = (
    "take",
    "release",
    "assign me",
    "resolve",
    "reopen",
    "snooze 2h",
    "priority high",
    "tag x",
    "merge 1",
)


async def test_without_a_ticket_commands_say_so(roomy_desk: Story) -> None:
    desk = roomy_desk
    alice, bob = await pair(desk)
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=80)

    for text in NEEDS_TICKET:
        await bob.answers(in_topic_of=alice, text=f"/{text}")

    assert len(bob.sees("There is no ticket here now", in_topic_of=alice)) == len(NEEDS_TICKET)
    (ticket,) = await tickets(desk)
    assert ticket.state is TicketState.CLOSED and ticket.assignee_id is None

    await bob.answers(in_topic_of=alice, text="/history")
    assert bob.sees("#1 · 📁 closed", in_topic_of=alice)


@pytest.mark.parametrize("mention", ["@forumdesk_bot", "@ForumDesk_Bot"])
async def test_a_command_may_name_the_bot(desk: Story, mention: str) -> None:
    alice, bob = await pair(desk)

    await bob.answers(in_topic_of=alice, text=f"/take{mention}")
    await bob.answers(in_topic_of=alice, text=f"/nonsense{mention}")

    assert bob.sees("Bob takes #1", in_topic_of=alice)
    assert bob.sees("Unknown command", in_topic_of=alice)


async def test_commands_for_another_bot_do_nothing_at_all(desk: Story) -> None:
    alice, bob = await pair(desk)
    await bob.answers(in_topic_of=alice, text="hello")
    await bob.answers(in_topic_of=alice, text="/release")
    before = len(desk.in_topic_of(alice))

    for name in ("take", "assign", "tag", "on", "open", "help", "ban"):
        await bob.answers(in_topic_of=alice, text=f"/{name}@other_bot 1")
        await bob.writes_in_general(f"/{name}@other_bot 1")

    assert len(desk.in_topic_of(alice)) == before + 7
    assert len(general(desk)) == 7
    assert NOBODY_HOLDS in desk.card_of(alice).text
    assert [message.text for message in alice.inbox] == ["hello"]


async def test_what_is_about_a_customer_is_refused_in_general(desk: Story) -> None:
    alice, bob = await pair(desk)

    await bob.writes_in_general("/take")
    await bob.writes_in_general("/nonsense")

    assert general(desk)[1:] == ["/take is about a customer: write it in the customer's topic.", "/nonsense"]
    assert NOBODY_HOLDS in desk.card_of(alice).text


async def test_a_customer_who_writes_commands_only_writes(desk: Story) -> None:
    alice, bob = await pair(desk)

    for text in ("/take", "/assign me", "/ban", "/open 1"):
        await alice.writes(text)

    assert desk.lines_in_topic_of(alice) == ["help", "/take", "/assign me", "/ban", "/open 1"]
    assert NOBODY_HOLDS in desk.card_of(alice).text
    assert alice.inbox == []
    await bob.answers(in_topic_of=alice, text="/who")
    assert not bob.sees("banned", in_topic_of=alice)


async def test_a_command_under_a_picture_is_neither_done_nor_sent(desk: Story) -> None:
    alice, bob = await pair(desk)

    picture = await bob.sends("photo", in_topic_of=alice, caption="/take")
    assert NOBODY_HOLDS in desk.card_of(alice).text
    album = await bob.sends_album(["photo", "photo"], in_topic_of=alice, captions=["/resolve"])
    await bob.sends("photo", in_topic_of=alice, caption="/take@other_bot")

    told = bob.sees("Nothing was done, and nothing was sent to the customer", in_topic_of=alice)
    assert [message.reply_to for message in told] == [picture, album[0]]
    assert alice.inbox == []
    assert "#1 · 🔴 open" in desk.card_of(alice).text


async def test_numbers_beyond_a_thousand_are_written_as_they_are_typed(desk: Story) -> None:
    alice, bob = await pair(desk)

    await bob.writes_in_general("/open 12345")

    assert "Nobody with the id 12345 has ever written" in general(desk)[-1]
    await bob.answers(in_topic_of=alice, text="/merge #12345")
    assert bob.sees("There is no ticket #12345.", in_topic_of=alice)


# races


async def test_of_two_who_take_in_one_batch_one_wins_and_the_other_is_told_who(desk: Story) -> None:
    alice, bob = await pair(desk)
    carol = desk.operator("Carol")
    topic = desk.topics_of(alice)[0].id

    first = bob.person.writes("/take", to=desk.group, topic=topic)
    second = carol.person.writes("/take", to=desk.group, topic=topic)
    await desk.settled()

    (won,) = bob.sees("👤 Bob takes #1.", in_topic_of=alice)
    (lost,) = bob.sees("Bob has taken this ticket. /assign me takes it over.", in_topic_of=alice)
    assert (won.reply_to, lost.reply_to) == (first, second)
    assert "👤 Bob" in desk.card_of(alice).text


async def test_a_button_and_a_command_at_the_same_moment(desk: Story) -> None:
    alice, bob = await pair(desk)
    carol = desk.operator("Carol")
    await carol.writes_in_general("hi")

    press = carol.person.presses(desk.card_of(alice), "Take")
    bob.person.writes("/take", to=desk.group, topic=desk.topics_of(alice)[0].id)
    toast = (await press.answered()).text
    await desk.settled()

    assert toast == "👤 Carol takes #1."
    assert bob.sees("Carol has taken this ticket", in_topic_of=alice)
    assert "👤 Carol" in desk.card_of(alice).text


async def test_two_buttons_at_the_same_moment(desk: Story) -> None:
    alice, bob = await pair(desk)
    carol = desk.operator("Carol")
    for operator in (bob, carol):
        await operator.writes_in_general("hi")

    presses = [one.person.presses(desk.card_of(alice), "Take") for one in (carol, bob)]
    toasts = [(await press.answered()).text for press in presses]
    await desk.settled()

    assert toasts == ["👤 Carol takes #1.", "Carol has taken this ticket. /assign me takes it over."]


# forgery


@pytest.mark.parametrize(
    "data",
    ["t:1:take", "t:1:ban", "t:1:history", "t:1:who", "t:1:priority:urgent", "t:1:snooze:1h", "t:1:resolve"],
)
async def test_strangers_press_in_vain(desk: Story, data: str) -> None:
    alice, bob = await pair(desk)
    mallory = desk.world.add_user("Mallory")

    press = mallory.forges_press(desk.card_of(alice), data)
    toast = (await press.answered()).text
    await desk.settled()

    assert toast == "Only members of the operator group can use these buttons."
    (ticket,) = await tickets(desk)
    assert (ticket.state, ticket.assignee_id) == (TicketState.OPEN, None)
    assert "banned" not in desk.card_of(alice).text and not bob.sees("Tickets: 1", in_topic_of=alice)


@pytest.mark.parametrize(
    "data", ["t:2:ban", "t:1:ban:x:y", "t:1:assign:1", "t:1:merge:1", "t::who", "t:1:history\n", "t:1:"]
)
async def test_forged_data_of_a_member_does_no_more_than_the_buttons(desk: Story, data: str) -> None:
    alice, bob = await pair(desk)
    await bob.writes_in_general("hi")

    press = bob.person.forges_press(desk.card_of(alice), data)
    toast = (await press.answered()).text
    await desk.settled()

    assert toast == "This button is out of date."
    assert await parked_updates(desk) == []
    assert NOBODY_HOLDS in desk.card_of(alice).text
