"""What customers see and can do: /start, greeting, /help, the ban, command menus, in their language."""

import pytest

from bot.sandbox.messages import SandboxMessage
from tests.e2e.conftest import OpensStory
from tests.e2e.story import Customer, Story

GREETINGS = {
    "en": "Hello, Alice!",
    "ru": "Здравствуйте, Alice!",
    "de": "Hello, Alice!",
    None: "Hello, Alice!",
}
HELP = {"en": "Just write here", "ru": "Просто пишите сюда", "pt-br": "Just write here"}
BANNED = {"en": "You can no longer write", "ru": "Вы больше не можете писать"}


@pytest.mark.parametrize(("language", "greeting"), GREETINGS.items())
async def test_start_greets_in_the_customers_language(
    desk: Story, language: str | None, greeting: str
) -> None:
    alice = desk.customer("Alice", language_code=language)

    await alice.starts()

    assert [greeting in message.text for message in alice.inbox] == [True]
    assert desk.topics_of(alice) == []


async def test_a_name_full_of_markup_is_greeted_as_it_is(desk: Story) -> None:
    alice = desk.customer("<b>&{$name}", last_name="<i>")

    await alice.starts()
    await alice.writes("help")

    assert alice.sees("Hello, <b>&{$name}!")
    (topic,) = desk.group.live_topics
    assert topic.name == "<b>&{$name} <i>"
    assert any("<b>&{$name} <i>" in text for text in topic.texts)


@pytest.mark.parametrize(("language", "text"), HELP.items())
async def test_help_explains_in_the_customers_language(desk: Story, language: str, text: str) -> None:
    alice = desk.customer("Alice", language_code=language)

    await alice.writes("/help")

    assert alice.sees(text)
    assert desk.topics_of(alice) == []


async def test_a_payload_is_kept_for_the_ticket_and_shown_on_the_card(desk: Story) -> None:
    alice = desk.customer("Alice")

    await alice.starts("order_1842")
    await alice.writes("where is it?")

    assert "Came with: order_1842" in _card(desk, alice).text


async def test_a_payload_survives_a_restart_before_the_first_message(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.starts("order_1842")

    await desk.restart()
    await alice.writes("where is it?")

    assert "Came with: order_1842" in _card(desk, alice).text


async def test_a_later_payload_is_shown_on_the_card_too(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")

    await alice.starts("order_7")

    assert "Came with: order_7" in _card(desk, alice).text
    assert desk.texts_in_topic_of(alice) == ["help"]


async def test_a_start_without_payload_keeps_the_one_before(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.starts("order_1842")
    await alice.starts()

    await alice.writes("where is it?")

    assert "Came with: order_1842" in _card(desk, alice).text


@pytest.mark.parametrize("language", BANNED)
async def test_a_banned_customer_is_told_and_not_heard(desk: Story, language: str) -> None:
    alice, bob = desk.customer("Alice", language_code=language), desk.operator("Bob")
    question = await alice.writes("help")

    await bob.answers(in_topic_of=alice, text="/ban")
    await alice.writes("let me in")
    await alice.sends("photo", caption="let me in")
    await alice.edits(question, text="let me in")
    await alice.starts()

    assert [BANNED[language] in message.text for message in alice.inbox] == [True]
    assert not bob.sees("let me in", in_topic_of=alice)
    assert "banned" in _card(desk, alice).text
    assert bob.sees("This customer is banned: messages are no longer passed on", in_topic_of=alice)


async def test_an_unbanned_customer_is_heard_again(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/ban")
    await alice.writes("let me in")

    await bob.answers(in_topic_of=alice, text="/unban")
    await alice.writes("thank you")

    assert bob.sees("thank you", in_topic_of=alice)
    assert "banned" not in _card(desk, alice).text
    await bob.answers(in_topic_of=alice, text="/ban")
    await alice.writes("again?")
    assert len(alice.sees("You can no longer write")) == 2


async def test_a_ban_survives_a_restart(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/ban")

    await desk.restart()
    await alice.writes("let me in")

    assert not bob.sees("let me in", in_topic_of=alice)


async def test_a_ban_repeated_says_so(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")

    for command in ("/unban", "/ban", "/ban"):
        await bob.answers(in_topic_of=alice, text=command)

    assert bob.sees("This customer is not banned.", in_topic_of=alice)
    assert bob.sees("This customer is banned already.", in_topic_of=alice)
    assert [message.text for message in alice.inbox] == []


async def test_operators_can_still_answer_a_banned_customer(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/ban")

    await bob.answers(in_topic_of=alice, text="this is why")

    assert alice.sees("this is why")


async def test_commands_are_offered_by_scope_and_language(desk: Story) -> None:
    everybody = ("all_private_chats", 0, 0)
    operators = ("chat", desk.group.id, 0, "")

    await desk.until(lambda: operators in desk.bot.commands)

    offered = {key: [c["command"] for c in commands] for key, commands in desk.bot.commands.items()}
    assert offered[(*everybody, "")] == ["start", "help", "language"]
    assert offered[(*everybody, "ru")] == ["start", "help", "language"]
    assert {"help", "note", "recall", "ban", "unban"} <= set(offered[operators])
    russian = {c["command"]: c["description"] for c in desk.bot.commands[(*everybody, "ru")]}
    assert russian["start"] == "Начать"


async def test_operators_read_the_language_of_the_desk(opens: OpensStory) -> None:
    desk = await opens(language="ru")
    alice, bob = desk.customer("Alice", language_code="en"), desk.operator("Bob")
    await alice.starts("order_1842")
    await alice.writes("help")

    await bob.answers(in_topic_of=alice, text="/ban")

    (topic,) = desk.topics_of(alice)
    assert any("Пришёл по ссылке: order_1842" in text for text in topic.texts)
    assert bob.sees("Клиент заблокирован", in_topic_of=alice)
    assert alice.sees("Hello, Alice!")
    await desk.until(lambda: ("chat", desk.group.id, 0, "") in desk.bot.commands)
    descriptions = [c["description"] for c in desk.bot.commands["chat", desk.group.id, 0, ""]]
    assert "Запретить клиенту писать" in descriptions


async def test_the_language_follows_the_customers_client(desk: Story) -> None:
    alice = desk.customer("Alice", language_code="en")
    await alice.starts()

    alice.person.user["language_code"] = "ru"
    await alice.writes("/help")

    assert alice.sees("Hello, Alice!") and alice.sees("Просто пишите сюда")


def _card(desk: Story, customer: Customer) -> SandboxMessage:
    (topic,) = desk.topics_of(customer)
    (card,) = [message for message in topic.messages if "First seen" in message.text]
    return card
