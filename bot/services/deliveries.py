"""Deliveries: what follows when something arrived, or did not."""

from html import escape

from bot.domain.emoji import DELIVERED, UNDELIVERED
from bot.domain.items import Item, MessageFacts
from bot.services import admins, customers
from bot.services.desk import Desk
from db.enums import Direction, MessageState, OutboxKind
from db.models import Topic
from db.queries import messages


async def arrived(desk: Desk, facts: MessageFacts) -> None:
    """Mark an operator's delivered answer, where the desk is configured to."""
    if desk.rules.mark_delivered and facts.direction is Direction.TO_CUSTOMER:
        desk.outbox.mark(facts, DELIVERED)


async def customer_gone(desk: Desk, customer_id: int, carried: tuple[MessageFacts, ...], error: str) -> None:
    """The customer cannot be reached: operators learn it once, each undelivered answer is marked."""
    await _failed(desk, carried, error)
    await customers.left(desk, customer_id)
    for facts in carried:
        if facts.direction is Direction.TO_CUSTOMER:
            desk.outbox.mark(facts, UNDELIVERED)


async def rejected(desk: Desk, item: Item, carried: tuple[MessageFacts, ...], error: str) -> None:
    """Nothing can carry this: its author is told in words, admins are told of the desk's own failures."""
    if item.kind is not OutboxKind.RELAY:
        if item.kind not in (OutboxKind.CARD, OutboxKind.MARK, OutboxKind.REACTION):
            admins.tell(desk, "admin-dead-item", item=item.id, kind=item.kind.value, error=error)
        return
    await _failed(desk, carried, error)
    for facts in carried:
        if facts.direction is Direction.TO_CUSTOMER:
            words = desk.words("answer-rejected", error=escape(error))
            desk.outbox.notice(facts.customer_id, words, reply_to=facts.source_message_id, alert=True)
            desk.outbox.mark(facts, UNDELIVERED)
        else:
            customer = await desk.people.customer(facts.customer_id)
            language = customer.language if customer else None
            desk.outbox.say_to_customer(facts.customer_id, desk.words_for(language, "message-rejected"))
            words = desk.words("customer-message-rejected", error=escape(error))
            desk.outbox.notice(facts.customer_id, words, alert=True)


async def recalled(desk: Desk, customer_id: int, asked_in: int | None) -> None:
    desk.outbox.notice(customer_id, desk.words("recalled"), reply_to=asked_in)


async def not_recalled(desk: Desk, customer_id: int, asked_in: int | None, error: str) -> None:
    words = desk.words("not-recalled", error=escape(error))
    desk.outbox.notice(customer_id, words, reply_to=asked_in)


async def card_posted(desk: Desk, topic_id: int, message_id: int) -> None:
    """Remember the card and ask for its pin."""
    topic = await desk.session.get(Topic, topic_id)
    if topic is not None:
        topic.card_message_id = message_id
        topic.card_pinned = False
        desk.outbox.pin_card(topic.customer_id)


async def card_pinned(desk: Desk, topic_id: int) -> None:
    topic = await desk.session.get(Topic, topic_id)
    if topic is not None:
        topic.card_pinned = True


async def turned_out_a_note(desk: Desk, carried: tuple[MessageFacts, ...]) -> None:
    """An album whose caption says that it is a note: none of its items crosses."""
    await messages.set_state(desk.session, [facts.id for facts in carried], MessageState.NOTE, None)


async def _failed(desk: Desk, carried: tuple[MessageFacts, ...], error: str) -> None:
    if carried:
        ids = [facts.id for facts in carried]
        await messages.set_state(desk.session, ids, MessageState.FAILED, error)
