"""A real browser: Debian's Chromium, driven by Playwright. Without one these tests are left out but in CI."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.studio import Studio
from tests.browser.theatre import CHROMIUM, CHROMIUM_ARGUMENTS, playing

OpensPage = Callable[..., Page]

expect.set_options(timeout=10_000)


# Of one file, not of the session: while it lives, Playwright's loop is in the way of asynchronous tests.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            raise RuntimeError("no Chromium: apt-get install chromium, or set CHROMIUM")
        pytest.skip("no Chromium (apt-get install chromium, or set CHROMIUM)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


class Witness:
    """Remembers what a browser complained of; `expects` names parts of complaints that are meant to come."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.expected: list[str] = []

    def expects(self, *parts: str) -> None:
        self.expected.extend(parts)

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    @property
    def unexpected(self) -> list[str]:
        return [c for c in self.complaints if not any(part in c for part in self.expected)]


@pytest.fixture
def witness() -> Iterator[Witness]:
    witness = Witness()
    yield witness
    assert witness.unexpected == []


@pytest.fixture
def opens(browser: Browser, witness: Witness) -> Iterator[OpensPage]:
    """Open the page of a URL in a browser of its own; by default English, the tour done, on a desktop."""
    contexts = []

    def open_page(
        url: str, *, tour: bool = False, width: int = 1280, height: int = 800, **options: Any
    ) -> Page:
        options = {"locale": "en-US", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        if not tour:
            context.add_init_script("localStorage.setItem('forumdesk-sandbox-tour', 'done')")
        page = context.new_page()
        witness.watch(page)
        page.goto(url)
        expect(page.locator("body[data-ready]")).to_be_attached()
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def studio() -> Iterator[Studio]:
    with Studio() as studio:
        yield studio


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    """`python -m bot sandbox`, the real thing, after its scene."""
    with playing() as url:
        yield url
