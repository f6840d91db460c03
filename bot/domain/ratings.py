"""Ratings: one to five stars for how a ticket was handled, and until when they are taken."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

SCORES: Final = range(1, 6)
RATED_WITHIN: Final = timedelta(days=30)
"""Of being asked; who answers later has forgotten what it was about."""

_LONGEST_NUMBER = 15  # digits; more is no ticket, and more than a database takes


class Stars(NamedTuple):
    """What a button under a rating request says."""

    ticket_id: int
    score: int


def read_stars(words: Sequence[str]) -> Stars | None:
    """The parts of a button's data, `r`, ticket and score; None if they are none of ours."""
    if len(words) != 3 or not all(_is_number(word) for word in words[1:]):
        return None
    stars = Stars(int(words[1]), int(words[2]))
    return stars if stars.score in SCORES else None


def is_taken(asked_at: datetime, rated_at: datetime | None, now: datetime, window: timedelta) -> bool:
    """May the customer still give stars, or change those of `rated_at` within the reopen window?"""
    if rated_at is None:
        return now - asked_at <= RATED_WITHIN
    return now - rated_at <= window


def in_stars(score: int) -> str:
    return "⭐" * score


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= _LONGEST_NUMBER
