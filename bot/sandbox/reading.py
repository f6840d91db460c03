"""What people have read: Telegram keeps it for each account, so every client shows the same unread counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.topics import GENERAL_ID

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from bot.sandbox.rooms import Room

# (chat, topic): topic is 0 outside of forums.
Place = tuple[int, int]


class ReadingMarks:
    """For each person the number of the last message read in each place."""

    def __init__(self) -> None:
        self._marks: dict[int, dict[Place, int]] = {}

    def of(self, person: Person) -> dict[Place, int]:
        """The person's marks; a place that is not among them was never opened."""
        return self._marks.get(person.id, {})

    def mark(self, person: Person, room: Room, topic_id: int | None, number: int) -> bool:
        """Everything up to message `number` is read; False if it was already."""
        marks = self._marks.setdefault(person.id, {})
        here = place(room, topic_id)
        if marks.get(here, 0) >= number:
            return False
        marks[here] = number
        return True

    def mark_everything(self, person: Person, room: Room) -> None:
        """Somebody who joins a group has nothing unread there."""
        for message in room.all_messages():
            self.mark(person, room, message.topic_id, message.id)


def place(room: Room, topic_id: int | None) -> Place:
    """Where a message with this topic_id stands."""
    is_forum = room.group is not None and room.group.is_forum
    return (room.id, (topic_id or GENERAL_ID) if is_forum else 0)
