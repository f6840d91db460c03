"""Replies: which ones people meant."""

from aiogram.types import Message


def explicit_reply(message: Message) -> Message | None:
    """The message that this one replies to, if somebody chose it.

    Bot API: each message in a topic carries an implicit reply to the topic's creation; that is no reply.
    """
    target = message.reply_to_message
    if target is None or target.forum_topic_created is not None:
        return None
    if message.is_topic_message and target.message_id == message.message_thread_id:
        return None
    return target
