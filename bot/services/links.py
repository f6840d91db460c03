"""Links to customers' topics, for people of the group."""

from html import escape

from bot.domain.answers import Html
from bot.services.desk import Desk
from bot.views.card import topic_link
from db.models import Customer


async def to_topic(desk: Desk, customer_id: int, text: str) -> Html:
    """`text` as a link to the customer's topic, or alone as long as there is none in this group."""
    topic = await desk.people.topic(customer_id)
    if topic is None or topic.chat_id != desk.group.id:
        return Html(escape(text))
    return Html(topic_link(topic.chat_id, topic.thread_id, escape(text)))


async def to_customer(desk: Desk, customer: Customer) -> Html:
    """The customer's name as such a link."""
    return await to_topic(desk, customer.id, customer.full_name)
