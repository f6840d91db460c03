"""Text with entities: what Telegram finds by itself, what it trims, what it refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.utf16 import splits_surrogate_pair, utf16_length, utf16_slice

Entity = dict[str, Any]

MAX_ENTITIES = 100
# Entities that count when a quote is compared with the quoted text.
QUOTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"})
EXPLICIT_TYPES = QUOTABLE | {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "blockquote",
    "expandable_blockquote",
}
# Found by Telegram itself; explicit ones of these types are ignored.
DETECTED_TYPES = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})
_REQUIRED = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
_CANDIDATE = re.compile(r"[@#/$.:]")
_PATTERNS = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")),
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,!?;:)\]']")),
    (
        "url",
        re.compile(
            r"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|ru|io|me|dev|app|info|de|uk|eu)"
            r"(?:/[^\s<>\"]*[^\s<>\".,!?;:)\]'])?(?![\w-])",
            re.IGNORECASE,
        ),
    ),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z]\w{2,31}(?!\w)", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/])", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#/&])#(?=\w*[^\W\d])\w{1,256}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
)


@dataclass(slots=True)
class FormattedText:
    """Text with its entities; offsets and lengths in UTF-16 units."""

    text: str
    entities: list[Entity] = field(default_factory=list)

    def fields(self, text_key: str, entities_key: str) -> dict[str, Any]:
        """The Message fields (`text`/`entities` or `caption`/`caption_entities`), absent when empty."""
        found: dict[str, Any] = {}
        if self.text:
            found[text_key] = self.text
            if self.entities:
                found[entities_key] = self.entities
        return found


def detected(text: str) -> list[Entity]:
    """Links, mentions, commands, hashtags and addresses that Telegram marks by itself."""
    if _CANDIDATE.search(text) is None:
        return []
    taken: list[tuple[int, int]] = []
    found: list[Entity] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            offset = utf16_length(text[:start])
            found.append({"type": kind, "offset": offset, "length": utf16_length(text[start:end])})
    return sorted(found, key=lambda entity: int(entity["offset"]))


def finished(text: str, entities: list[Entity]) -> FormattedText:
    """Text as Telegram stores it: trimmed, entities sorted, detected ones added, at most 100 kept."""
    stripped = text.strip()
    if len(stripped) != len(text):
        lead = utf16_length(text[: len(text) - len(text.lstrip())])
        total = utf16_length(stripped)
        entities = [clipped for entity in entities if (clipped := _shifted(entity, -lead, total)) is not None]
        text = stripped
    kept = [entity for entity in entities if entity["type"] not in DETECTED_TYPES]
    blocking = [entity for entity in kept if entity["type"] in ("code", "pre", "text_link", "text_mention")]
    for entity in detected(text):
        if not any(_overlap(entity, other) for other in blocking):
            kept.append(entity)
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    # Bot API: 100 entities in a message, the rest is ignored.
    return FormattedText(text, kept[:MAX_ENTITIES])


def checked_explicit(text: str, entities: list[Any]) -> list[Entity]:
    """Entities that the bot gave, refused when they do not fit the text."""
    total = utf16_length(text)
    checked: list[Entity] = []
    for entity in entities:
        if not isinstance(entity, dict):
            raise bad_request("expected an Object as MessageEntity")
        kind: Any = entity.get("type")
        offset: Any = entity.get("offset")
        length: Any = entity.get("length")
        for name, value, wanted in (("type", kind, str), ("offset", offset, int), ("length", length, int)):
            if not isinstance(value, wanted):
                raise bad_request(f"can't parse MessageEntity: can't find field \"{name}\"")
        if kind not in EXPLICIT_TYPES:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        if entity.get(_REQUIRED.get(kind, "type")) is None:
            raise bad_request(f"can't parse MessageEntity: can't find field \"{_REQUIRED[kind]}\"")
        if length <= 0 or offset < 0:
            # The server drops empty entities without a word.
            continue
        end = offset + length
        if offset >= total:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if end > total:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text"
                f" at UTF-16 offset {end}"
            )
        if splits_surrogate_pair(text, offset):
            raise bad_request(f"entity begins in a middle of a UTF-16 symbol at byte offset {offset}")
        if splits_surrogate_pair(text, end):
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol"
                f" at byte offset {end}"
            )
        checked.append({key: value for key, value in entity.items() if value is not None})
    return checked


def quotable_only(entities: list[Entity]) -> list[Entity]:
    """Entities that matter when a quote is compared."""
    return [entity for entity in entities if entity["type"] in QUOTABLE]


def within(entities: list[Entity], offset: int, length: int) -> list[Entity]:
    """Entities clipped to a range of the text and counted from its beginning."""
    found = []
    for entity in entities:
        start = max(entity["offset"], offset)
        end = min(entity["offset"] + entity["length"], offset + length)
        if start < end:
            found.append({**entity, "offset": start - offset, "length": end - start})
    return found


def part(text: str, entity: Entity) -> str:
    """The words an entity covers."""
    return utf16_slice(text, entity["offset"], entity["length"])


def _shifted(entity: Entity, by: int, total: int) -> Entity | None:
    start = max(0, entity["offset"] + by)
    end = min(total, entity["offset"] + entity["length"] + by)
    return {**entity, "offset": start, "length": end - start} if start < end else None


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )
