"""When alerts come, as admins type it: `warn 80% every 30m times 3 quiet on`, any of it in any order."""

import re
from collections.abc import Mapping
from typing import Final

from bot.domain.errors import WrongInput
from bot.domain.typed import OFF, is_off, meaning_of, plain

MOST_REPEATS: Final = 20

_SHARE = re.compile(r"([0-9]{1,2}) ?%?")
_NAMES = {
    "warn": "warn_at_share",
    "warning": "warn_at_share",
    "every": "repeat_every",
    "times": "repeats",
    "quiet": "quiet_outside_hours",
    "предупреждать": "warn_at_share",
    "каждые": "repeat_every",
    "раз": "repeats",
    "тихо": "quiet_outside_hours",
}
_FILLERS = frozenset({"at", "in", "на", "в"})


def read_alerts(text: str) -> Mapping[str, str]:
    """The preferences that a text speaks of, and what it says of each; none of that is looked at yet.

    Raises:
        WrongInput: `alerts-example`.
    """
    said: dict[str, list[str]] = {}
    words = [word for word in plain(text).replace(",", " ").split() if word not in _FILLERS]
    for word in words:
        name = meaning_of(word, _NAMES) if len(word) > 1 else None  # one letter may be a unit: `30 м`
        if name is not None and name not in said:
            said[name] = []
        elif name is None and said:
            said[next(reversed(said))].append(word)
        else:
            raise WrongInput("alerts-example", word)
    silent = [name for name, rest in said.items() if not rest]
    if not said or silent:
        raise WrongInput("alerts-example", text)
    return {name: " ".join(rest) for name, rest in said.items()}


def read_share(text: str) -> float | None:
    """`80%` of a target, from 1 to 99; `off` is None. Raises WrongInput: `alerts-example`."""
    if is_off(plain(text)):
        return None
    found = _SHARE.fullmatch(plain(text))
    if found is None or not int(found[1]):
        raise WrongInput("alerts-example", text)
    return int(found[1]) / 100


def write_share(share: float | None) -> str:
    return OFF if share is None else f"{round(share * 100)}%"


def read_repeats(text: str) -> int:
    """How often an alert is said again, 0 to 20 times. Raises WrongInput: `alerts-example`."""
    word = "0" if is_off(plain(text)) else plain(text)
    if not re.fullmatch(r"[0-9]{1,3}", word) or int(word) > MOST_REPEATS:
        raise WrongInput("alerts-example", text)
    return int(word)
