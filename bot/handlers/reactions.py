"""Reactions of customers and operators."""

from aiogram import Router
from aiogram.types import MessageReactionUpdated

from bot.services import reactions
from bot.services.desk import Desk

router = Router(name="reactions")


@router.message_reaction()
async def react(reaction: MessageReactionUpdated, desk: Desk) -> None:
    if reaction.user is None or reaction.user.id != desk.bot_id:
        await reactions.mirror(desk, reaction)
