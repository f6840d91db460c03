"""Moments: when operators want a ticket back, as they type it.

`2h`, `1h30m`, `in 2 days`, `9:00`, `5pm`, `tomorrow`, `tomorrow 9:00`, `mon 9:00`, `friday`,
`2026-12-24 10:00`; `через 2ч`, `завтра в 9`, `в пн`. Durations are real time; wall times follow the rule of
calendars: one in a gap of summer time moves forward by the gap, an ambiguous one is the first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from bot.domain.durations import read_duration
from bot.domain.errors import WrongInput
from bot.domain.typed import plain, read_date, read_weekday

MORNING: Final = time(9)
FURTHEST: Final = timedelta(days=366)

_DAYS_FROM_NOW = {"today": 0, "сегодня": 0, "tomorrow": 1, "завтра": 1, "послезавтра": 2}
_FILLERS = frozenset({"at", "on", "in", "for", "till", "until", "в", "во", "на", "до", "через"})
_TIME = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?(am|pm)?")
_LOOSE_HALF_OF_DAY = re.compile(r"(?<=[0-9]) (?=[ap]m\b)")
_LETTER_BEFORE_TIME = re.compile(r"(?<=[0-9]{2})t(?=[0-9])")  # 2026-12-24T10:00


def read_moment(text: str, *, now: datetime, zone: tzinfo, morning: time = MORNING) -> datetime:
    """The moment that is meant at `now` (aware) in a zone, in UTC; always later than `now`.

    A day without a time means its `morning`; a weekday or a time without a day, the next one to come.

    Raises:
        WrongInput: `snooze-example`, not understood; `snooze-past`; `snooze-too-far`, more than a year ahead.
            `snooze-past` has `at` too: the moment that was understood, in that zone.
    """
    words = _words(text)
    duration = read_duration(" ".join(words))
    try:
        if duration is not None:
            moment = now.astimezone(UTC) + duration.length
        else:
            moment = _next_moment(_understand(words, now.astimezone(zone).date()), now, zone, morning)
    except OverflowError:
        raise WrongInput("snooze-too-far", text) from None
    except _NotUnderstood:
        raise WrongInput("snooze-example", text) from None
    if moment <= now:
        raise WrongInput("snooze-past", text, at=moment.astimezone(zone))
    if moment - now > FURTHEST:
        raise WrongInput("snooze-too-far", text)
    return moment


class _NotUnderstood(Exception):
    """It is no moment."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A day (the dates that it may mean, earliest first) and a time of day, as they were said."""

    days: Sequence[date] = ()
    at: time | None = None


def _words(text: str) -> list[str]:
    """The words that matter: `9am` is one, a date and its time are two."""
    typed = _LETTER_BEFORE_TIME.sub(" ", _LOOSE_HALF_OF_DAY.sub("", plain(text)))
    return [word for word in typed.replace(",", " ").split() if word not in _FILLERS]


def _understand(words: Sequence[str], today: date) -> _Spoken:
    """At most one day and one time, in either order; a bare hour (`tomorrow 9`) needs a day."""
    spoken = _Spoken()
    for word in words:
        if not spoken.days and (days := _days(word, today)):
            spoken = replace(spoken, days=days)
        elif spoken.at is None and (at := _time(word)) is not None:
            spoken = replace(spoken, at=at)
        else:
            raise _NotUnderstood
    if not spoken.days and (spoken.at is None or words[0].isdigit()):
        raise _NotUnderstood
    return spoken


def _next_moment(spoken: _Spoken, now: datetime, zone: tzinfo, morning: time) -> datetime:
    """The first of the moments that may be meant which is not over; if all are, the last."""
    today = now.astimezone(zone).date()
    days = spoken.days or (today, today + timedelta(days=1))
    moments = [datetime.combine(day, spoken.at or morning, zone).astimezone(UTC) for day in days]
    return next((moment for moment in moments if moment > now), moments[-1])


def _days(word: str, today: date) -> Sequence[date]:
    """The dates that a word may mean; none if it is no day."""
    if word in _DAYS_FROM_NOW:
        return (today + timedelta(days=_DAYS_FROM_NOW[word]),)
    weekday = read_weekday(word)
    if weekday is not None:
        first = today + timedelta(days=(weekday - today.weekday()) % 7)
        return first, first + timedelta(days=7)
    try:
        day = read_date(word)
    except ValueError:
        raise _NotUnderstood from None
    return () if day is None else (day,)


def _time(word: str) -> time | None:
    """`9:00`, `9`, `9am`, `9:30pm`."""
    found = _TIME.fullmatch(word)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
