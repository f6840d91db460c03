"""Topics: made by the sender, renamed, closed and deleted by people."""

from aiogram.types import Message as TelegramMessage
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import author_of
from bot.domain.titles import topic_title
from bot.services import casework
from bot.services.desk import Desk
from db.models import Customer, Topic
from db.queries import people


async def title_of(session: AsyncSession, customer: Customer) -> tuple[str, bool]:
    """What the customer's next topic is called; True when people gave that name to the last one."""
    earlier = await people.earlier_topics(session, customer.id)
    if earlier and earlier[0].named_by_hand:
        return earlier[0].title, True
    return topic_title(customer.full_name, customer.id), False


async def bind(
    desk: Desk, customer: Customer, chat_id: int, thread_id: int, icon: str | None
) -> Topic | None:
    """Remember the thread that was made for a customer, with this icon, and ask for its card.

    Repeating it does nothing. None: the thread is another customer's already, a namesake in doubt adopted it.
    """
    current = await people.current_topic(desk.session, customer.id)
    if current is not None and current.chat_id == chat_id:
        return current
    if await people.topic_at(desk.session, chat_id, thread_id) is not None:
        return None
    if current is not None:
        current.lost_at = desk.now
        await desk.session.flush()
    title, named_by_hand = await title_of(desk.session, customer)
    topic = Topic(
        customer_id=customer.id,
        chat_id=chat_id,
        thread_id=thread_id,
        title=title,
        named_by_hand=named_by_hand,
        closed=False,
        card_pinned=False,
        icon=icon,
        created_at=desk.now,
    )
    desk.people.add_topic(topic)
    await desk.session.flush()
    desk.tx.after_commit(lambda: desk.in_doubt.discard(customer.id))
    desk.outbox.card(customer.id)
    if icon is None:
        desk.outbox.icon(customer.id)
    return topic


async def adopt(desk: Desk, message: TelegramMessage) -> None:
    """Bind a thread that the bot made and may never hear the answer about.

    Bot API: createForumTopic has no idempotency key, but the bot receives the service message of its own
    topic. Only customers in doubt are considered (a creation is or was under way), and among them a name
    suffices: an empty thread serves either of two namesakes.
    """
    created, thread_id = message.forum_topic_created, message.message_thread_id
    if created is None or thread_id is None or not desk.in_doubt:
        return
    if await people.topic_at(desk.session, message.chat.id, thread_id) is not None:
        return
    await desk.people.load_customers(list(desk.in_doubt))
    for customer_id in sorted(desk.in_doubt):
        customer = await desk.people.customer(customer_id)
        if customer is None or await desk.people.topic(customer_id) is not None:
            continue
        title, _ = await title_of(desk.session, customer)
        if title == created.name:
            await bind(desk, customer, message.chat.id, thread_id, created.icon_custom_emoji_id)
            return


async def lose(desk: Desk, topic_id: int) -> None:
    """The thread is deleted or out of reach: the customer needs a new one."""
    topic = await desk.session.get(Topic, topic_id)
    if topic is not None and topic.lost_at is None:
        topic.lost_at = desk.now


async def follow(desk: Desk, message: TelegramMessage) -> None:
    """Keep up with what people do to a topic by hand; what the bot did itself is known already."""
    by_bot = message.from_user is not None and message.from_user.id == desk.bot_id
    if by_bot:
        if message.forum_topic_created is not None:
            await adopt(desk, message)
        return
    if message.message_thread_id is None:
        return
    topic = await desk.people.topic_at(message.chat.id, message.message_thread_id)
    if topic is None:
        return
    if message.forum_topic_edited is not None and message.forum_topic_edited.name:
        topic.title = message.forum_topic_edited.name
        topic.named_by_hand = True
    elif message.forum_topic_closed is not None:
        topic.closed = True
        await casework.topic_closed(desk, topic.customer_id, author_of(message))
    elif message.forum_topic_reopened is not None:
        topic.closed = False
        await casework.topic_reopened(desk, topic.customer_id, author_of(message))
