"""Relay: a message is recorded and handed to the outbox that carries it across."""

from typing import Any

from aiogram.types import Message as TelegramMessage
from aiogram.types import User

from bot.domain.content import content_of
from bot.domain.notes import is_note
from bot.domain.replies import explicit_reply
from bot.services import customers, tickets
from bot.services.desk import Desk
from bot.services.outbox import facts_of
from db.enums import Direction, MessageState
from db.models import Message, Topic


async def to_group(desk: Desk, message: TelegramMessage, author: User) -> None:
    """Carry what a customer wrote into the customer's topic."""
    customer = await customers.meet(desk, author)
    if customer.banned_at is not None:
        return customers.tell_ban(desk, customer)
    ticket = await tickets.live_ticket(desk, customer)
    stored = _record(desk, message, Direction.TO_GROUP, customer.id, ticket.id)
    desk.outbox.relay(stored, facts_of(stored))
    topic = await desk.people.topic(customer.id)
    if topic is not None and topic.closed:
        topic.closed = False
        desk.outbox.reopen_topic(customer.id)
    return None


async def to_customer(desk: Desk, message: TelegramMessage, topic: Topic) -> None:
    """Carry what an operator wrote in a customer's topic to the customer; notes stay."""
    ticket = await desk.people.ticket(topic.customer_id)
    ticket_id = ticket.id if ticket else None
    if is_note(message.text or message.caption) or _not_meant_for_customer(desk, message):
        return await keep_note(desk, message, topic)
    stored = _record(desk, message, Direction.TO_CUSTOMER, topic.customer_id, ticket_id)
    desk.outbox.relay(stored, facts_of(stored))
    return None


async def keep_note(desk: Desk, message: TelegramMessage, topic: Topic) -> None:
    """Record what an operator wrote for operators."""
    ticket = await desk.people.ticket(topic.customer_id)
    stored = _record(desk, message, Direction.NOTE, topic.customer_id, ticket.id if ticket else None)
    stored.state = MessageState.NOTE


def _not_meant_for_customer(desk: Desk, message: TelegramMessage) -> bool:
    return desk.rules.relay_replies_only and explicit_reply(message) is None


def _record(
    desk: Desk, message: TelegramMessage, direction: Direction, customer_id: int, ticket_id: int | None
) -> Message:
    stored = Message(
        id=desk.tx.ids.next_message(),
        customer_id=customer_id,
        ticket_id=ticket_id,
        direction=direction,
        state=MessageState.QUEUED,
        author_id=message.from_user.id if message.from_user else message.chat.id,
        source_chat_id=message.chat.id,
        source_message_id=message.message_id,
        media_group_id=message.media_group_id,
        content=content_of(message).to_json(),
        reply=_reply(message),
        created_at=desk.now,
    )
    desk.session.add(stored)
    return stored


def _reply(message: TelegramMessage) -> dict[str, Any] | None:
    """What it replies to, by the id in its own chat: the twin is looked up when it is sent."""
    target = explicit_reply(message)
    if target is None:
        return None
    reply: dict[str, Any] = {"message_id": target.message_id}
    if message.quote is not None and message.quote.is_manual:
        reply["quote"] = {
            "text": message.quote.text,
            "entities": [e.model_dump(exclude_none=True) for e in message.quote.entities or ()],
            "position": message.quote.position,
        }
    return reply
