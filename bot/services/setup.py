"""Setting up: an admin makes a forum group the desk's; groups that are not ours are left."""

from html import escape

from aiogram.types import ChatMemberUpdated
from aiogram.types import Message as TelegramMessage

from bot.services import group
from bot.services.desk import Desk


def is_admin(desk: Desk, user_id: int | None) -> bool:
    return user_id in desk.rules.admin_ids


def ask(desk: Desk, message: TelegramMessage) -> None:
    """`/setup` in a group: the sender inspects the group, and `conclude` says the result.

    What the configuration says is not overruled from a chat: after a restart nobody could tell who is right.
    """
    if desk.group.configured_id is not None and message.chat.id != desk.group.id:
        words = desk.words("setup-fixed", group=str(desk.group.id))
        desk.outbox.say(message.chat.id, words, thread_id=_thread(message), reply_to=message.message_id)
        return
    desk.outbox.setup(message.chat.id, _thread(message), message.message_id)


def refuse(desk: Desk, message: TelegramMessage) -> None:
    """Say who may set up; an anonymous admin is named by Telegram's id of all anonymous admins."""
    if message.sender_chat is not None:
        words = desk.words("setup-anonymous")
    else:
        words = desk.words("setup-not-admin", user=str(message.from_user.id if message.from_user else 0))
    desk.outbox.say(message.chat.id, words, thread_id=_thread(message), reply_to=message.message_id)


async def conclude(
    desk: Desk,
    *,
    chat_id: int,
    thread_id: int | None,
    reply_to: int | None,
    title: str,
    faults: tuple[str, ...],
) -> None:
    """Take the group if nothing is missing, else say in words what is."""
    if faults:
        missing = "\n".join(f"• {desk.words(fault)}" for fault in faults)
        words = desk.words("setup-missing", missing=missing)
    else:
        words = desk.words("setup-done", title=escape(title))
        await group.take(desk, chat_id)
    desk.outbox.say(chat_id, words, thread_id=thread_id, reply_to=reply_to)


def joined(desk: Desk, event: ChatMemberUpdated) -> None:
    """The bot was added to a group that is not the desk's: help an admin to set up, else leave."""
    if desk.group.id is None and is_admin(desk, event.from_user.id):
        desk.outbox.say(event.chat.id, desk.words("setup-hint"))
        return
    desk.outbox.say(event.chat.id, desk.words("not-our-group"))
    desk.outbox.leave(event.chat.id)


def _thread(message: TelegramMessage) -> int | None:
    return message.message_thread_id if message.is_topic_message else None
