"""A ladder of ways to do one thing, and which errors make which ways pointless."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from bot.outbox.target import ReplyTo, Rung, Target


class Trouble(StrEnum):
    """A reason that more than one rung can fail for."""

    ORIGINAL_GONE = "original gone"
    NOTES_FORBIDDEN = "voice and video notes forbidden"
    CAPTION_TOO_LONG = "caption too long"
    FILE_LOST = "file lost"


# Descriptions as the Bot API gives them (botapi.md §3.10), lower case, parts.
_SIGNS: dict[Trouble, tuple[str, ...]] = {
    Trouble.ORIGINAL_GONE: (
        "message to copy not found",
        "message to forward not found",
        "no messages to forward",
        "message_id_invalid",
    ),
    Trouble.NOTES_FORBIDDEN: (
        "voice_messages_forbidden",
        "restricted receiving of voice note messages",
        "restricted receiving of video note messages",
        "not enough rights to send voice notes",
        "not enough rights to send video notes",
        "chat_send_voices_forbidden",
        "chat_send_roundvideos_forbidden",
    ),
    Trouble.CAPTION_TOO_LONG: ("caption is too long", "media_caption_too_long"),
    Trouble.FILE_LOST: ("wrong file identifier", "wrong file_id", "file_reference", "file is too big"),
}
_REPLY_SIGNS = (
    "message to be replied",
    "message to reply not found",
    "replied message not found",
    "reply message not found",
    "reply_message_id_invalid",
)


def trouble_of(description: str) -> Trouble | None:
    """Recognise a trouble by the error's description."""
    said = description.lower()
    return next((trouble for trouble, signs in _SIGNS.items() if any(sign in said for sign in signs)), None)


@dataclass(frozen=True, slots=True)
class Way:
    """A rung not yet built, and the troubles that make it pointless.

    `only_names`: it tells what was sent but does not hold it, so the author must learn of that.
    """

    build: Callable[[Target], Rung]
    stopped_by: frozenset[Trouble] = frozenset()
    only_names: bool = False


class Ladder(Iterator[Rung]):
    """Ways down to words; builds each rung, never an empty one, when it is asked for."""

    def __init__(self, ways: Iterator[Way], target: Target) -> None:
        self._ways = ways
        self._target = target
        self._troubles: set[Trouble] = set()
        self._current: Way | None = None
        self._again = False

    def __next__(self) -> Rung:
        if not (self._again and self._current):
            self._current = next(way for way in self._ways if not way.stopped_by & self._troubles)
        self._again = False
        return self._current.build(self._target)

    @property
    def only_named(self) -> bool:
        """Does the last rung only name what was sent?"""
        return self._current is not None and self._current.only_names

    def after(self, descriptions: Iterable[str]) -> Self:
        """Step down to where these rejections, one for each rung tried before, led."""
        for description in descriptions:
            if next(self, None) is not None:
                self.failed(description)
        return self

    def failed(self, description: str) -> None:
        """Say how Telegram rejected the last rung; decides what the next one is."""
        said = description.lower()
        reply = self._target.reply
        if reply and reply.quote and "quote" in said:
            self._target = replace(self._target, reply=ReplyTo(reply.message_id))
            self._again = True
        elif reply and any(sign in said for sign in _REPLY_SIGNS):
            self._target = replace(self._target, reply=None)
            self._again = True
        elif trouble := trouble_of(said):
            self._troubles.add(trouble)
