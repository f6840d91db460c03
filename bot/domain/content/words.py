"""Puts a content into plain words for where itself cannot be carried: signs rather than a language."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from bot.domain.content.value import Content, ContentKind
from bot.domain.entities import Entity, join_texts

# Digits after the point, from ISO 4217; two for every other currency. Stars (XTR) have their own sign.
_NO_CENTS = frozenset(
    {
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    }
)
_THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


def in_words(content: Content) -> str:
    """Describe the content shortly, its text or caption included; empty only for an empty text."""
    return words_of(content)[0]


def words_of(content: Content) -> tuple[str, tuple[Entity, ...]]:
    """Describe the content as `in_words` does, and keep the formatting of its text or caption."""
    if content.kind is ContentKind.TEXT:
        return content.text or "", content.entities
    label = _LABELS[content.kind](content.options) or "❔"
    if not content.text:
        return label, ()
    text, entities, _ = join_texts([(label, ()), (content.text, content.entities)])
    return text, entities


# Whatever is said of a file, the file is not there.
_NAMED_AT_MOST = frozenset(
    {
        ContentKind.PHOTO,
        ContentKind.LIVE_PHOTO,
        ContentKind.VIDEO,
        ContentKind.ANIMATION,
        ContentKind.AUDIO,
        ContentKind.VOICE,
        ContentKind.VIDEO_NOTE,
        ContentKind.DOCUMENT,
        ContentKind.STICKER,
        ContentKind.PAID_MEDIA,
        ContentKind.UNKNOWN,
    }
)


def words_suffice(content: Content) -> bool:
    """Do the words hold the content (a story by its link) rather than only tell that there was one?"""
    if content.kind is ContentKind.STORY:
        return "username" in content.options.get("chat", {})
    return content.kind not in _NAMED_AT_MOST


def _lines(*lines: object) -> str:
    return "\n".join(str(line) for line in lines if line)


def _words(*words: object) -> str:
    return " ".join(str(word) for word in words if word)


def _length(options: dict[str, Any]) -> str:
    """Give a duration as 1:02:03 or 2:03."""
    if (seconds := options.get("duration")) is None:
        return ""
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _audio(options: dict[str, Any]) -> str:
    name = " – ".join(filter(None, (options.get("performer"), options.get("title"))))
    return _words("🎵", name or options.get("file_name"), _length(options))


def _place(options: dict[str, Any]) -> str:
    return f"📍 {options['latitude']}, {options['longitude']}"


def _venue(options: dict[str, Any]) -> str:
    return _lines(_place(options), options.get("title"), options.get("address"))


def _contact(options: dict[str, Any]) -> str:
    return _words("👤", options.get("first_name"), options.get("last_name"), options.get("phone_number"))


def _poll(options: dict[str, Any]) -> str:
    """Give the question and the choices; who reads a quiz may still want to guess."""
    choices = (f"○ {option['text']}" for option in options.get("options", ()))
    return _lines(_words("📊", options.get("question")), options.get("description"), *choices)


def _story(options: dict[str, Any]) -> str:
    chat = options.get("chat", {})
    if username := chat.get("username"):
        return f"📖 https://t.me/{username}/s/{options['story_id']}"
    return _words("📖", chat.get("name"))


def _paid_media(options: dict[str, Any]) -> str:
    signs = {"photo": "🖼", "video": "🎬", "live_photo": "🖼", "preview": "🔒"}
    items = "".join(signs.get(item["type"], "❔") for item in options.get("items", ()))
    return _words(f"⭐ {options.get('star_count', '')}", items)


def _checklist(options: dict[str, Any]) -> str:
    tasks = (f"{'☑' if task.get('done') else '☐'} {task['text']}" for task in options.get("tasks", ()))
    return _lines(options.get("title"), *tasks)


def _game(options: dict[str, Any]) -> str:
    return _lines(_words("🎮", options.get("title")), options.get("description"), options.get("text"))


def _invoice(options: dict[str, Any]) -> str:
    return _lines(_words("🧾", options.get("title")), options.get("description"), _price(options))


def _price(options: dict[str, Any]) -> str:
    currency, amount = options.get("currency", ""), options.get("total_amount", 0)
    if currency == "XTR":
        return f"⭐ {amount}"
    digits = 0 if currency in _NO_CENTS else 3 if currency in _THOUSANDTHS else 2
    return f"{amount / 10**digits:.{digits}f} {currency}"


def _giveaway(options: dict[str, Any]) -> str:
    stars, months = options.get("prize_star_count"), options.get("premium_subscription_month_count")
    return _lines(
        _words("🎁", _chats(options), f"×{options['winner_count']}" if "winner_count" in options else ""),
        options.get("prize_description"),
        stars and f"⭐ {stars}",
        months and f"Telegram Premium: {months}",
        _date(options.get("winners_selection_date")),
    )


def _giveaway_winners(options: dict[str, Any]) -> str:
    return _lines(
        _words("🏆", _chats(options)), options.get("prize_description"), ", ".join(options.get("winners", ()))
    )


def _chats(options: dict[str, Any]) -> str:
    chats: Iterable[dict[str, Any]] = options.get("chats", ())
    return ", ".join(f"@{chat['username']}" if "username" in chat else chat["name"] for chat in chats)


def _date(seconds: int | None) -> str:
    return "" if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")


def _unknown(options: dict[str, Any]) -> str:
    return _words("❔", ", ".join(options.get("fields", ())))


def _rich(options: dict[str, Any]) -> str:
    return _lines(*(_block(block) for block in options.get("blocks", ())))


_BLOCK_SIGNS = {
    "photo": "🖼",
    "video": "🎬",
    "animation": "🎬",
    "audio": "🎵",
    "voice_note": "🎤",
    "map": "📍",
}


def _block(block: dict[str, Any]) -> str:
    """Give the text of one rich block, its nested blocks one a line."""
    if block["type"] == "divider":
        return "———"
    if block["type"] == "table":
        rows = (" | ".join(_flat(cell.get("text")) for cell in row).rstrip() for row in block["cells"])
        return _lines(_flat(block.get("caption")), *rows)
    if block["type"] == "list":
        return _lines(*(_item(item) for item in block["items"]))
    return _lines(
        _BLOCK_SIGNS.get(block["type"]),
        _flat(block.get("text") or block.get("summary") or block.get("expression")),
        *(_block(inner) for inner in block.get("blocks", ())),
        " ".join(_flat(button) for button in block.get("buttons", ())),
        _flat(block.get("caption")),
        _flat(block.get("credit")),
    )


def _item(item: dict[str, Any]) -> str:
    mark = ("☑" if item.get("is_checked") else "☐") if item.get("has_checkbox") else item.get("label") or "•"
    return _words(mark, _lines(*(_block(block) for block in item["blocks"])))


def _flat(rich: Any) -> str:
    """Give the characters of a rich text (a string, a list, or an object around one); links stay readable."""
    if rich is None or isinstance(rich, str):
        return rich or ""
    if isinstance(rich, list):
        return "".join(_flat(part) for part in rich)
    inner = rich.get("text") or rich.get("button") or rich.get("expression") or rich.get("alternative_text")
    text = _flat(inner)
    url = rich.get("url")
    credit = _flat(rich.get("credit"))
    return _words(text, f"({url})" if url and url != text else "", credit)


_LABELS: dict[ContentKind, Callable[[dict[str, Any]], str]] = {
    ContentKind.PHOTO: lambda options: "🖼",
    ContentKind.LIVE_PHOTO: lambda options: "🖼",
    ContentKind.VIDEO: lambda options: _words("🎬", _length(options)),
    ContentKind.ANIMATION: lambda options: _words("🎬", "GIF"),
    ContentKind.AUDIO: _audio,
    ContentKind.VOICE: lambda options: _words("🎤", _length(options)),
    ContentKind.VIDEO_NOTE: lambda options: _words("📹", _length(options)),
    ContentKind.DOCUMENT: lambda options: _words("📄", options.get("file_name")),
    ContentKind.STICKER: lambda options: options.get("emoji") or "🏷",
    ContentKind.LOCATION: _place,
    ContentKind.LIVE_LOCATION: _place,
    ContentKind.VENUE: _venue,
    ContentKind.CONTACT: _contact,
    ContentKind.POLL: _poll,
    ContentKind.QUIZ: _poll,
    ContentKind.DICE: lambda options: _words(options.get("emoji"), str(options.get("value"))),
    ContentKind.STORY: _story,
    ContentKind.PAID_MEDIA: _paid_media,
    ContentKind.CHECKLIST: _checklist,
    ContentKind.RICH_MESSAGE: _rich,
    ContentKind.GAME: _game,
    ContentKind.INVOICE: _invoice,
    ContentKind.GIVEAWAY: _giveaway,
    ContentKind.GIVEAWAY_WINNERS: _giveaway_winners,
    ContentKind.UNKNOWN: _unknown,
}
