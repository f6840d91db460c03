"""An album that a person sends item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import NotPossible

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.groups import Group
    from bot.sandbox.messages import SandboxMessage
    from bot.sandbox.people import Person

# Bot API: documents and audio form albums only among themselves; the rest may be mixed.
FAMILIES = {
    "photo": "visual",
    "video": "visual",
    "live_photo": "visual",
    "animation": "visual",
    "document": "document",
    "audio": "audio",
}
MAX_ITEMS = 10


class Album:
    """Items share one media_group_id; nothing says how many there will be."""

    def __init__(
        self,
        person: Person,
        album_id: str,
        to: BotAccount | Group | None,
        topic: int | None,
        reply_to: SandboxMessage | None,
    ) -> None:
        self.id = album_id
        self.messages: list[SandboxMessage] = []
        self._person = person
        self._to = to
        self._topic = topic
        self._reply_to = reply_to

    def add(self, kind: str, caption: str | None = None, **content: Any) -> SandboxMessage:
        """Send the next item."""
        families = {FAMILIES.get(kind), *(FAMILIES[message.kind] for message in self.messages)}
        if None in families or len(families) > 1 or len(self.messages) == MAX_ITEMS:
            kinds = [message.kind for message in self.messages]
            raise NotPossible(f"{kind} does not fit into an album of {kinds}", "refused-album")
        message = self._person.sends(
            kind,
            to=self._to,
            topic=self._topic,
            caption=caption,
            reply_to=self._reply_to,
            album_id=self.id,
            **content,
        )
        self.messages.append(message)
        return message
