"""Icons: the emoji that a topic bears for the state of its ticket."""

from collections.abc import Mapping
from typing import Final

from db.enums import TicketState

# Telegram offers bots a fixed set; the first of these that is in it is taken.
_WANTED: Final[Mapping[TicketState, tuple[str, ...]]] = {
    TicketState.OPEN: ("❗️", "❗", "❓", "🔥"),
    TicketState.PENDING: ("💬", "🗣", "👀"),
    TicketState.SNOOZED: ("📆", "☕️", "☕"),
    TicketState.RESOLVED: ("✅", "🏁"),
    TicketState.CLOSED: ("📁", "🏁", "✅"),
}


def icon_for(state: TicketState | None, offered: Mapping[str, str]) -> str | None:
    """The id of the custom emoji for a state (None: no ticket is live), if one fits among those offered.

    `offered` maps emoji to ids, as `getForumTopicIconStickers` lists them.
    """
    wanted = _WANTED[state or TicketState.CLOSED]
    return next((offered[emoji] for emoji in wanted if emoji in offered), None)
