"""Edits: what somebody changed afterwards reaches the copy."""

from aiogram.types import Message as TelegramMessage

from bot.domain.content import Content, content_of, same_content
from bot.domain.notes import stays_here
from bot.services.desk import Desk
from bot.services.outbox import facts_of
from db.enums import Direction, MessageState
from db.queries import messages


async def follow(desk: Desk, message: TelegramMessage) -> None:
    """Store the new content of a relayed message and bring its copy up to date.

    An edit that turns an answer into a note (or a command) is not carried: it keeps a queued answer here,
    of a delivered one operators are told that the customer still has the earlier text.
    """
    await desk.session.flush()
    stored = await messages.by_source(desk.session, message.chat.id, message.message_id)
    if stored is None or stored.state is MessageState.RECALLED:
        return
    if stored.direction is Direction.TO_GROUP and await _is_banned(desk, stored.customer_id):
        return
    before, after = Content.from_json(stored.content), content_of(message)
    if same_content(before, after):
        return
    is_delivered_answer = stored.direction is Direction.TO_CUSTOMER and stored.copy_message_id is not None
    if is_delivered_answer and stays_here(after.text):
        desk.outbox.notice(stored.customer_id, desk.words("edit-became-note"), reply_to=message.message_id)
        return
    stored.content = after.to_json()
    stored.edited_at = desk.now
    if stored.direction is not Direction.NOTE:
        desk.outbox.edit(facts_of(stored), before)


async def _is_banned(desk: Desk, customer_id: int) -> bool:
    customer = await desk.people.customer(customer_id)
    return customer is not None and customer.banned_at is not None
