"""Replies and quotes."""

from tests.sandbox.conftest import Desk


async def test_a_missing_target_is_refused_unless_allowed(desk: Desk) -> None:
    chat = {"chat_id": desk.alice.id, "text": "x"}

    assert await desk.api.refuses("sendMessage", **chat, reply_parameters={"message_id": 999}) == (
        "message to be replied not found"
    )
    sent = await desk.api(
        "sendMessage", **chat, reply_parameters={"message_id": 999, "allow_sending_without_reply": True}
    )
    assert "reply_to_message" not in sent
    assert await desk.api.refuses("sendMessage", **chat, reply_to_message_id=999) == (
        "message to be replied not found"
    )


async def test_a_deleted_target_is_missing(desk: Desk) -> None:
    message = desk.alice.writes("to be deleted")
    desk.alice.deletes(message)

    assert await desk.api.refuses(
        "sendMessage", chat_id=desk.alice.id, text="x", reply_parameters={"message_id": message.id}
    ) == ("message to be replied not found")


async def test_a_quote_is_an_exact_part(desk: Desk) -> None:
    message = desk.alice.writes("one two three two", entities=[{"type": "bold", "offset": 4, "length": 3}])

    async def reply(**quote: object) -> dict[str, object]:
        parameters = {"message_id": message.id, **quote}
        sent: dict[str, object] = await desk.api(
            "sendMessage", chat_id=desk.alice.id, text="x", reply_parameters=parameters
        )
        return sent

    assert (await reply(quote="three"))["quote"] == {"text": "three", "position": 8, "is_manual": True}
    assert (await reply(quote="<b>two</b>", quote_parse_mode="HTML"))["quote"] == {
        "text": "two",
        "position": 4,
        "entities": [{"type": "bold", "offset": 0, "length": 3}],
        "is_manual": True,
    }
    # Without the bold, only the second "two" matches.
    assert (await reply(quote="two"))["quote"] == {"text": "two", "position": 14, "is_manual": True}
    for wrong in ("four", "one two"):
        assert await desk.api.refuses(
            "sendMessage",
            chat_id=desk.alice.id,
            text="x",
            reply_parameters={"message_id": message.id, "quote": wrong},
        ) == ("QUOTE_TEXT_INVALID")


async def test_people_reply_and_quote(desk: Desk) -> None:
    await desk.api("sendMessage", chat_id=desk.alice.id, text="which one do you mean?")
    question = desk.alice.inbox[-1]

    desk.alice.writes("the first", reply_to=question, quote="which one")
    message = (await desk.api.updates())[0]["message"]

    assert message["reply_to_message"]["message_id"] == question.id
    assert message["quote"] == {"text": "which one", "position": 0, "is_manual": True}


async def test_a_reply_to_another_chat_is_external(desk: Desk) -> None:
    source = desk.olga.writes("elsewhere", to=desk.group)

    sent = await desk.api(
        "sendMessage",
        chat_id=desk.alice.id,
        text="x",
        reply_parameters={"message_id": source.id, "chat_id": desk.group.id},
    )

    assert sent["external_reply"]["chat"]["id"] == desk.group.id
    assert sent["external_reply"]["origin"]["sender_user"]["id"] == desk.olga.id
