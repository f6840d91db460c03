"""Calls: one delivery's use of the Bot API, within the budget, patient with what passes by itself."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiogram.exceptions import TelegramAPIError
from aiogram.methods import (
    CopyMessages,
    DeleteMessage,
    DeleteMessages,
    GetChat,
    GetChatMember,
    GetFile,
    LeaveChat,
    SendMediaGroup,
    SetMessageReaction,
    TelegramMethod,
)

from bot.outbox.budgets import BOT, GROUP, Budgets, Slot
from bot.outbox.failures import Failure, Meaning, classify
from bot.outbox.lanes import Lane
from bot.outbox.outcome import Refused, Sending, TryAgain
from bot.services.desk import Desks
from bot.telegram import Telegram
from db.enums import Priority
from db.queries import outbox

logger = logging.getLogger(__name__)

SERVER_ERRORS = 6  # of one call in a row: it is at fault itself if others succeed meanwhile …
OUTAGE_ERRORS = 60  # … and in any case after so many, which takes a quarter of an hour
BACKOFF = 0.5  # seconds after a server error, doubled with each one …
LONGEST_BACKOFF = 15.0  # … up to this
PAUSES = (0.3, 1.0, 2.0, 4.0, 8.0)  # seconds; Telegram away: everything waits
NOT_YET_FOUND = (1.0, 2.0)  # seconds; an edit right after its message may not find it yet (seen in 2026)
BAN_MARGIN = 0.2  # seconds added to what a 429 asks for

# Bot API: these make no message, so they take nothing from a chat's messages per minute.
_FREE = (SetMessageReaction, DeleteMessage, DeleteMessages, GetChat, GetChatMember, GetFile, LeaveChat)


class Wire:
    """What all deliveries share: the API, the budgets, and whether Telegram answers at the moment."""

    def __init__(self, telegram: Telegram, budgets: Budgets, desks: Desks) -> None:
        self.telegram = telegram
        self.budgets = budgets
        self.desks = desks
        self.token_refused = asyncio.Event()
        self.successes = 0
        self._losses = 0

    def reached(self) -> None:
        self._losses = 0

    def succeeded(self) -> None:
        self.successes += 1
        self._losses = 0

    def lost(self) -> None:
        """Pause everything, longer each time Telegram stays away."""
        self.budgets.pause(PAUSES[min(self._losses, len(PAUSES) - 1)])
        self._losses += 1

    async def obey_flood(self, chat: int, seconds: float, method: str) -> None:
        """Nothing goes to this chat before its time, not even after a restart."""
        self.desks.metrics.flooded(kind_of(chat), method, seconds)
        seconds += BAN_MARGIN
        everything = self.budgets.ban(chat, seconds)
        logger.warning("telegram asks to wait", extra={"chat": chat, "seconds": seconds, "all": everything})
        chat_id = self.desks.group.id if chat == GROUP else chat
        async with self.desks.open() as desk:
            until = desk.now + timedelta(seconds=seconds)
            await outbox.save_ban(desk.session, chat_id or BOT, until)
            if everything:
                await outbox.save_ban(desk.session, BOT, until)
            await desk.commit()


class ServerErrors:
    """The server errors of one call in a row: is it the call, or the server?"""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._successes = wire.successes
        self._count = 0

    def add(self) -> bool:
        """Count one more; False when there is no hope for this call."""
        self._count += 1
        others_succeed = self._wire.successes > self._successes
        return self._count < (SERVER_ERRORS if others_succeed else OUTAGE_ERRORS)

    @property
    def pause(self) -> float:
        return float(min(BACKOFF * 2 ** min(self._count, 10), LONGEST_BACKOFF))


@dataclass(frozen=True, slots=True)
class Thread:
    """Where a customer's messages go in the group."""

    topic_id: int
    chat_id: int
    thread_id: int


class Calls:
    """The calls of one delivery of one lane; `thread` is the topic that they are for."""

    def __init__(self, wire: Wire, lane: Lane, priority: Priority) -> None:
        self._wire = wire
        self._lane = lane
        in_group = lane.chat_id is None or lane.chat_id == wire.desks.group.id
        self._chat = GROUP if in_group else lane.chat_id or GROUP
        self._priority = priority
        self._slot: Slot | None = None
        self.thread: Thread | None = None
        self.units = 0
        self.sending = Sending()

    @property
    def to_group(self) -> bool:
        return self._chat == GROUP

    async def reserve(self, units: int = 1) -> bool:
        """Wait for budget, to be used by the next call; returns whether it was scarce."""
        if self._slot is None:
            self._slot = await self._wire.budgets.grant(self._chat, self._priority, units)
            self._lane.busy = True
        return self._slot.scarce

    def all_stored(self) -> None:
        """What the calls so far have done and cost is written down: a shutdown need not wait for us."""
        self._lane.busy = False
        self.units = 0

    def give_back(self) -> None:
        """Return a reservation that no call has used."""
        if self._slot is not None:
            self._slot.spent = 0
            with self._slot:
                self._slot = None

    async def make(
        self, method: TelegramMethod[Any], recovered: Callable[[], Awaitable[Any]] | None = None
    ) -> Any:
        """The raw result of one call; waits out floods, outages and server errors.

        `recovered` is asked, after a call of unknown outcome, whether it was carried out after all.

        Raises:
            Refused: anything that waiting does not cure.
        """
        units = _units(method)
        errors = ServerErrors(self._wire)
        pauses = iter(NOT_YET_FOUND)
        while True:
            await self.reserve(units)
            if self.thread is not None and self.thread.chat_id != self._wire.desks.group.id:
                raise TryAgain("the desk has another group now")
            slot, self._slot = self._slot, None
            assert slot is not None
            try:
                with slot:
                    slot.spent = units
                    result = await self._send(method)
            except TelegramAPIError as error:
                failure = classify(error, to_group=self.to_group)
                self.sending.meaning = failure.meaning
                if "message to edit not found" in failure.description and (pause := next(pauses, None)):
                    await asyncio.sleep(pause)
                    continue
                await self.wait_out(failure, errors)
                if not self.units:
                    self.all_stored()
                if recovered is not None and failure.meaning in (Meaning.UNREACHABLE, Meaning.SERVER_ERROR):
                    result = await recovered()
                    if result is not None:
                        return result
                continue
            self._wire.succeeded()
            self.units += units
            return result

    async def _send(self, method: TelegramMethod[Any]) -> Any:
        """Make the call, and note what the log will say of it."""
        sending, desks = self.sending, self._wire.desks
        began = time.perf_counter()
        sending.calls += 1
        sending.method = method.__api_method__
        sending.chat_id = getattr(method, "chat_id", None)
        sending.thread_id = self.thread.thread_id if self.thread is not None else None
        try:
            result = await self._wire.telegram.call(method)
        finally:
            sending.seconds = time.perf_counter() - began
        sending.accepted_at = desks.clock()
        sending.message_id = _message_id(result)
        return result

    async def undo(self, chat_id: int, message_ids: list[int]) -> None:
        """Delete at once, whatever the budget says, what landed where it must not stay."""
        method = DeleteMessages(chat_id=chat_id, message_ids=sorted(message_ids))
        for pause in PAUSES:
            try:
                await self._wire.telegram.call(method)
                return
            except TelegramAPIError as error:
                failure = classify(error, to_group=self.to_group)
                if failure.meaning not in (Meaning.UNREACHABLE, Meaning.SERVER_ERROR):
                    break
                await asyncio.sleep(pause)
        logger.error("a misplaced message stays", extra={"error": failure.description})

    async def download(self, file_path: str) -> bytes:
        """The bytes of a file that getFile named.

        Raises:
            Refused: it cannot be had.
        """
        for pause in PAUSES:
            try:
                return await self._wire.telegram.download(file_path)
            except TelegramAPIError as error:
                failure = classify(error, to_group=self.to_group)
                if failure.meaning is not Meaning.UNREACHABLE:
                    break
                await asyncio.sleep(pause)
        raise Refused(Failure(Meaning.REJECTED, failure.description))

    async def wait_out(self, failure: Failure, errors: ServerErrors) -> None:
        """Return when the same call may be tried again; raise Refused when that makes no sense.

        Raises:
            TryAgain: the token is refused, so the process is about to end.
        """
        logger.info("call failed", extra=self._failed(failure))
        match failure.meaning:
            case Meaning.FLOOD:
                await self._wire.obey_flood(self._chat, failure.retry_after, self.sending.method or "")
            case Meaning.UNREACHABLE:
                self._wire.lost()
            case Meaning.SERVER_ERROR if errors.add():
                self._wire.reached()
                if not self.units:
                    self.all_stored()
                await asyncio.sleep(errors.pause)
            case Meaning.TOKEN_REFUSED:
                self._wire.token_refused.set()
                self._wire.lost()
                raise TryAgain("the token is refused")
            case _:
                self._wire.reached()
                raise Refused(failure)

    def _failed(self, failure: Failure) -> dict[str, object]:
        """What the log says of a call that failed."""
        return {
            "item": self._lane.items[0].id,
            "method": self.sending.method,
            "chat_id": self.sending.chat_id,
            "calls": self.sending.calls,
            "duration_ms": round(self.sending.seconds * 1000, 1),
            "meaning": failure.meaning.value,
            "error": failure.description,
        }


def kind_of(chat: int) -> str:
    """A budget's chat as metrics name it: the group, a private chat, some other group."""
    return "group" if chat == GROUP else "private" if chat > 0 else "other"


def _message_id(result: Any) -> int | None:
    """Of what a call has made, in an album of the first."""
    first = result[0] if isinstance(result, list) and result else result
    return first.get("message_id") if isinstance(first, dict) else None


def _units(method: TelegramMethod[Any]) -> int:
    """What a call takes from the chat's budget: one for each message that it makes or changes."""
    if isinstance(method, SendMediaGroup):
        return len(method.media)
    if isinstance(method, CopyMessages):
        return len(method.message_ids)
    return 0 if isinstance(method, _FREE) else 1
