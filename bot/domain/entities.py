"""Formatted text as Telegram counts it, in UTF-16 units: split, joined, a part found again."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, TypeAlias

Entity: TypeAlias = dict[str, Any]
Text: TypeAlias = tuple[str, Sequence[Entity]]
"""A text and its entities: plain dicts as in Bot API JSON, offset and length in UTF-16 units."""

TEXT_LIMIT = 4096
"""UTF-16 units in one message (Bot API)."""
CAPTION_LIMIT = 1024
"""UTF-16 units in one caption (Bot API; what premium users may write above that, a bot may only copy)."""

# A hard cut backs off from the middle of an emoji; a longer run of joined characters is cut anyway.
_LONGEST_CLUSTER = 16
_ZERO_WIDTH_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def utf16_len(text: str) -> int:
    """Give the length in UTF-16 units: an emoji outside the basic plane counts two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_text(
    text: str, entities: Sequence[Entity] = (), limit: int = TEXT_LIMIT
) -> list[tuple[str, tuple[Entity, ...]]]:
    """Cut a text into parts of at most `limit` UTF-16 units, entities cut and shifted along.

    1. Take as much as fits.
    2. End at the last paragraph, else line, of the second half of it, else after its last word, else anywhere
       but inside an emoji.
    3. Drop the white space at the cut (Telegram trims it, and refuses an empty message).

    A text that fits is returned as it is; white space alone gives no part. Raises ValueError if `limit` < 2.
    """
    if limit < 2:
        raise ValueError("a part must have room for one surrogate pair")
    if not text.strip():
        return []
    if utf16_len(text) <= limit:
        return [(text, tuple(entities))]
    offsets = [0, *accumulate(2 if char > "\uffff" else 1 for char in text)]
    return [
        (text[start:end], cut_entities(entities, offsets[start], offsets[end]))
        for start, end in _parts(text, offsets, limit)
    ]


def cut_entities(entities: Iterable[Entity], start: int, end: int) -> tuple[Entity, ...]:
    """Give what of the entities lies in [start, end), counted from start; half a custom emoji is none."""
    cut = []
    for entity in entities:
        first = max(entity["offset"], start)
        last = min(entity["offset"] + entity["length"], end)
        whole = last - first == entity["length"]
        if first < last and (whole or entity["type"] != "custom_emoji"):
            cut.append(entity | {"offset": first - start, "length": last - first})
    return tuple(cut)


def shift_entities(entities: Iterable[Entity], by: int) -> tuple[Entity, ...]:
    """Move the entities `by` UTF-16 units to the right."""
    return tuple(entity | {"offset": entity["offset"] + by} for entity in entities)


def join_texts(
    parts: Sequence[Text], separator: str = "\n"
) -> tuple[str, tuple[Entity, ...], tuple[tuple[int, int], ...]]:
    """Put texts one after another.

    Gives the joined text, its entities, and for each part its UTF-16 range [start, end) in the joined text.
    """
    gap = utf16_len(separator)
    entities: list[Entity] = []
    ranges: list[tuple[int, int]] = []
    start = 0
    for text, own in parts:
        end = start + utf16_len(text)
        ranges.append((start, end))
        entities += shift_entities(own, start)
        start = end + gap
    return separator.join(text for text, _ in parts), tuple(entities), tuple(ranges)


def _parts(text: str, offsets: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    """Give the parts as [start, end) in characters."""
    start = _skip_space(text, 0)
    while start < len(text):
        fits = bisect_right(offsets, offsets[start] + limit) - 1
        end = len(text) if fits >= len(text) else _border(text, start, fits)
        trimmed = start + len(text[start:end].rstrip())
        yield start, trimmed
        start = _skip_space(text, end)


def _skip_space(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _border(text: str, start: int, end: int) -> int:
    """Give the best place to cut in (start, end], where text[start] is not a space."""
    middle = start + (end - start) // 2
    for separator in ("\n\n", "\n"):
        if (found := text.rfind(separator, middle, end + len(separator))) >= 0:
            return found
    for place in range(end, start, -1):
        if text[place].isspace():
            return place
    for place in range(end, max(start, end - _LONGEST_CLUSTER), -1):
        if not _joined(text[place - 1], text[place]):
            return place
    return end


def _joined(before: str, after: str) -> bool:
    """Do the two characters belong to one visible sign (accent, emoji sequence, skin tone)?"""
    return (
        before == _ZERO_WIDTH_JOINER
        or after == _ZERO_WIDTH_JOINER
        or bool(unicodedata.combining(after))
        or unicodedata.category(after) == "Mn"
        or ord(after) in _SKIN_TONES
    )
