"""Rich messages: InputRichMessage as Telegram stores it, in blocks."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Raw, words_of

if TYPE_CHECKING:
    from bot.sandbox.request import Request

MAX_LENGTH = 32_768
MAX_BLOCKS = 500
MAX_NESTING = 16
_HTML_BLOCK = re.compile(r"<(h[1-6]|p|li|blockquote|pre|summary|td|th)\b[^>]*>(.*?)</\1>", re.S | re.I)
_TAG = re.compile(r"<[^>]+>")


def read_rich_message(request: Request) -> Raw:
    """The `rich_message` field of a Message. HTML and Markdown are kept as headings and paragraphs only."""
    given = request.arguments.object("rich_message", "rich message")
    if not given:
        raise bad_request("rich message is empty")
    sources = [name for name in ("html", "markdown", "blocks") if given.get(name)]
    if len(sources) != 1:
        raise bad_request("exactly one of the fields html, markdown and blocks must be specified")
    blocks = _READERS[sources[0]](given[sources[0]])
    if not blocks:
        raise bad_request("rich message is empty")
    if len(blocks) > MAX_BLOCKS:
        raise bad_request("RICH_MESSAGE_TOO_MANY_BLOCKS")
    if _depth(blocks) > MAX_NESTING * 2:
        raise bad_request("RICH_MESSAGE_TOO_DEEP")
    if sum(len(word) for word in words_of(blocks)) > MAX_LENGTH:
        raise bad_request("message is too long")
    rich: Raw = {"blocks": blocks}
    if given.get("is_rtl"):
        rich["is_rtl"] = True
    return {"rich_message": rich}


def _from_html(source: Any) -> list[Raw]:
    blocks = []
    for match in _HTML_BLOCK.finditer(str(source)):
        text = html.unescape(_TAG.sub("", match.group(2))).strip()
        if text:
            blocks.append(_block(match.group(1).lower(), text))
    if not blocks:
        plain = html.unescape(_TAG.sub("", str(source))).strip()
        blocks = [_block("p", plain)] if plain else []
    return blocks


def _from_markdown(source: Any) -> list[Raw]:
    blocks = []
    for line in str(source).splitlines():
        text = line.strip()
        hashes = len(text) - len(text.lstrip("#"))
        if 1 <= hashes <= 6 and text[hashes:].strip():
            blocks.append(_block(f"h{hashes}", text[hashes:].strip()))
        elif text:
            blocks.append(_block("p", text))
    return blocks


def _from_blocks(source: Any) -> list[Raw]:
    if not isinstance(source, list) or not all(isinstance(one, dict) and one.get("type") for one in source):
        raise bad_request("can't parse InputRichBlock: can't find field \"type\"")
    return source


def _block(tag: str, text: str) -> Raw:
    if tag[0] == "h" and tag[1:].isdigit():
        return {"type": "heading", "size": int(tag[1:]), "text": text}
    return {"type": "paragraph", "text": text}


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max((_depth(item) for item in value.values()), default=0)
    if isinstance(value, list):
        return max((_depth(item) for item in value), default=0)
    return 0


_READERS = {"html": _from_html, "markdown": _from_markdown, "blocks": _from_blocks}
