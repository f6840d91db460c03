"""The feed of changes: what looks different from before, numbered, so that a page can go on where it was."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.page_views import (
    Json,
    bot_view,
    group_view,
    message_mark,
    message_view,
    messages_of,
    person_view,
    private_chat_view,
    topic_view,
    unseen_by_bots,
)

if TYPE_CHECKING:
    from bot.sandbox.world import World

Key = tuple[str, str]


@dataclass(slots=True)
class Thing:
    """One thing of the world as the page knows it; `view` None means that it is gone."""

    revision: int
    mark: Any
    view: Json | None


class Feed:
    """Keeps the last view of each thing with the revision in which it changed.

    No journal of changes is kept: whoever has seen revision N gets everything with a higher one as it is now.
    So a slow page misses intermediate states and nothing else. `epoch` tells one run of the sandbox from
    another.
    """

    def __init__(self, world: World, stage: Callable[[], Iterator[tuple[Key, Json]]]) -> None:
        self.epoch = secrets.token_hex(4)
        self.revision = 0
        self._world = world
        self._stage = stage
        # In the order of revisions: what changes moves to the end.
        self._things: dict[Key, Thing] = {}
        self._is_stale = True
        self._waiters: set[asyncio.Event] = set()
        world.listeners.append(self.look_again)

    def look_again(self) -> None:
        """The world or the stage may look different now."""
        self._is_stale = True
        for waiter in self._waiters:
            waiter.set()

    def since(self, revision: int) -> dict[str, dict[str, Json | None]]:
        """{kind: {key: view}} of everything that changed after `revision`; for 0 without what is gone."""
        if self._is_stale:
            self._look()
        found: list[tuple[Key, Thing]] = []
        for key, thing in reversed(self._things.items()):
            if thing.revision <= revision:
                break
            found.append((key, thing))
        changes: dict[str, dict[str, Json | None]] = {}
        for (kind, name), thing in reversed(found):
            if revision > 0 or thing.view is not None:
                changes.setdefault(kind, {})[name] = thing.view
        return changes

    async def changed(self, revision: int, within: float) -> bool:
        """Wait until there may be something after `revision`; False after `within` seconds without it."""
        if self._is_stale or self.revision > revision:
            return True  # while the reader was still busy with the last changes
        waiter = asyncio.Event()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(within):
                await waiter.wait()
            return True
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)

    def _look(self) -> None:
        self._is_stale = False
        self.revision += 1
        self._look_at_messages()
        present = set()
        for key, view in self._small_things():
            present.add(key)
            self._note(key, view, view)
        for key, thing in list(self._things.items()):
            if key[0] != "messages" and key not in present and thing.view is not None:
                self._note(key, None, None)

    def _look_at_messages(self) -> None:
        """Views of messages are made only when their marks say so: there may be thousands."""
        unseen = unseen_by_bots(self._world)
        for room in self._world.rooms():
            for name, message in messages_of(room):
                key = ("messages", name)
                mark = (message_mark(message), name in unseen)
                known = self._things.get(key)
                if known is not None and known.mark == mark:
                    continue
                view = message_view(message)
                if view is not None:
                    view["is_unseen"] = name in unseen
                self._note(key, mark, view)

    def _small_things(self) -> Iterator[tuple[Key, Json | None]]:
        world = self._world
        for person in world.people.values():
            yield ("people", str(person.id)), person_view(world, person)
        for bot in world.bots:
            yield ("bots", str(bot.id)), bot_view(bot)
        for chat in world.private_chats.values():
            yield ("chats", str(chat.id)), private_chat_view(chat)
        for group in world.groups.values():
            yield ("chats", str(group.id)), group_view(group)
            for topic in (group.general, *group.topics.values()):
                yield ("topics", f"{group.id}/{topic.id}"), topic_view(group, topic)
        yield from self._stage()

    def _note(self, key: Key, mark: Any, view: Json | None) -> None:
        known = self._things.get(key)
        if known is not None:
            if known.mark == mark and known.view == view:
                return
            del self._things[key]
        self._things[key] = Thing(self.revision, mark, view)
