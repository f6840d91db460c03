"""What Telegram will not carry as it is arrives in another form, or its author learns why not."""

import pytest

from db.enums import OutboxState
from tests.e2e.stored import outbox_items
from tests.e2e.story import Story

MB = 1024 * 1024


async def test_a_voice_message_that_is_forbidden_arrives_as_a_file(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    alice.person.restricts_voice()

    voice = await bob.sends("voice", in_topic_of=alice, caption="listen", data=b"OggS" * 100)

    (file,) = alice.inbox
    assert (file.kind, file.text) == ("document", "listen")
    stored = desk.world.files.by_unique_id(file.content["document"]["file_unique_id"])
    assert stored.body() == b"OggS" * 100
    assert voice.reaction_emoji == []


async def test_a_round_video_that_is_forbidden_arrives_as_a_file(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    alice.person.restricts_voice()

    await bob.sends("video_note", in_topic_of=alice)

    assert [message.kind for message in alice.inbox] == ["document"]


async def test_a_forbidden_voice_message_too_big_to_download_is_told_in_words(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    alice.person.restricts_voice()

    await bob.sends("voice", in_topic_of=alice, file_size=21 * MB)

    (words,) = alice.inbox
    assert words.kind == "text"


async def test_a_download_that_breaks_once_is_tried_again(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    alice.person.restricts_voice()
    desk.sandbox.faults.add("reset", method="getFile")

    await bob.sends("voice", in_topic_of=alice)

    assert [message.kind for message in alice.inbox] == ["document"]


async def test_a_file_that_cannot_be_downloaded_is_told_in_words(
    desk: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    alice.person.restricts_voice()
    monkeypatch.setattr(desk.world.files, "by_path", lambda path: None)

    await bob.sends("voice", in_topic_of=alice)

    assert [message.kind for message in alice.inbox] == ["text"]
    assert await outbox_items(desk, OutboxState.DEAD) == []


async def test_files_of_any_size_cross(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")

    await alice.sends("document", file_size=1900 * MB, file_name="backup.zip")
    await bob.sends("video", in_topic_of=alice, file_size=900 * MB)

    (got,) = [message for message in desk.in_topic_of(alice) if message.kind == "document"]
    assert got.content["document"]["file_size"] == 1900 * MB
    assert [message.kind for message in alice.inbox] == ["video"]


async def test_a_caption_longer_than_bots_may_write_follows_as_text(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    desk.sandbox.faults.add(
        "error", method="copyMessage", code=400, description="Bad Request: message caption is too long"
    )

    await bob.sends("photo", in_topic_of=alice, caption="x" * 2000)

    photo, text = alice.inbox
    assert photo.kind == "photo"
    assert text.text == "x" * 2000


async def test_a_text_of_full_length_with_formatting_crosses_whole(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    text = "<&>" * 1365 + "x"
    bold = [{"type": "bold", "offset": 0, "length": 4096}]

    await bob.answers(in_topic_of=alice, text=text, entities=bold)
    await alice.writes(text, entities=bold)

    (answer,) = alice.inbox
    assert (answer.text, answer.content["entities"]) == (text, bold)
    assert bob.sees(text, in_topic_of=alice)


async def test_words_that_become_too_long_are_split(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    tasks = [f"task {number} " + "y" * 90 for number in range(60)]

    await alice.sends("checklist", tasks=tasks)

    text = "\n".join(desk.texts_in_topic_of(alice))
    assert all(task in text for task in tasks)
    assert len(desk.in_topic_of(alice)) > 1
    assert bob.sees("task 0", in_topic_of=alice)


async def test_a_text_that_is_too_long_for_telegram_is_copied_instead(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    desk.sandbox.faults.add(
        "error",
        method="sendMessage",
        chat_id=alice.id,
        code=400,
        description="Bad Request: message is too long",
    )

    await bob.answers(in_topic_of=alice, text="a long story")

    assert [message.text for message in alice.inbox] == ["a long story"]


async def test_a_reply_whose_target_is_gone_arrives_without_the_link(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    question = await alice.writes("help")
    (copy,) = bob.sees("help", in_topic_of=alice)
    alice.person.deletes(question)

    await bob.replies(copy, "which help?")

    (answer,) = alice.inbox
    assert (answer.text, answer.reply_to) == ("which help?", None)


async def test_a_reply_that_telegram_still_refuses_arrives_without_the_link(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    (copy,) = bob.sees("help", in_topic_of=alice)
    for method in ("sendMessage", "copyMessage"):
        desk.sandbox.faults.add(
            "error",
            method=method,
            chat_id=alice.id,
            code=400,
            description="Bad Request: message to be replied not found",
        )

    await bob.replies(copy, "which help?")
    await bob.sends("photo", in_topic_of=alice, reply_to=copy)

    assert [(m.kind, m.reply_to) for m in alice.inbox] == [("text", None), ("photo", None)]


async def test_an_answer_that_nothing_can_carry_is_told_and_marked(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    _reject_everything_to(desk, alice.id)

    answer = await bob.answers(in_topic_of=alice, text="never")

    assert answer.reaction_emoji == ["👎"]
    (said,) = bob.sees("Not delivered", in_topic_of=alice)
    assert "nobody wants this" in said.text
    assert said.reply_to is answer
    (dead,) = await outbox_items(desk, OutboxState.DEAD)
    assert dead.error is not None and "nobody wants this" in dead.error


async def test_the_lane_goes_on_after_an_answer_that_nothing_can_carry(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    _reject_everything_to(desk, alice.id)
    await bob.answers(in_topic_of=alice, text="never")
    desk.sandbox.faults.clear()

    after = await bob.answers(in_topic_of=alice, text="after it")

    assert [message.text for message in alice.inbox] == ["after it"]
    assert after.reaction_emoji == []


async def test_a_customers_message_that_nothing_can_carry_is_told_on_both_sides(desk: Story) -> None:
    alice, bob = desk.customer("Alice", language_code="ru"), desk.operator("Bob")
    await alice.writes("help")
    _reject_everything_to(
        desk, desk.group.id, methods=("sendPhoto", "copyMessage", "forwardMessage"), words=2
    )

    await alice.sends("photo", caption="never")

    assert alice.sees("не удалось передать")
    assert bob.sees("could not be passed on", in_topic_of=alice)


def _reject_everything_to(
    desk: Story,
    chat_id: int,
    methods: tuple[str, ...] = ("sendMessage", "copyMessage", "forwardMessage"),
    words: int = 0,
) -> None:
    """Refuse these methods for good; of sendMessage only the next `words` calls if any are named."""
    for method in methods:
        _reject(desk, chat_id, method, 50)
    if words:
        _reject(desk, chat_id, "sendMessage", 1)


def _reject(desk: Story, chat_id: int, method: str, times: int) -> None:
    desk.sandbox.faults.add(
        "error",
        method=method,
        chat_id=chat_id,
        times=times,
        code=400,
        description="Bad Request: nobody wants this",
    )
