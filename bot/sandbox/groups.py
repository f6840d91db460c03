"""A group: members and their rights, topics, and what can be done to both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bot.sandbox import delivery
from bot.sandbox.members import USUAL_PERMISSIONS, USUAL_RIGHTS, Member, rights_of
from bot.sandbox.messages import Raw, SandboxMessage
from bot.sandbox.rooms import Room
from bot.sandbox.topics import GENERAL_ID, ICON_COLORS, Topic

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.people import Person
    from bot.sandbox.world import World


class Group(Room):
    """A supergroup (forum or not) or, with `is_basic`, a basic group that can be migrated to one."""

    def __init__(
        self,
        world: World,
        number: int,
        title: str,
        *,
        owner: Person,
        is_forum: bool = True,
        is_basic: bool = False,
        username: str | None = None,
    ) -> None:
        super().__init__(world, number)
        self.owner = owner
        self.title = title
        self.username = username
        self.description = ""
        self.is_basic = is_basic
        self.is_forum = is_forum and not is_basic
        self.permissions = dict(USUAL_PERMISSIONS)
        self.next_message_id = 2 if not is_basic else 1
        self.last_bot: BotAccount | None = None
        self.available_reactions: frozenset[str] | None = None
        # Messages that one member sees, by (receiver, ephemeral_message_id).
        self.ephemerals: dict[tuple[int, int], SandboxMessage] = {}
        self.general = Topic(GENERAL_ID, "General", ICON_COLORS[0])
        self.topics: dict[int, Topic] = {}
        self.members: dict[int, Member] = {owner.id: Member(owner, "creator")}
        self._bots: list[BotAccount] = []
        self.refresh()

    def refresh(self) -> None:
        """Rebuild the Chat object after a change."""
        self.has_reply_threads = not self.is_basic and not self.is_forum
        self.chat = {"id": self.id, "title": self.title, "type": "group" if self.is_basic else "supergroup"}
        if self.is_forum:
            self.chat["is_forum"] = True
        if self.username:
            self.chat["username"] = self.username

    @property
    def group(self) -> Group | None:
        return self

    def take_number(self) -> int:
        if self.is_basic and self._bots:
            # Bot API: basic groups share the counter of the bot's account.
            number = self._bots[0].next_message_id
            self._bots[0].next_message_id += 1
            return number
        number = self.next_message_id
        self.next_message_id += 1
        return number

    def bots(self) -> list[BotAccount]:
        return self._bots

    # members

    @property
    def rights(self) -> dict[int, frozenset[str]]:
        """Administrator rights by account id."""
        return {number: member.rights for number, member in self.members.items() if member.is_admin}

    def member(self, account: Person | BotAccount) -> Member:
        """The account's membership; a stranger counts as left."""
        return self.members.get(account.id) or Member(account, "left")

    def add_member(self, person: Person) -> None:
        """Put a person into the group, with the usual service message."""
        self._set_member(person, Member(person), by=person)
        self.post(person, "new_chat_members", {"new_chat_members": [person.user]})

    def add_bot(
        self,
        bot: BotAccount,
        admin: bool = True,
        rights: Iterable[str] = USUAL_RIGHTS,
        by: Person | None = None,
    ) -> None:
        """Put a bot into the group, as administrator with `rights` unless `admin` is False."""
        actor = by or self.owner
        new = Member(bot, "administrator", rights_of(rights)) if admin else Member(bot)
        self._set_member(bot, new, by=actor)
        self.post(actor, "new_chat_members", {"new_chat_members": [bot.user]})

    def promote(
        self, account: Person | BotAccount, rights: Iterable[str] = USUAL_RIGHTS, by: Person | None = None
    ) -> None:
        """Make somebody an administrator with exactly these rights."""
        self._set_member(account, Member(account, "administrator", rights_of(rights)), by=by or self.owner)

    def demote(
        self, account: Person | BotAccount, rights: Iterable[str] | None = None, by: Person | None = None
    ) -> None:
        """Take administrator rights away: all of them, or `rights` only."""
        old = self.member(account)
        left = old.rights - frozenset(rights) if rights is not None else frozenset()
        new = Member(account, "administrator", left) if left else Member(account)
        self._set_member(account, new, by=by or self.owner)

    def restrict(self, account: Person | BotAccount, **permissions: bool) -> None:
        """Take away (False) or give (True) permissions of one member (`can_send_photos=False`)."""
        self._set_member(account, Member(account, "restricted", restrictions=permissions), by=self.owner)

    def kick(self, account: Person | BotAccount, by: Person | None = None) -> None:
        """Ban somebody from the group."""
        actor = by or self.owner
        self._set_member(account, Member(account, "kicked"), by=actor)
        self.post(actor, "left_chat_member", {"left_chat_member": account.user})

    def remove(self, account: Person | BotAccount, by: Person | BotAccount | None = None) -> None:
        """Let somebody leave (no ban)."""
        actor = by or account
        self._set_member(account, Member(account, "left"), by=actor)
        self.post(actor, "left_chat_member", {"left_chat_member": account.user})

    def _set_member(self, account: Person | BotAccount, new: Member, *, by: Person | BotAccount) -> None:
        old = self.member(account)
        if old.status == new.status and old.rights == new.rights and old.restrictions == new.restrictions:
            return
        self.members[account.id] = new
        if account.user["is_bot"]:
            known = self.world.bots_by_id
            self._bots = [
                known[number]
                for number, member in self.members.items()
                if member.is_present and number in known
            ]
        delivery.member_changed(self, account, old, new, by)
        self.world.touch()

    # the group itself

    def set_forum(self, is_forum: bool) -> None:
        """Switch topics on or off; nobody is told."""
        self.is_forum = is_forum
        self.refresh()
        self.world.touch()

    def set_title(self, title: str, by: Person | None = None) -> None:
        """Rename the group."""
        self.title = title
        self.refresh()
        self.post(by or self.owner, "new_chat_title", {"new_chat_title": title})

    def migrate(self) -> int:
        """Give the group a new id, as when a basic group becomes a supergroup; the old id answers
        `migrate_to_chat_id` from now on. Members, rights and (for a test's convenience) topics stay."""
        old_id = self.id
        new_id = self.world.take_group_id()
        self.post(self.owner, "migrate_to_chat_id", {"migrate_to_chat_id": new_id})
        self.id = new_id
        if self.is_basic:
            self.is_basic = False
            self.messages_by_id = {}
            self.general.messages_ever.clear()
        self.world.moved(self, old_id)
        self.refresh()
        self.post(self.owner, "migrate_from_chat_id", {"migrate_from_chat_id": old_id})
        return new_id

    # messages

    def messages(self, thread_id: int | None = None) -> list[SandboxMessage]:
        """Messages that exist now: of the whole group, or of one topic (1: General)."""
        if thread_id is None:
            return self.all_messages()
        return self.topic(thread_id).messages

    def topic(self, thread_id: int) -> Topic:
        """The topic with this id, deleted ones too; KeyError for an unknown id."""
        return self.general if thread_id == GENERAL_ID else self.topics[thread_id]

    @property
    def live_topics(self) -> list[Topic]:
        """Topics that exist now, oldest first, without General."""
        return [topic for topic in self.topics.values() if not topic.is_deleted]

    def topic_named(self, name: str) -> Topic:
        """The live topic whose name contains `name`; LookupError unless there is exactly one."""
        found = [topic for topic in self.live_topics if name in topic.name]
        if len(found) != 1:
            raise LookupError(
                f"{len(found)} topics named {name!r} among {[t.name for t in self.live_topics]}"
            )
        return found[0]

    def post(
        self, sender: Person | BotAccount, kind: str, content: Raw, topic_id: int | None = None
    ) -> SandboxMessage:
        """Publish a message of `sender` without reply or keyboard (service messages mostly)."""
        message = SandboxMessage(
            self, self.take_number(), self.world.timestamp(), sender, kind, content, topic_id
        )
        return delivery.publish(message)

    # topics

    def create_topic(
        self, creator: Person | BotAccount, name: str, icon_color: int, icon_custom_emoji_id: str = ""
    ) -> Topic:
        """Open a topic; its id is the number of the service message that announces it."""
        number = self.next_message_id
        topic = Topic(number, name, icon_color, icon_custom_emoji_id, creator)
        self.topics[number] = topic
        created: dict[str, Any] = {"name": name, "icon_color": icon_color}
        if icon_custom_emoji_id:
            created["icon_custom_emoji_id"] = icon_custom_emoji_id
        self.post(creator, "forum_topic_created", {"forum_topic_created": created}, number)
        return topic

    def edit_topic(
        self, topic: Topic, actor: Person | BotAccount, name: str | None, icon: str | None
    ) -> bool:
        """Rename or re-icon; False if nothing changed. None keeps, "" removes the icon."""
        edited: dict[str, Any] = {}
        if name is not None and name != topic.name:
            topic.name = edited["name"] = name
        if icon is not None and icon != topic.icon_custom_emoji_id:
            topic.icon_custom_emoji_id = edited["icon_custom_emoji_id"] = icon
        if not edited:
            return False
        self.post(actor, "forum_topic_edited", {"forum_topic_edited": edited}, self.thread_of(topic))
        return True

    def set_topic_closed(self, topic: Topic, actor: Person | BotAccount, is_closed: bool) -> bool:
        """Close or reopen; False if it is so already."""
        if topic.is_closed == is_closed:
            return False
        topic.is_closed = is_closed
        kind = "forum_topic_closed" if is_closed else "forum_topic_reopened"
        self.post(actor, kind, {kind: {}}, self.thread_of(topic))
        return True

    def set_general_hidden(self, actor: Person | BotAccount, is_hidden: bool) -> bool:
        """Hide (which closes it too) or show General; False if it is so already."""
        if self.general.is_hidden == is_hidden:
            return False
        self.general.is_hidden = is_hidden
        if is_hidden:
            self.general.is_closed = True
        kind = "general_forum_topic_hidden" if is_hidden else "general_forum_topic_unhidden"
        self.post(actor, kind, {kind: {}})
        return True

    def delete_topic(self, topic: Topic) -> None:
        """Delete a topic with all its messages. No update tells anybody."""
        topic.is_deleted = True
        for message in topic.messages_ever:
            message.is_deleted = True
        self.pinned_ids = [number for number in self.pinned_ids if self.find(number) is not None]
        self.world.touch()

    def thread_of(self, topic: Topic) -> int | None:
        """The message_thread_id of messages in `topic`; General has none."""
        return None if topic.id == GENERAL_ID else topic.id

    def may_manage(self, topic: Topic, account: Person | BotAccount) -> bool:
        """Whether the account may edit, close and write into this closed topic."""
        return topic.creator is account or self.member(account).has_right("can_manage_topics")

    def __repr__(self) -> str:
        kind = "basic group" if self.is_basic else "forum" if self.is_forum else "supergroup"
        return f"<{kind} {self.title!r} {self.id}>"
