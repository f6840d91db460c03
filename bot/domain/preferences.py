"""Preferences: what admins may change while the desk works."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import timedelta
from typing import Any

from bot.domain.assignment import AssignmentRule
from bot.domain.ticket_states import REOPEN_WINDOW


@dataclass(frozen=True, slots=True)
class TagPolicy:
    """Promises to tickets that bear a tag; the texts are those of `sla_texts`."""

    tag: str
    promises: str


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the desk does where tastes differ. Hours, holidays, promises and silences are kept as admins type
    them, in the form that the `write_…` functions of the domain give.
    """

    relay_replies_only: bool = False
    answer_makes_pending: bool = True
    first_answer_takes: bool = True
    ask_rating: bool = True
    tell_closed: bool = True  # out of hours customers are told when operators are back
    tell_expected_time: bool = False  # in hours, how long answers took lately
    reopen_window: timedelta = REOPEN_WINDOW
    assignment: AssignmentRule = AssignmentRule.MANUAL
    returns_after: timedelta | None = None  # an assigned ticket that nobody touches goes back
    auto_close: str = "off"
    hours: str | None = None  # None: around the clock
    holidays: str = "off"
    promises: str = "off"
    policies: tuple[TagPolicy, ...] = ()  # in order; the first whose tag is there holds, else `promises`
    warn_at_share: float | None = 0.8
    repeat_every: timedelta = timedelta(minutes=30)
    repeats: int = 3
    quiet_outside_hours: bool = True
    language: str | None = None  # of operators and admins, a tag such as `pt-br`; None: as configured
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # text key → language → own words

    def own_text(self, key: str, language: str | None, built_in: str) -> str | None:
        """The admins' own words for a text to customers, if there are any in the language or its base.

        `built_in` is the language that the desk's own text would be in: whoever would read that one reads the
        admins' words of that language instead.
        """
        own = self.texts.get(key)
        if not own:
            return None
        tag = (language or "").lower().replace("_", "-")
        return own.get(tag) or own.get(tag.split("-")[0]) or own.get(built_in)


_TIMES = ("reopen_window", "returns_after", "repeat_every")


def to_json(preferences: Preferences) -> dict[str, Any]:
    """As a JSON object; lengths of time in seconds."""
    stored = asdict(preferences)
    for name in _TIMES:
        length = stored[name]
        stored[name] = None if length is None else length.total_seconds()
    return stored


def from_json(stored: Mapping[str, Any], defaults: Preferences) -> Preferences:
    """What is not stored, or not known to this version, is as in `defaults`."""
    known: dict[str, Any] = {
        f.name: stored.get(f.name, getattr(defaults, f.name)) for f in fields(Preferences)
    }
    for name in _TIMES:
        if isinstance(known[name], int | float):
            known[name] = timedelta(seconds=known[name])
    known["assignment"] = AssignmentRule(known["assignment"])
    known["policies"] = tuple(
        one if isinstance(one, TagPolicy) else TagPolicy(**one) for one in known["policies"]
    )
    return Preferences(**known)
