"""The page in Russian: nothing is left in English, languages are switched, and it still fits on a phone."""

from __future__ import annotations

import re
from functools import partial

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpensPage, Witness
from tests.browser.studio import Studio

# Names of people, chats and things, and what is typed: these are the same in all languages.
NAMES = {"Alice", "Liddell", "Olga", "Support", "General", "Forumdesk", "forumdesk", "bot", "Telegram", "UTC"}
COMMANDS = {"start", "Kill", "Enter", "HTML", "Bot", "API", "queue", "sla"}
# What a person sees or hears, wherever it stands, but for what was written into chats.
EVERYTHING = """() => {
  const found = [];
  const isSeen = (node) => node.checkVisibility({visibilityProperty: true}) && !node.closest(".bubble .text");
  for (const node of document.body.querySelectorAll("*")) {
    if (!isSeen(node)) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) found.push(node.getAttribute(name));
    for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE) found.push(child.data);
  }
  return [document.title, ...found].filter(Boolean);
}"""


def english_in(page: Page) -> set[str]:
    """Latin words that are no names, and longer than the initials on an avatar."""
    texts: list[str] = page.evaluate(EVERYTHING)
    words = {word for text in texts for word in re.findall(r"[A-Za-z]{3,}", text)}
    return words - NAMES - COMMANDS


def shows_no_english(page: Page, *opened: Locator) -> None:
    for one in opened:
        expect(one).to_be_visible()
    assert english_in(page) == set()
    page.keyboard.press("Escape")


def with_all_kinds(studio: Studio) -> None:
    """Both chats hold whatever the page has words of its own for."""
    asked = studio.alice_writes("Где моя посылка?")
    for kind in ("photo", "voice", "video_note", "sticker", "location", "dice"):
        studio.do(partial(studio.alice.sends, kind))
    studio.do(lambda: studio.alice.sends("document", file_name="чек"))
    studio.do(lambda: studio.alice.edits(asked, text="Где же моя посылка?"))
    studio.do(lambda: studio.alice.writes("А вот чек", reply_to=asked))
    studio.relays(
        "Где моя посылка?", reply_markup={"inline_keyboard": [[{"text": "Взять", "url": "tg://x"}]]}
    )
    studio.do(lambda: studio.group.set_topic_closed(studio.topic, studio.olga, True))
    studio.do(lambda: studio.group.set_topic_closed(studio.topic, studio.olga, False))


def test_a_russian_visitor_reads_russian_everywhere(
    studio: Studio, opens: OpensPage, witness: Witness
) -> None:
    witness.expects("409")
    with_all_kinds(studio)
    page = opens(studio.url, tour=True, locale="ru-RU", timezone_id="UTC")

    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator(".group-head")).to_contain_text("2 участника")
    expect(page.locator("#customers .day")).to_have_text("Сегодня")
    expect(page.locator("#operators .service").last).to_contain_text("снова открыл(а) тему")
    shows_no_english(page, page.locator("#tour"))
    page.get_by_role("button", name="Пропустить").click()

    menu, dialog = page.get_by_role("menu"), page.get_by_role("dialog")
    for menus in ("Прикрепить", "Что может сделать клиент", "Что можно сделать с группой", "Ошибки…"):
        page.get_by_role("button", name=menus).first.click()
        shows_no_english(page, menu)
    page.get_by_role("button", name="Что можно сделать с темой").click()
    page.get_by_role("menuitem", name="Изменить название и значок…").click()
    shows_no_english(page, dialog)
    page.get_by_role("button", name="Добавить клиента").click()
    shows_no_english(page, dialog)
    page.locator("#customers .bubble", has_text="Где же").first.click(button="right")
    shows_no_english(page, menu)
    page.get_by_role("button", name="Дата…").click()
    page.get_by_label("Дата и время").fill("2020-01-01T09:00")
    page.get_by_role("button", name="Перевести", exact=True).click()
    expect(page.locator(".toast.bad")).to_have_text("Время идёт только вперёд.")
    page.get_by_role("button", name="+1 день").click()
    expect(page.locator(".clock-date")).to_contain_text("на 1 дн. вперёд")
    shows_no_english(page)


def test_the_language_is_switched_by_keyboard_and_kept(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url, locale="ru-RU")

    page.get_by_role("button", name="Язык").press("Enter")
    expect(page.get_by_role("menuitemradio", name="Русский")).to_be_checked()
    page.get_by_role("menuitemradio", name="Русский").press("ArrowUp")
    page.get_by_role("menuitemradio", name="English").press("Enter")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Language")).to_be_focused()
    expect(page.locator(".group-head")).to_contain_text("2 members")
    assert set(re.findall("[а-яё]+", " ".join(page.evaluate(EVERYTHING)).lower())) == set()
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Language").click()
    page.get_by_role("menuitemradio", name="Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("body[data-ready]")).to_be_attached()


def test_russian_fits_on_a_phone(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url, tour=True, locale="ru-RU", width=320, height=640)

    for pane in ("Клиенты", "Операторы", "За кулисами"):
        page.get_by_role("navigation", name="Панели").get_by_role("button", name=pane).click()
        expect(page.get_by_role("button", name=pane)).to_have_attribute("aria-pressed", "true")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        expect(page.get_by_role("button", name="Тёмная тема")).to_be_in_viewport(ratio=1)
