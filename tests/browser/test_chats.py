"""What a chat shows and what people can do in it; the test plays the bot."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import FilePayload, Locator, Page, expect

from bot.sandbox.callbacks import CallbackPress
from tests.browser.conftest import OpensPage, Witness
from tests.browser.studio import Studio


def customers(page: Page) -> Locator:
    return page.locator("#customers")


def operators(page: Page) -> Locator:
    return page.locator("#operators")


def opens_alice(page: Page) -> None:
    page.locator(".topic-row", has_text="Alice").click()


def bubble(side: Locator, text: str | re.Pattern[str]) -> Locator:
    return side.locator(".bubble", has_text=text)


def attaches(page: Page, side: Locator, what: str) -> None:
    side.get_by_role("button", name="Attach").click()
    page.get_by_role("menuitem", name=what).click()


def test_a_customer_writes_with_formatting(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)

    page.get_by_label("Message to the bot").fill("**bold** __slanted__ `code` ||secret|| <b>not bold</b>")
    page.get_by_label("Message to the bot").press("Enter")

    text = bubble(customers(page), "slanted").locator(".text")
    expect(text.locator("strong")).to_have_text("bold")
    expect(text.locator("em")).to_have_text("slanted")
    expect(text.locator("code")).to_have_text("code")
    expect(text).to_contain_text("<b>not bold</b>")
    spoiler = text.get_by_role("button", name="Spoiler: show")
    spoiler.press("Enter")
    expect(text.locator(".spoiler.is-open")).to_have_text("secret")
    expect(page.get_by_label("Message to the bot")).to_have_value("")


KINDS = {
    "Sample photo": ".picture img",
    "Sample album": ".mosaic[data-count='3'] .picture",
    "Sample voice message": ".sound .wave",
    "Sample document": ".document:has-text('invoice-2026-041.txt')",
    "Location": ".place:has-text('52.3731')",
    "Contact": ".contact:has-text('Carol')",
    "Sticker": ".sticker:has-text('👍')",
    "Dice": ".dice",
}


def test_each_kind_of_content_is_sent_and_shown(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)

    for what, shown in KINDS.items():
        attaches(page, customers(page), what)
        expect(customers(page).locator(f".is-own {shown}").first).to_be_visible()


def test_a_poll_is_asked_for_in_a_dialog(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)

    attaches(page, customers(page), "Poll")
    page.get_by_label("Question").fill("Tea or coffee?")
    page.get_by_label("Options, by commas").fill("Tea, Coffee")
    page.get_by_role("button", name="OK").click()

    expect(customers(page).locator(".poll")).to_contain_text("Tea or coffee?")
    expect(customers(page).locator(".poll-option")).to_have_count(2)


def test_chosen_files_become_an_album_with_the_text_as_caption(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)
    page.get_by_label("Message to the bot").fill("both documents")

    customers(page).get_by_label("Files to send").set_input_files(
        [
            FilePayload(name="one.txt", mimeType="text/plain", buffer=b"1"),
            FilePayload(name="<two>.txt", mimeType="text/plain", buffer=b"2"),
        ]
    )

    shown = bubble(customers(page), "both documents")
    expect(shown.locator(".document")).to_have_count(2)
    expect(shown).to_contain_text("<two>.txt")
    assert len({message.album_id for message in studio.alice.chat().messages[-2:]}) == 1


def test_replies_edits_and_reactions(studio: Studio, opens: OpensPage) -> None:
    studio.call("sendMessage", chat_id=studio.alice.id, text="How can we help?")
    page = opens(studio.url)
    field = page.get_by_label("Message to the bot")

    bubble(customers(page), "How can we help?").dblclick()
    expect(customers(page).locator(".composer-bar")).to_contain_text("Reply to Forumdesk")
    field.fill("My parcle is late")
    field.press("Enter")
    sent = bubble(customers(page), "My parcle is late")
    expect(sent.locator(".reply")).to_contain_text("How can we help?")

    field.press("ArrowUp")
    expect(field).to_have_value("My parcle is late")
    field.fill("My parcel is late")
    field.press("Enter")
    expect(bubble(customers(page), "My parcel is late").locator(".meta")).to_contain_text("edited")

    bubble(customers(page), re.compile("^How can we help")).click(button="right")
    page.get_by_role("menuitemcheckbox", name="React with 👍").click()
    chip = customers(page).locator(".reaction")
    expect(chip).to_have_text("👍1")
    chip.click()
    expect(chip).to_have_count(0)


def test_blocking_and_starting_again(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)

    customers(page).get_by_role("button", name="What this customer can do").click()
    page.get_by_role("menuitem", name="Block the bot").click()

    restart = page.get_by_role("button", name="RESTART BOT")
    expect(restart).to_be_visible()
    expect(page.get_by_label("Message to the bot")).to_be_hidden()
    restart.click()
    expect(page.get_by_label("Message to the bot")).to_be_visible()
    assert studio.alice.chat().messages[-1].text == "/start"


def test_a_new_customer_starts_from_a_deep_link(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)

    page.get_by_role("button", name="Add a customer").click()
    page.get_by_label("First name").fill("Zoë")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("button", name="START", exact=True)).to_be_visible()
    customers(page).get_by_role("button", name="What this customer can do").click()
    page.get_by_role("menuitem", name="Start from a deep link").click()
    page.get_by_role("button", name="Start", exact=True).click()

    expect(bubble(customers(page), "/start order-4471")).to_be_visible()


def test_inline_buttons_reach_the_bot_and_show_its_answer(studio: Studio, opens: OpensPage) -> None:
    keyboard = {
        "inline_keyboard": [
            [{"text": "Take", "callback_data": "take:1"}, {"text": "Site", "url": "https://example.com/"}],
            [{"text": "Alarm", "callback_data": "alarm", "style": "danger"}],
        ]
    }
    studio.relays("A new question", reply_markup=keyboard)
    page = opens(studio.url)
    opens_alice(page)

    page.get_by_role("button", name="Take").click()
    (press,) = studio.until(lambda: pressed(studio, "take:1"))
    expect(page.locator("[aria-busy=true]")).to_have_count(1)
    assert press.person is studio.olga
    studio.call("answerCallbackQuery", callback_query_id=press.id, text="Yours now")
    expect(page.locator(".toast")).to_have_text("Yours now")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)

    page.get_by_role("button", name="Alarm").click()
    (press,) = studio.until(lambda: pressed(studio, "alarm"))
    studio.call("answerCallbackQuery", callback_query_id=press.id, text="Really?", show_alert=True)
    expect(page.get_by_role("dialog", name="Really?")).to_be_visible()
    expect(page.get_by_role("link", name="Site")).to_have_attribute("rel", "noopener noreferrer")


def pressed(studio: Studio, data: str) -> list[CallbackPress]:
    """Presses of a button that the world has heard of."""
    return [press for press in studio.world.callbacks.values() if press.data == data]


def test_topics_show_icons_unread_counts_and_service_messages(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)
    page.locator(".topic-row", has_text="General").click()
    studio.relays("one")
    studio.relays("two")
    row = page.locator(".topic-row", has_text="Alice")

    expect(row.locator(".badge")).to_have_text("2")
    studio.call(
        "editForumTopic",
        chat_id=studio.group.id,
        message_thread_id=studio.topic.id,
        icon_custom_emoji_id="5312241539987020022",
    )
    expect(row.locator(".topic-icon")).to_have_text("🔥")
    row.click()
    expect(row.locator(".badge")).to_have_count(0)
    expect(operators(page).locator(".unread-mark")).to_be_visible()
    expect(operators(page).locator(".service").last).to_have_text("Forumdesk changed the topic icon")
    assert studio.world.reading.of(studio.olga)


def test_the_card_is_pinned_on_top_and_can_be_jumped_to(studio: Studio, opens: OpensPage) -> None:
    card = studio.relays("Alice Liddell\nFirst seen: today")
    studio.call("pinChatMessage", chat_id=studio.group.id, message_id=card["message_id"])
    for number in range(40):
        studio.relays(f"line {number}")
    page = opens(studio.url)
    opens_alice(page)

    page.get_by_role("button", name="Pinned message: Alice Liddell First seen: today").click()

    expect(operators(page).locator(".row.is-flashing")).to_contain_text("First seen")
    expect(operators(page).locator(".row.is-flashing")).to_be_in_viewport()


def test_operators_close_rename_and_delete_topics(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)
    opens_alice(page)
    menu = operators(page).get_by_role("button", name="What can be done with the topic")

    menu.click()
    page.get_by_role("menuitem", name="Close").click()
    expect(operators(page).locator(".chat-head")).to_contain_text("closed")
    menu.click()
    page.get_by_role("menuitem", name="Rename, change icon").click()
    page.get_by_label("Name").fill("Alice (VIP)")
    page.get_by_role("button", name="💎").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".topic-row", has_text="Alice (VIP)").locator(".topic-icon")).to_have_text("💎")
    menu.click()
    page.get_by_role("menuitem", name="Delete with all messages").click()
    page.get_by_role("button", name="Delete", exact=True).click()

    expect(page.locator(".topic-row", has_text="Alice")).to_have_count(0)
    expect(operators(page).locator(".chat-head")).to_contain_text("General")


def test_several_operators_speak_and_only_admins_into_closed_topics(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)
    opens_alice(page)
    page.get_by_role("button", name="Add an operator").click()
    page.get_by_label("First name").fill("Bob")
    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.get_by_label("Speak as").locator("option:checked")).to_have_text("Bob")
    page.get_by_label("Message in the topic").fill("Bob here")
    page.get_by_label("Message in the topic").press("Enter")
    expect(operators(page).locator(".is-own", has_text="Bob here")).to_be_visible()
    page.get_by_label("Speak as").select_option("Olga (owner)")
    expect(operators(page).locator(".row:not(.is-own)", has_text="Bob here")).to_be_visible()

    studio.do(lambda: studio.olga.closes_topic(studio.group, studio.topic))
    page.get_by_label("Speak as").select_option("Bob")
    expect(operators(page).locator(".composer")).to_have_text("This topic is closed. Only admins write here.")


def test_the_bot_is_kicked_and_added_again(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)
    menu = page.get_by_role("button", name="What can be done with the group")

    menu.click()
    page.get_by_role("menuitem", name="Kick Forumdesk").click()
    expect(page.locator(".group-head")).to_contain_text("the bot is not in the group")
    menu.click()
    page.get_by_role("menuitem", name="Add Forumdesk as admin").click()

    expect(page.locator(".group-head")).to_contain_text("2 members")


def test_admins_hear_of_trouble_in_their_own_chats(studio: Studio, opens: OpensPage) -> None:
    page = opens(studio.url)
    page.get_by_role("button", name="What can be done with the group").click()
    page.get_by_role("menuitem", name="Olga's private chat with Forumdesk").click()
    page.get_by_role("button", name="START", exact=True).click()

    expect(bubble(customers(page), "/start")).to_be_visible()
    studio.call("sendMessage", chat_id=studio.olga.id, text="The group is out of reach")

    expect(bubble(customers(page), "The group is out of reach")).to_be_visible()
    expect(page.get_by_role("list", name="Customers").get_by_role("listitem")).to_have_text(
        [re.compile("Alice"), "Operators", re.compile("Olga")]
    )


def test_links_inside_the_world_lead_there(studio: Studio, opens: OpensPage) -> None:
    internal = str(studio.group.id).removeprefix("-100")
    studio.call(
        "sendMessage",
        chat_id=studio.group.id,
        text=f'<a href="tg://user?id={studio.alice.id}">her chat</a> '
        f'<a href="https://t.me/c/{internal}/{studio.topic.id}">her topic</a>',
        parse_mode="HTML",
    )
    studio.do(lambda: studio.world.add_user("Aaron", id=7).starts())
    page = opens(studio.url)
    page.locator(".topic-row", has_text="General").click()

    operators(page).get_by_role("button", name="her chat", exact=True).click()
    expect(customers(page).locator(".chat-head")).to_contain_text("Alice Liddell")
    operators(page).get_by_role("button", name="her topic", exact=True).click()
    expect(operators(page).locator(".chat-head")).to_contain_text("Alice Liddell")


def test_what_is_not_possible_is_said_and_the_text_kept(
    studio: Studio, opens: OpensPage, witness: Witness
) -> None:
    witness.expects("409")
    studio.alice_writes("said long ago")
    studio.do(lambda: studio.clock.skip(timedelta(hours=49)))
    page = opens(studio.url)
    field = page.get_by_label("Message to the bot")
    field.press("ArrowUp")
    field.fill("never said")

    field.press("Enter")

    expect(page.locator(".toast.bad")).to_contain_text("older than 48 hours")
    expect(field).to_have_value("never said")
    expect(customers(page).locator(".composer-bar")).to_contain_text("Edit message")
