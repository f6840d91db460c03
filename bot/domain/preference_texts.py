"""Preferences as texts: each by its name from what admins type or choose, and back; and what differs.

The texts are short and the same in every language (`on`, `30m`, `80%`), so that they can also be kept as what
was before a change and after it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, NamedTuple

from bot.domain.alert_texts import read_repeats, read_share, write_share
from bot.domain.assignment import AssignmentRule
from bot.domain.auto_close import read_auto_close, write_auto_close
from bot.domain.durations import DAY, Duration, read_duration, write_duration
from bot.domain.errors import WrongInput
from bot.domain.holiday_texts import read_holidays, write_holidays
from bot.domain.hours_texts import ROUND_THE_CLOCK, read_hours, write_hours
from bot.domain.language_texts import AUTO
from bot.domain.preferences import Preferences
from bot.domain.sla_texts import read_promises, write_promises
from bot.domain.typed import OFF, is_off, meaning_of, plain

ON: Final = "on"

SWITCHES: Final = (
    "relay_replies_only",
    "answer_makes_pending",
    "first_answer_takes",
    "ask_rating",
    "tell_closed",
    "tell_expected_time",
    "quiet_outside_hours",
)
"""Preferences that are on or off."""

LONGEST_WINDOW: Final = timedelta(days=365)
LONGEST_HOLD: Final = timedelta(days=30)
SHORTEST: Final = timedelta(minutes=1)

_ON_WORDS = frozenset({ON, "yes", "да", "вкл"})
_NO_WORDS = frozenset({"no"})
_RULES = {
    "manual": AssignmentRule.MANUAL,
    "round robin": AssignmentRule.ROUND_ROBIN,
    "least loaded": AssignmentRule.LEAST_LOADED,
    "вручную": AssignmentRule.MANUAL,
    "по очереди": AssignmentRule.ROUND_ROBIN,
    "по загрузке": AssignmentRule.LEAST_LOADED,
}


class Difference(NamedTuple):
    """`what` begins with the name of a preference; a tag, or a text and its language, may follow it."""

    what: str
    before: str | None
    after: str | None


def read_preference(name: str, text: str, before: Preferences, zone: str) -> Preferences:
    """The preferences with one of them as the text says; `zone` is meant by hours that name none.

    Raises:
        WrongInput: what is wrong, with an example of the right form.
        KeyError: no preference of this name can be written as one text.
    """
    value: Any = read_switch(text) if name in SWITCHES else _READERS[name](text, before, zone)
    return replace(before, **{name: value})


def write_preference(name: str, preferences: Preferences) -> str:
    """One preference as a text that `read_preference` reads as the same."""
    if name in SWITCHES:
        return ON if getattr(preferences, name) else OFF
    return _WRITERS[name](preferences)


def differences(before: Preferences, after: Preferences) -> Iterator[Difference]:
    """What an admin changed, one by one, in the texts above."""
    for name in (*SWITCHES, *_WRITERS):
        if getattr(before, name) != getattr(after, name):
            yield Difference(name, write_preference(name, before), write_preference(name, after))
    yield from _between("policies", _policies(before), _policies(after))
    yield from _between("texts", _texts(before), _texts(after))


def read_switch(text: str) -> bool:
    """Raises WrongInput: `alerts-example`, the only text form that a switch has; the others are buttons."""
    word = plain(text)
    if word in _ON_WORDS:
        return True
    if is_off(word) or word in _NO_WORDS:
        return False
    raise WrongInput("alerts-example", text)


def read_length(text: str, longest: timedelta, text_key: str) -> timedelta:
    """From a minute up to `longest`, a day being 24 hours; raises WrongInput with `text_key`."""
    duration = read_duration(text)
    if duration is None or not SHORTEST <= duration.length <= longest:
        raise WrongInput(text_key, text)
    return duration.length


def write_length(length: timedelta) -> str:
    """`30m`, `72h`; whole days from four on (`7d`), as people speak of them."""
    seconds = round(length.total_seconds())
    if seconds >= 4 * DAY and not seconds % DAY:
        return write_duration(Duration(days=seconds // DAY))
    return write_duration(Duration(seconds=seconds))


def _read_hours(text: str, before: Preferences, zone: str) -> str:
    return write_hours(read_hours(text, zone=zone))


def _read_holidays(text: str, before: Preferences, zone: str) -> str:
    return write_holidays(read_holidays(text, read_holidays(before.holidays)))


def _read_promises(text: str, before: Preferences, zone: str) -> str:
    return write_promises(read_promises(text))


def _read_assignment(text: str, before: Preferences, zone: str) -> AssignmentRule:
    rule = meaning_of(plain(text).replace("_", " ").replace("-", " "), _RULES)
    if rule is None:
        raise WrongInput("assignment-example", text)
    return rule


def _read_returns(text: str, before: Preferences, zone: str) -> timedelta | None:
    return None if is_off(plain(text)) else read_length(text, LONGEST_HOLD, "returns-example")


def _read_window(text: str, before: Preferences, zone: str) -> timedelta:
    return read_length(text, LONGEST_WINDOW, "reopen-window-example")


def _read_auto_close(text: str, before: Preferences, zone: str) -> str:
    return write_auto_close(read_auto_close(text))


def _read_share(text: str, before: Preferences, zone: str) -> float | None:
    return read_share(text)


def _read_every(text: str, before: Preferences, zone: str) -> timedelta:
    return read_length(text, LONGEST_HOLD, "alerts-example")


def _read_repeats(text: str, before: Preferences, zone: str) -> int:
    return read_repeats(text)


_READERS: Mapping[str, Callable[[str, Preferences, str], object]] = {
    "hours": _read_hours,
    "holidays": _read_holidays,
    "promises": _read_promises,
    "assignment": _read_assignment,
    "returns_after": _read_returns,
    "reopen_window": _read_window,
    "auto_close": _read_auto_close,
    "warn_at_share": _read_share,
    "repeat_every": _read_every,
    "repeats": _read_repeats,
}

_WRITERS: Mapping[str, Callable[[Preferences], str]] = {
    "hours": lambda p: p.hours or ROUND_THE_CLOCK,
    "holidays": lambda p: p.holidays,
    "promises": lambda p: p.promises,
    "assignment": lambda p: p.assignment.value.replace("_", " "),
    "returns_after": lambda p: write_length(p.returns_after) if p.returns_after else OFF,
    "reopen_window": lambda p: write_length(p.reopen_window),
    "auto_close": lambda p: p.auto_close,
    "warn_at_share": lambda p: write_share(p.warn_at_share),
    "repeat_every": lambda p: write_length(p.repeat_every),
    "repeats": lambda p: str(p.repeats),
    "language": lambda p: p.language or AUTO,
}


def _between(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield Difference(f"{name} {key}", before.get(key), after.get(key))


def _policies(preferences: Preferences) -> dict[str, str]:
    return {one.tag: one.promises for one in preferences.policies}


def _texts(preferences: Preferences) -> dict[str, str]:
    return {
        f"{key} {language}": text for key, own in preferences.texts.items() for language, text in own.items()
    }
