"""What people type: one spelling for what looks alike or means the same, in English and Russian."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar

Meaning = TypeVar("Meaning")

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As the desk writes them, Monday first."""

OFF: Final = "off"
_OFF_WORDS = frozenset({OFF, "none", "closed", "нет", "выкл", "выходной"})

_DASHES = re.compile("[\u2010-\u2015\u2212]")  # phones turn a hyphen into a dash, or a real minus
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DOTTED_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")

_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RUSSIAN_DAYS = (
    ("пн", "понедельник"),
    ("вт", "вторник"),
    ("ср", "среда", "среду"),
    ("чт", "четверг"),
    ("пт", "пятница", "пятницу"),
    ("сб", "суббота", "субботу"),
    ("вс", "воскресенье"),
)
_RUSSIAN_WEEKDAY = {word: day for day, words in enumerate(_RUSSIAN_DAYS) for word in words}


def plain(text: str) -> str:
    """The text in small letters and single spaces, with hyphens for all dashes and е for ё."""
    return " ".join(_DASHES.sub("-", text).casefold().replace("ё", "е").split())


def is_off(word: str) -> bool:
    """Does a `plain` word say that something is not to be?"""
    return word in _OFF_WORDS


def read_weekday(word: str) -> int | None:
    """The weekday of a `plain` word, 0 for Monday, else None. English ones by three letters or more."""
    if len(word) >= 3:
        for day, name in enumerate(_ENGLISH_DAYS):
            if name.startswith(word):
                return day
    return _RUSSIAN_WEEKDAY.get(word)


def read_date(word: str) -> date | None:
    """The date of `2026-12-24` or `24.12.2026`; None if the word has no such form.

    Raises:
        ValueError: it has, but there is no such day.
    """
    if found := _ISO_DATE.fullmatch(word):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED_DATE.fullmatch(word):
        return date(int(found[3]), int(found[2]), int(found[1]))
    return None


def meaning_of(word: str, meanings: Mapping[str, Meaning]) -> Meaning | None:
    """What a `plain` word, or the beginning of one, stands for; None if nothing, or not only one thing."""
    if word in meanings:
        return meanings[word]
    found = {meaning for known, meaning in meanings.items() if word and known.startswith(word)}
    return found.pop() if len(found) == 1 else None
