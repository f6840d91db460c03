"""Inspection: whether a chat can serve as the operator group, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiogram.exceptions import TelegramAPIError
from aiogram.methods import GetChat, GetChatMember

from bot.domain.group_faults import (
    FATAL,
    KICKED,
    NO_DELETE,
    NO_PIN,
    NO_TOPICS,
    NOT_ADMIN,
    NOT_FORUM,
    NOT_FOUND,
)
from bot.outbox.failures import Meaning, classify
from bot.telegram import Telegram

_RIGHTS = {
    "can_manage_topics": NO_TOPICS,
    "can_delete_messages": NO_DELETE,
    "can_pin_messages": NO_PIN,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What an inspection found; `migrated_to` when the chat has become another."""

    title: str = ""
    faults: tuple[str, ...] = ()
    migrated_to: int | None = None
    is_basic: bool = False  # a basic group: it becomes a supergroup when topics are switched on

    @property
    def is_reachable(self) -> bool:
        """The bot is a member."""
        return not {NOT_FOUND, KICKED} & set(self.faults)

    @property
    def fatal(self) -> str | None:
        """The first fault with which nothing may be sent."""
        return next((fault for fault in self.faults if fault in FATAL), None)

    @property
    def is_well(self) -> bool:
        """The group can be written to, under the id that was asked about."""
        return self.fatal is None and self.migrated_to is None


async def inspect(telegram: Telegram, chat_id: int, *, briefly: bool = False) -> Finding:
    """Ask Telegram about the group and the bot's rights there; `briefly`: a forum need show no more.

    Raises:
        TelegramAPIError: Telegram could not be asked (network, flood, token).
    """
    try:
        chat = await telegram.call(GetChat(chat_id=chat_id))
        if briefly and chat.get("is_forum"):
            return Finding(title=chat.get("title", ""))
        member = await telegram.call(GetChatMember(chat_id=chat_id, user_id=telegram.bot.id))
    except TelegramAPIError as error:
        failure = classify(error, to_group=True)
        if failure.meaning is Meaning.MIGRATED:
            return Finding(migrated_to=failure.migrate_to)
        if failure.meaning is Meaning.GROUP_DOWN:
            found = "chat not found" not in failure.description.lower()
            return Finding(faults=(KICKED if found else NOT_FOUND,))
        raise
    faults = tuple(_faults(chat, member))
    return Finding(title=chat.get("title", ""), faults=faults, is_basic=chat.get("type") == "group")


def _faults(chat: dict[str, object], member: dict[str, object]) -> list[str]:
    status = member.get("status")
    if status in ("left", "kicked"):
        return [KICKED]
    faults = [] if chat.get("is_forum") else [NOT_FORUM]
    # An admin receives all messages whatever its privacy mode says, so being one is what counts.
    if status != "administrator":
        return [*faults, NOT_ADMIN]
    return faults + [fault for right, fault in _RIGHTS.items() if not member.get(right)]


def is_member(member: Mapping[str, Any]) -> bool:
    """Does a ChatMember object say that the person is in the chat?"""
    if member["status"] == "restricted":
        return bool(member.get("is_member"))
    return member["status"] in ("creator", "administrator", "member")
