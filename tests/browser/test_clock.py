"""What time does to the real desk, and what its buttons do, before the visitor's eyes."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpensPage
from tests.browser.visitor import new_customer, opens_topic, resolves_all, says, skips


def bubble(page: Page, side: str, text: str) -> Locator:
    return page.locator(f"#{side} .bubble", has_text=text)


def waits(page: Page, name: str) -> None:
    """A new customer whom nobody has answered yet."""
    says(new_customer(page, name), f"{name} needs help")
    opens_topic(page, name)
    expect(bubble(page, "operators", f"{name} needs help")).to_be_visible()
    expect(page.locator("#operators .pinned")).to_be_visible()


def presses(page: Page, button: str, under: str) -> None:
    """An operator presses a button under the last message that contains a text."""
    row = page.locator("#operators .row", has=page.locator(".bubble", has_text=under)).last
    row.get_by_role("button", name=button, exact=True).click()


def test_a_skipped_hour_calls_for_help_until_somebody_acts(sandbox_url: str, opens: OpensPage) -> None:
    resolves_all(sandbox_url)
    page = opens(sandbox_url)
    waits(page, "Ada")
    waits(page, "Ben")
    skips(page, "+1 h")
    alert = bubble(page, "operators", "overdue since")
    expect(alert).to_contain_text("👤 Bob")
    presses(page, "💤 1 hour", under="overdue since")
    opens_topic(page, "Ada")
    expect(alert).to_contain_text("First answer")
    presses(page, "Take", under="overdue since")
    expect(bubble(page, "operators", "open 👤 Bob")).to_be_visible()
    expect(page.locator("#operators .row", has=alert).get_by_role("button", name="Take")).to_have_count(0)

    skips(page, "+1 h")

    opens_topic(page, "Ben")
    expect(bubble(page, "operators", "its snooze is over")).to_be_visible()
    opens_topic(page, "Ada")
    expect(alert).to_have_count(1)


def test_silence_is_warned_of_and_then_closes_the_ticket(sandbox_url: str, opens: OpensPage) -> None:
    page = opens(sandbox_url)
    waits(page, "Cleo")
    says(page.get_by_label("Message in the topic"), "Which model is it?")
    expect(bubble(page, "customers", "Which model is it?")).to_be_visible()

    skips(page, "+1 day")
    expect(bubble(page, "customers", "this conversation will be closed")).to_be_visible()
    skips(page, "+1 day")

    expect(bubble(page, "customers", "We have closed this conversation")).to_be_visible()
    expect(bubble(page, "operators", "the customer has not answered")).to_be_visible()


def test_a_resolved_ticket_is_rated_by_its_customer(sandbox_url: str, opens: OpensPage) -> None:
    page = opens(sandbox_url)
    waits(page, "Dan")
    presses(page, "Take", under="nobody yet")
    expect(bubble(page, "operators", "open 👤 Bob")).to_be_visible()
    says(page.get_by_label("Message in the topic"), "Here you are.")
    expect(bubble(page, "customers", "Here you are.")).to_be_visible()
    presses(page, "✅ Resolve", under="👤 Bob")

    page.locator("#customers").get_by_role("button", name="4 ⭐").click()

    expect(bubble(page, "customers", "Thank you! Your rating: ⭐⭐⭐⭐")).to_be_visible()
    expect(bubble(page, "operators", "is rated")).to_be_visible()
