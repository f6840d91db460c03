"""What admins do: set the desk up, and get help in private."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.filters import Command
from aiogram.types import ChatMemberUpdated, Message

from bot.handlers.filters import ByAdmin, InGroup, InOperatorGroup, InPrivate
from bot.services import setup
from bot.services.desk import Desk

router = Router(name="admin")
router.message.filter(Command("setup", "help"))  # all others pass by at once

_PRESENT = F.new_chat_member.status.in_({ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR})
_WAS_ABSENT = F.old_chat_member.status.in_({ChatMemberStatus.LEFT, ChatMemberStatus.KICKED})


@router.message(InGroup(), Command("setup"), ByAdmin())
async def set_up(message: Message, desk: Desk) -> None:
    setup.ask(desk, message)


@router.message(InGroup(), Command("setup"))
async def set_up_refused(message: Message, desk: Desk) -> None:
    setup.refuse(desk, message)


@router.message(InPrivate(), Command("setup"), ByAdmin())
async def set_up_in_private(message: Message, desk: Desk) -> None:
    desk.outbox.say(message.chat.id, desk.words("setup-in-group"))


@router.message(InPrivate(), Command("help"), ByAdmin())
async def help_admin(message: Message, desk: Desk) -> None:
    desk.outbox.say(message.chat.id, desk.words("admin-help"))


@router.my_chat_member(InOperatorGroup())
async def rights_changed(event: ChatMemberUpdated, desk: Desk) -> None:
    """Added, promoted, demoted or kicked in the desk's group: look what is possible now."""
    desk.tx.after_commit(desk.group.doubt)


@router.my_chat_member(InGroup(), _PRESENT, _WAS_ABSENT)
async def joined(event: ChatMemberUpdated, desk: Desk) -> None:
    setup.joined(desk, event)
