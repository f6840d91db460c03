"""Attempts to break the page: hostile texts, floods of messages, two tabs, a sandbox that goes away."""

from __future__ import annotations

from functools import partial

from playwright.sync_api import expect

from tests.browser.conftest import OpensPage, Witness
from tests.browser.studio import Studio

HOSTILE = [
    "<img src=x onerror=\"document.title='owned'\">",
    "<script>document.title='owned'</script>",
    "\"><svg onload=document.title='owned'>",
    "javascript:document.title='owned'",
    "{{constructor.constructor('document.title=1')()}}",
    "\u202egnp.exe\u202c and \U0001f600",
]


def test_hostile_words_stay_words_everywhere(studio: Studio, opens: OpensPage) -> None:
    for text in HOSTILE:
        mallory = studio.do(partial(studio.world.add_user, text[:64], text[:64]))
        studio.do(mallory.starts)
        studio.do(partial(studio.alice.sends, "document", file_name=text))
        studio.do(partial(studio.alice.sends, "poll", question=text, options=[text, text]))
        studio.do(partial(studio.alice.sends, "contact", first_name=text))
        studio.alice_writes(text)
        studio.relays(text, reply_markup={"inline_keyboard": [[{"text": text, "callback_data": "x"}]]})
        studio.do(partial(studio.olga.creates_topic, studio.group, text))
    page = opens(studio.url)
    page.locator(".rail-item", has_text="Alice").click()
    page.locator(".topic-row", has_text="Alice").click()

    for text in HOSTILE:
        expect(page.locator("#customers .text", has_text=text[:12]).first).to_be_attached()
        expect(page.locator("#operators .text", has_text=text[:12]).first).to_be_attached()
        expect(page.locator(".topic-row", has_text=text[:12]).first).to_be_attached()

    assert page.title() == "Forumdesk sandbox"
    assert page.locator(".windows img, .windows script, .windows svg[onload], .windows iframe").count() == 0


def test_half_a_character_does_not_stop_the_feed(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)

    studio.alice_writes("half \ud83d and \x00 nothing")
    studio.alice_writes("whole")

    expect(page.locator("#customers .bubble", has_text="whole")).to_be_visible()
    expect(page.locator("#customers .bubble", has_text="half")).to_be_visible()


def test_hostile_links_are_not_links(studio: Studio, opens: OpensPage) -> None:
    urls = ["javascript:document.title='owned'", "data:text/html,<script>1</script>", "vbscript:x"]
    entities = [{"type": "text_link", "offset": at, "length": 1, "url": url} for at, url in enumerate(urls)]
    studio.do(lambda: studio.alice.writes("abc links", entities=entities))
    page = opens(studio.url)

    expect(page.locator("#customers .text", has_text="links")).to_be_visible()

    assert page.locator("#customers .text a").count() == 0


def test_entities_that_overlap_or_lie_about_their_length_are_shown(studio: Studio, opens: OpensPage) -> None:
    entities = [
        {"type": "bold", "offset": 0, "length": 6},
        {"type": "italic", "offset": 3, "length": 6},
        {"type": "spoiler", "offset": 8, "length": 90},
        {"type": "no_such_type", "offset": 1, "length": 2},
        {"type": "date_time", "offset": 0, "length": 2, "unix_time": 9e99},
    ]

    def write() -> None:
        studio.alice.writes("abcdefghijkl").content["entities"] = entities
        studio.world.touch()

    studio.do(write)
    page = opens(studio.url)

    expect(page.locator("#customers .text", has_text="abcdefghijkl")).to_be_visible()


def test_five_hundred_messages_come_while_one_looks(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)
    page.locator(".topic-row", has_text="General").click()

    def write(start: int) -> None:
        for number in range(start, start + 50):
            studio.alice.writes(f"message {number}")

    for start in range(0, 500, 50):
        studio.do(partial(write, start))

    messages = page.locator("#customers .messages")
    expect(messages.locator(".row", has_text="message 499")).to_be_in_viewport()
    assert messages.locator(".bubble").count() <= 130
    page.get_by_role("button", name="Earlier messages").click()
    expect(messages.locator(".row", has_text="message 300").first).to_be_attached()


def test_someone_who_reads_back_is_not_torn_away(studio: Studio, opens: OpensPage) -> None:
    for number in range(60):
        studio.alice_writes(f"message {number}")
    page = opens(studio.url)
    scroller = page.locator("#customers .scroller")
    expect(page.locator("#customers .row", has_text="message 59")).to_be_in_viewport()

    scroller.evaluate("node => { node.scrollTop = 200 }")
    expect(page.get_by_role("button", name="To the newest message").first).to_be_visible()
    studio.call("sendMessage", chat_id=studio.alice.id, text="news")
    expect(page.locator("#customers .row", has_text="news")).to_be_attached()

    assert scroller.evaluate("node => node.scrollTop") == 200
    page.get_by_role("button", name="To the newest message").first.click()
    expect(page.locator("#customers .row", has_text="news")).to_be_in_viewport()


def test_two_tabs_see_the_same_world(studio: Studio, opens: OpensPage) -> None:
    one, other = opens(studio.url), opens(studio.url)

    one.get_by_label("Message to the bot").fill("from the first tab")
    one.get_by_label("Message to the bot").press("Enter")
    expect(other.locator("#customers .bubble", has_text="from the first tab")).to_be_visible()
    other.get_by_role("switch", name="Outage").check()

    expect(one.get_by_role("switch", name="Outage")).to_be_checked()


def test_a_sandbox_that_goes_away_is_waited_for(studio: Studio, opens: OpensPage, witness: Witness) -> None:
    witness.expects(
        "ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET"
    )
    page = opens(studio.url)

    studio.pause()
    expect(page.locator("#link-state")).to_contain_text("The sandbox is gone")
    studio.alice_writes("said meanwhile")
    studio.resume()

    expect(page.locator("#customers .bubble", has_text="said meanwhile")).to_be_visible()
    expect(page.locator("#link-state")).to_be_hidden()
    expect(page.locator("#customers .bubble", has_text="/start")).to_have_count(1)
