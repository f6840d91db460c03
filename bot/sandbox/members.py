"""Who somebody is in a group: status, rights, and the ChatMember objects that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.people import Person

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_tags",
)
# What a support bot is usually given.
USUAL_RIGHTS = frozenset(
    {
        "can_manage_chat",
        "can_delete_messages",
        "can_restrict_members",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
        "can_change_info",
        "can_manage_video_chats",
        "can_manage_tags",
    }
)
MEMBER_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
# An ordinary supergroup: members may talk, but neither pin, nor manage topics, nor change the group.
USUAL_PERMISSIONS = {
    name: name not in {"can_change_info", "can_pin_messages", "can_manage_topics", "can_edit_tag"}
    for name in MEMBER_PERMISSIONS
}


def rights_of(names: Iterable[str]) -> frozenset[str]:
    """Checked right names; every administrator has can_manage_chat."""
    chosen = frozenset(names)
    unknown = chosen - set(ADMIN_RIGHTS)
    if unknown:
        raise ValueError(f"unknown administrator rights: {sorted(unknown)}")
    return chosen | {"can_manage_chat"}


@dataclass(slots=True)
class Member:
    """One account in one group; `status` is the word of the Bot API."""

    account: Person | BotAccount
    status: str = "member"
    rights: frozenset[str] = frozenset()
    is_anonymous: bool = False
    custom_title: str = ""
    tag: str = ""
    restrictions: dict[str, bool] = field(default_factory=dict)

    @property
    def is_present(self) -> bool:
        return self.status not in ("left", "kicked")

    @property
    def is_admin(self) -> bool:
        return self.status in ("administrator", "creator")

    def has_right(self, name: str) -> bool:
        """Whether an administrator right is held; the owner has them all."""
        return self.status == "creator" or (self.status == "administrator" and name in self.rights)

    def as_json(self) -> dict[str, Any]:
        """The ChatMember object."""
        raw: dict[str, Any] = {"user": self.account.user, "status": self.status}
        if self.status == "creator":
            raw["is_anonymous"] = self.is_anonymous
        elif self.status == "administrator":
            raw["can_be_edited"] = False
            raw["is_anonymous"] = self.is_anonymous
            raw.update({name: name in self.rights for name in ADMIN_RIGHTS})
        elif self.status == "restricted":
            raw["is_member"] = True
            raw["until_date"] = 0
            raw.update({**USUAL_PERMISSIONS, **self.restrictions})
        elif self.status == "kicked":
            raw["until_date"] = 0
        if self.custom_title and self.is_admin:
            raw["custom_title"] = self.custom_title
        if self.tag and self.status in ("member", "restricted"):
            raw["tag"] = self.tag
        return raw
