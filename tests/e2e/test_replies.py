"""Replies point at the twin of what they reply to, with the quote; without one they cross all the same."""

from bot.sandbox.messages import SandboxMessage
from tests.e2e.story import Customer, Operator, Story


async def pair(desk: Story) -> tuple[Customer, Operator]:
    """A customer with a topic, and an operator."""
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("hello")
    return alice, bob


def copy_of(desk: Story, customer: Customer, text: str) -> SandboxMessage:
    """The bot's message in the customer's topic that holds this text."""
    (found,) = [m for m in desk.in_topic_of(customer) if m.sender is desk.bot and text in m.text]
    return found


async def three_in_one(desk: Story, customer: Customer) -> tuple[list[SandboxMessage], SandboxMessage]:
    """Three texts that were merged while they waited, and their one copy."""
    texts = ("erstens 😀", "zweitens 😀", "drittens 😀")
    with desk.held_back():
        written = [customer.person.writes(text) for text in texts]
        await desk.taken()
    await desk.settled()
    merged = copy_of(desk, customer, "zweitens")
    assert merged.text == "\n".join(texts)
    return written, merged


# to the topic


async def test_a_customers_reply_to_an_answer_points_at_the_operators_message(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="try this")

    await alice.replies(alice.inbox[-1], "it works")

    assert copy_of(desk, alice, "it works").reply_to is answer


async def test_a_customers_reply_to_an_own_message_points_at_its_copy(desk: Story) -> None:
    alice, _ = await pair(desk)
    question = await alice.writes("which one?")

    await alice.replies(question, "I mean the blue one")

    assert copy_of(desk, alice, "blue").reply_to is copy_of(desk, alice, "which one?")


async def test_a_customers_reply_to_what_waits_points_at_its_copy(desk: Story) -> None:
    alice, _ = await pair(desk)

    with desk.held_back():
        question = alice.person.writes("which one?")
        alice.person.writes("never mind")
        alice.person.writes("the blue one", reply_to=question, quote="which")
        await desk.taken()
    await desk.settled()

    reply = copy_of(desk, alice, "the blue one")
    assert reply.reply_to is copy_of(desk, alice, "which one?")
    assert reply.quote is not None
    assert reply.quote["text"] == "which"


async def test_a_customers_first_message_can_reply_to_the_greeting(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.starts()

    await alice.replies(alice.inbox[-1], "hello to you")

    assert [m.reply_to for m in bob.sees("hello to you", in_topic_of=alice)] == [None]


async def test_a_customers_quote_comes_along(desk: Story) -> None:
    alice, bob = await pair(desk)
    bold = {"type": "bold", "offset": 3, "length": 4}
    await bob.answers(in_topic_of=alice, text="😀 blue or red, blue?", entities=[bold])

    await alice.replies(alice.inbox[-1], "this", quote="blue or")

    reply = copy_of(desk, alice, "this")
    assert reply.quote is not None
    assert (reply.quote["text"], reply.quote["position"]) == ("blue or", 3)
    assert reply.quote["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


async def test_replies_of_any_kind_point_at_the_twin_both_ways(roomy_desk: Story) -> None:
    desk = roomy_desk
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="show me")
    question = await alice.writes("like this?")
    copy_of_answer, copy_of_question = alice.inbox[-1], copy_of(desk, alice, "like this?")

    for kind in ("photo", "voice", "sticker", "poll", "location", "dice", "rich_message"):
        await alice.sends(kind, reply_to=copy_of_answer)
        await bob.sends(kind, in_topic_of=alice, reply_to=copy_of_question)

    in_topic = [m for m in desk.in_topic_of(alice) if m.sender is desk.bot]
    assert [m.reply_to for m in in_topic[2:]] == [answer] * 7
    assert [m.reply_to for m in alice.inbox[1:]] == [question] * 7


# to the customer


async def test_an_operators_reply_points_at_the_customers_message(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("which one?")

    await bob.replies(copy_of(desk, alice, "which one?"), "the blue one", quote="one")

    (answer,) = alice.sees("the blue one")
    assert answer.reply_to is question
    assert answer.quote is not None
    assert (answer.quote["text"], answer.quote["position"]) == ("one", 6)


async def test_an_operators_reply_to_an_own_answer_points_at_its_copy(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the blue one")

    await bob.replies(answer, "or the red one")

    (addition,) = alice.sees("or the red one")
    assert addition.reply_to is alice.sees("the blue one")[0]


async def test_an_operators_reply_to_what_waits_points_at_its_copy(desk: Story) -> None:
    alice, bob = await pair(desk)
    topic = desk.topics_of(alice)[0].id

    with desk.held_back(alice):
        answer = bob.person.writes("the blue one", to=desk.group, topic=topic)
        bob.person.writes("or the red one", to=desk.group, topic=topic, reply_to=answer)
        await desk.taken()
    await desk.settled()

    (addition,) = alice.sees("or the red one")
    assert addition.reply_to is alice.sees("the blue one")[0]


async def test_an_operators_reply_to_a_colleagues_note_crosses_without_a_link(desk: Story) -> None:
    alice, bob = await pair(desk)
    note = await bob.answers(in_topic_of=alice, text="// is it fixed?")

    await bob.replies(note, "it is fixed")

    assert [m.reply_to for m in alice.sees("it is fixed")] == [None]


async def test_an_operators_reply_to_the_card_crosses_without_a_link(desk: Story) -> None:
    alice, bob = await pair(desk)
    (card,) = bob.sees("First seen", in_topic_of=alice)

    await bob.replies(card, "welcome")

    assert [m.reply_to for m in alice.sees("welcome")] == [None]


async def test_the_topics_creation_is_nothing_one_replies_to(desk: Story) -> None:
    alice, bob = await pair(desk)

    await bob.answers(in_topic_of=alice, text="welcome")

    (answer,) = alice.sees("welcome")
    assert (answer.reply_to, answer.external_reply) == (None, None)


# what is gone


async def test_a_reply_to_a_copy_that_is_gone_crosses_without_the_link(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="try this")
    question = await alice.writes("which one?")
    copy = copy_of(desk, alice, "which one?")
    desk.owner.deletes(answer)
    alice.person.deletes(question)

    await alice.replies(alice.inbox[-1], "it works", quote="this")
    await bob.replies(copy, "the blue one", quote="which")

    assert copy_of(desk, alice, "it works").reply_to is None
    assert [m.reply_to for m in alice.sees("the blue one")] == [None]


async def test_media_that_reply_to_a_copy_that_is_gone_cross_too(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="try this")
    desk.owner.deletes(answer)

    for kind in ("photo", "location", "sticker"):
        await alice.sends(kind, reply_to=alice.inbox[-1], quote="this")

    in_topic = [m for m in desk.in_topic_of(alice) if m.sender is desk.bot][1:]
    assert [(m.kind, m.reply_to) for m in in_topic] == [
        ("photo", None),
        ("location", None),
        ("sticker", None),
    ]


async def test_a_quote_that_changed_meanwhile_drops_the_quote_only(desk: Story) -> None:
    alice, bob = await pair(desk)
    answer = await bob.answers(in_topic_of=alice, text="the blue one")

    with desk.held_back():
        alice.person.writes("this?", reply_to=alice.inbox[-1], quote="blue")
        await desk.taken()
        bob.person.edits(answer, text="the red one")
    await desk.settled()

    reply = copy_of(desk, alice, "this?")
    assert (reply.reply_to, reply.quote) == (answer, None)


async def test_a_quote_of_what_was_put_into_words_drops_the_quote_only(desk: Story) -> None:
    alice, bob = await pair(desk)
    thrown = await alice.sends("dice", emoji="🎯", value=6)

    await bob.replies(copy_of(desk, alice, "🎯 6"), "well done", quote="6")

    (answer,) = alice.sees("well done")
    assert (answer.reply_to, answer.quote) == (thrown, None)


# merged texts


async def test_an_operators_quote_finds_the_part_of_merged_texts(desk: Story) -> None:
    alice, bob = await pair(desk)
    written, merged = await three_in_one(desk, alice)
    quotes = {"erstens": 0, "zweitens 😀": 1, "tens": 0, "drittens": 2}

    for quote in quotes:
        await bob.replies(merged, "yes", quote=quote)

    for answer, (quote, part) in zip(alice.sees("yes"), quotes.items(), strict=True):
        assert answer.reply_to is written[part]
        assert answer.quote is not None
        assert answer.quote["text"] == quote
        assert written[part].text[answer.quote["position"] :].startswith(quote)


async def test_an_operators_quote_over_two_parts_points_at_the_first(desk: Story) -> None:
    alice, bob = await pair(desk)
    written, merged = await three_in_one(desk, alice)

    await bob.replies(merged, "yes", quote="😀\nzweitens")

    (answer,) = alice.sees("yes")
    assert (answer.reply_to, answer.quote) == (written[0], None)


async def test_an_operators_reply_to_merged_texts_points_at_the_last(desk: Story) -> None:
    alice, bob = await pair(desk)
    written, merged = await three_in_one(desk, alice)

    await bob.replies(merged, "yes")

    (answer,) = alice.sees("yes")
    assert (answer.reply_to, answer.quote) == (written[-1], None)


async def test_a_customers_reply_to_a_merged_text_points_at_the_copy_with_the_quote(desk: Story) -> None:
    alice, _ = await pair(desk)
    written, merged = await three_in_one(desk, alice)

    await alice.replies(written[2], "with quote", quote="tens 😀")
    await alice.replies(written[1], "without")

    quoting, plain = copy_of(desk, alice, "with quote"), copy_of(desk, alice, "without")
    assert quoting.reply_to is plain.reply_to is merged
    assert quoting.quote is not None
    assert quoting.quote["position"] == len("erstens 😀\nzweitens 😀\ndrit".encode("utf-16-le")) // 2


async def test_a_reply_into_an_album_points_at_the_same_item(desk: Story) -> None:
    alice, bob = await pair(desk)
    asked = await alice.sends_album(["photo", "photo", "photo"], captions=["one", "two", "three"])
    answered = await bob.sends_album(["photo", "photo"], in_topic_of=alice, captions=["four", "five"])

    await bob.replies(copy_of(desk, alice, "two"), "nice")
    await alice.replies(alice.sees("five")[0], "yours too")

    assert [m.reply_to for m in alice.sees("nice")] == [asked[1]]
    assert copy_of(desk, alice, "yours too").reply_to is answered[1]


async def test_replies_find_their_twins_after_a_restart(desk: Story) -> None:
    alice, bob = await pair(desk)
    question = await alice.writes("which one?")
    answer = await bob.answers(in_topic_of=alice, text="the blue one")

    await desk.restart()
    await bob.replies(copy_of(desk, alice, "which one?"), "or red")
    await alice.replies(alice.sees("the blue one")[0], "fine")

    assert [m.reply_to for m in alice.sees("or red")] == [question]
    assert copy_of(desk, alice, "fine").reply_to is answer
