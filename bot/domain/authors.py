"""Authors: who may speak for the desk in the operator group."""

from aiogram.types import Message

GROUP_ANONYMOUS_BOT = 1087968824  # Bot API: `from` of anonymous admins


def is_operators(message: Message) -> bool:
    """Did a person of the group write it (also as an anonymous admin)?

    Not: other bots, linked channels, people who speak as a channel.
    """
    if message.is_automatic_forward:
        return False
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and not message.from_user.is_bot
