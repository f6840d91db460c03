"""Ephemeral messages and commands: between one member of a group and a bot, kept out of its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import delivery
from bot.sandbox.callbacks import ANSWER_WITHIN
from bot.sandbox.errors import NotPossible, bad_request
from bot.sandbox.messages import Raw, SandboxMessage
from bot.sandbox.targets import group_room

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.groups import Group
    from bot.sandbox.people import Person
    from bot.sandbox.request import Request
    from bot.sandbox.sending import Destination


def read_receiver(request: Request) -> Person | None:
    """The only person who shall see the message, None for an ordinary one."""
    arguments = request.arguments
    if "ephemeral_message_parameters" in arguments.values:
        given = arguments.object("ephemeral_message_parameters", "ephemeral message parameters") or {}
        receiver_id, query_id = given.get("receiver_user_id"), given.get("callback_query_id")
    elif "receiver_user_id" in arguments.values:
        receiver_id = arguments.number("receiver_user_id")
        query_id = arguments.text("callback_query_id")
    else:
        return None
    group = group_room(request, arguments.values.get("chat_id"))
    person = request.world.people.get(int(receiver_id or 0))
    if person is None or not group.member(person).is_present:
        raise bad_request("USER_NOT_PARTICIPANT")
    # Bot API: administrators at any time, others within 15 s after a callback query of the receiver.
    if not group.member(request.bot).is_admin:
        press = request.world.callbacks.get(str(query_id or ""))
        now = request.world.now().timestamp()
        if press is None or press.person is not person or now - press.pressed_at > ANSWER_WITHIN:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return person


def whisper(
    request: Request, where: Destination, kind: str, content: Raw, receiver: Person
) -> SandboxMessage:
    """Show a message to one person. Its message_id is 0; it is known by its ephemeral_message_id."""
    group = where.room.group
    assert group is not None
    message = SandboxMessage(group, 0, request.world.timestamp(), request.bot, kind, content, where.topic_id)
    message.markup = where.markup
    number = len(group.ephemerals) + 1
    message.extra = {"ephemeral_message_id": number, "receiver_user": receiver.user}
    group.ephemerals[(receiver.id, number)] = message
    request.world.touch()
    return message


def send_command(message: SandboxMessage, person: Person) -> SandboxMessage:
    """Hand a command to the one bot that registered it as ephemeral; clients send no other text so."""
    group = message.room.group
    command, _, username = message.text.split(maxsplit=1)[0].partition("@")
    for bot in group.bots() if group is not None else []:
        is_meant = username.lower() in ("", bot.username.lower())
        if group is not None and is_meant and command in _ephemeral_commands(bot, group, person):
            number = len(group.ephemerals) + 1
            message.id = 0
            message.extra = {"ephemeral_message_id": number, "receiver_user": bot.user}
            group.ephemerals[(bot.id, number)] = message
            delivery.deliver(bot, "message", message.view(bot), ("chat", group.id), message.date)
            group.world.touch()
            return message
    raise NotPossible(f"{message.text!r} is no ephemeral command here")


def _ephemeral_commands(bot: BotAccount, group: Group, person: Person) -> set[str]:
    """Those of the commands that the client offers; Bot API: the narrowest scope and the language decide."""
    scopes = [("chat_member", group.id, person.id), ("chat", group.id, 0), ("all_group_chats", 0, 0)]
    if group.member(person).is_admin:
        scopes.insert(1, ("chat_administrators", group.id, 0))
        scopes.insert(3, ("all_chat_administrators", 0, 0))
    for scope in (*scopes, ("default", 0, 0)):
        for language in (str(person.user.get("language_code", "")), ""):
            if offered := bot.commands.get((*scope, language)):
                return {f"/{one['command']}" for one in offered if one.get("is_ephemeral")}
    return set()
