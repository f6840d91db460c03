"""What the page says, in the languages that have a folder in words/; each text falls back to English."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from bot.sandbox.fluent_json import Parts, compiled

FOLDER = Path(__file__).parent / "words"
FALLBACK = "en"
NAME = "language-name"  # the text in which a language names itself


def words_for(wanted: list[str], root: Path = FOLDER) -> dict[str, Any]:
    """The texts for somebody who reads the languages `wanted` (IETF tags, the best first).

    {"language": its tag, "languages": {tag: its own name}, "texts": {key: parts}}; parts as in fluent_json.
    """
    known = languages(root)
    language = next((tag for tag in _candidates(wanted) if tag in known), FALLBACK)
    names = {tag: "".join(_texts(root / tag)[NAME]) for tag in known}
    texts = {**_texts(root / FALLBACK), **_texts(root / language)}
    return {"language": language, "languages": names, "texts": texts}


@cache
def languages(root: Path = FOLDER) -> list[str]:
    """The languages that have a folder, English first."""
    found = sorted(folder.name for folder in root.iterdir() if any(folder.glob("*.ftl")))
    return sorted(found, key=lambda tag: tag != FALLBACK)


def without_script(page: bytes) -> bytes:
    """The page with `{no-script}` replaced: who runs no script is spoken to in all languages."""
    said = ((tag, "".join(_texts(FOLDER / tag).get("no-script", []))) for tag in languages())
    paragraphs = "".join(f'<p lang="{tag}">{escape(text)}</p>' for tag, text in said if text)
    return page.replace(b"{no-script}", paragraphs.encode())


def _candidates(wanted: list[str]) -> list[str]:
    """Each wanted tag, followed by its base: pt-br, pt."""
    tags = [tag.strip().lower() for tag in wanted]
    return [candidate for tag in tags for candidate in (tag, tag.split("-")[0])]


@cache
def _texts(folder: Path) -> dict[str, Parts]:
    files = sorted(folder.glob("*.ftl"))
    return compiled({f"{folder.name}/{file.name}": file.read_text(encoding="utf-8") for file in files})
