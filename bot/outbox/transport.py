"""Transport: finds the place of a message on the other side and makes the calls that take it there."""

import asyncio
import logging
from typing import Any

from aiogram.methods import CopyMessage, CopyMessages, GetFile, TelegramMethod
from aiogram.types import BufferedInputFile

from bot.domain.items import MessageFacts
from bot.outbox.calls import Calls
from bot.outbox.failures import Meaning
from bot.outbox.group_watch import GroupWatch
from bot.outbox.ladder import Ladder
from bot.outbox.outcome import Misplaced, Refused, TryAgain
from bot.outbox.target import Reupload, Step, Target
from bot.outbox.threads import Threads
from bot.services.desk import Desks
from db.enums import Direction

logger = logging.getLogger(__name__)

NOT_THIS_WAY = (Meaning.REJECTED, Meaning.TARGET_GONE)
"""Another way to say the same may do."""


class Transport:
    """What carrying a message and following its changes have in common."""

    def __init__(self, desks: Desks, threads: Threads, watch: GroupWatch) -> None:
        self._desks = desks
        self._threads = threads
        self._watch = watch

    async def target(self, facts: MessageFacts, calls: Calls) -> Target:
        """The chat and the topic that a message goes to; the topic is made if need be."""
        if facts.direction is Direction.TO_CUSTOMER:
            return Target(facts.customer_id)
        if self._desks.group.id is None:
            # Nothing is granted for a group that is not there: this waits until it is.
            await calls.reserve()
            calls.give_back()
            raise TryAgain("a group was set up")
        thread = await self._threads.of(facts.customer_id, calls)
        return Target(thread.chat_id, thread.thread_id)

    async def climb(self, ladder: Ladder, calls: Calls, target: Target) -> Any:
        """The result of the first rung that Telegram takes; None when there was nothing to do."""
        last: Refused | None = None
        tried = False
        for rung in ladder:
            if not rung:
                continue
            tried = True
            try:
                first = await self.send(rung[0], calls, target)
            except Refused as refused:
                if refused.failure.meaning is Meaning.DONE_ALREADY:
                    for step in rung[1:]:
                        await self.send_rest(step, calls, target)
                    return None
                if refused.failure.meaning not in NOT_THIS_WAY:
                    raise
                ladder.failed(refused.failure.description)
                last = refused
                continue
            for step in rung[1:]:
                await self.send_rest(step, calls, target)
            return first
        if last is not None:
            raise last
        calls.give_back()
        if not tried:
            logger.debug("nothing to send")
        return None

    async def send(self, step: Step, calls: Calls, target: Target) -> Any:
        """Make one step's call; raises Misplaced when it landed outside the topic."""
        method = await self._uploaded(step, calls) if isinstance(step, Reupload) else step
        if target.thread_id is not None and isinstance(method, CopyMessage | CopyMessages):
            # Copies return no thread id, and a group that is no forum any more ignores it silently.
            await self._watch.confirm_forum()
        result = await calls.make(method)
        if target.thread_id is not None and getattr(method, "message_thread_id", None) is not None:
            await self._check_place(method, result, target, calls)
        return result

    async def send_rest(self, step: Step, calls: Calls, target: Target) -> None:
        """A later step of a rung: the twin exists, so a refusal of its sequel is logged, not climbed on."""
        try:
            await self.send(step, calls, target)
        except Refused as refused:
            logger.warning("part of a message was refused", extra={"error": refused.failure.description})

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
