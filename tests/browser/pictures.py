"""Pictures of the desk for the README, from the sandbox's page: `python -m tests.browser.pictures FOLDER`.

Each is made in light and dark: `conversation` (the whole page), `card` (a topic with its card), `phone`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.theatre import CHROMIUM, CHROMIUM_ARGUMENTS, playing

DESKTOP = {"width": 1360, "height": 850}
PHONE = {"width": 390, "height": 780}
TOUR_DONE = "localStorage.setItem('forumdesk-sandbox-tour', 'done')"


def main(folder: Path) -> None:
    """Play a scene, go on with it by hand, and take the pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with playing() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        go_on(visit(browser, url, "light", DESKTOP))
        for theme in ("light", "dark"):
            page = visit(browser, url, theme, DESKTOP)
            take(page, folder / f"conversation-{theme}.png")
            page.locator(".topic-row", has_text="Max").click()
            page.mouse.move(0, 0)
            page.locator("#operators").screenshot(path=folder / f"card-{theme}.png")
            take(visit(browser, url, theme, PHONE), folder / f"phone-{theme}.png")
        browser.close()


def visit(browser: Browser, url: str, theme: str, size: dict[str, int]) -> Page:
    """The page with Alice on the left and her topic on the right."""
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if theme == "dark" else "light",
        device_scale_factor=2,
        reduced_motion="reduce",
    )
    context.add_init_script(TOUR_DONE)
    page = context.new_page()
    page.goto(url)
    expect(page.locator("body[data-ready]")).to_be_attached()
    if size is DESKTOP:
        page.locator(".topic-row", has_text="Alice").click()
    return page


def go_on(page: Page) -> None:
    """What the scene does not show: formatting, a voice message, a reaction."""
    answer, question = page.get_by_label("Message in the topic"), page.get_by_label("Message to the bot")
    answer.fill("Found it! It waits at the post office, **Dam 1**. Please bring `3SXK 4471 9920`.")
    answer.press("Enter")
    found = page.locator("#customers .bubble", has_text="Found it!")
    expect(found).to_be_visible()
    found.click(button="right")
    page.get_by_role("menuitemcheckbox", name="React with 🎉").click()
    expect(page.locator("#operators .reaction")).to_be_visible()
    page.locator("#customers").get_by_role("button", name="Attach").click()
    page.get_by_role("menuitem", name="Sample voice message").click()
    expect(page.locator("#operators .sound")).to_be_visible()
    question.fill("Wonderful. On my way!")
    question.press("Enter")
    expect(page.locator("#operators .bubble", has_text="On my way!")).to_be_visible()


def take(page: Page, path: Path) -> None:
    """The page at the ends of its chats, when all pictures are there."""
    for button in page.get_by_role("button", name="To the newest message").all():
        if button.is_visible():
            button.click()
    page.mouse.move(0, 0)
    page.evaluate("() => Promise.all([...document.images].map((image) => image.decode()))")
    page.screenshot(path=path)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.browser.pictures FOLDER")
    if CHROMIUM is None:
        sys.exit("there is no Chromium: apt-get install chromium, or set CHROMIUM")
    main(Path(sys.argv[1]))
