"""What admins change at run time: /settings with its buttons, and the text forms."""

from aiogram import Router
from aiogram.filters import BaseFilter, Command, CommandObject
from aiogram.types import Message

from bot.domain.actors import Actor
from bot.domain.answers import Screen
from bot.domain.menu import CUSTOMER
from bot.handlers.filters import ByAdmin, FromAnywhereInGroup, InOperatorGroup, InPrivate, LooksLikeCommand
from bot.handlers.replies import Replies
from bot.handlers.roster import Roster
from bot.services import settings_forms, settings_menu
from bot.services.desk import Desk


class NotBareSla(BaseFilter):
    """A bare /sla shows promises to every operator; with arguments it changes them."""

    async def __call__(self, message: Message, command: CommandObject) -> bool:
        return command.command.lower() != "sla" or bool(command.args)


class NotTheirOwn(BaseFilter):
    """In private, /language is about the language in which one is spoken to, also for admins."""

    async def __call__(self, message: Message, command: CommandObject) -> bool:
        return command.command.lower() not in CUSTOMER


router = Router(name="settings")
router.message.filter(
    LooksLikeCommand(), Command("settings", *settings_forms.COMMANDS, ignore_case=True), NotBareSla()
)
router.message.middleware(Replies())

# In the group others are refused; in private they are customers, whose message goes to the operators.
in_group = Router(name="settings in the group")
in_group.message.filter(InOperatorGroup(), FromAnywhereInGroup())
in_group.message.middleware(Roster())
in_private = Router(name="settings in private")
in_private.message.filter(InPrivate(), ByAdmin(), NotTheirOwn())
router.include_routers(in_group, in_private)


@in_group.message()
@in_private.message()
async def change(message: Message, by: Actor, command: CommandObject, desk: Desk) -> Screen:
    if command.command.lower() == "settings":
        return await settings_menu.open_menu(desk, by)
    return await settings_forms.take(desk, by, command.command.lower(), command.args or "")
