"""The gateway: delivers the head of a lane, and answers to what Telegram says against it."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from aiogram.exceptions import TelegramAPIError
from aiogram.methods import (
    EditMessageText,
    LeaveChat,
    PinChatMessage,
    ReopenForumTopic,
    SendMessage,
)
from aiogram.types import LinkPreviewOptions, ReplyParameters

from bot import metrics
from bot.outbox.calls import Calls, ServerErrors, Thread, Wire
from bot.outbox.carrier import Carrier, customer_gone, undeliverable
from bot.outbox.failures import Meaning, classify
from bot.outbox.follower import Follower
from bot.outbox.group_watch import GroupWatch
from bot.outbox.inspection import NOT_FORUM, Finding, inspect
from bot.outbox.lanes import Lane
from bot.outbox.outcome import Misplaced, Outcome, Refused, TryAgain
from bot.outbox.threads import Threads
from bot.outbox.transport import Transport
from bot.services import deliveries, group, setup
from bot.services.desk import Desks
from bot.views.card import card
from db.enums import OutboxKind, OutboxState
from db.queries import people

logger = logging.getLogger(__name__)

Delivery = Callable[[Lane, Calls], Awaitable[Outcome]]
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Gateway:
    """One method for each kind of outbox item that is the desk's own word or deed."""

    def __init__(self, wire: Wire, desks: Desks, threads: Threads, watch: GroupWatch) -> None:
        self._wire = wire
        self._desks = desks
        self._threads = threads
        self._watch = watch
        transport = Transport(desks, threads, watch)
        carrier, follower = Carrier(desks, transport), Follower(desks, transport)
        self._deliveries: dict[OutboxKind, Delivery] = {
            OutboxKind.RELAY: carrier.relay,
            OutboxKind.EDIT: follower.edit,
            OutboxKind.RECALL: follower.recall,
            OutboxKind.REACTION: follower.reaction,
            OutboxKind.MARK: follower.mark,
            OutboxKind.NOTICE: self._notice,
            OutboxKind.SAY: self._say,
            OutboxKind.CARD: self._card,
            OutboxKind.PIN: self._pin,
            OutboxKind.REOPEN_TOPIC: self._reopen_topic,
            OutboxKind.LEAVE: self._leave,
            OutboxKind.SETUP: self._setup,
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
            return outcome
        except Refused as refused:
            return await self._answer(refused, lane, calls)
        except Misplaced as misplaced:
            metrics.MISPLACED.inc()
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
        method = _words(thread.chat_id, item.payload["html"], thread.thread_id, item.payload.get("reply_to"))
        result = await calls.make(method)
        await _check_place(result, thread, calls)
        return Outcome((item,), units=calls.units)

    async def _say(self, lane: Lane, calls: Calls) -> Outcome:
        item = lane.items[0]
        payload = item.payload
        assert item.chat_id is not None
        method = _words(item.chat_id, payload["html"], payload.get("thread_id"), payload.get("reply_to"))
        await calls.make(method)
        return Outcome((item,), units=calls.units)

    async def _card(self, lane: Lane, calls: Calls) -> Outcome:
        """Post or rewrite the card; read when it leaves, so that it shows the last state."""
        customer_id = lane.items[0].customer_id
        assert customer_id is not None
        await calls.reserve()
        load = lane.load(scarce=False)
        async with self._desks.database.reading() as session:
            known = await people.customers_with_desk(session, [customer_id])
            earlier = await people.earlier_topics(session, customer_id)
        customer, topic, ticket = known[0]
        if topic is None or topic.chat_id != self._desks.group.id:
            return Outcome(load.items)  # the topic that comes next asks for its own card
        calls.thread = Thread(topic.id, topic.chat_id, topic.thread_id)
        rules = self._desks.rules
        html = card(customer, topic, ticket, earlier, self._desks.texts, rules.language, rules.timezone)
        if topic.card_message_id is not None:
            edit = EditMessageText(
                chat_id=topic.chat_id,
                message_id=topic.card_message_id,
                text=html,
                parse_mode="HTML",
                link_preview_options=_NO_PREVIEW,
            )
            try:
                await calls.make(edit)
                return Outcome(load.items, units=calls.units)
            except Refused as refused:
                if refused.failure.meaning is Meaning.DONE_ALREADY:
                    return Outcome(load.items, units=calls.units)
                if refused.failure.meaning not in (Meaning.TARGET_GONE, Meaning.REJECTED):
                    raise
        result = await calls.make(_words(topic.chat_id, html, topic.thread_id, None))
        await _check_place(result, calls.thread, calls)
        posted = partial(deliveries.card_posted, topic_id=topic.id, message_id=int(result["message_id"]))
        return Outcome(load.items, effect=posted, units=calls.units)

    async def _pin(self, lane: Lane, calls: Calls) -> Outcome:
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

    async def _setup(self, lane: Lane, calls: Calls) -> Outcome:
        item = lane.items[0]
        assert item.chat_id is not None
        chat_id, finding = await self._inspect(item.chat_id, calls)
        answer = partial(
            setup.conclude,
            chat_id=chat_id,
            thread_id=item.payload.get("thread_id"),
            reply_to=item.payload.get("reply_to"),
            title=finding.title,
            faults=finding.faults,
        )
        return Outcome((item,), state=OutboxState.DONE, effect=answer)

    async def _inspect(self, chat_id: int, calls: Calls) -> tuple[int, Finding]:
        """What an inspection finds, and the id that the chat has now; waits for Telegram's answer."""
        errors = ServerErrors(self._wire)
        while True:
            await calls.reserve()
            try:
                finding = await inspect(self._wire.telegram, chat_id)
            except TelegramAPIError as error:
                calls.give_back()
                await calls.wait_out(classify(error, to_group=False), errors)
                continue
            calls.give_back()
            if finding.migrated_to is None:
                return chat_id, finding
            chat_id = finding.migrated_to


async def _check_place(result: dict[str, Any], thread: Thread, calls: Calls) -> None:
    """Bot API: the thread is ignored when the group is no forum; nothing may stay in General."""
    if result.get("message_thread_id") != thread.thread_id:
        await calls.undo(thread.chat_id, [result["message_id"]])
        raise Misplaced(f"the desk's words landed outside topic {thread.thread_id}")


def _words(chat_id: int, html: str, thread_id: int | None, reply_to: int | None) -> SendMessage:
    reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True) if reply_to else None
    return SendMessage(
        chat_id=chat_id,
        message_thread_id=thread_id,
        text=html,
        parse_mode="HTML",
        reply_parameters=reply,
        link_preview_options=_NO_PREVIEW,
    )
