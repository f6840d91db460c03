"""Which chat, topic and message a call means, and whether the bot may use them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import ApiError, bad_request, forbidden
from bot.sandbox.rooms import PrivateChat, Room
from bot.sandbox.topics import GENERAL_ID, Topic

if TYPE_CHECKING:
    from bot.sandbox.groups import Group
    from bot.sandbox.messages import SandboxMessage
    from bot.sandbox.request import Request


def readable_room(request: Request, value: Any) -> Room:
    """The chat for reading: known to the bot, and for groups the bot is a member."""
    room = _room(request, value)
    if room.group is not None:
        _require_membership(request, room.group)
    return room


def writable_room(request: Request, value: Any) -> Room:
    """The chat for writing: also started, not blocked, not deactivated."""
    room = readable_room(request, value)
    if isinstance(room, PrivateChat):
        if room.person.is_deactivated:
            raise forbidden("user is deactivated")
        if room.is_blocked:
            raise forbidden("bot was blocked by the user")
        if not room.is_started:
            raise forbidden("bot can't initiate conversation with a user")
    return room


def group_room(request: Request, value: Any) -> Group:
    """The chat for what exists in groups only."""
    group = readable_room(request, value).group
    if group is None:
        raise bad_request("method is available only for supergroups")
    return group


def forum_room(request: Request, value: Any) -> Group:
    """The chat for topic methods."""
    room = readable_room(request, value)
    if room.group is None or room.group.is_basic:
        raise bad_request("the chat is not a supergroup forum")
    if not room.group.is_forum:
        raise bad_request("the chat is not a forum")
    return room.group


def _room(request: Request, value: Any) -> Room:
    world = request.world
    if value is None or value == "":
        raise bad_request("chat_id is empty")
    if isinstance(value, str) and value.startswith("@"):
        for group in world.groups.values():
            if group.username and group.username.lower() == value[1:].lower():
                return group
        raise bad_request("chat not found")
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise bad_request("chat not found") from None
    moved = world.moved_groups.get(number)
    if moved is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": moved.id},
        )
    known = world.groups.get(number)
    if known is not None:
        return known
    if number in world.bots_by_id:
        raise forbidden("the bot can't send messages to the bot")
    person = world.people.get(number)
    # Bot API: a chat that the bot has never seen does not exist for it.
    if person is None or not world.has_met(request.bot, person):
        raise bad_request("chat not found")
    return world.private_chat(request.bot, person)


def _require_membership(request: Request, group: Group) -> None:
    member = group.members.get(request.bot.id)
    if member is not None and member.is_present:
        return
    if member is None:
        raise bad_request("chat not found")
    kind = "group" if group.is_basic else "supergroup"
    if member.status == "kicked":
        raise forbidden(f"bot was kicked from the {kind} chat")
    raise forbidden(f"bot is not a member of the {kind} chat")


def thread_for_sending(request: Request, room: Room, replied: SandboxMessage | None) -> int | None:
    """The topic that a new message goes to; None outside of forums and in General."""
    group = room.group
    if group is None or not group.is_forum:
        # Bot API: message_thread_id is silently ignored where there are no topics.
        return None
    thread_id = request.arguments.number("message_thread_id")
    if thread_id == 0:
        thread_id = (replied.topic_id if replied is not None else None) or GENERAL_ID
    elif thread_id == GENERAL_ID:
        # Bot API: General has no message_thread_id for sending.
        raise bad_request("message thread not found")
    else:
        require_thread(request, group, thread_id)
    topic = group.topic(thread_id)
    if topic.is_closed and not group.may_manage(topic, request.bot):
        raise bad_request("TOPIC_CLOSED")
    return group.thread_of(topic)


def require_thread(request: Request, group: Group, thread_id: int) -> Topic:
    """The server's look-up of a topic before each send, with its cache of 60 seconds."""
    world = request.world
    topic = group.topics.get(thread_id)
    now = world.now().timestamp()
    if topic is None or topic.is_archived:
        # Bot API: beyond about a million messages old topics are lost to bots although people see them.
        raise bad_request("message thread not found")
    remembered = now - topic.looked_up_at.get(request.bot.id, float("-inf")) < world.topic_cache
    if topic.is_deleted:
        # Bot API: inside the cache window the core answers, afterwards the server itself.
        raise bad_request("TOPIC_DELETED" if remembered else "message thread not found")
    if not remembered:
        topic.looked_up_at[request.bot.id] = now
    return topic


def topic_for_managing(request: Request, group: Group) -> Topic:
    """The topic of a topic method."""
    number = request.arguments.number("message_thread_id")
    if number <= 0:
        raise bad_request("invalid forum topic identifier specified")
    topic = group.general if number == GENERAL_ID else group.topics.get(number)
    if topic is None or topic.is_deleted or topic.is_archived:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def message_in(room: Room, number: int, purpose: str) -> SandboxMessage:
    """A message of the chat, or `message to <purpose> not found`."""
    if number <= 0:
        raise bad_request("message identifier is not specified")
    message = room.find(number)
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message
