"""Languages: each customer reads the chosen one, operators read that of the desk."""

from pathlib import Path
from shutil import copytree

import pytest

from bot.i18n import texts
from bot.sandbox.messages import SandboxMessage
from tests.e2e import stored
from tests.e2e.conftest import OpensStory
from tests.e2e.story import Customer, Operator, Story, is_said

WHICH, WHICH_IN_RUSSIAN = "In which language", "На каком языке"


def choice(customer: Customer) -> SandboxMessage:
    """The last message with buttons."""
    return next(message for message in reversed(customer.inbox) if message.buttons)


def card_of(desk: Story, customer: Customer) -> str:
    """The card in the customer's topic, whatever its language."""
    (topic,) = desk.topics_of(customer)
    (card,) = [m for m in desk.group.messages(topic.id) if is_said(m) and str(customer.id) in m.text]
    return card.text


async def answered(desk: Story) -> tuple[Customer, Operator]:
    alice, bob = desk.customer("Alice", language_code="en"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="here you are")
    return alice, bob


async def test_a_customer_chooses_a_language_and_keeps_it(desk: Story) -> None:
    alice, bob = await answered(desk)
    await alice.writes("/language")
    assert WHICH in choice(alice).text
    assert choice(alice).buttons == ["English", "Русский", "● As in my Telegram"]

    await alice.presses("Русский", choice(alice))

    assert "✅ Язык: Русский." in choice(alice).text
    assert choice(alice).buttons == ["English", "● Русский", "Как в моём Telegram"]

    await alice.writes("спасибо")  # from a Telegram that still speaks English
    await bob.answers(in_topic_of=alice, text="/resolve")

    assert alice.sees("Как мы справились?")
    assert bob.sees("спасибо", in_topic_of=alice)
    assert not bob.sees("/language", in_topic_of=alice)
    assert "Language: ru" in card_of(desk, alice)

    await alice.presses("Как в моём Telegram", alice.sees("✅ Язык")[0])
    alice.person.user["language_code"] = "de"
    await alice.starts()

    assert alice.sees("The bot follows the language of your Telegram again: English.")
    assert alice.sees("Hello, Alice!")
    assert "Language: de" in card_of(desk, alice)


async def test_a_language_is_chosen_in_words(desk: Story) -> None:
    alice = desk.customer("Alice", language_code="en")

    await alice.writes("/Language русский")
    assert alice.inbox[-1].text.startswith("✅ Язык: Русский.")

    await alice.writes("/language <b>")
    assert "Языка «<b>» бот не знает. Есть: en (English), ru (Русский). Например: /language ru" in (
        alice.inbox[-1].text
    )
    assert alice.inbox[-1].buttons[1] == "● Русский"

    await alice.writes("/language auto")
    assert alice.inbox[-1].text.startswith("✅ The bot follows the language of your Telegram again")
    assert desk.topics_of(alice) == []
    assert desk.group.live_topics == []


async def test_forged_and_stale_presses_change_nothing(desk: Story) -> None:
    alice, bob = await answered(desk)
    await alice.writes("/language")
    answer = next(message for message in alice.inbox if message.text == "here you are")
    menu = choice(alice)

    for data in ("l:tlh", "l:", "l", "l:../ru", "l:ru:1"):
        assert "/language" in await alice.forges(data, on=menu)
    assert "/language" in await alice.forges("l:ru", on=answer)

    assert [answer.text, menu.buttons[2]] == ["here you are", "● As in my Telegram"]
    assert WHICH in menu.text

    await bob.answers(in_topic_of=alice, text="/ban")
    assert await alice.presses("Русский", menu) == "You can no longer write to this desk."
    await alice.writes("/language ru")
    assert alice.inbox[-1].text == "You can no longer write to this desk."


async def test_an_admin_changes_the_language_of_the_desk(desk: Story) -> None:
    alice, bob = await answered(desk)
    olga, operators = desk.admin(), ("chat", desk.group.id, 0, "")

    await bob.answers(in_topic_of=alice, text="/language ru")
    assert bob.sees("Only an admin of this desk may change", in_topic_of=alice)
    await olga.writes_in_general("/language tlh")
    assert "does not speak “tlh”. There are: en (English), ru (Русский)" in desk.in_general()[-1].text

    await olga.writes_in_general("/language русский")

    assert desk.in_general()[-1].text.startswith("✅ Сохранено.\nЯзык\nРусский")
    assert "💬 ждёт клиента" in card_of(desk, alice)
    await bob.answers(in_topic_of=alice, text="/snooze 2020-01-02")
    assert bob.sees("Это было бы 2 янв. 2020 г., 09:00, а оно уже прошло.", in_topic_of=alice)
    await bob.answers(in_topic_of=alice, text="/snooze 2h")
    assert bob.sees("💤 #1 отложено до ", in_topic_of=alice)
    assert "👤 Bob" in card_of(desk, alice) and "Впервые: " in card_of(desk, alice)
    await desk.until(lambda: _described(desk, operators, "take") == "Взять обращение")
    assert [(e.what, e.before, e.after) for e in await stored.audit(desk)] == [("language", "auto", "ru")]

    await desk.restart()
    await olga.writes_in_general("/language")
    menu = desk.in_general()[-1]
    assert menu.buttons == ["English", "● Русский", "Как в конфигурации: English", "« Настройки"]

    await olga.presses("Как в конфигурации: English", menu)
    assert menu.text.startswith("Language\nAs configured: English")
    await olga.forges("s:speak:tlh", on=menu)
    assert len(await stored.audit(desk)) == 2


async def test_in_private_an_admin_chooses_for_herself_alone(desk: Story) -> None:
    olga = Customer(desk, desk.owner)

    await olga.writes("/language ru")

    assert "✅ Язык: Русский." in olga.inbox[-1].text
    assert "на общем языке (English)" in olga.inbox[-1].text
    await olga.writes("/settings")
    assert olga.inbox[-1].text.startswith("⚙️ Settings")


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody has added a folder `de` with one text."""
    for language in texts.languages():
        copytree(texts.FOLDER / language, tmp_path / language)
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "customers.ftl").write_text("greeting = Guten Tag, { $name }!\n", encoding="utf-8")
    monkeypatch.setattr(texts, "FOLDER", tmp_path)


async def test_a_language_that_was_added_is_spoken(german: None, opens: OpensStory) -> None:
    desk = await opens(language="de")
    klaus, olga = desk.customer("Klaus", language_code="de-AT"), desk.admin()

    await klaus.starts()
    await klaus.writes("/language")
    await olga.writes_in_general("/language")

    assert klaus.sees("Guten Tag, Klaus!")
    assert choice(klaus).buttons == ["Deutsch", "English", "Русский", "● As in my Telegram"]
    assert desk.in_general()[-1].buttons[:3] == ["Deutsch", "English", "Русский"]
    await desk.until(lambda: ("all_private_chats", 0, 0, "de") in desk.bot.commands)


def _described(desk: Story, scope: tuple[str, int, int, str], command: str) -> str:
    """What the menu says of a command."""
    offered = {one["command"]: one["description"] for one in desk.bot.commands.get(scope, [])}
    return str(offered.get(command))
