"""The carrier: takes messages, edits, reactions and recalls to the other side."""

import logging
from functools import partial
from typing import Any

from aiogram.methods import (
    CopyMessage,
    CopyMessages,
    DeleteMessage,
    EditMessageText,
    GetFile,
    SetMessageReaction,
    TelegramMethod,
)
from aiogram.types import BufferedInputFile, ReactionTypeEmoji, ReactionTypeUnion

from bot.domain.content import Content
from bot.domain.entities import join_texts
from bot.domain.items import Copy, MessageFacts
from bot.domain.notes import is_note
from bot.outbox.calls import Calls
from bot.outbox.edits import edit_rungs
from bot.outbox.failures import Failure, Meaning
from bot.outbox.group_watch import GroupWatch
from bot.outbox.ladder import Ladder, Source, album, merged_text, rungs
from bot.outbox.lanes import Lane, Load
from bot.outbox.outcome import Misplaced, Outcome, Refused, TryAgain
from bot.outbox.target import Reupload, Step, Target, message_entities
from bot.outbox.threads import Threads
from bot.outbox.twins import other_side, reply_on_other_side
from bot.services import deliveries
from bot.services.desk import Desks
from bot.telegram import Telegram
from db.enums import Direction, OutboxState
from db.models import Message
from db.queries import messages

logger = logging.getLogger(__name__)


class Carrier:
    """One method for each kind of outbox item that is about a message."""

    def __init__(self, telegram: Telegram, desks: Desks, threads: Threads, watch: GroupWatch) -> None:
        self._telegram = telegram
        self._desks = desks
        self._threads = threads
        self._watch = watch

    async def relay(self, lane: Lane, calls: Calls) -> Outcome:
        """Carry the head of the lane, with what may travel with it."""
        head = lane.items[0].message
        if head is None:
            return Outcome((lane.items[0],))
        target = await self._target(head, calls)
        scarce = await calls.reserve(lane.album_size())
        load = lane.load(scarce)
        carried = load.messages
        if load.recalled:
            calls.give_back()
            asked_in = next((i.payload["asked_in"] for i in load.items if "asked_in" in i.payload), None)
            effect = partial(deliveries.recalled, customer_id=head.customer_id, asked_in=asked_in)
            return Outcome(load.items, effect=effect)
        if head.direction is Direction.TO_CUSTOMER and any(is_note(m.content.text) for m in carried):
            calls.give_back()
            return Outcome(load.items, effect=partial(deliveries.turned_out_a_note, carried=carried))
        try:
            return await self._carry(lane, load, target, calls)
        except Refused as refused:
            if refused.failure.meaning is Meaning.REJECTED:
                return undeliverable(load.only_first(), refused.failure)
            if refused.failure.meaning is Meaning.CUSTOMER_GONE:
                return customer_gone(load, refused.failure)
            raise

    async def edit(self, lane: Lane, calls: Calls) -> Outcome:
        """Bring a copy up to date with the last edit."""
        load = lane.load(scarce=False)
        facts = load.messages[0]
        stored = await self._stored(facts.id)
        if stored is None or stored.copy_chat_id is None or stored.copy_message_id is None:
            return Outcome(load.items)
        async with self._desks.database.reading() as session:
            sharing = await messages.by_copy(session, stored.copy_chat_id, stored.copy_message_id)
        if len(sharing) > 1:
            return await self._edit_merged(load, sharing, calls)
        before = Content.from_json(load.items[0].payload["before"])
        copy = (stored.copy_chat_id, stored.copy_message_id)
        target = await self._target(facts, calls)
        ladder = edit_rungs(before, facts.content, copy, target, in_album=facts.media_group_id is not None)
        try:
            await self._climb(ladder, calls, target)
        except Refused as refused:
            if refused.failure.meaning not in (Meaning.TARGET_GONE, Meaning.REJECTED, Meaning.CUSTOMER_GONE):
                raise
            return Outcome(load.items, error=refused.failure.description, units=calls.units)
        return Outcome(load.items, units=calls.units)

    async def recall(self, lane: Lane, calls: Calls) -> Outcome:
        """Delete the customer's copy of an answer."""
        item = lane.items[0]
        assert item.message is not None
        customer_id, asked_in = item.message.customer_id, item.payload.get("asked_in")
        stored = await self._stored(item.message.id)
        failure = "the message was not delivered"
        if stored is not None and stored.copy_chat_id is not None and stored.copy_message_id is not None:
            try:
                await calls.make(
                    DeleteMessage(chat_id=stored.copy_chat_id, message_id=stored.copy_message_id)
                )
                effect = partial(deliveries.recalled, customer_id=customer_id, asked_in=asked_in)
                return Outcome((item,), effect=effect)
            except Refused as refused:
                failure = refused.failure.description
        told = partial(deliveries.not_recalled, customer_id=customer_id, asked_in=asked_in, error=failure)
        return Outcome((item,), error=failure, effect=told)

    async def reaction(self, lane: Lane, calls: Calls) -> Outcome:
        """Show the last reaction on the twin; where that is not possible, do nothing."""
        load = lane.load(scarce=False)
        stored = await self._stored(load.messages[0].id)
        payload = load.head.payload
        twin = other_side(stored, to_group=payload["to_group"]) if stored is not None else None
        if twin is None:
            return Outcome(load.items)
        emoji = payload["emoji"]
        return await self._react(load, twin, emoji, calls)

    async def mark(self, lane: Lane, calls: Calls) -> Outcome:
        """The desk's own reaction on an operator's message."""
        load = lane.load(scarce=False)
        facts = load.messages[0]
        return await self._react(
            load, (facts.source_chat_id, facts.source_message_id), load.head.payload["emoji"], calls
        )

    async def _react(self, load: Load, place: tuple[int, int], emoji: str | None, calls: Calls) -> Outcome:
        shown: list[ReactionTypeUnion] = [ReactionTypeEmoji(emoji=emoji)] if emoji else []
        try:
            await calls.make(SetMessageReaction(chat_id=place[0], message_id=place[1], reaction=shown))
        except Refused as refused:
            if refused.failure.meaning is Meaning.GROUP_DOWN:
                raise
            return Outcome(load.items, error=refused.failure.description)
        return Outcome(load.items)

    async def _carry(self, lane: Lane, load: Load, target: Target, calls: Calls) -> Outcome:
        first = load.messages[0]
        reply = await reply_on_other_side(self._desks.database, first, target.chat_id)
        target = Target(target.chat_id, target.thread_id, reply)
        if load.is_album:
            outcome = await self._album(load, target, calls)
            if outcome is not None:
                return outcome
            lane.broken_album = first.media_group_id
        elif len(load.messages) > 1:
            outcome = await self._merged(load, target, calls)
            if outcome is not None:
                return outcome
        alone = load.only_first() if len(load.messages) > 1 else load
        source = Source(first.source_chat_id, first.source_message_id)
        result = await self._climb(rungs(first.content, source, target), calls, target)
        copies = (Copy(first.id, target.chat_id, int(result["message_id"])),) if result else ()
        return self._arrived(alone, copies, calls)

    async def _album(self, load: Load, target: Target, calls: Calls) -> Outcome | None:
        """All items in one call; None when they cannot travel together."""
        call = album([facts.content for facts in load.messages], target)
        if call is not None:
            try:
                results = await self._send(call, calls, target)
                return self._arrived(load, _pairs(load, results, target), calls)
            except Refused as refused:
                if refused.failure.meaning is not Meaning.REJECTED:
                    raise
        try:
            copied = CopyMessages(
                chat_id=target.chat_id,
                message_thread_id=target.thread_id,
                from_chat_id=load.messages[0].source_chat_id,
                message_ids=sorted(facts.source_message_id for facts in load.messages),
            )
            results = await self._send(copied, calls, target)
        except Refused as refused:
            if refused.failure.meaning is not Meaning.REJECTED:
                raise
            return None
        # Bot API: items that cannot be copied are left out without saying which; then no twin is certain.
        complete = len(results) == len(load.messages)
        return self._arrived(load, _pairs(load, results, target) if complete else (), calls)

    async def _merged(self, load: Load, target: Target, calls: Calls) -> Outcome | None:
        """Several texts as one message; None when Telegram will not have them so."""
        parts = [(facts.content.text or "", facts.content.entities) for facts in load.messages]
        try:
            result = await self._send(merged_text(parts, target), calls, target)
        except Refused as refused:
            if refused.failure.meaning is not Meaning.REJECTED:
                raise
            return None
        _, _, ranges = join_texts(parts)
        copies = tuple(
            Copy(facts.id, target.chat_id, int(result["message_id"]), part, start)
            for part, (facts, (start, _)) in enumerate(zip(load.messages, ranges, strict=True))
        )
        return self._arrived(load, copies, calls)

    async def _edit_merged(self, load: Load, sharing: list[Message], calls: Calls) -> Outcome:
        """One part of a merged copy changed: write the whole copy again."""
        contents = [Content.from_json(message.content) for message in sharing]
        parts = [(content.text or "", content.entities) for content in contents]
        text, entities, ranges = join_texts(parts)
        chat_id, copy_id = sharing[0].copy_chat_id, sharing[0].copy_message_id
        assert chat_id is not None and copy_id is not None
        method = EditMessageText(
            chat_id=chat_id,
            message_id=copy_id,
            text=text,
            entities=message_entities(entities),
            parse_mode=None,
        )
        try:
            await calls.make(method)
        except Refused as refused:
            if refused.failure.meaning in (Meaning.GROUP_DOWN, Meaning.TOPIC_GONE):
                raise
            return Outcome(load.items, error=refused.failure.description, units=calls.units)
        copies = tuple(
            Copy(message.id, chat_id, copy_id, part, start)
            for part, (message, (start, _)) in enumerate(zip(sharing, ranges, strict=True))
        )
        return Outcome(load.items, copies, units=calls.units)

    def _arrived(self, load: Load, copies: tuple[Copy, ...], calls: Calls) -> Outcome:
        first = load.messages[0]
        marked = self._desks.rules.mark_delivered and first.direction is Direction.TO_CUSTOMER
        effect = partial(deliveries.arrived, facts=first) if marked else None
        return Outcome(load.items, copies, effect=effect, units=calls.units)

    async def _climb(self, ladder: Ladder, calls: Calls, target: Target) -> Any:
        """The result of the first rung that Telegram takes; None when there was nothing to do."""
        last: Refused | None = None
        tried = False
        for rung in ladder:
            if not rung:
                continue
            tried = True
            try:
                first = await self._send(rung[0], calls, target)
            except Refused as refused:
                if refused.failure.meaning is Meaning.DONE_ALREADY:
                    for step in rung[1:]:
                        await self._send_rest(step, calls, target)
                    return None
                if refused.failure.meaning is not Meaning.REJECTED:
                    raise
                ladder.failed(refused.failure.description)
                last = refused
                continue
            for step in rung[1:]:
                await self._send_rest(step, calls, target)
            return first
        if last is not None:
            raise last
        calls.give_back()
        if not tried:
            logger.debug("nothing to send")
        return None

    async def _send_rest(self, step: Step, calls: Calls, target: Target) -> None:
        """A later step of a rung: the twin exists, so a refusal of its sequel is logged, not climbed on."""
        try:
            await self._send(step, calls, target)
        except Refused as refused:
            logger.warning("part of a message was refused", extra={"error": refused.failure.description})

    async def _send(self, step: Step, calls: Calls, target: Target) -> Any:
        method = await self._uploaded(step, calls) if isinstance(step, Reupload) else step
        if target.thread_id is not None and isinstance(method, CopyMessage | CopyMessages):
            # Copies return no thread id, and a group that is no forum any more swallows it silently.
            await self._watch.confirm_forum()
        result = await calls.make(method)
        if target.thread_id is not None:
            await self._check_place(method, result, target, calls)
        return result

    async def _uploaded(self, step: Reupload, calls: Calls) -> TelegramMethod[Any]:
        file = await calls.make(GetFile(file_id=step.file_id))
        content = await calls.download(file["file_path"])
        return step.upload(BufferedInputFile(content, step.file_name))

    async def _check_place(
        self, method: TelegramMethod[Any], result: Any, target: Target, calls: Calls
    ) -> None:
        """Bot API: `message_thread_id` is ignored when the group is no forum: all would read it."""
        for sent in result if isinstance(result, list) else [result]:
            if not isinstance(sent, dict) or "chat" not in sent:
                continue
            if sent.get("message_thread_id") != target.thread_id:
                await self._take_back(sent, target, calls)
                raise Misplaced(f"{method.__api_method__} landed outside topic {target.thread_id}")

    async def _take_back(self, sent: dict[str, Any], target: Target, calls: Calls) -> None:
        try:
            await calls.make(DeleteMessage(chat_id=target.chat_id, message_id=sent["message_id"]))
        except Refused as refused:
            logger.error("a misplaced message stays", extra={"error": refused.failure.description})

    async def _target(self, facts: MessageFacts, calls: Calls) -> Target:
        if facts.direction is Direction.TO_CUSTOMER:
            return Target(facts.customer_id)
        if self._desks.group.id is None:
            # Nothing is granted for a group that is not there: this waits until it is.
            await calls.reserve()
            calls.give_back()
            raise TryAgain("a group was set up")
        thread = await self._threads.of(facts.customer_id, calls)
        return Target(thread.chat_id, thread.thread_id)

    async def _stored(self, message_id: int) -> Message | None:
        async with self._desks.database.reading() as session:
            return await session.get(Message, message_id)


def undeliverable(load: Load, failure: Failure) -> Outcome:
    """Given up, kept, and said where it matters."""
    effect = partial(deliveries.rejected, item=load.head, carried=load.messages, error=failure.description)
    return Outcome(load.items, state=OutboxState.DEAD, error=failure.description, effect=effect)


def customer_gone(load: Load, failure: Failure) -> Outcome:
    """The customer blocked the bot or is gone: kept as dead, since the customer may come back."""
    assert load.head.customer_id is not None
    effect = partial(
        deliveries.customer_gone,
        customer_id=load.head.customer_id,
        carried=load.messages,
        error=failure.description,
    )
    return Outcome(load.items, state=OutboxState.DEAD, error=failure.description, effect=effect)


def _pairs(load: Load, results: list[Any], target: Target) -> tuple[Copy, ...]:
    ordered = sorted(load.messages, key=lambda facts: facts.source_message_id)
    return tuple(
        Copy(facts.id, target.chat_id, int(sent["message_id"]))
        for facts, sent in zip(ordered, results, strict=False)
    )
