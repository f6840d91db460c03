"""The carrier: takes messages, edits, reactions and recalls to the other side."""

import asyncio
import logging
from functools import partial
from typing import Any

from aiogram.methods import (
    CopyMessage,
    CopyMessages,
    DeleteMessage,
    DeleteMessages,
    EditMessageText,
    GetFile,
    SetMessageReaction,
    TelegramMethod,
)
from aiogram.types import BufferedInputFile, ReactionTypeEmoji, ReactionTypeUnion

from bot.domain.content import Content, ContentKind
from bot.domain.entities import TEXT_LIMIT, join_texts, utf16_len
from bot.domain.items import Copy, MessageFacts
from bot.domain.notes import stays_here
from bot.outbox.calls import Calls
from bot.outbox.edits import anew_rungs, edit_rungs
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

_NOT_THIS_WAY = (Meaning.REJECTED, Meaning.TARGET_GONE)
"""Another way to say the same may do."""


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
        scarce = await _reserve(lane, calls)
        load = lane.load(scarce)
        carried = load.messages
        if load.recalled:
            calls.give_back()
            asked_in = next((i.payload["asked_in"] for i in load.items if "asked_in" in i.payload), None)
            effect = partial(deliveries.recalled, taken_back=carried, asked_in=asked_in)
            return Outcome(load.items, effect=effect)
        if head.direction is Direction.TO_CUSTOMER and await self._stay_here(carried):
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
        await calls.reserve()
        load = lane.load(scarce=False)
        facts = load.messages[0]
        stored = await self._stored(facts.id)
        if stored is None or stored.copy_chat_id is None or stored.copy_message_id is None:
            return Outcome(load.items)
        if facts.direction is Direction.TO_CUSTOMER and stays_here(facts.content.text):
            return Outcome(load.items, effect=partial(deliveries.edit_became_note, facts=facts))
        async with self._desks.database.reading() as session:
            sharing = await messages.by_copy(session, stored.copy_chat_id, stored.copy_message_id)
        if stored.copy_chat_id not in (facts.customer_id, self._desks.group.id):
            return Outcome(load.items)  # it stayed behind in a group that was the desk's before
        before, after = Content.from_json(load.items[0].payload["before"]), facts.content
        copy = (stored.copy_chat_id, stored.copy_message_id)
        if len(sharing) > 1:
            outcome = await self._edit_merged(load, sharing, calls)
            if outcome is not None:
                return outcome
        target = await self._target(facts, calls)
        if len(sharing) > 1:
            ladder = anew_rungs(before, after, copy, target)
        else:
            ladder = edit_rungs(before, after, copy, target, in_album=facts.media_group_id is not None)
        try:
            await self._climb(ladder, calls, target)
        except Refused as refused:
            if refused.failure.meaning not in (*_NOT_THIS_WAY, Meaning.CUSTOMER_GONE):
                raise
            return Outcome(load.items, error=refused.failure.description, units=calls.units)
        return Outcome(load.items, units=calls.units)

    async def recall(self, lane: Lane, calls: Calls) -> Outcome:
        """Delete the customer's copy of an answer, or of an album."""
        load = lane.load(scarce=False)
        taken_back, asked_in = load.messages, load.head.payload.get("asked_in")
        async with self._desks.database.reading() as session:
            stored = await messages.by_ids(session, [facts.id for facts in taken_back])
        copies = [m.copy_message_id for m in stored.values() if m.copy_message_id is not None]
        try:
            if copies:
                await calls.make(_deletion(taken_back[0].customer_id, copies))
        except Refused as refused:
            # What is not found the customer does not have either.
            if "not found" not in (failure := refused.failure.description):
                told = partial(
                    deliveries.not_recalled, taken_back=taken_back, asked_in=asked_in, error=failure
                )
                return Outcome(load.items, error=failure, effect=told)
        effect = partial(deliveries.recalled, taken_back=taken_back, asked_in=asked_in)
        return Outcome(load.items, effect=effect)

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
        if place[0] not in (load.head.customer_id, self._desks.group.id):
            return Outcome(load.items)  # it stayed behind in a group that was the desk's before
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
        ladder = rungs(first.content, source, target)
        result = await self._climb(ladder, calls, target)
        copies = (Copy(first.id, target.chat_id, int(result["message_id"])),) if result else ()
        if ladder.only_named:
            named = partial(deliveries.only_named, facts=first)
            return Outcome(alone.items, copies, effect=named, units=calls.units)
        return self._arrived(alone, copies, calls)

    async def _stay_here(self, carried: tuple[MessageFacts, ...]) -> bool:
        """Did operators write this for themselves? Of an album one caption says so for all its items."""
        if any(stays_here(facts.content.text) for facts in carried):
            return True
        album_id = carried[0].media_group_id
        if album_id is None:
            return False
        async with self._desks.database.reading() as session:
            return await messages.is_note_album(session, carried[0].source_chat_id, album_id)

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

    async def _edit_merged(self, load: Load, sharing: list[Message], calls: Calls) -> Outcome | None:
        """One part of a merged copy changed: write the whole copy again; None when that cannot be."""
        contents = [Content.from_json(message.content) for message in sharing]
        parts = [(content.text or "", content.entities) for content in contents]
        text, entities, ranges = join_texts(parts)
        if any(c.kind is not ContentKind.TEXT for c in contents) or utf16_len(text) > TEXT_LIMIT:
            return None
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
            if refused.failure.meaning in _NOT_THIS_WAY:
                return None
            if refused.failure.meaning is not Meaning.DONE_ALREADY:
                raise
        copies = tuple(
            Copy(message.id, chat_id, copy_id, part, start)
            for part, (message, (start, _)) in enumerate(zip(sharing, ranges, strict=True))
        )
        return Outcome(load.items, copies, units=calls.units)

    def _arrived(self, load: Load, copies: tuple[Copy, ...], calls: Calls) -> Outcome:
        first = load.messages[0]
        is_retried = any(item.payload.get("retried") for item in load.items)
        is_marked = self._desks.rules.mark_delivered or is_retried
        is_answer = first.direction is Direction.TO_CUSTOMER
        effect = partial(deliveries.arrived, carried=load.messages) if is_marked and is_answer else None
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
                if refused.failure.meaning not in _NOT_THIS_WAY:
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
            # Copies return no thread id, and a group that is no forum any more ignores it silently.
            await self._watch.confirm_forum()
        result = await calls.make(method)
        if target.thread_id is not None and getattr(method, "message_thread_id", None) is not None:
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
        sent = result if isinstance(result, list) else [result]
        if isinstance(method, CopyMessage | CopyMessages):
            in_place = await self._watch.was_forum(asyncio.get_running_loop().time())
        else:
            shown = [message for message in sent if isinstance(message, dict) and "chat" in message]
            in_place = all(message.get("message_thread_id") == target.thread_id for message in shown)
        if not in_place:
            await calls.undo(target.chat_id, [message["message_id"] for message in sent])
            raise Misplaced(f"{method.__api_method__} landed outside topic {target.thread_id}")

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


async def _reserve(lane: Lane, calls: Calls) -> bool:
    """Wait for the budget of what leaves next, also of an album that grows meanwhile; was it scarce?"""
    size = lane.album_size()
    scarce = await calls.reserve(size)
    while (grown := lane.album_size()) > size:
        calls.give_back()
        size = grown
        scarce = await calls.reserve(size) or scarce
    return scarce


def _deletion(chat_id: int, message_ids: list[int]) -> DeleteMessage | DeleteMessages:
    if len(message_ids) == 1:
        return DeleteMessage(chat_id=chat_id, message_id=message_ids[0])
    return DeleteMessages(chat_id=chat_id, message_ids=message_ids)


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
