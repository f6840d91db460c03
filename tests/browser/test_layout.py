"""How the page looks and is used: phone width, themes, keyboard, screen readers."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpensPage
from tests.browser.studio import Studio

# WCAG 2 contrast of the text that is really on the screen, against the first opaque background behind it.
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const part = (value) => ((value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const over = ([r, g, b, a], under) =>
    [r, g, b].map((value, index) => (value * a + under[index] * (255 - a)) / 255);
  const behind = (node) => {
    const layers = [];
    for (; node; node = node.parentElement) {
      const style = getComputedStyle(node);
      if (style.backgroundImage !== "none") return null;
      const color = rgba(style.backgroundColor);
      if (color[3] > 0) layers.unshift(color);
      if (color[3] === 255) break;
    }
    return layers.reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    const texts = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
    const words = texts.map((child) => child.data.trim()).join("");
    const isUnseen = !node.checkVisibility() || node.closest(".visually-hidden, .skip-link, noscript");
    if (isUnseen || !/[\\w]/.test(words)) continue;
    const style = getComputedStyle(node);
    const size = parseFloat(style.fontSize);
    const back = behind(node);
    if (!back || style.opacity !== "1" || node.closest(":disabled, .spoiler")) continue;
    const [one, other] = [light(over(rgba(style.color), back)), light(back)].sort((a, b) => b - a);
    const isLarge = size >= 24 || (size >= 18.6 && style.fontWeight >= 700);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < (isLarge ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} ${node.className} ${words.slice(0, 30)}`);
  }
  return poor;
}"""


def furnished(studio: Studio) -> None:
    """A world with something of everything in it."""
    first = studio.alice_writes("My parcel is late, see https://example.com and `code`")
    studio.do(lambda: studio.alice.sends_album(["photo", "photo", "photo"], captions=["three"]))
    studio.do(lambda: studio.alice.sends("voice"))
    studio.do(lambda: studio.alice.sends("document"))
    studio.do(lambda: studio.alice.sends("poll"))
    studio.do(lambda: studio.alice.sends("location"))
    studio.call(
        "sendMessage", chat_id=studio.alice.id, text="We look", reply_parameters={"message_id": first.id}
    )
    studio.do(lambda: studio.alice.reacts(first, "👍"))
    card = studio.relays(
        "<b>Alice</b> <a href='https://example.com'>link</a> <code>code</code>"
        "<blockquote>quote</blockquote> <tg-spoiler>secret</tg-spoiler>",
        parse_mode="HTML",
        reply_markup={"inline_keyboard": [[{"text": "Take", "callback_data": "x"}]]},
    )
    studio.call("pinChatMessage", chat_id=studio.group.id, message_id=card["message_id"])
    studio.do(lambda: studio.olga.writes("I take it", to=studio.group, topic=studio.topic.id))
    bob = studio.do(lambda: studio.world.add_user("Bob"))
    studio.do(lambda: studio.group.add_member(bob))
    answer = studio.do(lambda: studio.group.messages(studio.topic.id)[-1])
    studio.do(lambda: bob.writes("Thanks", to=studio.group, topic=studio.topic.id, reply_to=answer))
    studio.do(lambda: bob.reacts(answer, "🔥"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_text_can_be_read_in_both_themes(studio: Studio, opens: OpensPage, theme: Any) -> None:
    furnished(studio)
    page = opens(studio.url, color_scheme=theme, tour=True, reduced_motion="reduce")
    page.locator(".topic-row", has_text="Alice").click()
    expect(page.locator("#operators .bubble", has_text="Thanks")).to_be_visible()

    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert "\n".join(page.evaluate(CONTRAST)) == ""


def test_the_theme_is_switched_and_remembered(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url, color_scheme="light")

    page.get_by_role("button", name="Dark theme").click()
    page.reload()

    expect(page.locator("html[data-theme=dark]")).to_be_attached()
    expect(page.get_by_role("button", name="Dark theme")).to_have_attribute("aria-pressed", "true")


def test_a_phone_shows_one_pane_at_a_time(studio: Studio, opens: OpensPage) -> None:
    furnished(studio)
    page = opens(studio.url, width=375, height=740, has_touch=True, is_mobile=True)
    tabs = page.get_by_role("navigation", name="Panes")
    expect(page.locator("#customers")).to_be_visible()
    expect(page.locator("#operators")).to_be_hidden()
    _fits(page)

    tabs.get_by_role("button", name="Operators").tap()
    expect(page.locator("#customers")).to_be_hidden()
    expect(page.locator("#operators .chat")).to_be_hidden()
    _fits(page)
    page.locator(".topic-row", has_text="Alice").tap()
    expect(page.locator(".topics")).to_be_hidden()
    expect(page.get_by_label("Message in the topic")).to_be_visible()
    _fits(page)
    page.get_by_label("Message in the topic").fill("from the phone")
    page.locator("#operators").get_by_role("button", name="Send").tap()
    expect(page.locator("#operators .bubble", has_text="from the phone")).to_be_visible()
    page.get_by_role("button", name="Back to the topics").tap()
    expect(page.locator(".topics")).to_be_visible()

    tabs.get_by_role("button", name="Backstage").tap()
    expect(page.get_by_role("button", name="Mon 09:00")).to_be_visible()
    _fits(page)


def _fits(page: Page) -> None:
    """Nothing sticks out at the sides."""
    too_wide = page.evaluate(
        "() => [...document.querySelectorAll('body *')].filter((node) => node.checkVisibility() &&"
        " node.getBoundingClientRect().right > innerWidth + 1 && !node.closest('.rail ul, .visually-hidden'))"
        ".map((node) => node.className || node.tagName)"
    )
    assert too_wide == []


def test_everything_is_done_by_keyboard(studio: Studio, opens: OpensPage) -> None:
    studio.call("sendMessage", chat_id=studio.alice.id, text="How can we help?")
    page = opens(studio.url)
    press = page.keyboard.press

    press("Tab")
    expect(page.get_by_role("link", name="Skip to the customers")).to_be_focused()
    press("Enter")
    for _ in range(12):
        if page.evaluate("document.activeElement.ariaLabel") == "Message to the bot":
            break
        press("Tab")
    expect(page.get_by_label("Message to the bot")).to_be_focused()

    press("Control+ArrowUp")  # into the messages
    expect(page.locator("#customers .row:focus")).to_contain_text("How can we help?")
    press("Enter")
    expect(page.get_by_role("menu")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Reply")).to_be_focused()
    press("Enter")
    expect(page.get_by_label("Message to the bot")).to_be_focused()
    page.keyboard.type("by keyboard")
    press("Enter")
    expect(page.locator("#customers .bubble", has_text="by keyboard").locator(".reply")).to_be_visible()

    press("Control+ArrowUp")
    press("ArrowUp")
    expect(page.locator("#customers .row:focus")).to_contain_text("How can we help?")
    press("Enter")
    press("ArrowUp")
    press("Escape")
    expect(page.locator("#customers .row:focus")).to_contain_text("How can we help?")
    press("Escape")
    expect(page.get_by_label("Message to the bot")).to_be_focused()


def test_topics_are_walked_through_with_arrows(studio: Studio, opens: OpensPage) -> None:
    studio.relays("hello")
    page = opens(studio.url)
    page.locator(".topic-row", has_text="General").focus()

    page.keyboard.press("Home")
    page.keyboard.press("Enter")

    expect(page.locator("#operators .chat-head")).to_contain_text("Alice Liddell")


def test_commands_of_the_bot_are_offered(studio: Studio, opens: OpensPage) -> None:
    studio.call(
        "setMyCommands",
        commands=[
            {"command": "help", "description": "What I can do"},
            {"command": "hours", "description": "When"},
        ],
        scope={"type": "all_private_chats"},
    )
    studio.alice_writes("hi")
    page = opens(studio.url)
    field = page.get_by_label("Message to the bot")

    field.press_sequentially("/ho")
    expect(page.get_by_role("listbox", name="Commands").get_by_role("option")).to_have_text("/hoursWhen")
    field.press("Tab")

    expect(field).to_have_value("/hours ")


def test_screen_readers_hear_who_says_what(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)

    studio.call("sendMessage", chat_id=studio.alice.id, text="Your parcel is <b>there</b>")

    expect(page.locator("#announcer")).to_contain_text("Forumdesk: Your parcel is <b>there</b>")
    expect(page.get_by_role("listitem", name="Forumdesk: Your parcel is <b>there</b>")).to_be_visible()
    unnamed = page.evaluate(
        "() => [...document.querySelectorAll('button, input, select, textarea')].filter((node) =>"
        " node.checkVisibility() && !(node.ariaLabel || node.textContent.trim() || node.labels?.length))"
        ".map((node) => node.outerHTML)"
    )
    assert unnamed == []


def test_motion_is_left_out_for_those_who_ask(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url, tour=True, reduced_motion="reduce")

    expect(page.locator(".is-toured")).to_be_visible()
    duration = page.locator(".is-toured").evaluate("node => getComputedStyle(node).animationDuration")

    assert float(duration.removesuffix("s")) < 0.001
