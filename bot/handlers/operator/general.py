"""Operators' commands that work in the whole group, and what is said where a command does not."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.domain.actors import Actor
from bot.domain.answers import Answer, Screen
from bot.domain.commands import read_customer_id
from bot.domain.menu import IN_TOPIC
from bot.handlers.filters import (
    FromAnywhereInGroup,
    InOperatorGroup,
    LooksLikeCommand,
    OutsideCustomersTopics,
)
from bot.handlers.replies import Replies
from bot.handlers.roster import Roster
from bot.services import duty, guide, ticket_opening
from bot.services.desk import Desk
from db.models import Topic

router = Router(name="general")
router.message.filter(InOperatorGroup(), LooksLikeCommand(), FromAnywhereInGroup())
router.message.middleware(Roster())
router.message.middleware(Replies())


@router.message(Command("on"))
async def go_on_duty(message: Message, by: Actor, desk: Desk) -> Answer:
    return await duty.go_on(desk, by)


@router.message(Command("off"))
async def go_off_duty(message: Message, by: Actor, desk: Desk) -> Answer:
    return await duty.go_off(desk, by)


@router.message(Command("open"))
async def open_ticket(
    message: Message, topic: Topic | None, by: Actor, command: CommandObject, desk: Desk
) -> Answer:
    return await ticket_opening.open_for(desk, read_customer_id(command.args), by, here=topic)


@router.message(Command("help"))
async def say_help(message: Message, topic: Topic | None, by: Actor, desk: Desk) -> Screen:
    return await (guide.in_topic(desk, topic.customer_id, by) if topic else guide.elsewhere(desk, by))


@router.message(Command(*IN_TOPIC), OutsideCustomersTopics())
async def refuse_outside_topics(message: Message, command: CommandObject) -> Answer:
    return Answer("only-in-topics", {"command": command.command})
