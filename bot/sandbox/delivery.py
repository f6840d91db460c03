"""Which update goes to which bot: visibility of messages, membership, reactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.messages import Raw, SandboxMessage
from bot.sandbox.updates import LIFETIME, LIFETIMES

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.groups import Group
    from bot.sandbox.members import Member
    from bot.sandbox.people import Person
    from bot.sandbox.rooms import PrivateChat, Room

# Bot API: of a bot's own messages only these are delivered back to it.
OWN_DELIVERED = frozenset(
    {
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "left_chat_member",
        "pinned_message",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
    }
)


def deliver(bot: BotAccount, kind: str, payload: Raw, lane: tuple[str, int], since: float) -> None:
    """Queue one update for `bot` if it asked for this kind; `since` (Unix time) starts its lifetime."""
    # Bot API: allowed_updates is applied when the update is created, not when it is fetched.
    if kind not in bot.updates.allowed:
        return
    expires_at = since + LIFETIMES.get(kind, LIFETIME)
    bot.updates.put({kind: payload}, lane, expires_at)


def publish(message: SandboxMessage) -> SandboxMessage:
    """Store a finished message in its chat and tell the bots that may see it."""
    room = message.room
    room.messages_by_id[message.id] = message
    world = room.world
    group = room.group
    if group is not None:
        topic = group.general if message.topic_id is None else group.topics[message.topic_id]
        topic.messages_ever.append(message)
    for bot in room.bots():
        if may_see(bot, message, group):
            deliver(bot, "message", message.view(bot), ("chat", room.id), message.date)
    if group is not None and message.sender.user["is_bot"]:
        group.last_bot = world.bots_by_id[message.sender.id]
    world.touch()
    return message


def publish_edit(message: SandboxMessage) -> None:
    """Tell the bots about a person's edit."""
    room = message.room
    group = room.group
    since = message.edited_at or message.date
    for bot in room.bots():
        if may_see(bot, message, group):
            deliver(bot, "edited_message", message.view(bot), ("chat", room.id), since)
    room.world.touch()


def may_see(bot: BotAccount, message: SandboxMessage, group: Group | None) -> bool:
    """Whether the bot gets an update about this message."""
    if message.sender is bot:
        return message.kind in OWN_DELIVERED
    if message.sender.user["is_bot"] and message.sender_chat is None:
        # Bots do not see messages of other bots, whatever their rights.
        return False
    if group is None or bot.can_read_all_group_messages or group.member(bot).is_admin or message.is_service:
        return True
    return _is_meant_for(bot, message, group)


def _is_meant_for(bot: BotAccount, message: SandboxMessage, group: Group) -> bool:
    """Privacy mode: commands, replies to the bot and mentions of it."""
    if message.reply_to is not None and message.reply_to.sender is bot:
        return True
    text = message.text.lower()
    if text.startswith("/"):
        command = text.split(maxsplit=1)[0]
        if "@" in command:
            return command.endswith("@" + bot.username.lower())
        others = [other for other in group.bots() if other is not bot]
        return not others or group.last_bot is bot
    return "@" + bot.username.lower() in text


def member_changed(
    group: Group, account: Person | BotAccount, old: Member, new: Member, by: Person | BotAccount
) -> None:
    """my_chat_member for the bot concerned, chat_member for administrator bots that asked for it."""
    world = group.world
    now = world.timestamp()
    payload: dict[str, Any] = {
        "chat": group.chat,
        "from": by.user,
        "date": now,
        "old_chat_member": old.as_json(),
        "new_chat_member": new.as_json(),
    }
    concerned = world.bots_by_id.get(account.id)
    if concerned is not None:
        deliver(concerned, "my_chat_member", payload, ("my_chat_member", group.id), now)
    for bot in group.bots():
        if bot is not concerned and group.member(bot).is_admin:
            deliver(bot, "chat_member", payload, ("chat_member", account.id), now)


def blocking_changed(chat: PrivateChat, is_blocked: bool) -> None:
    """my_chat_member of a private chat: kicked means blocked."""
    now = chat.world.timestamp()
    user = chat.bot.user
    states: list[Raw] = [
        {"user": user, "status": "member"},
        {"user": user, "status": "kicked", "until_date": 0},
    ]
    if not is_blocked:
        states.reverse()
    payload = {
        "chat": chat.chat,
        "from": chat.person.user,
        "date": now,
        "old_chat_member": states[0],
        "new_chat_member": states[1],
    }
    deliver(chat.bot, "my_chat_member", payload, ("my_chat_member", chat.id), now)


def reaction_changed(room: Room, message: SandboxMessage, actor: Raw, old: list[Raw], new: list[Raw]) -> None:
    """message_reaction; `actor` is {"user": …} or {"actor_chat": …}."""
    world = room.world
    now = world.timestamp()
    payload = {
        "chat": room.chat,
        "message_id": message.id,
        **actor,
        "date": now,
        "old_reaction": old,
        "new_reaction": new,
    }
    group = room.group
    for bot in room.bots():
        # Bot API: only administrators get reactions; for private chats the reports contradict each other.
        if group.member(bot).is_admin if group is not None else world.private_reactions:
            deliver(bot, "message_reaction", payload, ("reaction", room.id), now)
    world.touch()
