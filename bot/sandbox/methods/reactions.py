"""setMessageReaction, deleteMessageReaction."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Raw, SandboxMessage
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.targets import message_in, readable_room, writable_room

# Bot API: the 73 emoji that everybody may use; there is no ✅, ❌ or ⏳ among them, and the heart is bare.
_EMOJI = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 "
    "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 "
    "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
ALLOWED = frozenset(_EMOJI.split())


@method("setMessageReaction")
def set_message_reaction(request: Request) -> Any:
    arguments = request.arguments
    given = arguments.list_of("reaction", "ReactionType") or []
    if len(given) > 1:
        # Bot API: a bot may set at most one reaction on a message.
        raise bad_request("REACTIONS_TOO_MANY")
    room = writable_room(request, arguments.values.get("chat_id"))
    message = message_in(room, arguments.number("message_id"), "react")
    if message.album_id is not None:
        message = _first_of_album(message)
    reactions = [_reaction(item, message) for item in given]
    if reactions:
        message.reactions[request.bot.id] = reactions
    else:
        message.reactions.pop(request.bot.id, None)
    request.world.touch()
    return True


def _first_of_album(message: SandboxMessage) -> SandboxMessage:
    # Bot API: a reaction to an album goes to its first item that still exists.
    items = [other for other in message.room.all_messages() if other.album_id == message.album_id]
    return items[0]


def _reaction(item: Any, message: SandboxMessage) -> Raw:
    kind = item.get("type") if isinstance(item, dict) else None
    group = message.room.group
    if kind == "emoji":
        emoji = item.get("emoji")
        allowed = ALLOWED if group is None or group.available_reactions is None else group.available_reactions
        if emoji not in ALLOWED or emoji not in allowed:
            raise bad_request("REACTION_INVALID")
        return {"type": "emoji", "emoji": emoji}
    if kind == "custom_emoji":
        # Bot API: custom emoji only if already on the message or allowed by the administrators.
        custom = {"type": "custom_emoji", "custom_emoji_id": item.get("custom_emoji_id")}
        if not any(custom in present for present in message.reactions.values()):
            raise bad_request("REACTION_INVALID")
        return custom
    if kind == "paid":
        raise bad_request("REACTION_INVALID")
    raise bad_request("can't parse ReactionType: unsupported type specified")


@method("deleteMessageReaction")
def delete_message_reaction(request: Request) -> Any:
    arguments = request.arguments
    room = readable_room(request, arguments.values.get("chat_id"))
    message = message_in(room, arguments.number("message_id"), "react")
    actor = arguments.number("user_id") or arguments.number("actor_chat_id")
    group = room.group
    if group is None or not group.member(request.bot).has_right("can_delete_messages"):
        raise bad_request("not enough rights to delete reactions in the chat")
    message.reactions.pop(actor, None)
    request.world.touch()
    return True
