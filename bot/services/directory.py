"""Who is who in one transaction: customers, topics and tickets, read once for a whole batch."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Customer, Ticket, Topic
from db.queries import people


class Directory:
    """Answers from what was loaded; asks the database only for what was not."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._asked: set[int] = set()
        self._customers: dict[int, Customer] = {}
        self._topics: dict[int, Topic] = {}
        self._tickets: dict[int, Ticket] = {}
        self._threads_asked: set[int] = set()
        self._by_thread: dict[tuple[int, int], Topic] = {}

    async def load_customers(self, customer_ids: Collection[int]) -> None:
        self._asked.update(customer_ids)
        for known in await people.customers_with_desk(self._session, customer_ids):
            self._remember(known)

    async def load_threads(self, chat_id: int, thread_ids: Collection[int]) -> None:
        self._threads_asked.update(thread_ids)
        for known in await people.customers_by_thread(self._session, chat_id, thread_ids):
            _, topic, _ = known
            if topic is not None and topic.lost_at is not None:
                self._by_thread[topic.chat_id, topic.thread_id] = topic
                continue
            self._remember(known)
            self._asked.add(known[0].id)

    async def customer(self, customer_id: int) -> Customer | None:
        if customer_id not in self._asked:
            await self.load_customers([customer_id])
        return self._customers.get(customer_id)

    async def topic(self, customer_id: int) -> Topic | None:
        """The customer's current topic."""
        if customer_id not in self._asked:
            await self.load_customers([customer_id])
        return self._topics.get(customer_id)

    async def ticket(self, customer_id: int) -> Ticket | None:
        """The customer's live ticket."""
        if customer_id not in self._asked:
            await self.load_customers([customer_id])
        return self._tickets.get(customer_id)

    async def topic_at(self, chat_id: int, thread_id: int) -> Topic | None:
        """The topic that is this thread, also one lost to the bot; None when the thread is no customer's."""
        if thread_id not in self._threads_asked:
            await self.load_threads(chat_id, [thread_id])
        return self._by_thread.get((chat_id, thread_id))

    def add_customer(self, customer: Customer) -> None:
        self._session.add(customer)
        self._asked.add(customer.id)
        self._customers[customer.id] = customer

    def add_ticket(self, ticket: Ticket) -> None:
        self._session.add(ticket)
        self._tickets[ticket.customer_id] = ticket

    def know_ticket(self, ticket: Ticket) -> None:
        """It was read by other means: the same row must not be looked for again."""
        self._tickets[ticket.customer_id] = ticket

    def forget_ticket(self, ticket: Ticket) -> None:
        """It is closed: the customer's next one is another."""
        self._tickets.pop(ticket.customer_id, None)

    def add_topic(self, topic: Topic) -> None:
        self._session.add(topic)
        self._remember_topic(topic)

    def _remember(self, known: people.Known) -> None:
        customer, topic, ticket = known
        self._customers[customer.id] = customer
        if topic is not None:
            self._remember_topic(topic)
        if ticket is not None:
            self._tickets[customer.id] = ticket

    def _remember_topic(self, topic: Topic) -> None:
        self._topics[topic.customer_id] = topic
        self._by_thread[topic.chat_id, topic.thread_id] = topic
