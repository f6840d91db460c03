"""What people do with messages that exist: edit, react, delete, press buttons."""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from bot.sandbox import delivery
from bot.sandbox.callbacks import CallbackPress
from bot.sandbox.content import content_of
from bot.sandbox.entities import Entity, finished
from bot.sandbox.errors import NotPossible
from bot.sandbox.messages import Raw, SandboxMessage

if TYPE_CHECKING:
    from bot.sandbox.people import Person

# Bot API: people can edit their messages for 48 hours. Seconds.
EDITABLE_FOR = 48 * 3600
_callback_ids = itertools.count(1)


class MessageActions(ABC):
    """The part of a person that acts on messages."""

    @property
    @abstractmethod
    def person(self) -> Person:
        """The person himself."""

    def edits(
        self,
        message: SandboxMessage,
        *,
        text: str | None = None,
        caption: str | None = None,
        media: tuple[str, Raw] | str | None = None,
        location: Raw | None = None,
        entities: list[Entity] | None = None,
    ) -> SandboxMessage:
        """Change an own message: text, caption ("" removes), media (kind, or (kind, fields)), location.

        Without any change it makes the edited_message that Telegram sends for invisible changes.
        """
        if message.sender is not self.person or message.is_deleted:
            raise NotPossible(f"{message!r} cannot be edited by {self!r}", "refused-edit")
        is_live = "live_period" in message.content.get("location", {})
        if self.person.world.timestamp() - message.date > EDITABLE_FOR and not is_live:
            raise NotPossible(f"{message!r} is older than 48 hours", "refused-edit-late")
        content = dict(message.content)
        if text is not None:
            content = {
                key: value for key, value in content.items() if key not in ("text", "entities")
            } | finished(text, entities or []).fields("text", "entities")
        if media is not None:
            kind, given = (media, {}) if isinstance(media, str) else media
            captions = {
                key: value for key, value in content.items() if key in ("caption", "caption_entities")
            }
            message.kind, fields = content_of(kind, self.person.world.files, given)
            content = {**fields, **captions}
        if caption is not None:
            content = {
                key: value for key, value in content.items() if key not in ("caption", "caption_entities")
            } | finished(caption, entities or []).fields("caption", "caption_entities")
        if location is not None:
            content["location"] = {**content["location"], **location}
        message.content = content
        message.edited_at = self.person.world.timestamp()
        delivery.publish_edit(message)
        return message

    def stops_live_location(self, message: SandboxMessage) -> SandboxMessage:
        """End the live location: an edit that takes live_period away."""
        location = {key: value for key, value in message.content["location"].items() if key != "live_period"}
        message.content = {"location": location}
        return self.edits(message)

    def reacts(self, message: SandboxMessage, *emoji: str, as_group: bool = False) -> None:
        """Set one's reactions to exactly `emoji` (none takes them away)."""
        new: list[Raw] = [{"type": "emoji", "emoji": one} for one in emoji]
        actor_id = message.room.id if as_group else self.person.id
        old = message.reactions.pop(actor_id, [])
        if new:
            message.reactions[actor_id] = new
        actor = {"actor_chat": message.room.chat} if as_group else {"user": self.person.user}
        if old != new:
            delivery.reaction_changed(message.room, message, actor, old, new)

    def deletes(self, *messages: SandboxMessage) -> None:
        """Delete messages for everyone. Bots are told nothing."""
        for message in messages:
            message.room.delete(message)

    def presses(
        self, message: SandboxMessage, button: str, *, is_inaccessible: bool = False
    ) -> CallbackPress:
        """Press the inline button with this text or data.

        `is_inaccessible` gives the bot an InaccessibleMessage, as for old messages.
        """
        found = [
            one
            for row in message.inline_keyboard
            for one in row
            if button in (one.get("text"), one.get("callback_data"))
        ]
        if not found or message.is_deleted:
            reason = f"no button {button!r} under {message!r}: {message.buttons}"
            raise NotPossible(reason, "refused-no-button")
        if "callback_data" not in found[0] or "disabled" in found[0]:
            reason = f"the button {button!r} sends no callback: {found[0]}"
            raise NotPossible(reason, "refused-button-off")
        return self._press(message, found[0]["callback_data"], is_inaccessible)

    def forges_press(self, message: SandboxMessage, data: str) -> CallbackPress:
        """Press a button that is not there, as hostile clients can: any data, about any message of a bot."""
        return self._press(message, data, is_inaccessible=False)

    def _press(self, message: SandboxMessage, data: str, is_inaccessible: bool) -> CallbackPress:
        bot = self.person.world.bots_by_id[message.sender.id]
        press = CallbackPress(
            id=str(4_200_000_000_000_000_000 + next(_callback_ids)),
            bot=bot,
            person=self.person,
            message=message,
            data=data,
            pressed_at=self.person.world.now().timestamp(),
        )
        self.person.world.callbacks[press.id] = press
        seen = message.view(bot)
        if is_inaccessible:
            # Bot API: it has only chat, message_id and a date of 0.
            seen = {"chat": message.room.chat, "message_id": message.id, "date": 0}
        payload = {
            "id": press.id,
            "from": self.person.user,
            "chat_instance": str(7_000_000_000_000_000_000 + abs(message.room.id)),
            "message": seen,
            "data": press.data,
        }
        delivery.deliver(bot, "callback_query", payload, ("callback_query", self.person.id), press.pressed_at)
        self.person.world.touch()
        return press
