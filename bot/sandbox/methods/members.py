"""What a bot may do to members and to the group itself."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.groups import Group
from bot.sandbox.methods.registry import method
from bot.sandbox.people import Person
from bot.sandbox.request import Request
from bot.sandbox.targets import group_room

MAX_TAG = 16


def _group(request: Request, right: str, refusal: str) -> Group:
    group = group_room(request, request.arguments.values.get("chat_id"))
    if not group.member(request.bot).has_right(right):
        raise bad_request(refusal)
    return group


def _person(request: Request) -> Person:
    person = request.world.people.get(request.arguments.number("user_id"))
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return person


@method("banChatMember", "kickChatMember")
def ban_chat_member(request: Request) -> Any:
    refusal = "not enough rights to restrict/unrestrict chat member"
    group = _group(request, "can_restrict_members", refusal)
    person = _person(request)
    if group.member(person).is_admin:
        raise bad_request("user is an administrator of the chat")
    group.kick(person)
    return True


@method("unbanChatMember")
def unban_chat_member(request: Request) -> Any:
    refusal = "not enough rights to restrict/unrestrict chat member"
    group = _group(request, "can_restrict_members", refusal)
    person = _person(request)
    if request.arguments.flag("only_if_banned") and group.member(person).status != "kicked":
        return True
    if group.member(person).status == "kicked":
        del group.members[person.id]
    return True


@method("setChatMemberTag")
def set_chat_member_tag(request: Request) -> Any:
    group = _group(request, "can_manage_tags", "not enough rights to change the tag of a chat member")
    tag = request.arguments.text("tag")
    if len(tag) > MAX_TAG:
        raise bad_request("TAG_INVALID")
    person = _person(request)
    member = group.member(person)
    if not member.is_present:
        raise bad_request("PARTICIPANT_ID_INVALID")
    member.tag = tag
    return True


@method("setChatTitle")
def set_chat_title(request: Request) -> Any:
    group = _group(request, "can_change_info", "not enough rights to change chat title")
    title = request.arguments.text("title").strip()
    if not 1 <= len(title) <= 128:
        raise bad_request("chat title is invalid" if title else "title must be non-empty")
    if title == group.title:
        raise bad_request("chat title is not modified")
    request.spend(group)
    group.title = title
    group.refresh()
    group.post(request.bot, "new_chat_title", {"new_chat_title": title})
    return True


@method("setChatDescription")
def set_chat_description(request: Request) -> Any:
    group = _group(request, "can_change_info", "not enough rights to set chat description")
    description = request.arguments.text("description")
    if description == group.description:
        raise bad_request("chat description is not modified")
    group.description = description[:255]
    return True


@method("exportChatInviteLink")
def export_chat_invite_link(request: Request) -> Any:
    group = _group(request, "can_invite_users", "not enough rights to export chat invite link")
    return f"https://t.me/+sandbox{abs(group.id)}"


@method("createChatInviteLink")
def create_chat_invite_link(request: Request) -> Any:
    group = _group(request, "can_invite_users", "not enough rights to manage chat invite link")
    return {
        "invite_link": f"https://t.me/+sandbox{abs(group.id)}",
        "creator": request.bot.user,
        "creates_join_request": request.arguments.flag("creates_join_request"),
        "is_primary": False,
        "is_revoked": False,
    }


@method("getUserProfilePhotos")
def get_user_profile_photos(request: Request) -> Any:
    if request.arguments.number("user_id") not in request.world.people:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}
