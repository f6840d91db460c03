"""The HTML style of the Bot API, with the errors of Telegram's own parser."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.entities import Entity
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.utf16 import utf16_length

# Tag → entity; the rest needs a look at its attributes.
SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
}
TAGS = {*SIMPLE_TAGS, "a", "span", "tg-emoji", "tg-time", "pre", "code", "blockquote"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACES = " \t\r\n\0\x0b"


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    position: int


class HtmlParser:
    """Parses once. Positions in errors are byte offsets, as Telegram reports them."""

    def __init__(self, source: str) -> None:
        # A zero ends the text in Telegram's parser; here it is a guard that no visible text holds.
        self._source = source.replace("\0", " ") + "\0"
        self._at = 0
        self._text: list[str] = []
        self._units = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        """(plain text, entities); raises `can't parse entities: …`."""
        source = self._source
        end = len(source) - 1
        while self._at < end:
            character = source[self._at]
            if character == "&":
                self._append(self._decoded())
            elif character != "<":
                stop = min(self._next("<", end), self._next("&", end))
                self._append(source[self._at : stop])
                self._at = stop
            elif source[self._at + 1] == "/":
                self._close_tag()
            else:
                self._open_tag()
        if self._open:
            raise self._error(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self._text), self._entities

    def _next(self, character: str, end: int) -> int:
        found = self._source.find(character, self._at, end)
        return end if found < 0 else found

    def _append(self, text: str) -> None:
        self._text.append(text)
        self._units += utf16_length(text)

    def _decoded(self) -> str:
        source, start = self._source, self._at
        end = start + 1
        if source[end] == "#":
            end += 1
            is_hex = source[end] in "xX"
            end += is_hex
            begin = end
            while source[end] in ("0123456789abcdefABCDEF" if is_hex else "0123456789"):
                end += 1
            digits = source[begin:end]
            code = int(digits, 16 if is_hex else 10) if digits else 0
            if code == 0 or code >= 0x10FFFF or 0xD800 <= code < 0xE000:
                self._at = start + 1
                return "&"
            decoded = chr(code)
        else:
            while source[end].isascii() and source[end].isalpha():
                end += 1
            name = source[start + 1 : end]
            if name not in _NAMED:
                self._at = start + 1
                return "&"
            decoded = _NAMED[name]
        self._at = end + (source[end] == ";")
        return decoded

    def _open_tag(self) -> None:
        source, begin = self._source, self._at
        at = begin + 1
        while source[at] not in _SPACES and source[at] not in ">\0":
            at += 1
        if source[at] == "\0":
            raise self._error("Unclosed start tag", begin)
        tag = source[begin + 1 : at].lower()
        if tag not in TAGS:
            raise self._error(f'Unsupported start tag "{tag}"', begin)
        self._at = at
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self._at += 1
        self._open.append(_Open(tag, attributes, self._units, len(self._text)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        source = self._source
        found: dict[str, str] = {}
        while source[self._at] != ">":
            self._skip_spaces()
            if source[self._at] == ">":
                break
            name_begin = self._at
            while source[self._at] not in _SPACES and source[self._at] not in "=>/\"'":
                self._at += 1
            name = source[name_begin : self._at].lower()
            if not name:
                if self._at >= len(source) - 1:
                    raise self._error("Unclosed start tag", begin)
                raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
            self._skip_spaces()
            if source[self._at] != "=":
                if self._at >= len(source) - 1:
                    raise self._error("Unclosed start tag", begin)
                # HTML allows attributes without a value (expandable).
                found[name] = ""
                continue
            self._at += 1
            self._skip_spaces()
            found[name] = self._attribute_value(begin)
        return found

    def _attribute_value(self, begin: int) -> str:
        source = self._source
        quote = source[self._at]
        if quote in "\"'":
            self._at += 1
            value: list[str] = []
            while source[self._at] != quote:
                if self._at >= len(source) - 1:
                    raise self._error("Unclosed start tag", begin)
                if source[self._at] == "&":
                    value.append(self._decoded())
                else:
                    value.append(source[self._at])
                    self._at += 1
            self._at += 1
            return "".join(value)
        token_begin = self._at
        while source[self._at].isascii() and (source[self._at].isalnum() or source[self._at] in ".-"):
            self._at += 1
        if self._at >= len(source) - 1:
            raise self._error("Unclosed start tag", begin)
        if source[self._at] not in _SPACES and source[self._at] != ">":
            raise self._error("Unexpected end of name token", token_begin)
        return source[token_begin : self._at].lower()

    def _close_tag(self) -> None:
        source, begin = self._source, self._at
        if not self._open:
            raise self._error("Unexpected end tag", begin)
        at = begin + 2
        while source[at] not in _SPACES and source[at] != ">":
            at += 1
        name = source[begin + 2 : at].lower()
        self._at = at
        self._skip_spaces()
        if source[self._at] != ">":
            raise self._error("Unclosed end tag", begin)
        self._at += 1
        opened = self._open[-1]
        if name and name != opened.tag:
            raise self._error("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{name}>"')
        self._open.pop()
        if self._units > opened.offset:
            entity = self._entity(opened)
            if entity is not None:
                found = {"type": "", "offset": opened.offset, "length": self._units - opened.offset}
                self._entities.append({**found, **entity})

    def _entity(self, opened: _Open) -> Entity | None:
        tag, attributes = opened.tag, opened.attributes
        if tag in SIMPLE_TAGS:
            return {"type": SIMPLE_TAGS[tag]}
        if tag == "span":
            return {"type": "spoiler"}
        if tag == "a":
            return _link(attributes.get("href") or "".join(self._text[opened.position :]))
        if tag == "tg-emoji":
            return {"type": "custom_emoji", "custom_emoji_id": attributes.get("emoji-id", "")}
        if tag == "tg-time":
            entity: Entity = {"type": "date_time", "unix_time": int(attributes.get("unix") or 0)}
            if attributes.get("format"):
                entity["date_time_format"] = attributes["format"]
            return entity
        if tag == "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote"}
        return self._code(opened)

    def _code(self, opened: _Open) -> Entity | None:
        """<pre><code class="language-x"> is one entity with a language."""
        language = opened.attributes.get("class", "").removeprefix("language-")
        if opened.tag == "code":
            is_inside_pre = bool(self._open) and self._open[-1].tag == "pre"
            if language and is_inside_pre and self._open[-1].offset == opened.offset:
                self._open[-1].attributes["class"] = f"language-{language}"
                return None
            return {"type": "code"}
        return {"type": "pre", "language": language} if language else {"type": "pre"}

    def _skip_spaces(self) -> None:
        while self._at < len(self._source) - 1 and self._source[self._at] in _SPACES:
            self._at += 1

    def _error(self, text: str, position: int | None = None, tail: str = "") -> ApiError:
        if position is not None:
            text += f" at byte offset {len(self._source[:position].encode())}"
        return bad_request(f"can't parse entities: {text}{tail}")


def _link(target: str) -> Entity | None:
    if target.startswith("tg://user?id="):
        number = target.removeprefix("tg://user?id=")
        user = {"id": int(number) if number.isdigit() else 0, "is_bot": False, "first_name": ""}
        return {"type": "text_mention", "user": user}
    if "://" not in target:
        if "." not in target or " " in target:
            # Telegram drops a link that is no address, and keeps its text.
            return None
        target = "http://" + target
    if target.count("/") == 2:
        target += "/"
    return {"type": "text_link", "url": target}


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and entities of HTML-style markup."""
    return HtmlParser(source).parse()
