"""Reactions: mirrored on the twin, as far as Telegram reports them."""

from aiogram.types import MessageReactionUpdated

from bot.domain.emoji import mirrored_emoji
from bot.services.desk import Desk
from db.enums import Direction, MessageState
from db.models import Message
from db.queries import messages


async def mirror(desk: Desk, reaction: MessageReactionUpdated) -> None:
    """Show the last standard emoji of a customer or an operator on the other side."""
    await desk.session.flush()
    stored = await _reacted_to(desk, reaction.chat.id, reaction.message_id)
    if stored is None or stored.direction is Direction.NOTE or stored.state is MessageState.RECALLED:
        return
    in_group = reaction.chat.id == desk.group.id
    emoji = mirrored_emoji(reaction.new_reaction)
    if emoji is None and reaction.new_reaction:
        return  # custom emoji only: bots may not set them
    desk.outbox.reaction(stored.customer_id, stored, to_group=not in_group, emoji=emoji)


async def _reacted_to(desk: Desk, chat_id: int, message_id: int) -> Message | None:
    own = await messages.by_source(desk.session, chat_id, message_id)
    if own is not None:
        return own
    copies = await messages.by_copy(desk.session, chat_id, message_id)
    return copies[-1] if copies else None
