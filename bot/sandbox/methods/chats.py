"""What a bot may know about a chat and its members."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.members import MEMBER_PERMISSIONS
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.rooms import PrivateChat, Room
from bot.sandbox.targets import group_room, readable_room

NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


@method("getChat")
def get_chat(request: Request) -> Any:
    room = readable_room(request, request.arguments.values.get("chat_id"))
    full: dict[str, Any] = {
        **room.chat,
        "accent_color_id": abs(room.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": NO_GIFTS,
    }
    pinned = _pinned(request, room)
    if pinned is not None:
        full["pinned_message"] = pinned
    if room.is_protected:
        full["has_protected_content"] = True
    if isinstance(room, PrivateChat):
        _describe_person(room, full)
    elif room.group is not None:
        permissions = room.group.permissions
        full["permissions"] = {name: permissions[name] for name in MEMBER_PERMISSIONS}
        if room.group.available_reactions is not None:
            full["available_reactions"] = [
                {"type": "emoji", "emoji": emoji} for emoji in sorted(room.group.available_reactions)
            ]
        full["join_to_send_messages"] = True
        if room.group.description:
            full["description"] = room.group.description
        if room.group.member(request.bot).has_right("can_invite_users"):
            full["invite_link"] = f"https://t.me/+sandbox{abs(room.id)}"
    return full


def _describe_person(room: PrivateChat, full: dict[str, Any]) -> None:
    if "username" in room.chat:
        full["active_usernames"] = [room.chat["username"]]
    if room.person.refuses_voice:
        full["has_restricted_voice_and_video_messages"] = True
    if room.person.has_private_forwards:
        full["has_private_forwards"] = True


def _pinned(request: Request, room: Room) -> dict[str, Any] | None:
    for number in reversed(room.pinned_ids):
        message = room.find(number)
        if message is not None:
            return message.view(request.bot)
    return None


@method("getChatMember")
def get_chat_member(request: Request) -> Any:
    room = readable_room(request, request.arguments.values.get("chat_id"))
    number = request.arguments.number("user_id")
    world = request.world
    account = world.people.get(number) or world.bots_by_id.get(number)
    if account is None:
        raise bad_request("invalid user_id specified" if number <= 0 else "PARTICIPANT_ID_INVALID")
    if room.group is None:
        if account.id not in (room.id, request.bot.id):
            raise bad_request("member not found")
        return {"user": account.user, "status": "member"}
    return room.group.member(account).as_json()


@method("getChatAdministrators")
def get_chat_administrators(request: Request) -> Any:
    room = readable_room(request, request.arguments.values.get("chat_id"))
    if room.group is None:
        raise bad_request("there are no administrators in the private chat")
    with_bots = request.arguments.flag("return_bots")
    # Bot API: other bots are listed only on request.
    return [
        member.as_json()
        for member in room.group.members.values()
        if member.is_admin
        and (with_bots or not member.account.user["is_bot"] or member.account is request.bot)
    ]


@method("getChatMemberCount", "getChatMembersCount")
def get_chat_member_count(request: Request) -> Any:
    room = readable_room(request, request.arguments.values.get("chat_id"))
    if room.group is None:
        return 2
    return sum(member.is_present for member in room.group.members.values())


@method("leaveChat")
def leave_chat(request: Request) -> Any:
    group = group_room(request, request.arguments.values.get("chat_id"))
    group.remove(request.bot)
    return True
