"""Recall: an operator takes an answer back."""

from aiogram.types import Message as TelegramMessage

from bot.domain.replies import explicit_reply
from bot.services.desk import Desk
from db.enums import Direction, MessageState
from db.models import Topic
from db.queries import messages


async def recall(desk: Desk, message: TelegramMessage, topic: Topic) -> None:
    """Delete the customer's copy of the answer that `message` replies to, delivered or still queued."""
    target = explicit_reply(message)
    await desk.session.flush()
    stored = await messages.by_source(desk.session, message.chat.id, target.message_id) if target else None
    if stored is None or stored.direction is not Direction.TO_CUSTOMER:
        desk.outbox.notice(topic.customer_id, desk.words("recall-what"), reply_to=message.message_id)
    elif stored.state is MessageState.RECALLED:
        desk.outbox.notice(topic.customer_id, desk.words("recalled-already"), reply_to=message.message_id)
    else:
        stored.state = MessageState.RECALLED
        desk.outbox.recall(stored, asked_in=message.message_id)
