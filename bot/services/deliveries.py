"""Deliveries: what follows when something arrived, or did not."""

from datetime import datetime
from html import escape

from bot.domain.content import in_words
from bot.domain.emoji import DELIVERED, UNDELIVERED
from bot.domain.items import Item, MessageFacts
from bot.domain.menu import refusal_of
from bot.domain.notes import is_unknown_command
from bot.services import admins, customers, tickets
from bot.services.desk import Desk
from db.enums import Direction, MessageState, OutboxKind
from db.models import Topic
from db.queries import messages

# Nobody misses these: a state is shown anew with the next change.
_UNMISSED = (OutboxKind.CARD, OutboxKind.ICON, OutboxKind.MARK, OutboxKind.REACTION)


async def arrived(
    desk: Desk, carried: tuple[MessageFacts, ...], written_at: datetime, *, is_marked: bool
) -> None:
    """An answer is with the customer: the ticket moves on, and a mark says so where the desk is told to mark.

    `is_marked`: answers get one, or this one bears that of an earlier failure.
    """
    await tickets.answer_delivered(desk, carried[0].customer_id, written_at)
    if not is_marked:
        return
    is_album = carried[0].media_group_id is not None  # Telegram shows its reactions on the first item
    for facts in carried[:1] if is_album else carried:
        desk.outbox.mark(facts, DELIVERED if desk.rules.mark_delivered else None)


async def only_named(desk: Desk, facts: MessageFacts) -> None:
    """No more than a name of it arrived: its author learns that."""
    if facts.direction is Direction.TO_CUSTOMER:
        words = desk.words("answer-only-named", words=escape(in_words(facts.content)))
        desk.outbox.notice(facts.customer_id, words, reply_to=facts.source_message_id, alert=True)
    else:
        await _tell_customer(desk, facts.customer_id, "message-rejected")


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
        # What was said to an admin, or to a group that is not ours, is no news: telling might never end.
        if item.kind not in _UNMISSED and item.customer_id:
            admins.tell(desk, "admin-dead-item", item=item.id, kind=item.kind.value, error=error)
        return
    await _failed(desk, carried, error)
    for facts in carried:
        if facts.direction is Direction.TO_CUSTOMER:
            words = desk.words("answer-rejected", error=escape(error))
            desk.outbox.notice(facts.customer_id, words, reply_to=facts.source_message_id, alert=True)
            desk.outbox.mark(facts, UNDELIVERED)
        else:
            await _tell_customer(desk, facts.customer_id, "message-rejected")
            words = desk.words("customer-message-rejected", error=escape(error))
            desk.outbox.notice(facts.customer_id, words, alert=True)


async def recalled(desk: Desk, taken_back: tuple[MessageFacts, ...], asked_in: int | None) -> None:
    """The customer does not have these (any more), not even those that arrived while they were recalled."""
    ids = [facts.id for facts in taken_back]
    await messages.set_state(desk.session, ids, MessageState.RECALLED, None)
    desk.outbox.notice(taken_back[0].customer_id, desk.words("recalled"), reply_to=asked_in)


async def not_recalled(
    desk: Desk, taken_back: tuple[MessageFacts, ...], asked_in: int | None, error: str
) -> None:
    """The customer still has these: operators learn why, and may edit them or try again."""
    ids = [facts.id for facts in taken_back]
    await messages.set_state(desk.session, ids, MessageState.DELIVERED, None)
    words = desk.words("not-recalled", error=escape(error))
    desk.outbox.notice(taken_back[0].customer_id, words, reply_to=asked_in)


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


async def icon_shown(desk: Desk, topic_id: int, icon: str) -> None:
    topic = await desk.session.get(Topic, topic_id)
    if topic is not None:
        topic.icon = icon


async def turned_out_a_note(desk: Desk, carried: tuple[MessageFacts, ...]) -> None:
    """What says, in a caption or by an edit, that it is a note or a command: none of it crosses."""
    await messages.make_notes(desk.session, [facts.id for facts in carried])
    for facts in carried:
        if is_unknown_command(facts.content.text):
            words = desk.words(refusal_of(facts.content.text))
            desk.outbox.notice(facts.customer_id, words, reply_to=facts.source_message_id)


async def edit_became_note(desk: Desk, facts: MessageFacts) -> None:
    """The customer has the answer as it was before it became a note or a command: operators learn that."""
    desk.outbox.notice(facts.customer_id, desk.words("edit-became-note"), reply_to=facts.source_message_id)


async def _tell_customer(desk: Desk, customer_id: int, key: str) -> None:
    customer = await desk.people.customer(customer_id)
    language = customer.language if customer else None
    desk.outbox.say_to_customer(customer_id, desk.words_for(language, key))


async def _failed(desk: Desk, carried: tuple[MessageFacts, ...], error: str) -> None:
    if carried:
        ids = [facts.id for facts in carried]
        await messages.set_state(desk.session, ids, MessageState.FAILED, error)
        if carried[0].direction is Direction.TO_CUSTOMER:
            desk.outbox.card(carried[0].customer_id)  # it shows how many answers did not arrive
