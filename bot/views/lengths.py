"""Lengths of time in words."""

from collections.abc import Callable
from datetime import timedelta

from bot.domain.auto_close import Silence
from bot.domain.durations import DAY, HOUR, MINUTE

Say = Callable[..., str]
"""A text by its key and variables, in the reader's language."""


def length(say: Say, of: timedelta) -> str:
    """`30 min`, `1 h 30 min`; whole days as such."""
    seconds = round(of.total_seconds())
    if seconds >= DAY and not seconds % DAY:
        return say("length-days", count=seconds // DAY)
    hours, rest = divmod(seconds, HOUR)
    minutes, seconds = divmod(rest, MINUTE)
    parts = [
        say("length-hours", count=hours) if hours else "",
        say("length-minutes", count=minutes) if minutes else "",
        say("length-seconds", count=seconds) if seconds else "",
    ]
    return " ".join(filter(None, parts)) or say("length-minutes", count=0)


def silence(say: Say, of: Silence | None) -> str:
    """`5 working days`, `20 h`, or that it is off."""
    if of is None:
        return say("choice-off")
    return say("length-working-days", count=of.days) if of.days else length(say, of.time)
