"""`/queue` and a bare `/sla`: anywhere in the operator group, and for admins in private."""

from aiogram import Router
from aiogram.filters import BaseFilter, Command, CommandObject
from aiogram.types import Message

from bot.domain.answers import Screen
from bot.handlers.filters import ByAdmin, FromAnywhereInGroup, InOperatorGroup, InPrivate, LooksLikeCommand
from bot.handlers.replies import Replies
from bot.handlers.roster import Roster
from bot.services import queue, sla_report
from bot.services.desk import Desk
from db.models import Topic


class Bare(BaseFilter):
    """After `Command`: nothing stands behind it. With arguments `/sla` is an admin's order."""

    async def __call__(self, message: Message, command: CommandObject) -> bool:
        return not command.args


router = Router(name="queue")
router.message.filter(LooksLikeCommand(), Command("queue", "sla"))
router.message.middleware(Replies())

in_group = Router(name="queue in the group")
in_group.message.filter(InOperatorGroup(), FromAnywhereInGroup())
in_group.message.middleware(Roster())
in_private = Router(name="queue in private")
in_private.message.filter(InPrivate(), ByAdmin())
router.include_routers(in_group, in_private)


@in_group.message(Command("queue"))
@in_private.message(Command("queue"))
async def show_queue(message: Message, desk: Desk) -> Screen:
    return await queue.show(desk)


@in_group.message(Command("sla"), Bare())
@in_private.message(Command("sla"), Bare())
async def show_promises(message: Message, desk: Desk, topic: Topic | None = None) -> Screen:
    return await sla_report.overview(desk, topic.customer_id if topic is not None else None)
