"""A person with a Telegram client: what he does changes the world at once and makes updates for bots."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.sandbox import delivery
from bot.sandbox.albums import Album
from bot.sandbox.bots import BotAccount
from bot.sandbox.content import CAPTIONED, content_of
from bot.sandbox.entities import Entity, finished
from bot.sandbox.ephemeral import send_command
from bot.sandbox.errors import NotPossible
from bot.sandbox.group_actions import GroupActions
from bot.sandbox.message_actions import MessageActions
from bot.sandbox.messages import Raw, SandboxMessage
from bot.sandbox.quotes import find_quote

if TYPE_CHECKING:
    from bot.sandbox.groups import Group
    from bot.sandbox.rooms import PrivateChat, Room
    from bot.sandbox.world import World


class Person(GroupActions, MessageActions):
    """A user. Methods that Telegram clients would not allow raise NotPossible."""

    def __init__(
        self,
        world: World,
        number: int,
        first_name: str,
        *,
        last_name: str | None,
        username: str | None,
        language_code: str | None,
        is_premium: bool,
    ) -> None:
        self.world = world
        self.id = number
        self.user: Raw = {"id": number, "is_bot": False, "first_name": first_name}
        if last_name:
            self.user["last_name"] = last_name
        if username:
            self.user["username"] = username
        if language_code:
            self.user["language_code"] = language_code
        if is_premium:
            self.user["is_premium"] = True
        self.is_deactivated = False
        self.refuses_voice = False
        self.has_private_forwards = False

    @property
    def person(self) -> Person:
        return self

    # writing

    def writes(
        self,
        text: str,
        *,
        to: BotAccount | Group | None = None,
        topic: int | None = None,
        entities: list[Entity] | None = None,
        reply_to: SandboxMessage | None = None,
        quote: str | None = None,
        as_group: bool = False,
        as_channel: Raw | None = None,
        ephemeral: bool = False,
    ) -> SandboxMessage:
        """Send a text; `as_group` as anonymous administrator, `as_channel` (a Chat object) as a channel.

        `ephemeral` sends a command of the group that only its bot gets (Bot API 10.2).
        """
        formatted = finished(text, entities or [])
        if not formatted.text:
            raise NotPossible("a text without visible characters cannot be sent", "refused-empty")
        message = self._compose(to, "text", formatted.fields("text", "entities"), topic, reply_to, quote)
        if as_group:
            message.sender_chat = message.room.chat
        elif as_channel is not None:
            message.sender_chat = as_channel
        if ephemeral:
            return send_command(message, self)
        return delivery.publish(message)

    def sends(
        self,
        kind: str,
        *,
        to: BotAccount | Group | None = None,
        topic: int | None = None,
        caption: str | None = None,
        caption_entities: list[Entity] | None = None,
        reply_to: SandboxMessage | None = None,
        quote: str | None = None,
        album_id: str | None = None,
        **content: Any,
    ) -> SandboxMessage:
        """Send anything but text: photo, voice, poll, … (see `content.py`); `content` overrides fields.

        `data=b"…"` gives the bytes of a file, `has_media_spoiler=True` hides it.
        """
        extra: Raw = {
            key: content.pop(key)
            for key in ("has_media_spoiler", "show_caption_above_media")
            if key in content
        }
        message_kind, fields = content_of(kind, self.world.files, content)
        if caption and kind in CAPTIONED:
            fields.update(finished(caption, caption_entities or []).fields("caption", "caption_entities"))
        elif caption:
            raise NotPossible(f"{kind} has no caption")
        message = self._compose(to, message_kind, {**fields, **extra}, topic, reply_to, quote)
        message.album_id = album_id
        return delivery.publish(message)

    def begin_album(
        self,
        *,
        to: BotAccount | Group | None = None,
        topic: int | None = None,
        reply_to: SandboxMessage | None = None,
    ) -> Album:
        """Start an album whose items are sent one by one with `.add(kind, caption)`, as late as wanted."""
        return Album(self, self.world.take_album_id(), to, topic, reply_to)

    def sends_album(
        self,
        kinds: Sequence[str],
        *,
        captions: Sequence[str | None] | None = None,
        to: BotAccount | Group | None = None,
        topic: int | None = None,
        reply_to: SandboxMessage | None = None,
        only: slice | None = None,
    ) -> list[SandboxMessage]:
        """Send an album at once; `only` limits it to a part (the rest is lost)."""
        album = self.begin_album(to=to, topic=topic, reply_to=reply_to)
        texts = [*(captions or []), *[None] * len(kinds)]
        for kind, caption in list(zip(kinds, texts, strict=False))[only or slice(None)]:
            album.add(kind, caption)
        return album.messages

    def forwards(
        self,
        message: SandboxMessage,
        *,
        to: BotAccount | Group | None = None,
        topic: int | None = None,
    ) -> SandboxMessage:
        """Forward a message of another chat; hidden authors give only a name."""
        copied = self._compose(to, message.kind, dict(message.content), topic, None, None)
        copied.origin = message.origin or origin_of(message)
        return delivery.publish(copied)

    def _compose(
        self,
        to: BotAccount | Group | None,
        kind: str,
        content: Raw,
        topic: int | None,
        reply_to: SandboxMessage | None,
        quote: str | None,
    ) -> SandboxMessage:
        room = self._room(to, reply_to)
        group = room.group
        topic_id = None
        if group is not None:
            topic_id = self._writable_topic(group, topic, reply_to)
        message = SandboxMessage(
            room, room.take_number(), self.world.timestamp(), self, kind, content, topic_id
        )
        if reply_to is not None:
            message.reply_to = reply_to
            if quote is not None:
                message.quote = find_quote(reply_to, quote, None, None)
                if message.quote is None:
                    raise NotPossible(f"{quote!r} is not part of {reply_to!r}", "refused-quote")
                message.quote["is_manual"] = True
        return message

    def _room(self, to: BotAccount | Group | None, reply_to: SandboxMessage | None) -> Room:
        if self.is_deactivated:
            raise NotPossible(f"{self!r} has deleted the account", "account-deleted")
        if to is None and reply_to is not None:
            return reply_to.room
        if to is None or isinstance(to, BotAccount):
            chat = self.chat(to)
            if chat.is_blocked:
                who = self.user["first_name"]
                raise NotPossible(f"{self!r} has blocked the bot", "refused-blocked", who=who)
            chat.is_started = True
            return chat
        if not to.member(self).is_present:
            who = self.user["first_name"]
            raise NotPossible(f"{self!r} is not in {to!r}", "refused-not-in-group", who=who)
        return to

    # the private chat

    def chat(self, bot: BotAccount | None = None) -> PrivateChat:
        """The private chat with `bot` (the first bot of the world by default)."""
        return self.world.private_chat(bot or self.world.bots[0], self)

    @property
    def inbox(self) -> list[SandboxMessage]:
        """What the first bot sent to this person and what still exists, oldest first."""
        return self.inbox_of(None)

    def inbox_of(self, bot: BotAccount | None) -> list[SandboxMessage]:
        """Messages of `bot` in its private chat with this person."""
        chat = self.chat(bot)
        return [message for message in chat.messages if message.sender is chat.bot]

    def sees(self, text: str, bot: BotAccount | None = None) -> list[SandboxMessage]:
        """Messages of the bot whose present text or caption contains `text`."""
        return [message for message in self.inbox_of(bot) if text in message.text]

    def reads(self, room: Room, topic: int | None, number: int) -> None:
        """Read everything in a chat (or one of its topics) up to message `number`. Bots are told nothing."""
        if self.world.reading.mark(self, room, topic, number):
            self.world.touch()

    def whispers_in(self, group: Group) -> list[SandboxMessage]:
        """Ephemeral messages of bots that only this person sees in the group now."""
        return [
            message
            for (receiver, _), message in group.ephemerals.items()
            if receiver == self.id and not message.is_deleted
        ]

    def starts(self, bot: BotAccount | None = None, payload: str | None = None) -> SandboxMessage:
        """Press Start (or Restart after blocking); `payload` is that of a deep link."""
        if payload is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload):
            reason = f"{payload!r} is no payload: at most 64 of A-Z, a-z, 0-9, _ and -"
            raise NotPossible(reason, "refused-payload")
        if self.chat(bot).is_blocked:
            self.unblocks(bot)
        return self.writes("/start" + (f" {payload}" if payload else ""), to=bot)

    def blocks(self, bot: BotAccount | None = None) -> None:
        """Block the bot: it gets my_chat_member and can no longer write."""
        chat = self.chat(bot)
        if not chat.is_blocked:
            chat.is_blocked = True
            delivery.blocking_changed(chat, True)
            self.world.touch()

    def unblocks(self, bot: BotAccount | None = None) -> None:
        """Let the bot write again."""
        chat = self.chat(bot)
        if chat.is_blocked:
            chat.is_blocked = False
            chat.is_started = True
            delivery.blocking_changed(chat, False)
            self.world.touch()

    def deactivates(self) -> None:
        """Delete the account; bots notice only when they try to write."""
        self.is_deactivated = True
        self.world.touch()

    def restricts_voice(self, restricted: bool = True) -> None:
        """Forbid voice and video messages (a Premium setting)."""
        self.refuses_voice = restricted

    def renames(self, first_name: str, last_name: str | None = None, username: str | None = None) -> None:
        """Change the visible name; bots see it in the next update."""
        kept = {key: value for key, value in self.user.items() if key not in ("last_name", "username")}
        self.user = {**kept, "first_name": first_name}
        if last_name:
            self.user["last_name"] = last_name
        if username:
            self.user["username"] = username
        for chat in self.world.private_chats.values():
            if chat.person is self:
                chat.refresh()

    def __repr__(self) -> str:
        return f"<{self.user['first_name']} {self.id}>"


def origin_of(message: SandboxMessage) -> Raw:
    """The forward_origin of a message that was not itself forwarded."""
    if message.sender_chat is not None:
        return {"type": "chat", "date": message.date, "sender_chat": message.sender_chat}
    sender = message.sender
    if getattr(sender, "has_private_forwards", False):
        return {"type": "hidden_user", "date": message.date, "sender_user_name": sender.user["first_name"]}
    return {"type": "user", "date": message.date, "sender_user": sender.user}
