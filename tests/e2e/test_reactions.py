"""Reactions cross where Telegram delivers them."""

from bot.sandbox.messages import SandboxMessage
from tests.e2e.story import Customer, Operator, Story


async def pair(desk: Story) -> tuple[Customer, Operator]:
    """A customer with a topic, and an operator; Telegram delivers customers' reactions today."""
    desk.world.private_reactions = True
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("hello")
    return alice, bob


def shown_by_bot(desk: Story, message: SandboxMessage) -> list[str]:
    return [reaction["emoji"] for reaction in message.reactions.get(desk.bot.id, [])]


def reactions_made(desk: Story) -> int:
    return len(desk.sandbox.calls_of("setMessageReaction"))


async def test_an_operators_reaction_shows_on_the_customers_message(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("which one?")

    await bob.reacts(bob.sees("which one?", in_topic_of=alice)[0], "👍")

    assert shown_by_bot(desk, question) == ["👍"]


async def test_an_operators_reaction_to_an_answer_shows_on_its_copy(desk: Story) -> None:
    alice, bob = await pair(desk)
    carol = desk.operator("Carol")
    answer = await bob.answers(in_topic_of=alice, text="the blue one")

    await carol.reacts(answer, "🎉")

    assert shown_by_bot(desk, alice.inbox[0]) == ["🎉"]


async def test_a_customers_reaction_shows_on_the_operators_answer(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the blue one")

    await alice.reacts(alice.inbox[0], "❤")

    assert shown_by_bot(desk, answer) == ["❤"]


async def test_a_customers_reaction_to_an_own_message_shows_on_its_copy(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("which one?")

    await alice.reacts(question, "😁")

    assert shown_by_bot(desk, bob.sees("which one?", in_topic_of=alice)[0]) == ["😁"]


async def test_where_telegram_keeps_customers_reactions_to_itself_nothing_happens(desk: Story) -> None:
    alice, bob = await pair(desk)
    desk.world.private_reactions = False
    answer = await bob.answers(in_topic_of=alice, text="the blue one")

    await alice.reacts(alice.inbox[0], "❤")

    assert shown_by_bot(desk, answer) == []


async def test_the_last_of_several_reactions_shows_and_goes(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("which one?")
    copy = bob.sees("which one?", in_topic_of=alice)[0]
    seen = []

    for emoji in (("👍",), ("👍", "🔥"), ()):
        await bob.reacts(copy, *emoji)
        seen.append(shown_by_bot(desk, question))

    assert seen == [["👍"], ["🔥"], []]


async def test_a_heart_with_a_variation_selector_is_a_heart(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("which one?")

    await bob.reacts(bob.sees("which one?", in_topic_of=alice)[0], "❤\ufe0f")

    assert shown_by_bot(desk, question) == ["❤"]


async def test_an_anonymous_admins_reaction_crosses(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("which one?")

    desk.owner.reacts(bob.sees("which one?", in_topic_of=alice)[0], "👍", as_group=True)
    await desk.settled()

    assert shown_by_bot(desk, question) == ["👍"]


async def test_a_reaction_to_an_album_crosses(desk: Story) -> None:
    alice, bob = await pair(desk)
    sent = await alice.sends_album(["photo", "photo"], captions=["look"])

    await bob.reacts(bob.sees("look", in_topic_of=alice)[0], "👍")

    assert shown_by_bot(desk, sent[0]) == ["👍"]


async def test_a_reaction_to_merged_texts_shows_on_the_last(desk: Story) -> None:
    alice, bob = await pair(desk)
    with desk.held_back():
        written = [alice.person.writes(text) for text in ("one", "two")]
        await desk.taken()
    await desk.settled()

    await bob.reacts(bob.sees("one\ntwo", in_topic_of=alice)[0], "👍")

    assert [shown_by_bot(desk, message) for message in written] == [[], ["👍"]]


async def test_a_reaction_to_what_waits_shows_once_it_arrives(desk: Story) -> None:
    alice, bob = await pair(desk)

    with desk.held_back(alice), desk.held_back():
        answer = bob.person.writes("blue", to=desk.group, topic=desk.topics_of(alice)[0].id)
        question = alice.person.writes("which one?")
        await desk.taken()
        bob.person.reacts(answer, "👍")
        alice.person.reacts(question, "🔥")
        await desk.taken()
    await desk.settled()

    assert shown_by_bot(desk, alice.inbox[0]) == ["👍"]
    assert shown_by_bot(desk, bob.sees("which one?", in_topic_of=alice)[0]) == ["🔥"]


async def test_reactions_that_wait_are_one_call(desk: Story) -> None:
    alice, bob = await pair(desk)

    with desk.held_back(alice):
        answer = bob.person.writes("blue", to=desk.group, topic=desk.topics_of(alice)[0].id)
        for emoji in ("👍", "👎", "🔥"):
            bob.person.reacts(answer, emoji)
        await desk.taken()
    await desk.settled()

    assert shown_by_bot(desk, alice.inbox[0]) == ["🔥"]
    assert reactions_made(desk) == 1


async def test_reactions_to_what_did_not_cross_do_not_cross(desk: Story) -> None:
    alice, bob = await pair(desk)
    note = await bob.answers(in_topic_of=alice, text="// internal")
    general = await bob.writes_in_general("lunch?")
    (card,) = bob.sees("First seen", in_topic_of=alice)

    for message in (note, general, card):
        await bob.reacts(message, "👍")

    assert reactions_made(desk) == 0


async def test_a_reaction_that_the_other_side_does_not_allow_harms_nothing(desk: Story) -> None:
    alice, bob = await pair(desk)
    desk.group.available_reactions = frozenset({"👍"})
    answer = await bob.answers(in_topic_of=alice, text="blue")

    await alice.reacts(alice.inbox[0], "🔥")
    await alice.writes("and still I can write")

    assert shown_by_bot(desk, answer) == []
    assert bob.sees("and still I can write", in_topic_of=alice)


async def test_a_reaction_to_a_copy_whose_original_is_gone_harms_nothing(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("which one?")
    alice.person.deletes(question)

    await bob.reacts(bob.sees("which one?", in_topic_of=alice)[0], "👍")
    await bob.answers(in_topic_of=alice, text="blue")

    assert alice.sees("blue")


async def test_a_reaction_that_bots_cannot_set_harms_nothing(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("which one?")
    copy = bob.sees("which one?", in_topic_of=alice)[0]

    custom = {"type": "custom_emoji", "custom_emoji_id": "5368324170671202286"}
    desk.world.push(
        desk.bot,
        {
            "message_reaction": {
                "chat": desk.group.chat,
                "message_id": copy.id,
                "user": bob.person.user,
                "date": desk.world.timestamp(),
                "old_reaction": [],
                "new_reaction": [custom],
            }
        },
    )
    await desk.settled()
    shown = shown_by_bot(desk, question)
    await bob.reacts(copy, "👍")

    assert (shown, shown_by_bot(desk, question)) == ([], ["👍"])
