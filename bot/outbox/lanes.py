"""Lanes: first in, first out for one topic or one customer, and what may travel together."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.content import Content, ContentKind
from bot.domain.entities import utf16_len
from bot.domain.items import Item, MessageFacts
from db.enums import Direction, OutboxKind

ALBUM_ITEMS = 10  # Bot API: an album has 2 to 10 items
ALBUM_CAP = 3  # settle times after its first item an album leaves, complete or not
TEXT_LIMIT = 4096  # Bot API: UTF-16 units of a message
ENTITIES = 100  # Bot API: of a message; the formatting beyond them would be lost

# These can make what waits before them pointless.
_CHANGES = (OutboxKind.EDIT, OutboxKind.RECALL)
# Of these only the last one for its subject matters.
_STATES = (
    OutboxKind.EDIT,
    OutboxKind.REACTION,
    OutboxKind.CARD,
    OutboxKind.ICON,
    OutboxKind.MARK,
    OutboxKind.REOPEN_TOPIC,
)


@dataclass(frozen=True, slots=True)
class Load:
    """What goes out as one: `items` are all that it settles, `messages` what is carried, in order."""

    head: Item
    items: tuple[Item, ...]
    messages: tuple[MessageFacts, ...] = ()
    recalled: bool = False  # the author took it back before it left

    @property
    def is_album(self) -> bool:
        return len(self.messages) > 1 and self.messages[0].media_group_id is not None

    def only_first(self) -> "Load":
        """The first message alone, with the edits that belong to it."""
        first = self.messages[0]
        own = tuple(item for item in self.items if item.message and item.message.id == first.id)
        return Load(self.head, own, (first,))


class Lane:
    """The items of one lane, oldest first; however many wait, the next one is found at once."""

    def __init__(self, key: str, chat_id: int | None) -> None:
        self.key = key
        self.chat_id = chat_id
        self.items: deque[Item] = deque()
        self._changes: list[Item] = []  # those among the items, so that a relay need not look for them
        self.busy = False  # a call is being made or its result written down
        self.failures = 0  # of the head, in a row, that nobody expected
        self.broken_album: str | None = None  # could not travel together: its items go one by one

    def add(self, item: Item) -> None:
        """Put an item at its place; only one that an admin revived is older than the last.

        What is on its way stays the head.
        """
        if self.items and item.id < self.items[-1].id:
            first = [self.items[0]] if self.busy else []
            others = [*list(self.items)[len(first) :], item]
            self.items = deque([*first, *sorted(others, key=lambda i: i.id)])
            self._changes = [i for i in self.items if i.kind in _CHANGES]
            return
        self.items.append(item)
        if item.kind in _CHANGES:
            self._changes.append(item)

    def remove(self, items: Iterable[Item]) -> None:
        gone = {item.id for item in items}
        if self._changes:
            self._changes = [item for item in self._changes if item.id not in gone]
        while self.items and self.items[0].id in gone:
            gone.remove(self.items.popleft().id)
        if gone:
            self.items = deque(item for item in self.items if item.id not in gone)
        self.failures = 0

    def album_size(self) -> int:
        """How many messages leave at once if the head is an album's item, else 1."""
        message = self.items[0].message
        if message is None or not message.media_group_id or self.items[0].kind is not OutboxKind.RELAY:
            return 1
        return min(ALBUM_ITEMS, len(self._album(message.media_group_id)))

    def complete_at(self, settle_after: timedelta) -> datetime | None:
        """When the album at the head may be taken as complete; None when nothing need be waited for."""
        head = self.items[0]
        if head.kind is not OutboxKind.RELAY or head.message is None or not head.message.media_group_id:
            return None
        album = self._album(head.message.media_group_id)
        if len(album) >= ALBUM_ITEMS:
            return None
        last = max(item.created_at for item in album)
        return min(last + settle_after, album[0].created_at + ALBUM_CAP * settle_after)

    def load(self, scarce: bool) -> Load:
        """What leaves next. With `scarce` budget, consecutive texts of a customer leave as one message."""
        head = self.items[0]
        if head.kind is OutboxKind.RELAY and head.message is not None:
            return self._relay(head, head.message, scarce)
        if head.kind in _STATES:
            same = [i for i in self.items if i.kind is head.kind and _subject(i) == _subject(head)]
            last = same[-1]
            return Load(last, tuple(same), (last.message,) if last.message else ())
        if head.kind is OutboxKind.RECALL:
            together = [i for i in self.items if i.kind is head.kind and _asked_in(i) == _asked_in(head)]
            return Load(head, tuple(together), tuple(i.message for i in together if i.message))
        if head.kind is OutboxKind.ALERT:
            return Load(head, tuple(i for i in self.items if i.kind is OutboxKind.ALERT))
        return Load(head, (head,), (head.message,) if head.message else ())

    def _relay(self, head: Item, message: MessageFacts, scarce: bool) -> Load:
        # The copy will be made of the edited message anyway.
        latest = {
            i.message.id: i.message.content for i in self._changes if i.kind is OutboxKind.EDIT and i.message
        }
        if message.media_group_id and message.media_group_id != self.broken_album:
            together = self._album(message.media_group_id)[:ALBUM_ITEMS]
            together.sort(key=lambda item: item.message.source_message_id if item.message else 0)
        elif scarce and not message.media_group_id and message.direction is Direction.TO_GROUP:
            together = self._texts(latest)
        else:
            together = [head]
        carried = {
            facts.id: replace(facts, content=latest.get(facts.id, facts.content))
            for item in together
            if (facts := item.message)
        }
        absorbed: list[Item] = []
        recalled: set[int] = set()
        for item in self._changes:
            if item.message is None or item.message.id not in carried:
                continue
            if item.kind is OutboxKind.EDIT:
                absorbed.append(item)
            else:
                recalled.add(item.message.id)
        if recalled:
            return self._without_recalled(together, absorbed, carried, recalled)
        items = tuple(sorted([*together, *absorbed], key=lambda i: i.id))
        return Load(head, items, tuple(carried.values()))

    def _without_recalled(
        self,
        together: list[Item],
        absorbed: list[Item],
        carried: dict[int, MessageFacts],
        recalled: set[int],
    ) -> Load:
        """Settle those taken back as one load of their own; the others come next time."""
        gone = [i for i in [*together, *absorbed] if i.message and i.message.id in recalled]
        recalls = [
            i for i in self._changes if i.kind is OutboxKind.RECALL and i.message and i.message.id in recalled
        ]
        messages = tuple(facts for key, facts in carried.items() if key in recalled)
        return Load(together[0], (*gone, *recalls), messages, recalled=True)

    def _album(self, media_group_id: str) -> list[Item]:
        return [
            item
            for item in self.items
            if item.kind is OutboxKind.RELAY
            and item.message
            and item.message.media_group_id == media_group_id
        ]

    def _texts(self, latest: Mapping[int, Content]) -> list[Item]:
        """The run of plain texts at the head that fits one message; a reply begins a run of its own.

        `latest` is what edits have made of some of them.
        """
        run: list[Item] = []
        length, entities = -1, 0  # no line break before the first
        for item in self.items:
            facts = item.message
            if facts is None or item.kind is OutboxKind.EDIT:
                continue
            content = latest.get(facts.id, facts.content)
            if item.kind is not OutboxKind.RELAY or content.kind is not ContentKind.TEXT:
                break
            if run and facts.reply is not None:
                break
            if any(entity["type"] == "custom_emoji" for entity in content.entities):
                break  # a bot cannot write these itself, it can only copy them
            length += utf16_len(content.text or "") + 1
            entities += len(content.entities)
            if run and (length > TEXT_LIMIT or entities > ENTITIES):
                break
            run.append(item)
        return run or [self.items[0]]


def _asked_in(item: Item) -> int | None:
    """The message that asked for this to be taken back; for all of an album it is one."""
    asked_in: int | None = item.payload.get("asked_in")
    return asked_in


def _subject(item: Item) -> tuple[int | None, int | None]:
    return (item.customer_id, item.message.id if item.message else None)
