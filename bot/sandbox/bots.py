"""A bot account: identity, update queue, webhook, commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.updates import UpdateQueue

if TYPE_CHECKING:
    from bot.sandbox.world import World


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    has_certificate: bool = False
    last_error_at: int | None = None
    last_error: str = ""


@dataclass(slots=True)
class Poll:
    """The long poll that is being answered now; a newer one or setWebhook ends it."""

    ended_by: str = ""


@dataclass(slots=True)
class BotAccount:
    """A bot as Telegram stores it."""

    world: World = field(repr=False)
    id: int
    token: str
    first_name: str
    username: str
    can_read_all_group_messages: bool = False
    can_join_groups: bool = True
    has_topics_enabled: bool = False
    updates: UpdateQueue = field(init=False, repr=False)
    user: dict[str, Any] = field(init=False, repr=False)
    webhook: Webhook | None = None
    poll: Poll | None = None
    previous_offset: int | None = None
    previous_poll_at: float = -10.0
    next_message_id: int = 1
    commands: dict[tuple[str, int, int, str], list[dict[str, Any]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    default_rights: dict[bool, dict[str, bool]] = field(default_factory=dict)
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)
    is_logged_out: bool = False

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(first_id=100_000_000 + self.id % 1_000_000)
        self.user = {
            "id": self.id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }

    @property
    def me(self) -> dict[str, Any]:
        """The User object of getMe."""
        return {
            **self.user,
            "can_join_groups": self.can_join_groups,
            "can_read_all_group_messages": self.can_read_all_group_messages,
            "supports_guest_queries": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": self.has_topics_enabled,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
            "supports_join_request_queries": False,
        }

    def __hash__(self) -> int:
        return self.id

    def __eq__(self, other: object) -> bool:
        return self is other
