"""What people do in groups: topics, pins, joining, and managing bots."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.errors import NotPossible
from bot.sandbox.members import USUAL_RIGHTS
from bot.sandbox.topics import GENERAL_ID, ICON_COLORS, Topic, clean_name

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.groups import Group
    from bot.sandbox.messages import SandboxMessage
    from bot.sandbox.people import Person


class GroupActions(ABC):
    """The part of a person that acts in groups. Topics may be given as Topic or by id."""

    @property
    @abstractmethod
    def person(self) -> Person:
        """The person himself."""

    def joins(self, group: Group) -> None:
        """Join the group."""
        group.add_member(self.person)

    def leaves(self, group: Group) -> None:
        """Leave the group."""
        group.remove(self.person)

    def adds_bot(
        self,
        group: Group,
        bot: BotAccount,
        admin: bool = False,
        rights: Iterable[str] = USUAL_RIGHTS,
    ) -> None:
        """Add a bot to the group, as ordinary member unless `admin`."""
        group.add_bot(bot, admin, rights, by=self.person)

    def follows_link_to_add(self, link: str, group: Group, bot: BotAccount) -> None:
        """Open `t.me/<bot>?startgroup=…&admin=…`, choose this group, agree to the rights."""
        # core.telegram.org/api/links: rights that the bot has are kept; then the client starts it there.
        asked = parse_qs(urlsplit(link).query)
        rights = {f"can_{name}" for name in asked["admin"][0].split()}
        known = group.member(bot)
        if known.is_present:
            group.promote(bot, known.rights | rights, by=self.person)
        else:
            group.add_bot(bot, True, rights, by=self.person)
        self.person.writes(f"/start@{bot.username} {asked['startgroup'][0]}", to=group)

    def promotes(
        self, group: Group, account: Person | BotAccount, rights: Iterable[str] = USUAL_RIGHTS
    ) -> None:
        """Make somebody an administrator."""
        self._needs_right(group, "can_promote_members")
        group.promote(account, rights, by=self.person)

    def demotes(
        self, group: Group, account: Person | BotAccount, rights: Iterable[str] | None = None
    ) -> None:
        """Take all administrator rights, or only `rights`, from somebody."""
        self._needs_right(group, "can_promote_members")
        group.demote(account, rights, by=self.person)

    def kicks(self, group: Group, account: Person | BotAccount) -> None:
        """Ban somebody."""
        self._needs_right(group, "can_restrict_members")
        group.kick(account, by=self.person)

    def creates_topic(self, group: Group, name: str, icon_custom_emoji_id: str = "") -> Topic:
        """Open a topic by hand."""
        if not group.is_forum:
            raise NotPossible(f"{group!r} is not a forum", "refused-no-forum")
        if not group.permissions["can_manage_topics"]:
            self._needs_right(group, "can_manage_topics")
        return group.create_topic(self.person, clean_name(name), ICON_COLORS[0], icon_custom_emoji_id)

    def renames_topic(
        self, group: Group, topic: Topic | int, name: str | None = None, icon: str | None = None
    ) -> None:
        """Change the name or the icon ("" removes it)."""
        found = self._managed(group, topic)
        group.edit_topic(found, self.person, None if name is None else clean_name(name), icon)

    def closes_topic(self, group: Group, topic: Topic | int) -> None:
        """Close a topic."""
        group.set_topic_closed(self._managed(group, topic), self.person, True)

    def reopens_topic(self, group: Group, topic: Topic | int) -> None:
        """Reopen a topic."""
        group.set_topic_closed(self._managed(group, topic), self.person, False)

    def deletes_topic(self, group: Group, topic: Topic | int) -> None:
        """Delete a topic with its messages. Bots are told nothing."""
        found = _topic(group, topic)
        if found.creator is not self.person:
            self._needs_right(group, "can_delete_messages")
        group.delete_topic(found)

    def pins(self, message: SandboxMessage) -> None:
        """Pin a message, with the service message that tells of it."""
        group = message.room.group
        if group is not None:
            self._needs_right(group, "can_pin_messages")
        message.room.pin(message, self.person)

    def unpins(self, message: SandboxMessage) -> None:
        """Take a pinned message off."""
        group = message.room.group
        if group is not None:
            self._needs_right(group, "can_pin_messages")
        message.room.unpin(message)

    def _needs_right(self, group: Group, right: str) -> None:
        if not group.member(self.person).has_right(right):
            reason = f"{self!r} has no {right} in {group!r}"
            raise NotPossible(reason, "refused-right", who=self.person.user["first_name"], right=right)

    def _managed(self, group: Group, topic: Topic | int) -> Topic:
        found = _topic(group, topic)
        if found.is_deleted or not group.may_manage(found, self.person):
            who = self.person.user["first_name"]
            raise NotPossible(f"{self!r} cannot manage {found!r}", "refused-topic", who=who)
        return found

    def _writable_topic(self, group: Group, topic: int | None, reply_to: SandboxMessage | None) -> int | None:
        member = group.member(self.person)
        if not member.is_admin and not {**group.permissions, **member.restrictions}["can_send_messages"]:
            who = self.person.user["first_name"]
            raise NotPossible(f"{self!r} may not write in {group!r}", "refused-muted", who=who)
        if not group.is_forum:
            return None
        if topic is None and reply_to is not None and reply_to.room is group:
            topic = reply_to.topic_id
        found = group.topic(topic or GENERAL_ID)
        if found.is_deleted:
            raise NotPossible(f"{found!r} was deleted", "refused-no-topic")
        if found.is_closed and not group.may_manage(found, self.person):
            raise NotPossible(f"{found!r} is closed", "refused-topic-closed")
        return group.thread_of(found)


def _topic(group: Group, topic: Topic | int) -> Topic:
    return topic if isinstance(topic, Topic) else group.topic(topic)
