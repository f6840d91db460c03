"""Pictures of the desk for the README, from the sandbox's page: `python -m tests.browser.pictures FOLDER`.

Each is made in light and dark: `conversation` (the whole page), `card` (a topic with its card), `phone`;
after a week at the desk `alert` (a topic in which a promise ran out) and `report` (what /sla shows). It takes
a font with emoji, such as that of Debian's fonts-noto-color-emoji.
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import week
from tests.browser.theatre import CHROMIUM, CHROMIUM_ARGUMENTS, playing

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 780}
SHARPNESS = 1.5  # pixels for each of CSS: enough for fine screens, and the files stay small
QUALITY = 0.9  # of WebP: a quarter of a PNG's bytes, and no difference to be seen
THEMES = ("light", "dark")
# Clients show the date on top of everything only while one scrolls.
TO_ENDS = """() => {
    for (const scroller of document.querySelectorAll(".scroller")) {
        scroller.scrollTop = scroller.scrollHeight;
        const top = scroller.getBoundingClientRect().top;
        for (const day of scroller.querySelectorAll(".day-row")) {
            const floats = scroller.scrollTop > 0 && day.getBoundingClientRect().top < top + 10;
            day.style.visibility = floats ? "hidden" : "visible";
        }
    }
    document.querySelector(".topic-list").scrollTop = 0;
}"""
AS_WEBP = """async ([png, quality]) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d").drawImage(image, 0, 0);
    const webp = await canvas.convertToBlob({ type: "image/webp", quality });
    const written = new Uint8Array(await webp.arrayBuffer());
    return btoa(Array.from(written, (byte) => String.fromCharCode(byte)).join(""));
}"""
TOUR_DONE = "localStorage.setItem('forumdesk-sandbox-tour', 'done')"


def main(folder: Path) -> None:
    """Play a scene, go on with it by hand, and take the pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with playing() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        go_on(visit(browser, url, "light", DESKTOP))
        week.read_all(url)
        for theme in THEMES:
            page = visit(browser, url, theme, DESKTOP)
            take(page, folder / f"conversation-{theme}.webp")
            open_topic(page, "Max")
            take(page, folder / f"card-{theme}.webp", "#operators")
            take(visit(browser, url, theme, PHONE), folder / f"phone-{theme}.webp")
        week.play(url)
        ask_for_report(visit(browser, url, "light", DESKTOP))
        week.read_all(url)
        for theme in THEMES:
            page = visit(browser, url, theme, DESKTOP)
            open_topic(page, "Sam")
            take(page, folder / f"alert-{theme}.webp", "#operators")
            open_topic(page, "General")
            take(page, folder / f"report-{theme}.webp", "#operators")
        browser.close()


def visit(browser: Browser, url: str, theme: str, size: dict[str, int]) -> Page:
    """The page with Alice on the left and her topic on the right."""
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        locale="en-GB",
        color_scheme="dark" if theme == "dark" else "light",
        device_scale_factor=SHARPNESS,
        reduced_motion="reduce",
    )
    context.add_init_script(TOUR_DONE)
    page = context.new_page()
    page.goto(url)
    expect(page.locator("body[data-ready]")).to_be_attached()
    if size is DESKTOP:
        open_topic(page, "Alice")
    return page


def open_topic(page: Page, name: str) -> None:
    page.locator(".topic-row", has_text=name).first.click()


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


def ask_for_report(page: Page) -> None:
    """What an operator gets for /sla."""
    open_topic(page, "General")
    field = page.get_by_label("Message in the topic")
    field.fill("/sla")
    field.press("Enter")
    expect(page.locator("#operators .bubble", has_text="The last 7 days")).to_be_visible()


def take(page: Page, path: Path, what: str = "body") -> None:
    """The page, or a part of it, at the ends of its chats, when all pictures are there."""
    page.mouse.move(0, 0)
    page.evaluate("() => Promise.all([...document.images].map((image) => image.decode()))")
    page.evaluate(TO_ENDS)
    for button in page.locator(".jump").all():
        expect(button).to_be_hidden()
    picture = page.locator(what).screenshot()
    path.write_bytes(base64.b64decode(page.evaluate(AS_WEBP, [base64.b64encode(picture).decode(), QUALITY])))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.browser.pictures FOLDER")
    if CHROMIUM is None:
        sys.exit("there is no Chromium: apt-get install chromium, or set CHROMIUM")
    main(Path(sys.argv[1]))
