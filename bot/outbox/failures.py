"""What an error of the Bot API means for an item: each is classified once, here.

Errors are compared by code first, then by substring, without case (the server lower-cases the first
letter of its own sentences but not of codes that come from the core).
"""

import re
from dataclasses import dataclass
from enum import StrEnum, auto

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)


class Meaning(StrEnum):
    FLOOD = auto()  # not before `retry_after` seconds
    UNREACHABLE = auto()  # network or front end: the same again soon; the outcome is unknown
    SERVER_ERROR = auto()  # 5xx in JSON: again with backoff; the outcome is unknown
    MIGRATED = auto()  # the group has the id `migrate_to`
    TOPIC_GONE = auto()  # deleted, archived or out of reach: make a new one
    GROUP_DOWN = auto()  # kicked, not a forum, rights missing: hold all that is for the group
    CUSTOMER_GONE = auto()  # blocked the bot, deactivated, never started it
    DONE_ALREADY = auto()  # not modified, already in that state
    TARGET_GONE = auto()  # what was to be edited, deleted, pinned or reacted to is not there
    REJECTED = auto()  # this content can never go this way: try the next rung
    TOKEN_REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Failure:
    meaning: Meaning
    description: str
    retry_after: int = 0
    migrate_to: int = 0


# Telegram hides flood waits of multi-message calls in a 400.
_HIDDEN_FLOOD = re.compile(r"too many requests: retry after (\d+)", re.IGNORECASE)

_GROUP_DOWN = (
    "the group chat was deleted",
    "bot was kicked from",
    "bot is not a member of",
    "have no write access to the chat",
    "chat_write_forbidden",
    "chat_admin_required",
    "topic_closed",
    "the chat is not a forum",
    "channel_forum_missing",
    "not enough rights to create a topic",
    "chat_restricted",
    "channel_private",
)
_CUSTOMER_GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot can't initiate conversation with a user",
    "bot can't send messages to the bot",
    "private chat not found",
)
_TOPIC_GONE = ("message thread not found", "topic_deleted", "topic_id_invalid")
_DONE_ALREADY = ("message is not modified", "topic_not_modified")
_TARGET_GONE = (
    "message to edit not found",
    "message to delete not found",
    "message to react not found",
    "message to pin not found",
    "message can't be deleted",
)


def classify(error: TelegramAPIError, *, to_group: bool) -> Failure:
    """The meaning of `error`, raised by a call to the operator group or to a private chat."""
    text = getattr(error, "message", "") or str(error)
    if isinstance(error, TelegramRetryAfter):
        return Failure(Meaning.FLOOD, text, retry_after=max(1, int(error.retry_after)))
    if isinstance(error, TelegramMigrateToChat):
        return Failure(Meaning.MIGRATED, text, migrate_to=error.migrate_to_chat_id)
    if isinstance(error, TelegramUnauthorizedError):
        return Failure(Meaning.TOKEN_REFUSED, text)
    if isinstance(error, TelegramNetworkError | ClientDecodeError | TelegramConflictError):
        return Failure(Meaning.UNREACHABLE, text)
    if isinstance(error, TelegramServerError):  # includes RestartingTelegram
        return Failure(Meaning.SERVER_ERROR, text)
    if isinstance(error, TelegramBadRequest | TelegramForbiddenError):
        return _classify_refusal(error, text, to_group)
    if isinstance(error, TelegramEntityTooLarge | TelegramNotFound):
        return Failure(Meaning.REJECTED, text)
    return Failure(Meaning.SERVER_ERROR, text)


def _classify_refusal(error: TelegramAPIError, text: str, to_group: bool) -> Failure:
    lower = text.lower()
    if hidden := _HIDDEN_FLOOD.search(text):
        return Failure(Meaning.FLOOD, text, retry_after=max(1, int(hidden.group(1))))
    if _has(lower, _TOPIC_GONE):
        return Failure(Meaning.TOPIC_GONE, text)
    if _has(lower, _DONE_ALREADY):
        return Failure(Meaning.DONE_ALREADY, text)
    if _has(lower, _TARGET_GONE):
        return Failure(Meaning.TARGET_GONE, text)
    if to_group and (_has(lower, _GROUP_DOWN) or "chat not found" in lower):
        return Failure(Meaning.GROUP_DOWN, text)
    if not to_group and (_has(lower, _CUSTOMER_GONE) or "chat not found" in lower):
        return Failure(Meaning.CUSTOMER_GONE, text)
    if isinstance(error, TelegramForbiddenError):
        return Failure(Meaning.GROUP_DOWN if to_group else Meaning.CUSTOMER_GONE, text)
    return Failure(Meaning.REJECTED, text)


def _has(text: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in text for phrase in phrases)
