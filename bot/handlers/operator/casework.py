"""Operators' commands about the ticket of the topic that they are written in."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.domain.actors import Actor
from bot.domain.answers import Answer, Screen
from bot.domain.commands import read_assignee, read_priority_argument, read_tags, read_ticket_number
from bot.handlers.filters import InCustomersTopic, InOperatorGroup, LooksLikeCommand
from bot.handlers.replies import Replies
from bot.handlers.roster import Roster
from bot.services import casework, history, merging, recall
from bot.services.desk import Desk
from db.models import Topic

router = Router(name="casework")
router.message.filter(InOperatorGroup(), LooksLikeCommand(), InCustomersTopic())
router.message.middleware(Roster())
router.message.middleware(Replies())


@router.message(Command("take"))
async def take(message: Message, topic: Topic, by: Actor, desk: Desk) -> Answer:
    return await casework.take(desk, topic.customer_id, by)


@router.message(Command("release"))
async def release(message: Message, topic: Topic, by: Actor, desk: Desk) -> Answer:
    return await casework.release(desk, topic.customer_id, by)


@router.message(Command("resolve"))
async def resolve(message: Message, topic: Topic, by: Actor, desk: Desk) -> Answer:
    return await casework.resolve(desk, topic.customer_id, by)


@router.message(Command("reopen"))
async def reopen(message: Message, topic: Topic, by: Actor, desk: Desk) -> Answer:
    return await casework.reopen(desk, topic.customer_id, by)


@router.message(Command("snooze"))
async def snooze(message: Message, topic: Topic, by: Actor, command: CommandObject, desk: Desk) -> Answer:
    return await casework.snooze(desk, topic.customer_id, command.args or "", by)


@router.message(Command("priority"))
async def set_priority(
    message: Message, topic: Topic, by: Actor, command: CommandObject, desk: Desk
) -> Answer:
    return await casework.set_priority(desk, topic.customer_id, read_priority_argument(command.args), by)


@router.message(Command("assign"))
async def assign(message: Message, topic: Topic, by: Actor, command: CommandObject, desk: Desk) -> Answer:
    mentioned = mentioned_id(message)
    whom = read_assignee(command.args) if mentioned is None else mentioned
    return await casework.assign(desk, topic.customer_id, whom, by)


@router.message(Command("tag"))
async def tag(message: Message, topic: Topic, by: Actor, command: CommandObject, desk: Desk) -> Answer:
    return await casework.change_tags(desk, topic.customer_id, read_tags(command.args), by)


@router.message(Command("merge"))
async def merge(message: Message, topic: Topic, by: Actor, command: CommandObject, desk: Desk) -> Answer:
    return await merging.merge(desk, topic.customer_id, read_ticket_number(command.args), by)


@router.message(Command("history"))
async def show_history(message: Message, topic: Topic, desk: Desk) -> Screen:
    return await history.of_ticket(desk, topic.customer_id)


@router.message(Command("who"))
async def show_person(message: Message, topic: Topic, desk: Desk) -> Screen:
    return await history.of_person(desk, topic.customer_id)


@router.message(Command("ban"))
async def ban(message: Message, topic: Topic, by: Actor, desk: Desk) -> Answer:
    return await casework.ban(desk, topic.customer_id, by)


@router.message(Command("unban"))
async def unban(message: Message, topic: Topic, by: Actor, desk: Desk) -> Answer:
    return await casework.unban(desk, topic.customer_id, by)


@router.message(Command("recall"))
async def take_back(message: Message, desk: Desk) -> None:
    await recall.recall(desk, message)


def mentioned_id(message: Message) -> int | None:
    """Whom the text mentions by name, as clients write people without a username."""
    return next((one.user.id for one in message.entities or () if one.user is not None), None)
