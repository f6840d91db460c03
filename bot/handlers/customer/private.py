"""What customers do in their private chat."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import ChatMemberUpdated, Message, User

from bot.domain.content import is_service
from bot.handlers.filters import InPrivate, LooksLikeCommand, Writer
from bot.services import customers, edits, languages, relay
from bot.services.desk import Desk

router = Router(name="customer")
router.message.filter(InPrivate(), Writer())
router.edited_message.filter(InPrivate(), Writer())
router.my_chat_member.filter(InPrivate())


@router.message(LooksLikeCommand(), CommandStart())
async def start(message: Message, writer: User, command: CommandObject, desk: Desk) -> None:
    await customers.start(desk, writer, command.args)


@router.message(LooksLikeCommand(), Command("help"))
async def help_customer(message: Message, writer: User, desk: Desk) -> None:
    await customers.help_customer(desk, writer)


@router.message(LooksLikeCommand(), Command("language", ignore_case=True))
async def speak(message: Message, writer: User, command: CommandObject, desk: Desk) -> None:
    await languages.asked(desk, writer, command.args or "")


@router.message()
async def write(message: Message, writer: User, desk: Desk) -> None:
    if not is_service(message):
        await relay.to_group(desk, message, writer)


@router.edited_message()
async def edit(message: Message, writer: User, desk: Desk) -> None:
    await edits.follow(desk, message)


@router.my_chat_member(F.new_chat_member.status == ChatMemberStatus.KICKED)
async def block(event: ChatMemberUpdated, desk: Desk) -> None:
    await customers.left(desk, event.from_user.id)


@router.my_chat_member(F.new_chat_member.status == ChatMemberStatus.MEMBER)
async def unblock(event: ChatMemberUpdated, desk: Desk) -> None:
    await customers.came_back(desk, event.from_user)
