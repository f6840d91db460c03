"""What operators do in customers' topics: answers, notes, commands, the topic's own life."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.domain.content import is_service
from bot.domain.notes import is_unknown_command
from bot.handlers.filters import (
    AboutTopic,
    ByOperator,
    InCustomersTopic,
    InOperatorGroup,
    LooksLikeCommand,
    Migrated,
    OfAlbum,
)
from bot.services import customers, edits, group, recall, relay, topics
from bot.services.desk import Desk
from db.models import Topic

router = Router(name="operator")
router.message.filter(InOperatorGroup())
router.edited_message.filter(InOperatorGroup())


@router.message(OfAlbum(), InCustomersTopic())
async def answer_with_album(message: Message, topic: Topic, desk: Desk) -> None:
    """Whether it is an answer is seen when all of it is there: a note or command may be on any item."""
    await relay.to_customer(desk, message, topic)


@router.message(Command("note"), InCustomersTopic())
async def note(message: Message, topic: Topic, desk: Desk) -> None:
    await relay.keep_note(desk, message, topic)


@router.message(Command("recall"), InCustomersTopic())
async def take_back(message: Message, topic: Topic, desk: Desk) -> None:
    await recall.recall(desk, message, topic)


@router.message(Command("ban"), InCustomersTopic())
async def ban(message: Message, topic: Topic, desk: Desk) -> None:
    await customers.ban(desk, topic.customer_id)


@router.message(Command("unban"), InCustomersTopic())
async def unban(message: Message, topic: Topic, desk: Desk) -> None:
    await customers.unban(desk, topic.customer_id)


@router.message(Command("help"), InCustomersTopic())
async def help_in_topic(message: Message, topic: Topic, desk: Desk) -> None:
    key = "operator-help-replies" if desk.rules.relay_replies_only else "operator-help"
    desk.outbox.notice(topic.customer_id, desk.words(key), reply_to=message.message_id)


@router.message(Command("help"), ByOperator())
async def help_elsewhere(message: Message, desk: Desk) -> None:
    desk.outbox.say(
        message.chat.id,
        desk.words("general-help"),
        thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_to=message.message_id,
    )


@router.message(LooksLikeCommand(), InCustomersTopic())
async def unknown_command(message: Message, topic: Topic, desk: Desk) -> None:
    """Commands never reach a customer; one for another bot is none of our business."""
    if is_unknown_command(message.text or message.caption):
        desk.outbox.notice(topic.customer_id, desk.words("unknown-command"), reply_to=message.message_id)


@router.message(AboutTopic())
async def follow_topic(message: Message, desk: Desk) -> None:
    await topics.follow(desk, message)


@router.message(Migrated())
async def migrate(message: Message, new_chat_id: int, desk: Desk) -> None:
    await group.migrate(desk, message.chat.id, new_chat_id)


@router.message(InCustomersTopic())
async def answer(message: Message, topic: Topic, desk: Desk) -> None:
    if not is_service(message):
        await relay.to_customer(desk, message, topic)


@router.edited_message(InCustomersTopic())
async def edit(message: Message, topic: Topic, desk: Desk) -> None:
    await edits.follow(desk, message)
