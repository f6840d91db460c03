"""The gateway: delivers the head of a lane, and answers to what Telegram says against it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from aiogram.methods import GetChatMember, LeaveChat, ReopenForumTopic

from bot.domain.group_faults import NOT_FORUM
from bot.domain.items import Item
from bot.domain.presses import Press
from bot.outbox.alarm import Alarm
from bot.outbox.calls import Calls, Wire
from bot.outbox.carrier import Carrier, customer_gone, undeliverable
from bot.outbox.failures import Meaning
from bot.outbox.follower import Follower
from bot.outbox.group_watch import GroupWatch
from bot.outbox.inspection import is_member
from bot.outbox.lanes import Lane
from bot.outbox.outcome import Misplaced, Outcome, Refused, TryAgain
from bot.outbox.setting_up import SettingUp
from bot.outbox.showcase import Showcase
from bot.outbox.threads import Threads
from bot.outbox.transport import Transport
from bot.outbox.wording import check_place, rewritten, words
from bot.services import group, presses
from bot.services.desk import Desks
from db.enums import OutboxKind

logger = logging.getLogger(__name__)

Delivery = Callable[[Lane, Calls], Awaitable[Outcome]]


class Gateway:
    """One method for each kind of outbox item that is the desk's own word or deed."""

    def __init__(self, wire: Wire, desks: Desks, threads: Threads, watch: GroupWatch) -> None:
        self._wire = wire
        self._desks = desks
        self._threads = threads
        self._watch = watch
        transport = Transport(desks, threads, watch)
        carrier, follower = Carrier(desks, transport), Follower(desks, transport)
        showcase = Showcase(desks, threads.icons)
        self._deliveries: dict[OutboxKind, Delivery] = {
            OutboxKind.RELAY: carrier.relay,
            OutboxKind.EDIT: follower.edit,
            OutboxKind.RECALL: follower.recall,
            OutboxKind.REACTION: follower.reaction,
            OutboxKind.MARK: follower.mark,
            OutboxKind.NOTICE: self._notice,
            OutboxKind.SAY: self._say,
            OutboxKind.CARD: showcase.card,
            OutboxKind.PIN: showcase.pin,
            OutboxKind.ICON: showcase.icon,
            OutboxKind.ALERT: Alarm(desks, threads).alert,
            OutboxKind.REWRITE: self._rewrite,
            OutboxKind.PRESS: self._press,
            OutboxKind.REOPEN_TOPIC: self._reopen_topic,
            OutboxKind.LEAVE: self._leave,
            OutboxKind.SETUP: SettingUp(wire, desks).setup,
        }

    async def deliver(self, lane: Lane) -> Outcome:
        """Send what is at the head of `lane`; returns when it has arrived or never will.

        Raises:
            TryAgain: the world changed meanwhile; the lane begins with its head anew.
        """
        head = lane.items[0]
        calls = Calls(self._wire, lane, head.priority)
        try:
            outcome = await self._deliveries[head.kind](lane, calls)
            if calls.to_group and outcome.units:
                self._watch.worked()
            return replace(outcome, sending=calls.sending)
        except Refused as refused:
            return replace(await self._answer(refused, lane, calls), sending=calls.sending)
        except Misplaced as misplaced:
            self._desks.metrics.misplaced()
            logger.error("a message landed outside its topic", extra={"error": str(misplaced)})
            await self._watch.problem(str(misplaced), NOT_FORUM)
            raise TryAgain(str(misplaced)) from misplaced
        finally:
            calls.give_back()

    async def _answer(self, refused: Refused, lane: Lane, calls: Calls) -> Outcome:
        failure = refused.failure
        load = lane.load(scarce=False)
        customer_id = load.head.customer_id
        match failure.meaning:
            case Meaning.TOPIC_GONE if customer_id is not None and calls.thread is not None:
                logger.warning("a topic is gone", extra={"customer": customer_id, "lost": calls.thread})
                await self._threads.lose(customer_id, calls.thread)
            case Meaning.GROUP_DOWN:
                await self._watch.problem(failure.description)
            case Meaning.MIGRATED:
                await self._migrate(failure.migrate_to)
                if load.head.chat_id is not None:
                    return Outcome(load.items, error=failure.description)  # it was for the old chat
            case Meaning.CUSTOMER_GONE if customer_id is None:
                # An admin who never started the bot, a group that we were kicked from: nobody can be told.
                logger.warning("a chat cannot be reached", extra={"chat": load.head.chat_id})
                return Outcome(load.items, error=failure.description)
            case Meaning.CUSTOMER_GONE if customer_id is not None:
                return customer_gone(load, failure)
            case Meaning.DONE_ALREADY | Meaning.TARGET_GONE:
                return Outcome(load.items, error=failure.description, units=calls.units)
            case _:
                logger.error(
                    "an item is given up", extra={"item": load.head.id, "error": failure.description}
                )
                return undeliverable(load, failure)
        raise TryAgain(failure.description) from refused

    async def _migrate(self, new_id: int) -> None:
        async with self._desks.open() as desk:
            if desk.group.id is not None:
                await group.migrate(desk, desk.group.id, new_id)
            await desk.commit()
        self._watch.look_now()

    async def _notice(self, lane: Lane, calls: Calls) -> Outcome:
        item = lane.items[0]
        assert item.customer_id is not None
        await calls.reserve()
        thread = await self._threads.of(item.customer_id, calls)
        if await _whispered(item, thread.chat_id, thread.thread_id, calls):
            return Outcome((item,), units=calls.units)
        method = words(thread.chat_id, thread.thread_id, item.payload)
        result = await calls.make(method)
        await check_place(result, thread, calls)
        return Outcome((item,), units=calls.units)

    async def _say(self, lane: Lane, calls: Calls) -> Outcome:
        item = lane.items[0]
        assert item.chat_id is not None
        thread_id = item.payload.get("thread_id")
        if not await _whispered(item, item.chat_id, thread_id, calls):
            await calls.make(words(item.chat_id, thread_id, item.payload))
        return Outcome((item,), units=calls.units)

    async def _rewrite(self, lane: Lane, calls: Calls) -> Outcome:
        """Other words or other buttons for a message of the desk's own; one that is gone needs none."""
        item = lane.items[0]
        try:
            await calls.make(rewritten(item.chat_id, item.payload))
        except Refused as refused:
            if refused.failure.meaning is not Meaning.REJECTED:
                raise
            return Outcome((item,), error=refused.failure.description, units=calls.units)
        return Outcome((item,), units=calls.units)

    async def _press(self, lane: Lane, calls: Calls) -> Outcome:
        """Is the stranger who pressed a button a member of the group? Only then it counts."""
        item = lane.items[0]
        press = Press(**item.payload["press"])
        try:
            member = await calls.make(GetChatMember(chat_id=press.chat_id, user_id=press.user_id))
        except Refused as refused:
            if refused.failure.meaning is Meaning.GROUP_DOWN:
                raise
            return Outcome((item,), error=refused.failure.description)
        if not is_member(member):
            return Outcome((item,), effect=partial(presses.refuse, press=press))
        return Outcome((item,), effect=partial(presses.enrol, press=press))

    async def _reopen_topic(self, lane: Lane, calls: Calls) -> Outcome:
        load = lane.load(scarce=False)
        assert load.head.customer_id is not None
        await calls.reserve()
        thread = await self._threads.of(load.head.customer_id, calls)
        await calls.make(ReopenForumTopic(chat_id=thread.chat_id, message_thread_id=thread.thread_id))
        return Outcome(load.items, units=calls.units)

    async def _leave(self, lane: Lane, calls: Calls) -> Outcome:
        item = lane.items[0]
        assert item.chat_id is not None
        if item.chat_id == self._desks.group.id:
            return Outcome((item,))  # it has become the desk's group meanwhile
        await calls.make(LeaveChat(chat_id=item.chat_id))
        return Outcome((item,))


async def _whispered(item: Item, chat_id: int, thread_id: int | None, calls: Calls) -> bool:
    """Was it said so that only one member sees it? Where Telegram will not, all may see it."""
    receiver = item.payload.get("receiver")
    if receiver is None:
        return False
    try:
        await calls.make(words(chat_id, thread_id, item.payload, receiver_id=receiver))
    except Refused as refused:
        if refused.failure.meaning not in (Meaning.REJECTED, Meaning.TARGET_GONE):
            raise
        return False
    return True
