"""Keyboards and button presses."""

from typing import Any

import pytest

from bot.sandbox.errors import NotPossible
from tests.sandbox.conftest import Desk


def inline(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[button] for button in buttons]}


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        (inline({"text": "x", "callback_data": "я" * 33}), "BUTTON_DATA_INVALID"),
        (inline({"text": "x", "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (
            inline({"text": "x"}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (inline({"callback_data": "x"}), "can't parse inline keyboard button: can't find field \"text\""),
        (
            inline({"text": "x", "url": "not a url"}),
            "inline keyboard button URL 'not a url' is invalid: Wrong HTTP URL",
        ),
        (inline({"text": "x", "copy_text": {"text": "y" * 257}}), "BUTTON_COPY_TEXT_INVALID"),
        (inline(*[{"text": "x", "callback_data": "x"}] * 101), "reply markup is too long"),
        ("no json", "can't parse reply markup JSON object"),
        ([], "object expected as reply markup"),
    ],
)
async def test_bad_keyboards_are_refused(desk: Desk, markup: object, error: str) -> None:
    assert (
        await desk.api.refuses("sendMessage", chat_id=desk.alice.id, text="x", reply_markup=markup) == error
    )


async def test_a_press_reaches_the_bot_and_its_answer_the_person(desk: Desk) -> None:
    markup = inline({"text": "Take", "callback_data": "take:5", "style": "success"})
    sent = await desk.api("sendMessage", chat_id=desk.group.id, text="Ticket", reply_markup=markup)
    await desk.api.updates()

    press = desk.olga.presses(desk.group.find(sent["message_id"]) or pytest.fail("gone"), "Take")
    query = (await desk.api.updates())[0]["callback_query"]
    assert press.answer is None
    await desk.api("answerCallbackQuery", callback_query_id=query["id"], text="Yours", show_alert=True)

    assert query["data"] == "take:5"
    assert query["from"]["id"] == desk.olga.id
    assert query["message"]["message_id"] == sent["message_id"]
    answer = await press.answered()
    assert (answer.text, answer.show_alert) == ("Yours", True)


async def test_a_late_answer_is_refused(desk: Desk) -> None:
    await desk.api(
        "sendMessage",
        chat_id=desk.alice.id,
        text="?",
        reply_markup=inline({"text": "Yes", "callback_data": "y"}),
    )
    press = desk.alice.presses(desk.alice.inbox[-1], "y")

    desk.clock.advance(16)

    too_old = "query is too old and response timeout expired or query ID is invalid"
    assert await desk.api.refuses("answerCallbackQuery", callback_query_id=press.id) == too_old
    assert await desk.api.refuses("answerCallbackQuery", callback_query_id="1") == too_old
    assert press.answer is None


async def test_an_answer_is_short(desk: Desk) -> None:
    await desk.api(
        "sendMessage",
        chat_id=desk.alice.id,
        text="?",
        reply_markup=inline({"text": "Yes", "callback_data": "y"}),
    )
    press = desk.alice.presses(desk.alice.inbox[-1], "Yes")

    assert await desk.api.refuses("answerCallbackQuery", callback_query_id=press.id, text="x" * 201) == (
        "MESSAGE_TOO_LONG"
    )


async def test_only_buttons_that_exist_can_be_pressed(desk: Desk) -> None:
    await desk.api(
        "sendMessage",
        chat_id=desk.alice.id,
        text="?",
        reply_markup=inline({"text": "Yes", "callback_data": "y"}),
    )

    with pytest.raises(NotPossible):
        desk.alice.presses(desk.alice.inbox[-1], "No")


async def test_a_reply_keyboard_stays_under_the_input_field(desk: Desk) -> None:
    markup = {"keyboard": [[{"text": "Menu"}]], "resize_keyboard": True}

    sent = await desk.api("sendMessage", chat_id=desk.alice.id, text="x", reply_markup=markup)

    assert "reply_markup" not in sent
    assert desk.alice.chat().keyboard == markup
    await desk.api("sendMessage", chat_id=desk.alice.id, text="x", reply_markup={"remove_keyboard": True})
    assert desk.alice.chat().keyboard is None


async def test_old_messages_are_inaccessible_to_the_bot(desk: Desk) -> None:
    await desk.api(
        "sendMessage",
        chat_id=desk.alice.id,
        text="?",
        reply_markup=inline({"text": "Yes", "callback_data": "y"}),
    )
    message = desk.alice.inbox[-1]

    desk.alice.presses(message, "Yes", is_inaccessible=True)

    query = (await desk.api.updates())[0]["callback_query"]
    assert query["message"] == {"chat": message.room.chat, "message_id": message.id, "date": 0}
