"""Quiet answers: commands that only the bot gets are answered so that only their author sees it."""

import pytest

from bot.domain.answers import Button, Screen
from bot.sandbox.errors import NotPossible
from tests.e2e.stored import messages, parked_updates
from tests.e2e.story import Customer, Operator, Story

NOBODY_HOLDS = "👤 nobody yet"


async def pair(desk: Story) -> tuple[Customer, Operator]:
    """A customer who waits, and an operator whose client knows the commands."""
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.until(lambda: ("chat", desk.group.id, 0, "") in desk.bot.commands)
    return alice, bob


def said_to_all(desk: Story, alice: Customer) -> list[str]:
    """What everybody reads: the customer's topic without the card, and General."""
    return [*desk.texts_in_topic_of(alice), *(message.text for message in desk.in_general())]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/who", "Tickets: 1"),
        ("/history", "#1 · 🔴 open"),
        ("/help", "What you write in this topic goes to the customer"),
        ("/tag", "Which tags?"),
        ("/release", "Nobody holds this ticket."),
        ("/merge #99", "There is no ticket #99."),
        ("/take@forumdesk_bot", "Bob takes #1"),
        ("/on", "🟢 Bob is on duty."),
    ],
)
async def test_what_was_asked_quietly_is_answered_quietly(desk: Story, text: str, answer: str) -> None:
    alice, bob = await pair(desk)
    carol = desk.operator("Carol")

    await bob.answers(in_topic_of=alice, text=text, ephemeral=True)

    assert bob.hears(answer)
    assert said_to_all(desk, alice) == ["help"]
    assert carol.person.whispers_in(desk.group) == [] and alice.inbox == []


async def test_in_general_too(desk: Story) -> None:
    alice, bob = await pair(desk)

    await bob.writes_in_general("/on", ephemeral=True)
    await bob.writes_in_general("/open 4711", ephemeral=True)

    assert bob.hears("🟢 Bob is on duty.") and bob.hears("Nobody with the id 4711")
    assert said_to_all(desk, alice) == ["help"]


async def test_what_all_should_know_is_on_the_card(desk: Story) -> None:
    alice, bob = await pair(desk)

    await bob.answers(in_topic_of=alice, text="/take", ephemeral=True)
    assert "👤 Bob" in desk.card_of(alice).text

    await bob.answers(in_topic_of=alice, text="/resolve", ephemeral=True)
    assert "✅ resolved" in desk.card_of(alice).text and desk.icon_of(alice) == "✅"
    assert said_to_all(desk, alice) == ["help"]


async def test_what_was_asked_aloud_is_answered_aloud(desk: Story) -> None:
    alice, bob = await pair(desk)

    asked = await bob.answers(in_topic_of=alice, text="/take")

    (answer,) = bob.sees("Bob takes #1", in_topic_of=alice)
    assert answer.reply_to is asked
    assert bob.person.whispers_in(desk.group) == []


async def test_an_answer_costs_one_unit_of_the_groups_budget(desk: Story) -> None:
    alice, bob = await pair(desk)
    before = len(desk.sandbox.calls)

    await bob.answers(in_topic_of=alice, text="/who", ephemeral=True)
    await bob.answers(in_topic_of=alice, text="/who")

    made = [call.method for call in desk.sandbox.calls[before:] if call.method != "getUpdates"]
    assert made == ["sendMessage", "sendMessage"]


async def test_where_telegram_will_not_whisper_all_may_read_the_answer(desk: Story) -> None:
    alice, bob = await pair(desk)
    desk.sandbox.faults.add(
        "error", method="sendMessage", code=400, description="Bad Request: USER_NOT_PARTICIPANT"
    )

    await bob.answers(in_topic_of=alice, text="/who", ephemeral=True)

    assert bob.sees("Tickets: 1", in_topic_of=alice)
    assert bob.person.whispers_in(desk.group) == []


async def test_two_ask_quietly_at_the_same_moment(desk: Story) -> None:
    alice, bob = await pair(desk)
    carol = desk.operator("Carol")
    topic = desk.topics_of(alice)[0].id

    bob.person.writes("/take", to=desk.group, topic=topic, ephemeral=True)
    carol.person.writes("/take", to=desk.group, topic=topic, ephemeral=True)
    await desk.settled()

    assert bob.hears("Bob takes #1") and not bob.hears("Carol")
    assert carol.hears("Bob has taken this ticket")


async def test_what_is_for_colleagues_or_answers_a_message_is_never_quiet(desk: Story) -> None:
    alice, bob = await pair(desk)

    for text in ("/note for all", "/recall", "hello", "/nonsense"):
        with pytest.raises(NotPossible):
            await bob.answers(in_topic_of=alice, text=text, ephemeral=True)


@pytest.mark.parametrize("text", ["hello", "/note for all", "// for all", "/recall", "/nonsense"])
async def test_a_client_that_whispers_it_all_the_same_is_told(desk: Story, text: str) -> None:
    alice, bob = await pair(desk)
    known = len(await messages(desk))

    for number in (1, 2):
        whispered = {
            "message_id": 0,
            "ephemeral_message_id": 900 + number,
            "from": bob.person.user,
            "receiver_user": desk.bot.user,
            "chat": desk.group.chat,
            "date": desk.world.timestamp(),
            "message_thread_id": desk.topics_of(alice)[0].id,
            "is_topic_message": True,
            "text": text,
        }
        desk.world.push(desk.bot, {"message": whispered})
    await desk.settled()

    answers = {"/recall": "Reply with /recall", "/nonsense": "Unknown command"}
    assert len(bob.hears(answers.get(text, "nothing was sent to the customer, and nothing was kept"))) == 2
    assert alice.inbox == [] and said_to_all(desk, alice) == ["help"]
    assert len(await messages(desk)) == known and await parked_updates(desk) == []


async def test_commands_that_others_need_not_see_are_offered_as_quiet_ones(desk: Story) -> None:
    await pair(desk)

    offered = desk.bot.commands["chat", desk.group.id, 0, ""]

    assert {one["command"] for one in offered if not one.get("is_ephemeral")} == {"note", "recall", "canned"}


async def test_a_screen_under_a_whisper_is_rewritten_where_it_is(desk: Story) -> None:
    """Buttons of a message that one person sees: it has an id of its own."""
    alice, bob = await pair(desk)
    app = desk.running_app
    async with app.desks.open() as open_desk:
        button = Button("Mine", "t:1:take")
        open_desk.outbox.notice(alice.id, "pick one", keyboard=((button,),), receiver_id=bob.id)
        await open_desk.commit()
    await desk.settled()
    (whisper,) = bob.hears("pick one")
    number = whisper.raw["ephemeral_message_id"]

    async with app.desks.open() as open_desk:
        screen = Screen("picked")
        open_desk.outbox.rewrite(desk.group.id, 0, screen.html, whisper=(bob.id, number))
        await open_desk.commit()
    await desk.settled()

    assert bob.hears("picked") and not bob.hears("pick one")


async def test_the_buttons_of_a_whisper_work(desk: Story) -> None:
    alice, bob = await pair(desk)
    async with desk.running_app.desks.open() as open_desk:
        button = Button("Mine", "t:1:take")
        open_desk.outbox.notice(alice.id, "pick one", keyboard=((button,),), receiver_id=bob.id)
        await open_desk.commit()
    await desk.settled()

    toast = await bob.presses("Mine", bob.hears("pick one")[0])

    assert toast == "👤 Bob takes #1."
    assert NOBODY_HOLDS not in desk.card_of(alice).text
