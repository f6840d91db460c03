"""What the page sees of the world, as JSON: people, chats, topics, messages, the bot, troubles, the clock."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Any

from bot.sandbox.reading import place
from bot.sandbox.topics import ICON_EMOJI, Topic

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.groups import Group
    from bot.sandbox.messages import SandboxMessage
    from bot.sandbox.people import Person
    from bot.sandbox.reading import Place
    from bot.sandbox.rooms import PrivateChat, Room
    from bot.sandbox.world import World

Json = dict[str, Any]


def person_view(world: World, person: Person) -> Json:
    """A person with what he has read: {"chat/topic": number}."""
    return {
        **person.user,
        "is_deactivated": person.is_deactivated,
        "refuses_voice": person.refuses_voice,
        "read": {_place(where): number for where, number in world.reading.of(person).items()},
    }


def _place(where: Place) -> str:
    return f"{where[0]}/{where[1]}"


def bot_view(bot: BotAccount) -> Json:
    """The account of the bot and how many updates wait for it."""
    return {
        **bot.user,
        "waiting": len(bot.updates.items),
        "commands": [
            {"scope": scope, "chat": chat_id, "language": language, "commands": commands}
            for (scope, chat_id, _, language), commands in bot.commands.items()
        ],
    }


def private_chat_view(chat: PrivateChat) -> Json:
    """A customer's chat with the bot."""
    return {
        "id": chat.id,
        "type": "private",
        "bot": chat.bot.id,
        "is_started": chat.is_started,
        "is_blocked": chat.is_blocked,
        "pinned": list(chat.pinned_ids),
        "keyboard": chat.keyboard,
    }


def group_view(group: Group) -> Json:
    """A group with who is in it."""
    return {
        **group.chat,
        "is_forum": group.is_forum,
        "pinned": list(group.pinned_ids),
        "members": [
            {"id": member.account.id, "status": member.status, "rights": sorted(member.rights)}
            for member in group.members.values()
        ],
    }


def topic_view(group: Group, topic: Topic) -> Json | None:
    """A topic with its icon as an emoji ("" for the coloured bubble); None when it was deleted."""
    if topic.is_deleted:
        return None
    return {
        "chat": group.id,
        "id": topic.id,
        "name": topic.name,
        "icon": ICON_EMOJI.get(topic.icon_custom_emoji_id, ""),
        "color": f"#{topic.icon_color:06x}",
        "is_closed": topic.is_closed,
        "is_hidden": topic.is_hidden,
    }


def message_view(message: SandboxMessage) -> Json | None:
    """A message as people see it now, content in the words of the Bot API; None when it was deleted."""
    if message.is_deleted:
        return None
    room = message.room
    content = message.content
    if message.kind == "pinned_message":
        content = {"pinned_message": content["pinned_message"].id}
    receiver = (message.extra or {}).get("receiver_user")
    return {
        "chat": room.id,
        "id": message.id,
        "topic": place(room, message.topic_id)[1],
        "date": message.date,
        "from": message.sender.id,
        "as_chat": message.sender_chat["title"] if message.sender_chat is not None else None,
        "kind": message.kind,
        "is_service": message.is_service,
        "content": content,
        "reply_to": message.reply_to.id if message.reply_to is not None else None,
        "external_reply": message.external_reply,
        "quote": message.quote,
        "origin": message.origin,
        "edited_at": message.edited_at,
        "album": message.album_id,
        "reactions": [
            {"emoji": item.get("emoji", "⭐"), "by": actor}
            for actor, items in message.reactions.items()
            for item in items
        ],
        "keyboard": message.inline_keyboard,
        "only_for": receiver["id"] if receiver is not None else None,
    }


def message_mark(message: SandboxMessage) -> tuple[Hashable | Json | None, ...]:
    """What differs when the view differs: contents and keyboards are replaced, never changed in place."""
    return (
        message.content,
        message.markup,
        message.edited_at,
        message.is_deleted,
        tuple((who, *(item.get("emoji") for item in items)) for who, items in message.reactions.items()),
        place(message.room, message.topic_id),
    )


def messages_of(room: Room) -> Iterator[tuple[str, SandboxMessage]]:
    """Every message that ever was in the chat with its key, those that one member sees too."""
    for number, message in room.messages_by_id.items():
        yield f"{room.id}/{number}", message
    if room.group is not None:
        for (receiver, number), message in room.group.ephemerals.items():
            yield f"{room.id}/{receiver}/{number}", message


def unseen_by_bots(world: World) -> set[str]:
    """Keys of messages whose update no bot has confirmed yet: they have one tick, not two."""
    return {
        f"{sent['chat']['id']}/{sent['message_id']}"
        for bot in world.bots
        for item in bot.updates.items
        if (sent := item.raw.get("message")) is not None
    }
