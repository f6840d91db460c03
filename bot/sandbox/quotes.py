"""The quote of a reply: an exact part of the message it answers, formatting included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.entities import Entity, quotable_only, within
from bot.sandbox.utf16 import utf16_length

if TYPE_CHECKING:
    from bot.sandbox.messages import Raw, SandboxMessage


def find_quote(
    message: SandboxMessage, text: str, entities: list[Entity] | None, position: int | None
) -> Raw | None:
    """The TextQuote object for `text` in `message`, nearest to `position` (UTF-16); None if it is not there.

    `entities` None accepts the quoted formatting as it is (a client quotes what it shows); a list must equal
    the bold, italic, underline, strikethrough, spoiler, custom_emoji and date_time entities quoted.
    """
    whole = message.text
    original: list[Entity] = message.content.get("entities") or message.content.get("caption_entities") or []
    length = utf16_length(text)
    candidates: list[Raw] = []
    index = whole.find(text)
    while index >= 0:
        offset = utf16_length(whole[:index])
        quoted = quotable_only(within(original, offset, length))
        if entities is None or _same(quoted, quotable_only(entities)):
            found: Raw = {"text": text, "position": offset}
            if quoted:
                found["entities"] = quoted
            candidates.append(found)
        index = whole.find(text, index + 1)
    if not candidates:
        return None
    wanted = position or 0
    return min(candidates, key=lambda quote: abs(int(quote["position"]) - wanted))


def _same(one: list[Entity], other: list[Entity]) -> bool:
    def keys(entities: list[Entity]) -> list[tuple[str, int, int]]:
        return sorted((entity["type"], entity["offset"], entity["length"]) for entity in entities)

    return keys(one) == keys(other)
