"""Actors: who did something to a ticket."""

from dataclasses import dataclass

from aiogram.types import Message, User

GROUP_ANONYMOUS_BOT = 1087968824  # Bot API: `from` of anonymous admins


@dataclass(frozen=True, slots=True)
class Actor:
    """An operator or an admin; `id` is None for an anonymous admin of the group (and for time itself)."""

    id: int | None
    name: str = ""


THE_DESK = Actor(None)
"""What no person did: time passed, or a rule says so."""


def actor_of(user: User) -> Actor:
    return Actor(user.id, user.full_name)


def author_of(message: Message) -> Actor:
    """Who wrote a message in the group; whoever speaks as the group cannot be told apart."""
    user = message.from_user
    if message.sender_chat is not None or user is None:
        return Actor(None, message.author_signature or "")
    return actor_of(user)
