"""The showcase: what a topic shows of its ticket (card, pin, icon), always the last state."""

from functools import partial
from typing import Any

from aiogram.methods import EditForumTopic, PinChatMessage

from bot.domain.answers import markup
from bot.domain.icons import icon_for
from bot.domain.items import Item
from bot.outbox.calls import Calls, Thread
from bot.outbox.failures import Meaning
from bot.outbox.icons import Icons
from bot.outbox.lanes import Lane
from bot.outbox.outcome import Outcome, Refused
from bot.outbox.wording import check_place, rewritten, words
from bot.services import deliveries, overview
from bot.services.desk import Desks
from bot.views.card import card, card_keyboard
from db.queries import people


class Showcase:
    """Each reads the database when it leaves: however many were asked for, the last state is shown."""

    def __init__(self, desks: Desks, icons: Icons) -> None:
        self._desks = desks
        self._icons = icons
        self._menus: dict[int, tuple[int, str | None]] = {}  # by customer: which item opened what

    async def card(self, lane: Lane, calls: Calls) -> Outcome:
        """Post or rewrite the card, with its usual buttons or the menu that was asked for."""
        customer_id = lane.items[0].customer_id
        assert customer_id is not None
        await calls.reserve()
        load = lane.load(scarce=False)
        async with self._desks.database.reading() as session:
            facts = await overview.of_customer(session, self._desks, customer_id)
        if facts is None:
            return Outcome(load.items)  # the topic that comes next asks for its own card
        topic, wording = facts.topic, self._desks.wording
        calls.thread = Thread(topic.id, topic.chat_id, topic.thread_id)
        payload: dict[str, Any] = {
            "html": card(facts, wording),
            "markup": markup(card_keyboard(facts, wording, self._menu(customer_id, load.head))),
        }
        if topic.card_message_id is not None:
            try:
                await calls.make(rewritten(topic.chat_id, {**payload, "message_id": topic.card_message_id}))
                return Outcome(load.items, units=calls.units)
            except Refused as refused:
                if refused.failure.meaning is Meaning.DONE_ALREADY:
                    return Outcome(load.items, units=calls.units)
                if refused.failure.meaning not in (Meaning.TARGET_GONE, Meaning.REJECTED):
                    raise
        result = await calls.make(words(topic.chat_id, topic.thread_id, payload))
        await check_place(result, calls.thread, calls)
        posted = partial(deliveries.card_posted, topic_id=topic.id, message_id=int(result["message_id"]))
        return Outcome(load.items, effect=posted, units=calls.units)

    def _menu(self, customer_id: int, item: Item) -> str | None:
        """The menu that the card shows: one that was opened stays open through changes older than itself."""
        if "menu" in item.payload:
            self._menus[customer_id] = (item.id, item.payload["menu"])
        opened_by, menu = self._menus.get(customer_id, (0, None))
        if item.id > opened_by:
            self._menus.pop(customer_id, None)
            return None
        return menu

    async def pin(self, lane: Lane, calls: Calls) -> Outcome:
        item = lane.items[0]
        assert item.customer_id is not None
        async with self._desks.database.reading() as session:
            topic = await people.current_topic(session, item.customer_id)
        if topic is None or topic.card_message_id is None or topic.card_pinned:
            return Outcome((item,))
        calls.thread = Thread(topic.id, topic.chat_id, topic.thread_id)
        pin = PinChatMessage(
            chat_id=topic.chat_id, message_id=topic.card_message_id, disable_notification=True
        )
        try:
            await calls.make(pin)
        except Refused as refused:
            if refused.failure.meaning is not Meaning.REJECTED:
                raise
            # Without the right to pin the desk works on; the card stays where it is.
            return Outcome((item,), error=refused.failure.description)
        pinned = partial(deliveries.card_pinned, topic_id=topic.id)
        return Outcome((item,), effect=pinned, units=calls.units)

    async def icon(self, lane: Lane, calls: Calls) -> Outcome:
        """Give the topic the icon of its ticket's state; without the right to, the desk works on."""
        await calls.reserve()
        load = lane.load(scarce=False)
        assert load.head.customer_id is not None
        async with self._desks.database.reading() as session:
            known = await people.customers_with_desk(session, [load.head.customer_id])
        _, topic, ticket = known[0]
        if topic is None or topic.chat_id != self._desks.group.id:
            calls.give_back()
            return Outcome(load.items)
        icon = icon_for(ticket.state if ticket else None, await self._icons.offered(calls))
        if icon is None or icon == topic.icon:
            calls.give_back()
            return Outcome(load.items, units=calls.units)
        calls.thread = Thread(topic.id, topic.chat_id, topic.thread_id)
        change = EditForumTopic(
            chat_id=topic.chat_id, message_thread_id=topic.thread_id, icon_custom_emoji_id=icon
        )
        try:
            await calls.make(change)
        except Refused as refused:
            if refused.failure.meaning is Meaning.REJECTED:
                return Outcome(load.items, error=refused.failure.description, units=calls.units)
            if refused.failure.meaning is not Meaning.DONE_ALREADY:
                raise
        shown = partial(deliveries.icon_shown, topic_id=topic.id, icon=icon)
        return Outcome(load.items, effect=shown, units=calls.units)
