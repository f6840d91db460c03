"""The alarm: says which promises run out, each in its ticket's topic; a storm of them in General at once."""

from collections.abc import Mapping, Sequence

from bot.domain.answers import markup
from bot.domain.items import Item
from bot.domain.queued_alerts import AlertedClock, QueuedAlert
from bot.outbox.calls import Calls
from bot.outbox.carrier import undeliverable
from bot.outbox.failures import Meaning
from bot.outbox.lanes import Lane, Load
from bot.outbox.outcome import Outcome, Refused, TryAgain
from bot.outbox.threads import Threads
from bot.outbox.wording import check_place, words
from bot.services import alerts
from bot.services.desk import Desks
from bot.services.staff import Member
from bot.views.alerts import LISTED, Mention, StormLine, alert, alert_keyboard, storm
from db.queries import people

STORM = 5  # more tickets than these at once are one summary

Said = Sequence[tuple[QueuedAlert, AlertedClock]]
"""What is still worth saying about one ticket, never empty."""


class Alarm:
    """What waits together leaves together; what is no longer true when it leaves is dropped."""

    def __init__(self, desks: Desks, threads: Threads) -> None:
        self._desks = desks
        self._threads = threads

    async def alert(self, lane: Lane, calls: Calls) -> Outcome:
        """Say what waits about the first ticket of the lane, or all of a storm.

        1. The first of a storm must not leave alone while a sweep is still writing the others.
        2. What waits is judged when there is budget for it, so that what piles up meanwhile is in it.
        """
        await self._desks.alerts_complete.wait()
        await calls.reserve()
        if not self._desks.alerts_complete.is_set():
            raise TryAgain("more alerts are being written")
        items = lane.load(scarce=False).items
        tickets = await self._worth_saying(items)
        if len(tickets) > STORM:
            return await self._storm(items, tickets, calls)
        said_to = {said[0][1].customer_id: said for said in tickets.values()}
        customer_id = items[0].customer_id
        if customer_id not in said_to:
            return Outcome(tuple(item for item in items if item.customer_id not in said_to))
        own = tuple(item for item in items if item.customer_id == customer_id)
        return await self._say(own, said_to[customer_id], calls)

    async def _worth_saying(self, items: Sequence[Item]) -> Mapping[int, Said]:
        """By ticket."""
        queued = {
            (one.clock_id, one.level, one.due_at): one
            for item in items
            for one in map(QueuedAlert.from_json, item.payload["alerts"])
        }
        now = self._desks.clock()
        async with self._desks.database.reading() as session:
            found = await alerts.worth_saying(session, queued.values(), now)
        tickets: dict[int, list[tuple[QueuedAlert, AlertedClock]]] = {}
        for one, clock in found:
            tickets.setdefault(clock.ticket_id, []).append((one, clock))
        return tickets

    async def _say(self, items: tuple[Item, ...], said: Said, calls: Calls) -> Outcome:
        customer_id = items[0].customer_id
        assert customer_id is not None
        thread = await self._threads.of(customer_id, calls)
        wording, clock = self._desks.wording, said[0][1]
        called = _mentions(alerts.called(self._desks.staff, clock.assignee_id))
        keyboard = alert_keyboard(clock.ticket_id, is_taken=clock.assignee_id is not None, wording=wording)
        html = alert([one for one, _ in said], called, wording, self._desks.clock())
        method = words(thread.chat_id, thread.thread_id, {"html": html, "markup": markup(keyboard)})
        try:
            result = await calls.make(method)
        except Refused as refused:
            if refused.failure.meaning is not Meaning.REJECTED:
                raise
            return undeliverable(Load(items[0], items), refused.failure)  # the others are not at fault
        await check_place(result, thread, calls)
        return Outcome(items, units=calls.units)

    async def _storm(self, items: tuple[Item, ...], tickets: Mapping[int, Said], calls: Calls) -> Outcome:
        """One summary settles them all; it calls the duty list, without one whoever holds a listed ticket."""
        group_id = self._desks.group.id
        if group_id is None:
            raise TryAgain("the group is gone")
        earliest = [min(said, key=lambda pair: pair[0].due_at) for said in tickets.values()]
        listed = sorted(earliest, key=lambda pair: (pair[0].due_at, pair[0].ticket_id))[:LISTED]
        lines = await self._lines(listed)
        staff = self._desks.staff
        called = alerts.called(staff, None) or alerts.holders(staff, [c.assignee_id for _, c in listed])
        html = storm(lines, len(tickets), _mentions(called), self._desks.wording)
        await calls.make(words(group_id, None, {"html": html}))
        return Outcome(items, units=calls.units)

    async def _lines(self, listed: Said) -> list[StormLine]:
        async with self._desks.database.reading() as session:
            known = await people.customers_with_desk(session, [clock.customer_id for _, clock in listed])
        names = {customer.id: customer.full_name for customer, _, _ in known}
        topics = {
            customer.id: (topic.chat_id, topic.thread_id)
            for customer, topic, _ in known
            if topic is not None and topic.chat_id == self._desks.group.id
        }
        return [
            StormLine(one, names.get(clock.customer_id, ""), topics.get(clock.customer_id))
            for one, clock in listed
        ]


def _mentions(called: Sequence[Member]) -> list[Mention]:
    return [Mention(member.id, member.name) for member in called]
