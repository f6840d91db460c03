"""What a visitor of the page does with both hands, and what HTTP does for him elsewhere."""

from __future__ import annotations

import json
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Locator, Page, expect


def new_customer(page: Page, name: str) -> Locator:
    """Somebody who has pressed Start; the field he writes into."""
    page.get_by_role("button", name="Add a customer").click()
    page.get_by_label("First name").fill(name)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="START", exact=True).click()
    expect(page.locator("#customers .bubble", has_text=f"Hello, {name}")).to_be_visible()
    return page.get_by_label("Message to the bot")


def says(field: Locator, text: str) -> None:
    field.fill(text)
    field.press("Enter")


def opens_topic(page: Page, name: str) -> Locator:
    """The field that an operator writes into."""
    page.locator(".topic-row", has_text=name).click()
    return page.get_by_label("Message in the topic")


def skips(page: Page, amount: str) -> None:
    """Press one of the buttons that skip time, and wait until it has passed."""
    page.get_by_role("button", name=amount).click()
    expect(page.locator(".toast", has_text="passed")).to_be_visible()
    page.locator(".toast").evaluate_all("toasts => toasts.forEach((toast) => toast.remove())")


def say(url: str, who: str | int, text: str, **to: int) -> None:
    """Write a text to the bot, or to a `chat` or a `topic`; people have first names and ids."""
    with urlopen(
        Request(f"{url}sandbox/say", json.dumps({"as": who, "text": text, **to}).encode())
    ) as response:
        assert response.status == 200


def messages(url: str, chat: int) -> list[dict[str, Any]]:
    """What stands in a chat, oldest first, as Message objects."""
    with urlopen(f"{url}sandbox/messages?chat={chat}") as response:
        found: list[dict[str, Any]] = json.load(response)
    return found


def people(url: str) -> list[dict[str, Any]]:
    """Everybody, as User objects."""
    found: list[dict[str, Any]] = _world(url)["people"]
    return found


def forum(url: str) -> dict[str, Any]:
    """The operator group, with its topics."""
    chats: list[dict[str, Any]] = _world(url)["chats"]
    return next(chat for chat in chats if "topics" in chat)


def _world(url: str) -> Any:
    with urlopen(f"{url}sandbox/world") as response:
        return json.load(response)


def topics(url: str) -> dict[str, int]:
    """The topics of the group by name, General left out."""
    return {topic["name"]: topic["message_thread_id"] for topic in forum(url)["topics"]}


def resolves_all(url: str) -> None:
    """Bob resolves what others have left, so that only what a test begins runs out of time."""
    for topic in topics(url).values():
        say(url, "Bob", "/resolve", topic=topic)
