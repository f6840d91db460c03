"""Durations as people type them: `30m`, `1h30m`, `2 days`, `1ч 30м`."""

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.typed import plain

DAY, HOUR, MINUTE = 86_400, 3_600, 60
"""Seconds."""

_UNITS = {
    "w": "w week weeks н нед неделя неделю недели недель",
    "d": "d day days д день дня дней",
    "h": "h hr hrs hour hours ч час часа часов",
    "m": "m min mins minute minutes м мин минута минуту минуты минут",
    "s": "s sec secs second seconds с сек секунда секунду секунды секунд",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_SECONDS = {"h": HOUR, "m": MINUTE, "s": 1}
_AMOUNT = re.compile(r"([0-9]{1,6}) ?([a-zа-я]+)\.? ?")


@dataclass(frozen=True, slots=True)
class Duration:
    """Days are kept apart from the rest, because working days have no fixed length."""

    days: int = 0
    seconds: int = 0

    @property
    def length(self) -> timedelta:
        """In real time: a day is 24 hours."""
        return timedelta(days=self.days, seconds=self.seconds)


def read_duration(text: str) -> Duration | None:
    """The duration that a text consists of, each unit once; None if it is something else."""
    rest = plain(text)
    amounts: dict[str, int] = {}
    while rest:
        found = _AMOUNT.match(rest)
        unit = _UNIT_OF.get(found[2]) if found else None
        if found is None or unit is None or unit in amounts:
            return None
        amounts[unit] = int(found[1])
        rest = rest[found.end() :]
    if not amounts:
        return None
    days = amounts.get("w", 0) * 7 + amounts.get("d", 0)
    return Duration(days, sum(amounts.get(unit, 0) * seconds for unit, seconds in _SECONDS.items()))


def write_duration(duration: Duration) -> str:
    """Such as `1d2h30m`; `read_duration` gives an equal one back. Nothing at all is `0m`."""
    hours, rest = divmod(duration.seconds, HOUR)
    minutes, seconds = divmod(rest, MINUTE)
    amounts = {"d": duration.days, "h": hours, "m": minutes, "s": seconds}
    return "".join(f"{amount}{unit}" for unit, amount in amounts.items() if amount) or "0m"
