"""Canned replies: `/r` in a customer's topic, `/canned` anywhere in the group and for admins in private."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.domain.actors import Actor
from bot.domain.canned_orders import read_order
from bot.domain.content import content_of
from bot.domain.content.plain import entities_of
from bot.domain.entities import Text
from bot.domain.errors import RuleBroken
from bot.domain.replies import explicit_reply
from bot.handlers.filters import (
    ByAdmin,
    FromAnywhereInGroup,
    InCustomersTopic,
    InOperatorGroup,
    InPrivate,
    LooksLikeCommand,
)
from bot.handlers.replies import Replies
from bot.handlers.roster import Roster
from bot.services import canned_previews, canned_replies
from bot.services.answers import Said, place_of
from bot.services.desk import Desk
from db.models import Topic

router = Router(name="canned")
router.message.filter(LooksLikeCommand(), Command("r", "canned"))
router.message.middleware(Replies())

in_group = Router(name="canned in the group")
in_group.message.filter(InOperatorGroup(), FromAnywhereInGroup())
in_group.message.middleware(Roster())
in_private = Router(name="canned in private")
in_private.message.filter(InPrivate(), ByAdmin(), Command("canned"))
router.include_routers(in_group, in_private)


@in_group.message(Command("r"), InCustomersTopic())
async def reply(message: Message, topic: Topic, by: Actor, command: CommandObject, desk: Desk) -> Said:
    return await canned_previews.show(desk, by, command.args, place_of(message, topic))


@in_group.message(Command("canned"))
@in_private.message()
async def canned(message: Message, by: Actor, desk: Desk) -> Said:
    written = (message.text or "", entities_of(message.entities or ()))
    return await canned_replies.obey(desk, by, read_order(written, _replied_to(message)))


def _replied_to(message: Message) -> Text | None:
    """The text that the command answers, or the part of it that was chosen.

    Raises:
        RuleBroken: it answers something else than a text.
    """
    target = explicit_reply(message)
    if target is None:
        return None
    if message.quote is not None and message.quote.is_manual:
        return message.quote.text, entities_of(message.quote.entities or ())
    content = content_of(target)
    if target.text is None or content.text is None:
        raise RuleBroken("canned-text-only")
    return content.text, content.entities
