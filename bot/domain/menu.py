"""The menu: which commands there are, in the order in which people are shown them, and where each works.

Every name has a text `command-…`, which Telegram's menus and `/help` share.
"""

from typing import Final

CUSTOMER: Final = ("start", "help", "language")
"""In private, for everybody."""

MESSAGES: Final = ("note", "r", "recall")
TICKET: Final = ("take", "release", "assign", "resolve", "reopen", "snooze", "priority", "tag", "merge")
PERSON: Final = ("history", "who", "ban", "unban")
IN_TOPIC: Final = (*MESSAGES, *TICKET, *PERSON)
"""In a customer's topic only."""

DESK: Final = ("queue", "sla", "canned", "open")
DUTY: Final = ("on", "off")
ANYWHERE: Final = (*DESK, *DUTY, "help")
"""In the whole operator group."""

OPERATOR: Final = (*IN_TOPIC, *ANYWHERE)
ADMIN: Final = (
    "settings",
    "hours",
    "holidays",
    "policy",
    "alerts",
    "assignment",
    "returns",
    "autoclose",
    "reopen_window",
    "text",
)
"""For ADMIN_IDS, in the group or in private."""

IN_GROUP: Final = ("language",)
"""For admins in the group, about the group; in private everybody has one about himself."""

IN_PRIVATE: Final = ("queue", "sla", "canned")
"""For admins also in private."""

LOUD: Final = frozenset({"note", "recall", "canned"})
"""A note is for colleagues, and the others may answer a message: these are never sent to the bot alone."""


def refusal_of(text: str | None) -> str:
    """The key of what is said against a command that is not carried out: it is unknown, or not alone."""
    words = (text or "").removeprefix("/").split(maxsplit=1)
    name = words[0].partition("@")[0].lower() if words else ""
    return "caption-command" if name in (*OPERATOR, *ADMIN, *IN_GROUP) else "unknown-command"
