"""The real thing: `python -m bot sandbox` with its bot in a process of its own, tried as a visitor would."""

from __future__ import annotations

import re
from datetime import datetime

from playwright.sync_api import expect

from tests.browser.conftest import OpensPage
from tests.browser.test_chats import KINDS, attaches
from tests.browser.visitor import new_customer, opens_topic, resolves_all, say, says

STARTS_WITHIN = 30_000  # milliseconds; a Python process that imports aiogram


def test_a_first_visit_is_guided_in_three_steps(sandbox_url: str, opens: OpensPage) -> None:
    resolves_all(sandbox_url)
    say(sandbox_url, "Max", "Hello?")
    page = opens(sandbox_url, tour=True)
    tour = page.get_by_role("region", name="Guided tour")
    expect(tour).to_contain_text("Write as a customer.")

    says(page.get_by_label("Message to the bot"), "Is anybody there?")
    expect(tour).to_contain_text("Answer as an operator.")
    expect(page.locator("#operators .chat-head")).to_contain_text("Alice Liddell")
    expect(page.locator("#operators .bubble", has_text="Is anybody there?")).to_be_visible()

    says(page.get_by_label("Message in the topic"), "// a note is no answer")
    expect(page.locator("#operators .bubble", has_text="a note is no answer")).to_be_visible()
    expect(tour).to_contain_text("Answer as an operator.")
    says(page.get_by_label("Message in the topic"), "We are!")
    expect(page.locator("#customers .bubble", has_text="We are!")).to_be_visible()
    expect(page.locator("#customers .bubble", has_text="a note is no answer")).to_have_count(0)
    expect(tour).to_contain_text("Watch the clock.")

    page.get_by_role("button", name="+1 h").click()
    expect(tour).to_contain_text("A promise ran out.")
    expect(page.locator("#operators .chat-head")).to_contain_text("Max Weber")
    alert = page.locator("#operators .is-toured")
    expect(alert.locator(".bubble")).to_contain_text("overdue since")
    alert.get_by_role("button", name="Take").click()
    expect(page.locator(".toast", has_text="Bob takes")).to_be_visible()
    expect(tour).to_contain_text("That is the desk.")
    expect(page.locator(".is-toured")).to_have_count(0)
    tour.get_by_role("button", name="Close").click()
    expect(tour).to_be_hidden()
    page.reload()
    expect(page.locator("body[data-ready]")).to_be_attached()
    expect(tour).to_be_hidden()


def test_each_kind_of_content_crosses_both_ways(sandbox_url: str, opens: OpensPage) -> None:
    page = opens(sandbox_url)
    field = new_customer(page, "Kim")
    says(field, "**Look** at these")
    answer = opens_topic(page, "Kim")
    left, right = page.locator("#customers"), page.locator("#operators")
    expect(right.locator(".text strong", has_text="Look")).to_be_visible()

    kinds = {what: shown for what, shown in KINDS.items() if what != "Dice"}  # its copy would roll anew
    for what, shown in kinds.items():
        attaches(page, left, what)
        expect(right.locator(f".row:not(.is-own) {shown}").first).to_be_visible()
        attaches(page, right, what)
        expect(left.locator(f".row:not(.is-own) {shown}").first).to_be_visible()
    picture = right.locator(".picture img").first
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 960

    right.locator(".bubble", has_text="Look").dblclick()
    says(answer, "Nice!")
    expect(left.locator(".row:not(.is-own) .reply", has_text="at these")).to_be_visible()
    field.press("ArrowUp")
    left.locator(".bubble", has_text="Nice!").click(button="right")
    page.get_by_role("menuitemcheckbox", name="React with 🔥").click()
    expect(right.locator(".is-own .reaction", has_text="🔥")).to_be_visible()
    answer.press("ArrowUp")
    expect(answer).to_have_value("Nice!")
    says(answer, "Very nice!")
    expect(left.locator(".bubble", has_text="Very nice!").locator(".meta")).to_contain_text("edited")


def test_time_is_skipped_before_ones_eyes(sandbox_url: str, opens: OpensPage) -> None:
    page = opens(sandbox_url)
    field = new_customer(page, "Tim")
    says(field, "before the weekend")
    expect(
        page.locator("#customers .row", has_text="before the weekend").locator(".ticks.single")
    ).to_have_count(0)

    page.get_by_role("button", name="Mon 09:00").click()
    expect(page.locator(".clock-time")).to_have_text(re.compile(r"^09:0\d:"))
    expect(page.locator(".clock-date")).to_have_text(re.compile(r"^Mon, .* ahead$"))
    expect(page.locator(".toast")).to_have_text(re.compile(r" passed: it is Mon, .*, 09:00 now\.$"))
    page.get_by_role("button", name="+1 day").click()
    expect(page.locator(".clock-date")).to_have_text(re.compile(r"^Tue"))
    says(field, "after it")

    opens_topic(page, "Tim")
    expect(page.locator("#operators .bubble", has_text="after it")).to_be_visible()
    expect(page.locator("#customers .day", has_text="Today")).to_be_visible()
    assert page.locator("#customers .day").count() == 2
    sent = page.locator("#customers .row", has_text="after it").locator("time").get_attribute("datetime")
    assert sent is not None
    assert datetime.fromisoformat(sent).weekday() == 1


def test_a_killed_bot_delivers_when_it_is_back(sandbox_url: str, opens: OpensPage) -> None:
    page = opens(sandbox_url)
    field = new_customer(page, "Kai")
    says(field, "said in time")
    opens_topic(page, "Kai")
    expect(page.locator("#operators .bubble", has_text="said in time")).to_be_visible()

    page.get_by_role("button", name="Kill -9").click()
    expect(page.locator(".state-text")).to_contain_text("stopped")
    for number in range(5):
        says(field, f"said to a dead bot {number}")
    last = page.locator("#customers .row", has_text="dead bot 4")
    expect(last.locator(".ticks.single")).to_be_visible()
    expect(page.locator(".state-text")).to_contain_text("5 waiting")

    page.get_by_role("button", name="Start the bot").click()
    expect(page.locator(".state-text")).to_have_text("Bot running", timeout=STARTS_WITHIN)
    expect(page.locator("#operators .bubble", has_text="dead bot 4")).to_be_visible(timeout=STARTS_WITHIN)
    expect(last.locator(".ticks.single")).to_have_count(0)


def test_an_outage_and_a_429_delay_and_lose_nothing(sandbox_url: str, opens: OpensPage) -> None:
    page = opens(sandbox_url)
    field = new_customer(page, "Ron")
    says(field, "before")
    opens_topic(page, "Ron")
    expect(page.locator("#operators .bubble", has_text="before")).to_be_visible()

    page.get_by_role("switch", name="Outage").click()
    expect(page.get_by_role("switch", name="Outage")).to_be_checked()
    says(field, "during")
    expect(page.locator("#customers .row", has_text="during").locator(".ticks.single")).to_be_visible()
    page.get_by_role("switch", name="Outage").click()
    expect(page.locator("#operators .bubble", has_text="during")).to_be_visible(timeout=20_000)

    page.get_by_role("button", name="Faults").click()
    page.get_by_role("menuitem", name="Answer the next message with 500").click()
    expect(page.get_by_role("button", name="Faults")).to_have_text("Faults… (1)")
    says(field, "after")
    expect(page.locator("#operators .bubble", has_text="after")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Calls").click()
    expect(page.locator(".calls")).to_contain_text("500 Internal Server Error")


def test_a_deleted_topic_comes_back(sandbox_url: str, opens: OpensPage) -> None:
    page = opens(sandbox_url)
    field = new_customer(page, "Dora")
    says(field, "old story")
    opens_topic(page, "Dora")
    expect(page.locator("#operators .bubble", has_text="old story")).to_be_visible()

    page.get_by_role("button", name="What can be done with the topic").click()
    page.get_by_role("menuitem", name="Delete with all messages").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".topic-row", has_text="Dora")).to_have_count(0)
    says(field, "new story")

    opens_topic(page, "Dora")
    expect(page.locator("#operators .bubble", has_text="new story")).to_be_visible()
