"""What buttons offer for each preference: a word for the button's data, and the text behind it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.domain.hours_texts import ROUND_THE_CLOCK
from bot.domain.preference_texts import ON, SWITCHES, read_preference, write_preference
from bot.domain.preferences import Preferences
from bot.domain.typed import OFF


def _same(*texts: str) -> Mapping[str, str]:
    return {text: text for text in texts}


CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    **{name: _same(ON, OFF) for name in SWITCHES},
    "hours": {"weekdays": "mon-fri 09:00-18:00", "always": ROUND_THE_CLOCK},
    "holidays": _same(OFF),
    "promises": {
        "quick": "first 15m next 30m resolve 8h",
        "calm": "first 2h next 4h resolve 24h",
        OFF: OFF,
    },
    "assignment": {"manual": "manual", "round_robin": "round robin", "least_loaded": "least loaded"},
    "returns_after": _same(OFF, "15m", "30m", "1h", "2h"),
    "auto_close": _same(OFF, "3d", "5d", "10d"),
    "reopen_window": _same("24h", "72h", "7d"),
    "warn_at_share": _same(OFF, "50%", "80%", "90%"),
    "repeat_every": _same("15m", "30m", "1h", "2h"),
    "repeats": _same("0", "1", "3", "5"),
}


def is_chosen(name: str, text: str, preferences: Preferences, zone: str) -> bool:
    """Is that what holds now? `zone` is that of the working hours."""
    chosen = read_preference(name, text, preferences, zone)
    present = replace(preferences, hours=preferences.hours or f"{ROUND_THE_CLOCK} {zone}")
    return write_preference(name, chosen) == write_preference(name, present)
