"""Filters: whose message it is and where it was written.

They are coroutines because aiogram hands each filter that is a plain function (`F.…` is one) to a thread: a
message that passes five of those on its way pays for five trips while its transaction is open.
"""

from typing import Any

from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import BaseFilter
from aiogram.types import ChatMemberUpdated, Message

from bot.domain.authors import is_operators
from bot.domain.content import is_service
from bot.domain.notes import is_command
from bot.services.desk import Desk
from db.models import Topic


class Writer(BaseFilter):
    """A person wrote it; gives `writer`."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        user = message.from_user
        return {"writer": user} if user is not None and not user.is_bot else False


class InPrivate(BaseFilter):
    """It happened between the bot and one person."""

    async def __call__(self, event: Any) -> bool:
        return bool(event.chat.type == ChatType.PRIVATE)


class InGroup(BaseFilter):
    """It happened in a group, ours or another."""

    async def __call__(self, event: Any) -> bool:
        return event.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)


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


class LooksLikeCommand(BaseFilter):
    """A command, known to us or not. One in a caption is none: what it stands under would be lost."""

    async def __call__(self, message: Message) -> bool:
        return is_command(message.text)


class CaptionedCommand(BaseFilter):
    """Something whose caption looks like a command."""

    async def __call__(self, message: Message) -> bool:
        return is_command(message.caption)


class Whispered(BaseFilter):
    """Only its author and the bot see it (Bot API 10.2); it has no message id."""

    async def __call__(self, message: Message) -> bool:
        return message.ephemeral_message_id is not None


class OfAlbum(BaseFilter):
    """An item of an album."""

    async def __call__(self, message: Message) -> bool:
        return message.media_group_id is not None


class AboutTopic(BaseFilter):
    """A service message: a topic was made, renamed, closed or opened again."""

    async def __call__(self, message: Message) -> bool:
        return bool(
            message.forum_topic_created
            or message.forum_topic_edited
            or message.forum_topic_closed
            or message.forum_topic_reopened
        )


class Migrated(BaseFilter):
    """A service message: the group became another; gives `new_chat_id`."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        return {"new_chat_id": message.migrate_to_chat_id} if message.migrate_to_chat_id else False


class Talk(BaseFilter):
    """A person of the group said something; that somebody joined, left or pinned is no talk."""

    async def __call__(self, message: Message) -> bool:
        return is_operators(message) and not is_service(message)


class FromAnywhereInGroup(BaseFilter):
    """An operator wrote it somewhere in the group; gives `topic`, None outside customers' topics."""

    async def __call__(self, message: Message, desk: Desk) -> bool | dict[str, Any]:
        if not is_operators(message):
            return False
        thread_id = message.message_thread_id
        if not message.is_topic_message or thread_id is None:
            return {"topic": None}
        return {"topic": await desk.people.topic_at(message.chat.id, thread_id)}


class OutsideCustomersTopics(BaseFilter):
    """After `FromAnywhereInGroup`: it stands in General or in a topic that is no customer's."""

    async def __call__(self, message: Message, topic: Topic | None) -> bool:
        return topic is None


class ByAdmin(BaseFilter):
    """One of ADMIN_IDS did it."""

    async def __call__(self, event: Any, desk: Desk) -> bool:
        user = event.from_user
        return user is not None and user.id in desk.rules.admin_ids


class Left(BaseFilter):
    """A person is no longer in the group: gone, removed, or restricted from outside."""

    async def __call__(self, event: ChatMemberUpdated) -> bool:
        return not _is_inside(event)


class Joined(BaseFilter):
    """A person is in the group, perhaps with other rights than before."""

    async def __call__(self, event: ChatMemberUpdated) -> bool:
        return _is_inside(event) and not event.new_chat_member.user.is_bot


def _is_inside(event: ChatMemberUpdated) -> bool:
    status = event.new_chat_member.status
    is_outside = getattr(event.new_chat_member, "is_member", True) is False
    return status not in (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED) and not is_outside
