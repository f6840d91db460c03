"""The carrier: takes messages, albums and runs of texts to the other side."""

from functools import partial
from typing import Any

from aiogram.methods import CopyMessages

from bot.domain.entities import join_texts
from bot.domain.items import Copy, MessageFacts
from bot.domain.notes import stays_here
from bot.outbox.calls import Calls
from bot.outbox.failures import Failure, Meaning
from bot.outbox.ladder import Source, album, merged_text, rungs
from bot.outbox.lanes import Lane, Load
from bot.outbox.outcome import Outcome, Refused
from bot.outbox.target import Target
from bot.outbox.transport import Transport
from bot.outbox.twins import reply_on_other_side
from bot.services import deliveries
from bot.services.desk import Desks
from db.enums import Direction, OutboxState
from db.queries import messages


class Carrier:
    """Carries what customers and operators wrote."""

    def __init__(self, desks: Desks, transport: Transport) -> None:
        self._desks = desks
        self._transport = transport

    async def relay(self, lane: Lane, calls: Calls) -> Outcome:
        """Carry the head of the lane, with what may travel with it."""
        head = lane.items[0].message
        if head is None:
            return Outcome((lane.items[0],))
        target = await self._transport.target(head, calls)
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
        result = await self._transport.climb(ladder, calls, target)
        copies = (Copy(first.id, target.chat_id, int(result["message_id"])),) if result else ()
        if ladder.only_named:
            named = partial(deliveries.only_named, facts=first)
            return Outcome(alone.items, copies, effect=named, units=calls.units)
        return self._arrived(alone, copies, calls)

    async def _stay_here(self, carried: tuple[MessageFacts, ...]) -> bool:
        """Did operators write this for themselves? Of an album one caption says so for all its items."""
        if any(stays_here(facts.content.text) and not facts.content.is_prepared for facts in carried):
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
                results = await self._transport.send(call, calls, target)
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
            results = await self._transport.send(copied, calls, target)
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
            result = await self._transport.send(merged_text(parts, target), calls, target)
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

    def _arrived(self, load: Load, copies: tuple[Copy, ...], calls: Calls) -> Outcome:
        first = load.messages[0]
        is_retried = any(item.payload.get("retried") for item in load.items)
        is_marked = self._desks.rules.mark_delivered or is_retried
        is_answer = first.direction is Direction.TO_CUSTOMER
        arrived = partial(
            deliveries.arrived, carried=load.messages, written_at=load.head.created_at, is_marked=is_marked
        )
        effect = arrived if is_answer else None
        return Outcome(load.items, copies, effect=effect, units=calls.units)


async def _reserve(lane: Lane, calls: Calls) -> bool:
    """Wait for the budget of what leaves next, also of an album that grows meanwhile; was it scarce?"""
    size = lane.album_size()
    scarce = await calls.reserve(size)
    while (grown := lane.album_size()) > size:
        calls.give_back()
        size = grown
        scarce = await calls.reserve(size) or scarce
    return scarce


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
