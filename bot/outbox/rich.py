"""Turns a received rich message into the one to send: the same blocks, files by their ids."""

from typing import Any

from aiogram.types import InputRichMessage

_PHOTO = "photo"
_FILES = frozenset({_PHOTO, "video", "animation", "audio", "document", "voice_note"})
_SEEN = frozenset({_PHOTO, "video", "animation"})


def input_rich_message(options: dict[str, Any]) -> InputRichMessage | None:
    """Rebuild the message from the JSON of a RichMessage; None when it has a block we do not know."""
    try:  # pydantic's ValidationError is a ValueError
        return InputRichMessage.model_validate(
            {
                "blocks": [_block(block) for block in options.get("blocks", ())],
                "is_rtl": options.get("is_rtl"),
                "skip_entity_detection": True,
            }
        )
    except (KeyError, ValueError, TypeError):
        return None


def _block(block: dict[str, Any]) -> dict[str, Any]:
    """Give the Input form of a block: the received one, but with files in the form of InputMedia."""
    built = dict(block)
    if (kind := block["type"]) in _FILES:
        built[kind] = _media(kind, built)
    if "blocks" in block:
        built["blocks"] = [_block(inner) for inner in block["blocks"]]
    if "items" in block:
        built["items"] = [_item(item) for item in block["items"]]
    return built


def _item(item: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in item.items() if name != "label"}
    return kept | {"blocks": [_block(inner) for inner in item["blocks"]]}


def _media(kind: str, block: dict[str, Any]) -> dict[str, Any]:
    file = max(block[kind], key=_area) if kind == _PHOTO else block[kind]
    media: dict[str, Any] = {"type": kind, "media": file["file_id"], "parse_mode": None}
    if kind in _SEEN and (spoiler := block.pop("has_spoiler", None)):
        media["has_spoiler"] = spoiler
    return media


def _area(size: dict[str, Any]) -> int:
    return int(size["width"] * size["height"])
