"""Wording: how somebody reads, in words, moments, days, numbers and lengths of time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.auto_close import Silence
from bot.i18n.texts import Texts
from bot.views import spoken
from bot.views.moments import moment

Say = Callable[..., str]
"""A text by its key and variables, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The reader's language (an IETF tag) and time zone (IANA)."""

    texts: Texts
    language: str
    timezone: str

    def say(self, key: str, **variables: object) -> str:
        return self.texts.get(key, self.language, **variables)

    def at(self, at: datetime) -> str:
        """A moment, which clients that can do so show in the reader's own zone."""
        return moment(at, self.timezone, self.language)

    def day(self, day: date) -> str:
        return spoken.spoken_day(day, self.language)

    def length(self, of: timedelta) -> str:
        """`1 hr, 30 min`; whole days as such."""
        return spoken.short_length(of, self.language)

    def rough(self, of: timedelta) -> str:
        """A length only as exact as matters."""
        return spoken.rough_length(of, self.language)

    def share(self, share: float) -> str:
        """`80%` of 0.8."""
        return spoken.spoken_share(share, self.language)

    def average(self, number: float) -> str:
        return spoken.spoken_average(number, self.language)

    def silence(self, of: Silence | None) -> str:
        """`5 working days`, `20 hr`, or that it is off."""
        if of is None:
            return self.say("choice-off")
        return self.say("length-working-days", count=of.days) if of.days else self.length(of.time)
