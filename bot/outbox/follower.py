"""The follower: what happens to a message later reaches its twin (edits, recalls, reactions, marks)."""

from functools import partial

from aiogram.methods import DeleteMessage, DeleteMessages, EditMessageText, SetMessageReaction
from aiogram.types import ReactionTypeEmoji, ReactionTypeUnion

from bot.domain.content import Content, ContentKind
from bot.domain.entities import TEXT_LIMIT, join_texts, utf16_len
from bot.domain.items import Copy
from bot.domain.notes import stays_here
from bot.outbox.calls import Calls
from bot.outbox.edits import anew_rungs, edit_rungs
from bot.outbox.failures import Meaning
from bot.outbox.lanes import Lane, Load
from bot.outbox.outcome import Outcome, Refused
from bot.outbox.target import message_entities
from bot.outbox.transport import NOT_THIS_WAY, Transport
from bot.outbox.twins import other_side
from bot.services import deliveries
from bot.services.desk import Desks
from db.enums import Direction
from db.models import Message
from db.queries import messages


class Follower:
    """One method for each kind of outbox item that is about a message already known."""

    def __init__(self, desks: Desks, transport: Transport) -> None:
        self._desks = desks
        self._transport = transport

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
        target = await self._transport.target(facts, calls)
        if len(sharing) > 1:
            ladder = anew_rungs(before, after, copy, target)
        else:
            ladder = edit_rungs(before, after, copy, target, in_album=facts.media_group_id is not None)
        try:
            await self._transport.climb(ladder, calls, target)
        except Refused as refused:
            if refused.failure.meaning not in (*NOT_THIS_WAY, Meaning.CUSTOMER_GONE):
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
            if refused.failure.meaning in NOT_THIS_WAY:
                return None
            if refused.failure.meaning is not Meaning.DONE_ALREADY:
                raise
        copies = tuple(
            Copy(message.id, chat_id, copy_id, part, start)
            for part, (message, (start, _)) in enumerate(zip(sharing, ranges, strict=True))
        )
        return Outcome(load.items, copies, units=calls.units)

    async def _stored(self, message_id: int) -> Message | None:
        async with self._desks.database.reading() as session:
            return await session.get(Message, message_id)


def _deletion(chat_id: int, message_ids: list[int]) -> DeleteMessage | DeleteMessages:
    if len(message_ids) == 1:
        return DeleteMessage(chat_id=chat_id, message_id=message_ids[0])
    return DeleteMessages(chat_id=chat_id, message_ids=message_ids)
