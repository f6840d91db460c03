"""A chat as the world stores it: messages by number, pins, and the private chat of a bot with a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import delivery
from bot.sandbox.messages import SandboxMessage

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.groups import Group
    from bot.sandbox.people import Person
    from bot.sandbox.world import World


class Room:
    """What private chats and groups have in common."""

    has_reply_threads = False

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.id = number
        self.chat: dict[str, Any] = {}
        self.messages_by_id: dict[int, SandboxMessage] = {}
        self.pinned_ids: list[int] = []
        self.is_protected = False

    @property
    def group(self) -> Group | None:
        """This chat if it is a group."""
        return None

    @property
    def first_bot(self) -> BotAccount:
        """The bot whose view of messages is meant when none is named."""
        return self.world.bots[0]

    def take_number(self) -> int:
        """The next message_id of this chat."""
        raise NotImplementedError

    def bots(self) -> list[BotAccount]:
        """Bots that take part in this chat now."""
        raise NotImplementedError

    def find(self, message_id: int) -> SandboxMessage | None:
        """The message with this number unless it was deleted."""
        message = self.messages_by_id.get(message_id)
        return None if message is None or message.is_deleted else message

    def all_messages(self) -> list[SandboxMessage]:
        """Messages that exist now, oldest first."""
        return [message for message in self.messages_by_id.values() if not message.is_deleted]

    def pin(self, message: SandboxMessage, by: Person | BotAccount) -> None:
        """Pin a message in its topic (or chat), with the service message that tells of it."""
        # Bot API: pinning inside a topic pins in this topic and posts a service message there.
        if message.id not in self.pinned_ids:
            self.pinned_ids.append(message.id)
        notice = SandboxMessage(
            self,
            self.take_number(),
            self.world.timestamp(),
            by,
            "pinned_message",
            {"pinned_message": message},
            message.topic_id,
        )
        delivery.publish(notice)

    def unpin(self, message: SandboxMessage) -> None:
        """Take a pinned message off; nobody is told."""
        if message.id in self.pinned_ids:
            self.pinned_ids.remove(message.id)
            self.world.touch()

    def delete(self, message: SandboxMessage) -> None:
        """Remove a message for everyone. No update tells anybody."""
        message.is_deleted = True
        if message.id in self.pinned_ids:
            self.pinned_ids.remove(message.id)
        self.world.touch()


class PrivateChat(Room):
    """The chat of one person with one bot; its id is the person's."""

    def __init__(self, world: World, bot: BotAccount, person: Person) -> None:
        super().__init__(world, person.id)
        self.bot = bot
        self.person = person
        self.is_started = False
        self.is_blocked = False
        self.keyboard: dict[str, Any] | None = None
        self.draft = ""
        self.refresh()

    def refresh(self) -> None:
        """Take over the person's present name."""
        user = self.person.user
        names: dict[str, Any] = {
            key: user[key] for key in ("first_name", "last_name", "username") if key in user
        }
        self.chat = {"id": self.id, **names, "type": "private"}

    def take_number(self) -> int:
        # Bot API: private chats share one counter, that of the bot's account.
        number = self.bot.next_message_id
        self.bot.next_message_id += 1
        return number

    def bots(self) -> list[BotAccount]:
        return [] if self.is_blocked else [self.bot]

    @property
    def first_bot(self) -> BotAccount:
        return self.bot

    def remember_keyboard(self, markup: dict[str, Any]) -> None:
        """Show or take away the keyboard under the person's input field."""
        if "keyboard" in markup:
            self.keyboard = markup
        elif markup.get("remove_keyboard"):
            self.keyboard = None

    @property
    def messages(self) -> list[SandboxMessage]:
        """Messages that exist now, oldest first."""
        return self.all_messages()

    def __repr__(self) -> str:
        return f"<private {self.person.user['first_name']} {self.id}>"
