"""Twins: from a message on one side to the same message on the other."""

from bot.domain.items import MessageFacts
from bot.outbox.target import ReplyTo
from db.enums import Direction
from db.models import Message
from db.queries import messages
from db.uow import Database

Place = tuple[int, int]
"""(chat id, message id)."""


def other_side(stored: Message, *, to_group: bool) -> Place | None:
    """Where this message is seen in the group, or by the customer; None while it has no copy."""
    written_there = (stored.direction is not Direction.TO_GROUP) == to_group
    if written_there:
        return stored.source_chat_id, stored.source_message_id
    if stored.copy_chat_id is None or stored.copy_message_id is None:
        return None
    return stored.copy_chat_id, stored.copy_message_id


async def reply_on_other_side(database: Database, facts: MessageFacts, chat_id: int) -> ReplyTo | None:
    """What a message replies to, as the chat it goes to knows it; None without a twin there."""
    if facts.reply is None:
        return None
    quote = facts.reply.get("quote") or {}
    position = quote.get("position")
    async with database.reading() as session:
        own = await messages.by_source(session, facts.source_chat_id, facts.reply["message_id"])
        if own is not None:
            if own.copy_chat_id != chat_id or own.copy_message_id is None:
                return None
            place = own.copy_message_id
            shift = own.copy_offset
        else:
            copies = await messages.by_copy(session, facts.source_chat_id, facts.reply["message_id"])
            part = _quoted_part(copies, position)
            if part is None or part.source_chat_id != chat_id:
                return None
            place = part.source_message_id
            shift = -part.copy_offset
    if not quote:
        return ReplyTo(place)
    entities = tuple(quote.get("entities") or ())
    return ReplyTo(place, quote["text"], entities, None if position is None else max(0, position + shift))


def _quoted_part(copies: list[Message], position: int | None) -> Message | None:
    """Of texts merged into one copy: the one that the quote was taken from, else the last."""
    if not copies:
        return None
    if position is None:
        return copies[-1]
    return [part for part in copies if part.copy_offset <= position][-1] if position >= 0 else copies[0]
