"""Texts: everything that a person reads, by key and language, from Fluent files."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentDateType, FluentNumber, fluent_number

FOLDER = Path(__file__).parent
"""A folder for each language, named by its IETF tag in small letters (`en`, `pt-br`)."""
FALLBACK = "en"

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")  # nothing else becomes a path

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
        for candidate, bundle in _speaking(language):
            pattern = bundle.get_message(key).value if bundle.has_message(key) else None
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


def spoken(language: str | None, key: str | None = None) -> str:
    """The language in which somebody with this tag is spoken to: it, its base, or the fallback.

    With `key`, that of this one text, which a language may lack.
    """
    found = (tag for tag, bundle in _speaking(language) if key is None or bundle.has_message(key))
    return next(found, FALLBACK)


def languages() -> list[str]:
    """The languages that have a folder."""
    names = [folder.name for folder in FOLDER.iterdir() if _TAG.fullmatch(folder.name)]
    return sorted(name for name in names if _bundle(FOLDER / name) is not None)


def tag_of(language: str) -> str:
    """A tag in the form that folders have: `pt-br` for `pt_BR`."""
    return language.lower().replace("_", "-")


def _candidates(language: str | None) -> list[str]:
    tag = tag_of(language or FALLBACK)
    return [one for one in dict.fromkeys([tag, tag.split("-")[0], FALLBACK]) if _TAG.fullmatch(one)]


def _speaking(language: str | None) -> Iterator[tuple[str, FluentBundle]]:
    """The languages in which somebody with this tag may be spoken to, the best first, and their texts."""
    for candidate in _candidates(language):
        bundle = _bundle(FOLDER / candidate)
        if bundle is not None:
            yield candidate, bundle


@cache
def _bundle(folder: Path) -> FluentBundle | None:
    """The texts of a folder; None if there are none."""
    files = sorted(folder.glob("*.ftl"))
    if not files:
        return None
    # Isolation marks would be visible as boxes on some clients and would break quoting.
    bundle = FluentBundle([folder.name], use_isolating=False)
    for file in files:
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle
