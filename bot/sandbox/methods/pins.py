"""Pinning and unpinning."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.rooms import Room
from bot.sandbox.targets import forum_room, message_in, topic_for_managing, writable_room


def _room(request: Request) -> Room:
    room = writable_room(request, request.arguments.values.get("chat_id"))
    _require_right(request, room)
    return room


def _require_right(request: Request, room: Room) -> None:
    group = room.group
    if group is None or group.permissions["can_pin_messages"]:
        return
    if not group.member(request.bot).has_right("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")


@method("pinChatMessage")
def pin_chat_message(request: Request) -> Any:
    room = _room(request)
    message = message_in(room, request.arguments.number("message_id"), "pin")
    if message.is_service:
        raise bad_request("service messages can't be pinned")
    # A pin posts a service message, which counts as one.
    request.spend(room)
    room.pin(message, request.bot)
    return True


@method("unpinChatMessage")
def unpin_chat_message(request: Request) -> Any:
    room = _room(request)
    number = request.arguments.number("message_id")
    if number == 0 and room.pinned_ids:
        number = room.pinned_ids[-1]
    if room.find(number) is None:
        raise bad_request("message to unpin not found")
    if number in room.pinned_ids:
        room.pinned_ids.remove(number)
    request.world.touch()
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(request: Request) -> Any:
    _room(request).pinned_ids.clear()
    request.world.touch()
    return True


@method("unpinAllForumTopicMessages")
def unpin_all_forum_topic_messages(request: Request) -> Any:
    group = forum_room(request, request.arguments.values.get("chat_id"))
    topic = topic_for_managing(request, group)
    _require_right(request, group)
    _unpin_topic(request, group, group.thread_of(topic))
    return True


@method("unpinAllGeneralForumTopicMessages")
def unpin_all_general_forum_topic_messages(request: Request) -> Any:
    group = forum_room(request, request.arguments.values.get("chat_id"))
    _require_right(request, group)
    _unpin_topic(request, group, None)
    return True


def _unpin_topic(request: Request, room: Room, thread_id: int | None) -> None:
    kept = [number for number in room.pinned_ids if room.messages_by_id[number].topic_id != thread_id]
    room.pinned_ids[:] = kept
    request.world.touch()
