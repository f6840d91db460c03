"""Filters: whose message it is and where it was written."""

from typing import Any

from aiogram.filters import BaseFilter
from aiogram.types import Message

from bot.domain.authors import is_operators
from bot.services.desk import Desk


class Writer(BaseFilter):
    """A person wrote it; gives `writer`."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        user = message.from_user
        return {"writer": user} if user is not None and not user.is_bot else False


class InOperatorGroup(BaseFilter):
    """It happened in the desk's group."""

    async def __call__(self, event: Any, desk: Desk) -> bool:
        return desk.group.id is not None and event.chat.id == desk.group.id


class InCustomersTopic(BaseFilter):
    """An operator wrote it in the current topic of a customer; gives `topic`."""

    async def __call__(self, message: Message, desk: Desk) -> bool | dict[str, Any]:
        if not message.is_topic_message or message.message_thread_id is None or not is_operators(message):
            return False
        topic = await desk.people.topic_at(message.chat.id, message.message_thread_id)
        return {"topic": topic} if topic is not None else False


class ByOperator(BaseFilter):
    """A person of the group wrote it, also as an anonymous admin."""

    async def __call__(self, message: Message) -> bool:
        return is_operators(message)


class ByAdmin(BaseFilter):
    """One of ADMIN_IDS did it."""

    async def __call__(self, event: Any, desk: Desk) -> bool:
        user = event.from_user
        return user is not None and user.id in desk.rules.admin_ids
