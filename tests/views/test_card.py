"""The card: who the customer is, safe as HTML."""

from datetime import UTC, datetime

from bot.i18n.texts import Texts
from bot.views.card import CardFacts, card
from bot.views.wording import Wording
from db.enums import TicketPriority, TicketState
from db.models import Customer, Ticket, Topic

SEEN = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


def _card(customer: Customer, *, ticket: Ticket | None = None, earlier: tuple[Topic, ...] = ()) -> str:
    topic = Topic(customer_id=customer.id, chat_id=-1002000000001, thread_id=9, title="x")
    facts = CardFacts(customer, topic, ticket, earlier_topics=earlier)
    return card(facts, Wording(Texts(), "en", "Asia/Tokyo"))


def test_a_name_is_text_not_markup() -> None:
    said = _card(Customer(id=7, first_name="<b>Eve</b> & co", first_seen_at=SEEN))

    assert "&lt;b&gt;Eve&lt;/b&gt; &amp; co" in said


def test_moments_are_in_the_operators_zone() -> None:
    said = _card(Customer(id=7, first_name="Eve", first_seen_at=SEEN))

    assert "Mar 2, 2026, 8:30 AM" in said


def test_the_payload_of_the_deep_link_is_shown() -> None:
    ticket = Ticket(
        id=1,
        customer_id=7,
        state=TicketState.OPEN,
        priority=TicketPriority.NORMAL,
        tags=[],
        start_payload="order_42",
        opened_at=SEEN,
    )

    assert "order_42" in _card(Customer(id=7, first_name="Eve", first_seen_at=SEEN), ticket=ticket)


def test_it_links_to_where_the_history_is_in_this_group_only() -> None:
    here = Topic(customer_id=7, chat_id=-1002000000001, thread_id=4, title="x")
    elsewhere = Topic(customer_id=7, chat_id=-1009999999999, thread_id=5, title="x")

    said = _card(Customer(id=7, first_name="Eve", first_seen_at=SEEN), earlier=(here, elsewhere))

    assert "https://t.me/c/2000000001/4" in said
    assert "/5" not in said
