"""What operators do in customers' topics: answers, notes, commands, the topic's own life."""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import ChatMemberUpdated, Message

from bot.domain.answers import Answer
from bot.domain.content import is_service
from bot.domain.menu import refusal_of
from bot.domain.notes import is_command, is_note, is_unknown_command
from bot.handlers.filters import (
    AboutTopic,
    CaptionedCommand,
    InCustomersTopic,
    InOperatorGroup,
    Joined,
    Left,
    LooksLikeCommand,
    Migrated,
    OfAlbum,
    Talk,
    Whispered,
)
from bot.handlers.roster import Roster
from bot.services import answers, duty, edits, group, relay, staff, topics
from bot.services.desk import Desk
from db.models import Topic

router = Router(name="operator")
router.message.filter(InOperatorGroup())
router.edited_message.filter(InOperatorGroup())
router.message.middleware(Roster())
router.chat_member.filter(InOperatorGroup())


@router.message(Whispered(), InCustomersTopic())
async def keep_whisper(message: Message, topic: Topic, desk: Desk) -> None:
    """Said to the bot alone, and no command that works so: it has no message id to be kept by."""
    is_strange = is_command(message.text) and not is_note(message.text)
    key = "unknown-command" if is_strange else "whisper-stays"
    answers.say(desk, answers.place_of(message, topic), Answer(key))


@router.message(OfAlbum(), InCustomersTopic())
async def answer_with_album(message: Message, topic: Topic, desk: Desk) -> None:
    """Whether it is an answer is seen when all of it is there: a note or command may be on any item."""
    await relay.to_customer(desk, message, topic)


@router.message(Command("note"), InCustomersTopic())
async def note(message: Message, topic: Topic, desk: Desk) -> None:
    await relay.keep_note(desk, message, topic)


@router.message(LooksLikeCommand(), InCustomersTopic())
async def refuse_unknown(message: Message, topic: Topic, desk: Desk, bot: Bot) -> None:
    """Commands never reach a customer; one for another bot is none of our business."""
    if is_unknown_command(message.text, (await bot.me()).username):
        answers.say(desk, answers.place_of(message, topic), Answer("unknown-command"))


@router.message(CaptionedCommand(), InCustomersTopic())
async def refuse_in_caption(message: Message, topic: Topic, desk: Desk, bot: Bot) -> None:
    if is_unknown_command(message.caption, (await bot.me()).username):
        answers.say(desk, answers.place_of(message, topic), Answer(refusal_of(message.caption)))


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


@router.message(Talk())
async def listen(message: Message) -> None:
    """What is said elsewhere is none of our business, but whoever says it is an operator (see the roster)."""


@router.chat_member(Joined())
async def join(event: ChatMemberUpdated, desk: Desk) -> None:
    await staff.seen(desk, event.new_chat_member.user)


@router.chat_member(Left())
async def leave(event: ChatMemberUpdated, desk: Desk) -> None:
    await duty.leave(desk, event.new_chat_member.user.id)
