"""Text parameters of a call: parse mode, explicit entities, and their limits of size."""

from __future__ import annotations

from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.entities import FormattedText, checked_explicit, finished
from bot.sandbox.errors import bad_request
from bot.sandbox.html import parse_html
from bot.sandbox.utf16 import utf16_length

MAX_TEXT = 4096
MAX_CAPTION = 1024


def formatted(text: str, parse_mode: str, entities: list[Any] | None) -> FormattedText:
    """The text a bot means: by parse mode, else with explicit entities."""
    if parse_mode:
        mode = parse_mode.lower()
        if mode == "html":
            return finished(*parse_html(text))
        # A desk that relays with entities needs no Markdown; better a clear refusal than half a parser.
        raise bad_request("unsupported parse_mode")
    return finished(text, checked_explicit(text, entities) if entities else [])


def read_text(arguments: Arguments) -> FormattedText:
    """The `text` of a message: 1-4096 UTF-16 units after parsing."""
    text = arguments.text("text")
    if not text:
        raise bad_request("message text is empty")
    found = formatted(
        text,
        arguments.text("parse_mode"),
        arguments.list_of("entities", "MessageEntity") if "entities" in arguments.values else None,
    )
    if not found.text:
        # Only spaces, or only markup.
        raise bad_request("text must be non-empty")
    if utf16_length(found.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return found


def read_caption(arguments: Arguments) -> FormattedText:
    """The `caption` of a message: 0-1024 UTF-16 units after parsing."""
    return caption_of(arguments.values)


def caption_of(fields: dict[str, Any]) -> FormattedText:
    """The caption in the fields of a call or of an InputMedia object."""
    arguments = Arguments(fields)
    text = arguments.text("caption")
    if not text:
        return FormattedText("")
    found = formatted(
        text, arguments.text("parse_mode"), arguments.list_of("caption_entities", "MessageEntity")
    )
    if utf16_length(found.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return found
