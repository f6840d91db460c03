"""Relay: a message is recorded and handed to the outbox that carries it across."""

from typing import Any

from aiogram.types import Message as TelegramMessage
from aiogram.types import User

from bot.domain.actors import author_of
from bot.domain.content import content_of
from bot.domain.items import MessageFacts
from bot.domain.notes import is_note
from bot.domain.replies import explicit_reply
from bot.services import customers, opening_hours, tickets
from bot.services.desk import Desk
from bot.services.ticket_ledger import touched
from db.enums import Direction, MessageState
from db.models import Message, Topic
from db.queries import messages


async def to_group(desk: Desk, message: TelegramMessage, author: User) -> None:
    """Carry what a customer wrote into the customer's topic."""
    customer = await customers.meet(desk, author)
    if customer.banned_at is not None:
        return customers.tell_ban(desk, customer)
    before = await desk.people.ticket(customer.id)
    ticket = await tickets.customer_wrote(desk, customer)
    await opening_hours.inform(desk, customer, ticket, is_new=ticket is not before)
    desk.outbox.relay(_record(desk, message, Direction.TO_GROUP, customer.id, ticket.id))
    topic = await desk.people.topic(customer.id)
    if topic is not None and topic.closed:
        topic.closed = False
        desk.outbox.reopen_topic(customer.id)
    return None


async def to_customer(desk: Desk, message: TelegramMessage, topic: Topic) -> None:
    """Carry what an operator wrote in a customer's topic to the customer; notes stay.

    Albums are judged by the outbox, when all their captions are there.
    """
    ticket = await desk.people.ticket(topic.customer_id)
    ticket_id = ticket.id if ticket else None
    is_judged_now = message.media_group_id is None
    if is_judged_now and is_note(message.text or message.caption):
        return await keep_note(desk, message, topic)
    if desk.preferences.relay_replies_only and not await _replies_to_customer(desk, message):
        return await keep_note(desk, message, topic)
    desk.outbox.relay(_record(desk, message, Direction.TO_CUSTOMER, topic.customer_id, ticket_id))
    if ticket is not None:
        await tickets.answer_written(desk, ticket, author_of(message))
    return None


async def keep_note(desk: Desk, message: TelegramMessage, topic: Topic) -> None:
    """Record what an operator wrote for operators."""
    ticket = await desk.people.ticket(topic.customer_id)
    _record(desk, message, Direction.NOTE, topic.customer_id, ticket.id if ticket else None)
    if ticket is not None:
        touched(desk, ticket)


async def _replies_to_customer(desk: Desk, message: TelegramMessage) -> bool:
    """Is it a reply to something of the conversation, not to what operators said among themselves?"""
    target = explicit_reply(message)
    if target is None:
        return False
    if target.from_user is not None and target.from_user.id == desk.bot_id:
        return True
    await desk.session.flush()
    stored = await messages.by_source(desk.session, message.chat.id, target.message_id)
    return stored is not None and stored.direction is Direction.TO_CUSTOMER


def record(desk: Desk, facts: MessageFacts, *, ticket_id: int | None, author_id: int) -> None:
    """Keep an utterance, once for each source.

    The transaction fails if this source is kept already (see `db.queries.messages.is_repeated_source`).
    """
    row = {
        "id": facts.id,
        "customer_id": facts.customer_id,
        "ticket_id": ticket_id,
        "direction": facts.direction,
        "state": MessageState.NOTE if facts.direction is Direction.NOTE else MessageState.QUEUED,
        "author_id": author_id,
        "source_chat_id": facts.source_chat_id,
        "source_message_id": facts.source_message_id,
        "media_group_id": facts.media_group_id,
        "content": facts.content.to_json(),
        "reply": facts.reply,
        "copy_part": 0,
        "copy_offset": 0,
        "created_at": desk.now,
    }
    desk.session.insert(Message, row)


def _record(
    desk: Desk, message: TelegramMessage, direction: Direction, customer_id: int, ticket_id: int | None
) -> MessageFacts:
    facts = MessageFacts(
        id=desk.tx.ids.next_message(),
        customer_id=customer_id,
        direction=direction,
        source_chat_id=message.chat.id,
        source_message_id=message.message_id,
        content=content_of(message),
        media_group_id=message.media_group_id,
        reply=_reply(message),
    )
    author_id = message.from_user.id if message.from_user else message.chat.id
    record(desk, facts, ticket_id=ticket_id, author_id=author_id)
    return facts


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
