"""An unmodified aiogram bot against the sandbox."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
    Update,
)

from bot.sandbox.content import FILE_DEFAULTS
from bot.sandbox.limits import Limits
from tests.sandbox.conftest import Desk

KINDS = [
    *FILE_DEFAULTS,
    "photo",
    "location",
    "live_location",
    "venue",
    "contact",
    "poll",
    "quiz",
    "dice",
    "story",
    "paid_media",
    "checklist",
    "live_photo",
    "rich_message",
    "game",
    "giveaway",
    "giveaway_winners",
    "invoice",
    "unsupported",
    "hologram",
]


@pytest.fixture
async def bot(desk: Desk) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(desk.sandbox.url))
    bot = Bot(desk.bot.token, session=session)
    yield bot
    # aiogram's own close() sleeps for a quarter of a second.
    if session._session is not None:
        await session._session.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_an_update_that_aiogram_understands(desk: Desk, kind: str) -> None:
    desk.alice.sends(kind)

    update = Update.model_validate(desk.bot.updates.items[-1].raw)

    assert update.message is not None
    expected = {"live_location": "location", "quiz": "poll", "unsupported": "unknown", "hologram": "unknown"}
    assert update.message.content_type == expected.get(kind, kind)


async def test_every_kind_of_update_is_understood(desk: Desk) -> None:
    desk.bot.updates.allow(
        ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"]
    )
    boris = desk.world.add_user("Boris")
    boris.joins(desk.group)
    topic = desk.olga.creates_topic(desk.group, "Topic")
    message = desk.olga.writes("text /help", to=desk.group, topic=topic.id)
    desk.olga.edits(message, text="changed")
    desk.olga.reacts(message, "👍")
    desk.olga.pins(message)
    desk.group.set_title("New")
    desk.group.set_general_hidden(desk.olga, True)
    desk.group.restrict(boris, can_send_photos=False)
    desk.olga.kicks(desk.group, boris)
    desk.alice.blocks()
    desk.group.migrate()
    desk.group.kick(desk.bot)

    found = {Update.model_validate(item.raw).event_type for item in desk.bot.updates.items}

    assert found == {"message", "edited_message", "my_chat_member", "chat_member", "message_reaction"}


async def test_methods_return_what_aiogram_expects(desk: Desk, bot: Bot) -> None:
    topic = await bot.create_forum_topic(desk.group.id, "Alice", icon_color=7322096)
    thread = topic.message_thread_id
    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="Take", callback_data="take", style="success")]]
    )
    sent = await bot.send_message(
        desk.group.id, "<b>hi</b>", parse_mode="HTML", message_thread_id=thread, reply_markup=keyboard
    )
    reply = await bot.send_message(
        desk.group.id, "re", reply_parameters=ReplyParameters(message_id=sent.message_id)
    )
    photo = await bot.send_photo(desk.group.id, BufferedInputFile(b"jpg", "a.jpg"), caption="c")
    assert photo.photo is not None
    file_id = photo.photo[-1].file_id
    album = await bot.send_media_group(
        desk.group.id,
        [InputMediaPhoto(media=file_id), InputMediaPhoto(media=BufferedInputFile(b"x", "b.jpg"))],
    )
    copied = await bot.copy_messages(desk.alice.id, desk.group.id, [one.message_id for one in album])
    edited = await bot.edit_message_text("new", chat_id=desk.group.id, message_id=sent.message_id)
    content = await bot.download(file_id)

    assert sent.is_topic_message
    assert sent.entities is not None
    assert reply.message_thread_id == thread
    assert len(copied) == 2
    assert isinstance(edited, Message)
    assert edited.reply_markup is None
    assert content is not None
    assert content.read() == b"jpg"
    assert await bot.set_message_reaction(desk.group.id, sent.message_id, [ReactionTypeEmoji(emoji="👀")])
    assert await bot.pin_chat_message(desk.group.id, sent.message_id)
    assert (await bot.get_chat(desk.group.id)).is_forum
    assert len(await bot.get_chat_administrators(desk.group.id)) == 2
    assert len(await bot.get_forum_topic_icon_stickers()) > 100
    assert (await bot.get_chat_member(desk.group.id, desk.olga.id)).status == "creator"
    assert await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""


async def test_errors_become_aiograms_exceptions(desk: Desk, bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(1, "x")
    old = desk.group.id
    desk.group.migrate()
    with pytest.raises(TelegramMigrateToChat):
        await bot.send_message(old, "x")
    desk.alice.blocks()
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(desk.alice.id, "x")
    desk.sandbox.limits = Limits.off().but(group=(1, 60.0))
    await bot.send_message(desk.group.id, "x")
    with pytest.raises(TelegramRetryAfter) as raised:
        await bot.send_message(desk.group.id, "x")
    assert raised.value.retry_after == 60
    desk.sandbox.faults.add("lost_response", method="getMe")
    with pytest.raises(TelegramNetworkError):
        await bot.get_me()


async def test_a_whole_aiogram_bot_runs(desk: Desk, bot: Bot) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message(F.text.startswith("/start"))
    async def start(message: Message) -> None:
        await message.answer(f"Hello, {message.from_user.first_name}" if message.from_user else "?")

    polling = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False, polling_timeout=5)
    )
    try:
        desk.alice.starts()
        await desk.world.wait_for(lambda: desk.alice.sees("Hello, Alice"))
    finally:
        await dispatcher.stop_polling()
        await polling
