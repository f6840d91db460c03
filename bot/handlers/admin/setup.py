"""What admins do: set the desk up, and get help in private."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import BaseFilter, Command, CommandStart
from aiogram.types import ChatMemberUpdated, Message

from bot.domain.walk import PAYLOAD
from bot.handlers.filters import ByAdmin, InGroup, InOperatorGroup, InPrivate, Migrated
from bot.services import setup
from bot.services.desk import Desk


class NobodyIsAdmin(BaseFilter):
    """ADMIN_IDS is empty."""

    async def __call__(self, message: Message, desk: Desk) -> bool:
        return not desk.rules.admin_ids


class NoGroupYet(BaseFilter):
    """Nothing can be answered anywhere: whoever can set the desk up is led there."""

    async def __call__(self, message: Message, desk: Desk) -> bool:
        return desk.group.id is None


router = Router(name="admin")
router.message.filter(Command("setup", "help", "start"))  # all others pass by at once

moves = Router(name="moves")
moves.message.filter(InGroup(), Migrated())

_PRESENT = F.new_chat_member.status.in_({ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR})
_WAS_ABSENT = F.old_chat_member.status.in_({ChatMemberStatus.LEFT, ChatMemberStatus.KICKED})
_BY_OUR_LINK = CommandStart(deep_link=True, magic=F.args == PAYLOAD)


@router.message(InGroup(), Command("setup"), ByAdmin())
async def set_up(message: Message, desk: Desk) -> None:
    await setup.ask(desk, message)


@router.message(InGroup(), _BY_OUR_LINK, ByAdmin())
async def set_up_by_link(message: Message, desk: Desk) -> None:
    await setup.ask_by_link(desk, message)


@router.message(InGroup(), Command("setup"))
async def set_up_refused(message: Message, desk: Desk) -> None:
    setup.refuse(desk, message)


@router.message(InPrivate(), Command("setup"), ByAdmin())
@router.message(InPrivate(), CommandStart(), ByAdmin(), NoGroupYet())
async def set_up_in_private(message: Message, desk: Desk) -> None:
    desk.outbox.setup(message.chat.id)


@router.message(InPrivate(), Command("setup"), NobodyIsAdmin())
async def set_up_by_nobody(message: Message, desk: Desk) -> None:
    setup.tell_nobody_is_admin(desk, message)


@router.message(InPrivate(), Command("help"), ByAdmin())
async def help_admin(message: Message, desk: Desk) -> None:
    desk.outbox.say(message.chat.id, desk.words("admin-help"))


@router.my_chat_member(InOperatorGroup())
async def rights_changed(event: ChatMemberUpdated, desk: Desk) -> None:
    """Added, promoted, demoted or kicked in the desk's group: look what is possible now."""
    desk.tx.after_commit(desk.group.doubt)
    await setup.look_again(desk, event.chat.id)


@router.my_chat_member(InGroup(), _PRESENT, _WAS_ABSENT)
async def joined(event: ChatMemberUpdated, desk: Desk) -> None:
    await setup.joined(desk, event)


@router.my_chat_member(InGroup())
async def rights_changed_elsewhere(event: ChatMemberUpdated, desk: Desk) -> None:
    await setup.look_again(desk, event.chat.id)


@router.my_chat_member(F.chat.type == ChatType.CHANNEL, _PRESENT, _WAS_ABSENT)
async def joined_channel(event: ChatMemberUpdated, desk: Desk) -> None:
    setup.joined_channel(desk, event)


@moves.message()
async def moved(message: Message, new_chat_id: int, desk: Desk) -> None:
    await setup.moved(desk, message.chat.id, new_chat_id)
