"""Recall: an operator takes an answer back."""

from aiogram.types import Message as TelegramMessage

from bot.domain.errors import RuleBroken
from bot.domain.replies import explicit_reply
from bot.services.desk import Desk
from db.enums import Direction, MessageState
from db.models import Message
from db.queries import messages, outbox


async def recall(desk: Desk, message: TelegramMessage) -> None:
    """Delete the customer's copy of the answer that `message` replies to, delivered or still queued.

    People see an album as one message, so all of it goes. What came of it is said when it is done.

    Raises:
        RuleBroken: it replies to no answer, or to one that was recalled before.
    """
    target = explicit_reply(message)
    await desk.session.flush()
    stored = await messages.by_source(desk.session, message.chat.id, target.message_id) if target else None
    if stored is None or stored.direction is not Direction.TO_CUSTOMER:
        raise RuleBroken("recall-what")
    if stored.state is MessageState.RECALLED:
        raise RuleBroken("recalled-already")
    for one in await _album_of(desk, stored):
        await _take_back(desk, one, asked_in=message.message_id)


async def _album_of(desk: Desk, stored: Message) -> list[Message]:
    """The message, or the whole album that it belongs to, without what was recalled before."""
    if stored.media_group_id is None:
        return [stored]
    items = await messages.album(desk.session, stored.source_chat_id, stored.media_group_id)
    return [one for one in items if one.state is not MessageState.RECALLED]


async def _take_back(desk: Desk, stored: Message, asked_in: int) -> None:
    if stored.state is MessageState.FAILED:
        await outbox.bury_relay(desk.session, stored.id)  # nobody shall send it after all
    stored.state = MessageState.RECALLED
    desk.outbox.recall(stored, asked_in=asked_in)
