"""Forum topics: create, edit, close, reopen, delete, and General."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.groups import Group
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.targets import forum_room, topic_for_managing
from bot.sandbox.topics import GENERAL_ID, ICON_COLORS, checked_icon, checked_name, clean_name, icon_stickers


def _group(request: Request) -> Group:
    return forum_room(request, request.arguments.values.get("chat_id"))


@method("createForumTopic")
def create_forum_topic(request: Request) -> Any:
    group = _group(request)
    arguments = request.arguments
    member = group.member(request.bot)
    if not (member.has_right("can_manage_topics") or group.permissions["can_manage_topics"]):
        raise bad_request("not enough rights to create a topic")
    name = checked_name(arguments.text("name"))
    color = arguments.number("icon_color", ICON_COLORS[0])
    if color not in ICON_COLORS:
        raise bad_request("invalid icon color specified")
    icon = checked_icon(arguments.text("icon_custom_emoji_id"))
    # Bot API: creating a forum topic is sending a message about its creation.
    request.spend(group)
    return group.create_topic(request.bot, name, color, icon).as_json()


@method("editForumTopic")
def edit_forum_topic(request: Request) -> Any:
    group = _group(request)
    arguments = request.arguments
    name = arguments.text("name")
    icon = arguments.text("icon_custom_emoji_id") if arguments.has("icon_custom_emoji_id") else None
    if not name and icon is None:
        # Bot API: nothing to change is true without asking anybody, so this is no probe of existence.
        return True
    topic = topic_for_managing(request, group)
    if not group.may_manage(topic, request.bot):
        raise bad_request("not enough rights to edit the topic")
    if topic.id == GENERAL_ID and icon is not None:
        raise bad_request("GENERAL_MODIFY_ICON_FORBIDDEN")
    cleaned = checked_name(name) if name else None
    checked_icon(icon or "")
    if cleaned in (None, topic.name) and icon in (None, topic.icon_custom_emoji_id):
        raise bad_request("TOPIC_NOT_MODIFIED")
    request.spend(group)
    return group.edit_topic(topic, request.bot, cleaned, icon)


def _set_closed(request: Request, group: Group, number: int | None, is_closed: bool) -> bool:
    topic = group.general if number == GENERAL_ID else topic_for_managing(request, group)
    if not group.may_manage(topic, request.bot):
        raise bad_request("not enough rights to close or open the topic")
    if topic.is_closed == is_closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    request.spend(group)
    return group.set_topic_closed(topic, request.bot, is_closed)


@method("closeForumTopic")
def close_forum_topic(request: Request) -> Any:
    return _set_closed(request, _group(request), None, True)


@method("reopenForumTopic")
def reopen_forum_topic(request: Request) -> Any:
    return _set_closed(request, _group(request), None, False)


@method("deleteForumTopic")
def delete_forum_topic(request: Request) -> Any:
    group = _group(request)
    topic = topic_for_managing(request, group)
    if topic.id == GENERAL_ID:
        raise bad_request("TOPIC_ID_INVALID")
    if topic.creator is not request.bot and not group.member(request.bot).has_right("can_delete_messages"):
        raise bad_request("not enough rights to delete the topic")
    group.delete_topic(topic)
    return True


@method("editGeneralForumTopic")
def edit_general_forum_topic(request: Request) -> Any:
    group = _general(request, "not enough rights to edit the topic")
    name = clean_name(request.arguments.text("name"))
    if not name:
        raise bad_request("name must be non-empty")
    if name == group.general.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    request.spend(group)
    return group.edit_topic(group.general, request.bot, name, None)


@method("closeGeneralForumTopic")
def close_general_forum_topic(request: Request) -> Any:
    return _set_closed(request, _group(request), GENERAL_ID, True)


@method("reopenGeneralForumTopic")
def reopen_general_forum_topic(request: Request) -> Any:
    return _set_closed(request, _group(request), GENERAL_ID, False)


@method("hideGeneralForumTopic")
def hide_general_forum_topic(request: Request) -> Any:
    return _set_hidden(request, True)


@method("unhideGeneralForumTopic")
def unhide_general_forum_topic(request: Request) -> Any:
    return _set_hidden(request, False)


def _set_hidden(request: Request, is_hidden: bool) -> bool:
    group = _general(request, "not enough rights to close or open the topic")
    if group.general.is_hidden == is_hidden:
        raise bad_request("TOPIC_NOT_MODIFIED")
    request.spend(group)
    return group.set_general_hidden(request.bot, is_hidden)


def _general(request: Request, refusal: str) -> Group:
    group = _group(request)
    if not group.member(request.bot).has_right("can_manage_topics"):
        raise bad_request(refusal)
    return group


@method("getForumTopicIconStickers")
def get_forum_topic_icon_stickers(request: Request) -> Any:
    return icon_stickers()
