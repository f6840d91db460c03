"""Formatting: a text with entities as HTML for Telegram."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from bot.domain.entities import Entity, Text

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})


def html_of(text: Text) -> str:
    """The same as HTML. What Telegram finds by itself (links, mentions, tags) has no markup.

    Custom emoji become the emoji that they stand for: bots may not write them.
    """
    written, entities = text
    units = written.encode("utf-16-le")
    known = sorted(filter(_opening, entities), key=lambda e: (e["offset"], -e["length"]))
    ends = {place for e in known for place in (e["offset"], e["offset"] + e["length"])}
    places = sorted({0, len(units) // 2, *ends})
    html: list[str] = []
    opened: list[Entity] = []
    for begins, stops in pairwise(places):
        covering = [e for e in known if e["offset"] <= begins and stops <= e["offset"] + e["length"]]
        html += _change(opened, covering)
        opened = covering
        html.append(escape(units[begins * 2 : stops * 2].decode("utf-16-le"), quote=False))
    return "".join([*html, *_change(opened, [])])


def quoted(text: Text) -> str:
    """The text as a block quotation; quotations inside it are not marked, since they cannot be nested."""
    written, entities = text
    return f"<blockquote>{html_of((written, [e for e in entities if e['type'] not in _QUOTES]))}</blockquote>"


def _change(opened: Sequence[Entity], wanted: Sequence[Entity]) -> list[str]:
    """Tags from one nesting to another: what overlaps without nesting is closed and opened again."""
    same = 0
    while same < min(len(opened), len(wanted)) and opened[same] is wanted[same]:
        same += 1
    closing = [_closing(entity) for entity in reversed(opened[same:])]
    return [*closing, *(_opening(entity) for entity in wanted[same:])]


def _opening(entity: Entity) -> str:
    """The tag that begins an entity; empty for one without markup."""
    kind = entity["type"]
    match kind:
        case "expandable_blockquote":
            return "<blockquote expandable>"
        case "pre":
            language = entity.get("language")
            return f'<pre><code class="language-{escape(language)}">' if language else "<pre>"
        case "text_link":
            return f'<a href="{escape(entity["url"])}">'
        case "text_mention":
            return f'<a href="tg://user?id={entity["user"]["id"]}">'
        case "date_time":
            form = entity.get("date_time_format")
            shown = f' format="{escape(form)}"' if form else ""
            return f'<tg-time unix="{entity["unix_time"]}"{shown}>'
    return f"<{_TAGS[kind]}>" if kind in _TAGS else ""


def _closing(entity: Entity) -> str:
    match entity["type"]:
        case "pre":
            return "</code></pre>" if entity.get("language") else "</pre>"
        case "text_link" | "text_mention":
            return "</a>"
        case "date_time":
            return "</tg-time>"
    return f"</{_TAGS[entity['type']]}>"
