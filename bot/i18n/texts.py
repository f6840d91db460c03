"""Texts: everything that a person reads, by key and language, from Fluent files."""

from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentDateType, FluentNumber, fluent_number

FOLDER = Path(__file__).parent
FALLBACK = "en"

Value = str | int | float | FluentNumber | FluentDateType


class MissingText(KeyError):
    """No language has a text under this key."""


class Texts:
    """Messages of all languages; one that lacks a text, or is unknown, falls back to English."""

    def get(self, key: str, language: str | None, **variables: object) -> str:
        """The text `key` in `language` (an IETF tag such as `pt-br`).

        Raises:
            MissingText: no such key.
            ValueError: the text refers to a variable that was not given.
        """
        for candidate in _candidates(language):
            bundle = _bundle(candidate)
            if bundle is None or not bundle.has_message(key):
                continue
            pattern = bundle.get_message(key).value
            if pattern is None:
                continue
            text, errors = bundle.format_pattern(pattern, {k: _plain(v) for k, v in variables.items()})
            if errors:
                raise ValueError(f"text {key!r} in {candidate}: {errors[0]}")
            return str(text)
        raise MissingText(key)


def _plain(value: object) -> object:
    """Whole numbers are ids and small counts: `#12345` must not become `#12,345`. Plurals still see them."""
    return fluent_number(value, useGrouping=False) if type(value) is int else value


def spoken(language: str | None) -> str:
    """The language in which somebody with this tag is spoken to: it, its base, or the fallback."""
    return next(candidate for candidate in _candidates(language) if _bundle(candidate) is not None)


def languages() -> list[str]:
    """The languages that have a folder."""
    return sorted(folder.name for folder in FOLDER.iterdir() if (folder / "desk.ftl").is_file())


def _candidates(language: str | None) -> list[str]:
    tag = (language or FALLBACK).lower().replace("_", "-")
    return list(dict.fromkeys([tag, tag.split("-")[0], FALLBACK]))


@cache
def _bundle(language: str) -> FluentBundle | None:
    folder = FOLDER / language
    if not language.replace("-", "").isalpha() or not folder.is_dir():
        return None
    # Isolation marks would be visible as boxes on some clients and would break quoting.
    bundle = FluentBundle([language], use_isolating=False)
    for file in sorted(folder.glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle
