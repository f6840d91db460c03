"""A message of the sandbox: what it holds now, and how a bot sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.people import Person
    from bot.sandbox.rooms import Room

Raw = dict[str, Any]

# Content fields that carry files; only these messages need their identifiers rewritten for each bot.
WITH_FILES = frozenset(
    {
        "photo",
        "video",
        "animation",
        "audio",
        "voice",
        "video_note",
        "document",
        "sticker",
        "live_photo",
        "paid_media",
        "game",
        "rich_message",
        "poll",
        "story",
        "invoice",
        "new_chat_photo",
    }
)
SERVICE_KINDS = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "message_auto_delete_timer_changed",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "video_chat_started",
        "video_chat_ended",
        "boost_added",
        "write_access_allowed",
        "users_shared",
        "chat_shared",
        "giveaway_created",
        "giveaway_completed",
        "proximity_alert_triggered",
        "successful_payment",
        "refunded_payment",
        "gift",
        "unique_gift",
        "chat_background_set",
        "checklist_tasks_done",
        "checklist_tasks_added",
    }
)
ANONYMOUS_ADMIN: Raw = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL_SENDER: Raw = {
    "id": 136817688,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}


class SandboxMessage:
    """One message. `content` holds the Bot API fields of what was said (text, photo, caption, …)."""

    __slots__ = (
        "album_id",
        "content",
        "date",
        "edited_at",
        "external_reply",
        "extra",
        "id",
        "is_deleted",
        "is_protected",
        "is_silent",
        "kind",
        "markup",
        "origin",
        "quote",
        "reactions",
        "reply_to",
        "room",
        "sender",
        "sender_chat",
        "topic_id",
    )

    def __init__(
        self,
        room: Room,
        number: int,
        date: int,
        sender: Person | BotAccount,
        kind: str,
        content: Raw,
        topic_id: int | None = None,
    ) -> None:
        self.room = room
        self.id = number
        self.date = date
        self.sender = sender
        self.kind = kind
        self.content = content
        self.topic_id = topic_id
        self.reply_to: SandboxMessage | None = None
        self.external_reply: Raw | None = None
        self.quote: Raw | None = None
        self.markup: Raw | None = None
        self.album_id: str | None = None
        self.origin: Raw | None = None
        self.sender_chat: Raw | None = None
        self.extra: Raw | None = None
        self.edited_at: int | None = None
        self.is_protected = False
        self.is_silent = False
        self.is_deleted = False
        self.reactions: dict[int, list[Raw]] = {}

    @property
    def message_id(self) -> int:
        return self.id

    @property
    def text(self) -> str:
        """Text, caption or the words of a rich message; "" without any."""
        content = self.content
        if self.kind == "rich_message":
            return "\n".join(words_of(content["rich_message"]["blocks"]))
        return str(content.get("text") or content.get("caption") or "")

    @property
    def is_service(self) -> bool:
        return self.kind in SERVICE_KINDS

    @property
    def inline_keyboard(self) -> list[list[Raw]]:
        """Rows of inline buttons, [] without any."""
        rows: list[list[Raw]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """Texts of the inline buttons, row by row."""
        return [button["text"] for row in self.inline_keyboard for button in row]

    @property
    def reaction_emoji(self) -> list[str]:
        """Emoji now on the message, of anybody."""
        return [item["emoji"] for items in self.reactions.values() for item in items if "emoji" in item]

    @property
    def raw(self) -> Raw:
        """The message as the bot of its private chat, or else the first bot of the world, sees it."""
        return self.view(self.room.first_bot)

    def view(self, bot: BotAccount, *, nested: bool = False) -> Raw:
        """The Message object that `bot` gets; nested ones carry no reply of their own."""
        room = self.room
        raw: Raw = {"message_id": self.id, "from": self.sender.user, "chat": room.chat, "date": self.date}
        if self.sender_chat is not None:
            raw["sender_chat"] = self.sender_chat
            raw["from"] = ANONYMOUS_ADMIN if self.sender_chat["id"] == room.id else CHANNEL_SENDER
        if self.topic_id is not None:
            raw["message_thread_id"] = self.topic_id
            raw["is_topic_message"] = True
        if self.origin is not None:
            raw["forward_origin"] = self.origin
        if not nested:
            self._add_reply(raw, bot)
        if self.quote is not None:
            raw["quote"] = self.quote
        if self.edited_at is not None:
            raw["edit_date"] = self.edited_at
        if self.is_protected or room.is_protected:
            raw["has_protected_content"] = True
        if self.album_id is not None:
            raw["media_group_id"] = self.album_id
        if self.extra is not None:
            raw.update(self.extra)
        content = self.content
        if self.kind in WITH_FILES:
            content = room.world.files.for_bot(content, bot.id)
        elif self.kind == "pinned_message":
            pinned = content["pinned_message"]
            content = {"pinned_message": pinned.view(bot, nested=True)}
        raw.update(content)
        if self.markup is not None and "inline_keyboard" in self.markup:
            raw["reply_markup"] = self.markup
        return raw

    def _add_reply(self, raw: Raw, bot: BotAccount) -> None:
        reply = self.reply_to
        if reply is not None:
            if not reply.is_deleted:
                raw["reply_to_message"] = reply.view(bot, nested=True)
            if self.topic_id is None and self.room.has_reply_threads:
                # Bot API: replies in ordinary supergroups have message_thread_id without is_topic_message.
                raw["message_thread_id"] = self.reply_root().id
        elif self.external_reply is not None:
            raw["external_reply"] = self.external_reply
        elif self.topic_id is not None and self.topic_id != self.id:
            # Bot API: each topic message without a reply has the topic's creation as reply_to_message.
            root = self.room.messages_by_id.get(self.topic_id)
            if root is not None and not root.is_deleted:
                raw["reply_to_message"] = root.view(bot, nested=True)

    def reply_root(self) -> SandboxMessage:
        """The first message of the chain of replies that this one belongs to."""
        message = self
        while message.reply_to is not None:
            message = message.reply_to
        return message

    def __repr__(self) -> str:
        who = self.sender.user["first_name"]
        where = f"{self.room.id}" + (f"/{self.topic_id}" if self.topic_id else "")
        gone = " deleted" if self.is_deleted else ""
        return f"<{where}#{self.id} {who}: {self.kind} {self.text[:60]!r}{gone}>"


def words_of(rich: Any) -> list[str]:
    """Every piece of text inside rich blocks, in reading order."""
    if isinstance(rich, str):
        return [rich]
    if isinstance(rich, list):
        return [word for item in rich for word in words_of(item)]
    if isinstance(rich, dict):
        hidden = ("type", "url", "file_id", "file_unique_id", "language")
        return [word for key, item in rich.items() if key not in hidden for word in words_of(item)]
    return []
