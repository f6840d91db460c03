"""Icons: the custom emoji that Telegram lets topics bear, asked for once."""

import logging
from collections.abc import Mapping

from aiogram.methods import GetForumTopicIconStickers

from bot.outbox.calls import Calls
from bot.outbox.failures import Meaning
from bot.outbox.outcome import Refused

logger = logging.getLogger(__name__)


class Icons:
    """What is offered, ids by emoji; `known` is empty until somebody has asked."""

    def __init__(self) -> None:
        self.known: Mapping[str, str] = {}
        self._asked = False

    async def offered(self, calls: Calls) -> Mapping[str, str]:
        """The same after asking Telegram, if need be; without an answer topics bear no icons."""
        if not self._asked:
            try:
                stickers = await calls.make(GetForumTopicIconStickers())
            except Refused as refused:
                if refused.failure.meaning is not Meaning.REJECTED:
                    raise
                logger.warning("no icons for topics", extra={"error": refused.failure.description})
                stickers = []
            self.known = {one["emoji"]: one["custom_emoji_id"] for one in stickers}
            self._asked = True
        return self.known
