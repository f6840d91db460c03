"""Promises as admins type them, and back.

    first 15m next 30m resolve 8h; high: first 5m; urgent: first 5m calendar; low: off

What comes before the first priority holds for all of them; a priority names only what is different there.
Time is business time unless `calendar` follows it; at a priority a kind counts in the same time as for all.
`calendar` or `business` before the targets holds for all that follow in that part.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.durations import Duration, read_duration, write_duration
from bot.domain.errors import WrongInput
from bot.domain.priorities import read_priority
from bot.domain.typed import OFF, is_off, meaning_of, plain
from bot.sla.policies import Target, Targets
from db.enums import ClockKind, TicketPriority

LONGEST_TARGET = timedelta(days=365)

_KINDS = {
    "first": ClockKind.FIRST_RESPONSE,
    "next": ClockKind.NEXT_RESPONSE,
    "resolve": ClockKind.RESOLUTION,
    "resolution": ClockKind.RESOLUTION,
    "первый": ClockKind.FIRST_RESPONSE,
    "следующий": ClockKind.NEXT_RESPONSE,
    "решение": ClockKind.RESOLUTION,
}
_IN_BUSINESS_TIME = {"business": True, "рабочее": True, "calendar": False, "календарное": False}
_FILLERS = frozenset({"response", "reply", "in", "time", "ответ", "за", "время"})
_NAMES = {
    ClockKind.FIRST_RESPONSE: "first",
    ClockKind.NEXT_RESPONSE: "next",
    ClockKind.RESOLUTION: "resolve",
}
_OFF = Target(timedelta(0))

_SEPARATOR = re.compile(r"[;\n]")
_COLON = re.compile(r" ?: ?")


@dataclass(frozen=True, slots=True)
class Promises:
    """Targets for all tickets, and what is different for a priority: the two fields of a `bot.sla` policy.

    Among `targets` those that are off are absent; at a priority they have a length of zero.
    """

    targets: Targets = field(default_factory=dict)
    by_priority: Mapping[str, Targets] = field(default_factory=dict)


def read_promises(text: str) -> Promises:
    """The promises that a text states.

    Raises:
        WrongInput: `sla-example`; `sla-twice`: something is said twice; `sla-order`: what holds for all comes
            after a priority; `sla-days`: a day of business time has no fixed length; `sla-too-long`: more
            than a year.
    """
    sections = _sections(text)
    if not sections:
        raise WrongInput("sla-example", "")
    for_all = _read_section(None, sections.pop(None), {}) if None in sections else {}
    by_priority = {str(name): _read_section(name, words, for_all) for name, words in sections.items()}
    return Promises({kind: target for kind, target in for_all.items() if target.length}, by_priority)


def write_promises(promises: Promises) -> str:
    """One line that `read_promises` reads as the same promises, lengths to the second."""
    kept = {kind: target for kind, target in promises.targets.items() if target.length}
    parts = [" ".join(_write_targets(kept, {})) or OFF]
    for priority in TicketPriority:
        if own := promises.by_priority.get(priority):
            parts.append(f"{priority}: {' '.join(_write_targets(own, kept))}")
    return "; ".join(parts)


def _sections(text: str) -> dict[TicketPriority | None, list[str]]:
    """The words for all tickets (under None) and for each priority; `;` and line ends separate them too."""
    sections: dict[TicketPriority | None, list[str]] = {}
    for part in _SEPARATOR.split(text):
        section: list[str] | None = None
        for word in _COLON.sub(": ", plain(part)).replace(",", " ").split():
            if word.endswith(":"):
                section = _new_section(word, sections)
            elif section is not None:
                section.append(word)
            elif sections.keys() - {None}:
                raise WrongInput("sla-order", part)
            elif sections and word in _IN_BUSINESS_TIME:  # of what went before, or of what comes?
                raise WrongInput("sla-example", part)
            else:
                section = sections.setdefault(None, [])
                section.append(word)
    return sections


def _new_section(word: str, sections: dict[TicketPriority | None, list[str]]) -> list[str]:
    priority = read_priority(word.rstrip(":"))
    if priority is None:
        raise WrongInput("sla-example", word)
    if priority in sections:
        raise WrongInput("sla-twice", word)
    return sections.setdefault(priority, [])


def _read_section(name: TicketPriority | None, words: list[str], for_all: Targets) -> Targets:
    """Targets one after another; before them perhaps the time they count in; or `off` for every kind."""
    rest = [word for word in words if word not in _FILLERS]
    business = _take_time(rest)
    if len(rest) == 1 and is_off(rest[0]):
        return dict.fromkeys(ClockKind, _OFF)
    targets: dict[ClockKind, Target] = {}
    while rest:
        word = rest.pop(0)
        kind = _kind(word)
        said = _take_length(rest)
        if kind is None or not said:
            raise WrongInput("sla-example", f"{word} {said}")
        if kind in targets:
            raise WrongInput("sla-twice", f"{word} {said}")
        targets[kind] = _target(said, _first_said(_take_time(rest), business, _usual_time(kind, for_all)))
    if not targets:
        raise WrongInput("sla-example", " ".join(words) or f"{name}:")
    return targets


def _kind(word: str) -> ClockKind | None:
    return meaning_of(word, _KINDS) if len(word) > 1 else None  # one letter may be a unit: `30 с`


def _take_time(rest: list[str]) -> bool | None:
    """Take the time that targets count in, if it is said here: True is business time."""
    return _IN_BUSINESS_TIME[rest.pop(0)] if rest and rest[0] in _IN_BUSINESS_TIME else None


def _take_length(rest: list[str]) -> str:
    """Take the words up to the next kind or time."""
    said: list[str] = []
    while rest and rest[0] not in _IN_BUSINESS_TIME and _kind(rest[0]) is None:
        said.append(rest.pop(0))
    return " ".join(said)


def _usual_time(kind: ClockKind, for_all: Targets) -> bool:
    return for_all[kind].in_business_time if kind in for_all else True


def _first_said(*answers: bool | None) -> bool:
    return next(answer for answer in answers if answer is not None)


def _target(said: str, business: bool) -> Target:
    if is_off(said):
        return _OFF
    duration = read_duration(said)
    if duration is None:
        raise WrongInput("sla-example", said)
    if duration.days and business:
        raise WrongInput("sla-days", said)
    if duration.length > LONGEST_TARGET:
        raise WrongInput("sla-too-long", said)
    return Target(duration.length, business) if duration.length else _OFF


def _write_targets(targets: Targets, for_all: Targets) -> Iterator[str]:
    """Each target, with its time where that is not what would be understood without saying."""
    if len(targets) == len(ClockKind) and not any(target.length for target in targets.values()):
        yield OFF
        return
    for kind, target in sorted(targets.items(), key=lambda item: list(ClockKind).index(item[0])):
        if not target.length:
            yield f"{_NAMES[kind]} {OFF}"
            continue
        yield f"{_NAMES[kind]} {write_duration(Duration(seconds=round(target.length.total_seconds())))}"
        if target.in_business_time is not _usual_time(kind, for_all):
            yield "business" if target.in_business_time else "calendar"
