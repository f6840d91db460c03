"""What holds at the desk, in words: each section of the settings in short and in full; HTML."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from itertools import islice
from zoneinfo import ZoneInfo

from bot.domain.auto_close import read_auto_close
from bot.domain.preference_texts import write_preference
from bot.domain.preferences import Preferences
from bot.domain.sla_texts import Promises, read_promises
from bot.domain.typed import OFF, is_off, plain
from bot.sla.calendars import Calendar
from bot.sla.policies import Targets
from bot.views.spoken import language_name
from bot.views.wording import Wording
from db.enums import ClockKind, TicketPriority

HOLIDAYS_SHOWN = 3
LONGEST_SHORT = 150  # characters of a value among all others
LONGEST_FULL = 1000  # … on a screen of its own; a message holds 4096
LONGEST_LIST = 2500  # … of all promises together


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    """All that the settings are described by."""

    preferences: Preferences
    calendar: Calendar
    now: datetime
    on_duty: Sequence[str] = ()
    canned: int = 0


def in_short(facts: SettingsFacts, section: str, wording: Wording) -> str:
    """One section in a few words; empty where there is nothing to be said in a few."""
    say = wording.say
    preferences = facts.preferences
    match section:
        case "hours":
            return _code(_hours(facts), LONGEST_SHORT)
        case "holidays" | "promises":
            text = write_preference(section, preferences)
            return say("choice-off") if text == OFF else _code(text, LONGEST_SHORT)
        case "alerts":
            share = preferences.warn_at_share
            return say("choice-off") if share is None else wording.share(share)
        case "assignment":
            return say(f"choice-{preferences.assignment}")
        case "returns":
            after = preferences.returns_after
            return wording.length(after) if after else say("choice-off")
        case "autoclose":
            return wording.silence(read_auto_close(preferences.auto_close))
        case "reopen":
            return wording.length(preferences.reopen_window)
        case "duty":
            return escape(cut(", ".join(facts.on_duty), LONGEST_SHORT)) or say("settings-nobody-on-duty")
        case "canned":
            return str(facts.canned)
        case "language":
            name = language_name(wording.language)
            return name if preferences.language else say("settings-language-configured", name=name)
        case "texts":
            return say("settings-own-texts", count=sum(len(own) for own in preferences.texts.values()))
    return ""


def in_full(facts: SettingsFacts, section: str, wording: Wording) -> list[str]:
    """What a section's own screen says holds now."""
    say = wording.say
    match section:
        case "hours":
            return [_code(_hours(facts)), _open_or_closed(facts, wording)]
        case "holidays":
            return [_code(facts.preferences.holidays), _next_holidays(facts.calendar, facts.now, wording)]
        case "promises":
            return _first(_promises(facts.preferences, wording))
        case "alerts":
            return _alerts(facts.preferences, wording)
        case "relay":
            replies_only = facts.preferences.relay_replies_only
            return [say("choice-relay-replies" if replies_only else "choice-relay-all")]
        case "duty" if facts.on_duty:
            return [say("settings-on-duty", names=escape(cut(", ".join(facts.on_duty), LONGEST_FULL)))]
        case "canned":
            return [] if facts.canned else [say("settings-no-canned")]
    short = in_short(facts, section, wording)
    return [short] if short else []


def value_in_words(text: str, wording: Wording) -> str:
    """A value as the audit keeps it."""
    return wording.say(f"choice-{text}") if text in ("on", "off") else escape(text)


def _hours(facts: SettingsFacts) -> str:
    return facts.preferences.hours or f"24/7 {facts.calendar.zone}"


def _open_or_closed(facts: SettingsFacts, wording: Wording) -> str:
    say = wording.say
    opens_at = facts.calendar.next_opening(facts.now)
    if opens_at <= facts.now:
        return say("settings-open-now")
    return say("settings-closed-now", at=wording.at(opens_at))


def _next_holidays(calendar: Calendar, now: datetime, wording: Wording) -> str:
    say = wording.say
    today = now.astimezone(ZoneInfo(calendar.zone)).date()
    days = " · ".join(wording.day(day) for day in islice(_holidays(calendar, today), HOLIDAYS_SHOWN))
    return say("settings-next-holidays", days=days) if days else say("settings-no-holidays")


def _holidays(calendar: Calendar, today: date) -> Iterator[date]:
    """The days of a year from today on that are closed although their weekday is not."""
    for ahead in range(366):
        day = today + timedelta(days=ahead)
        if calendar.week[day.weekday()] and not calendar.hours_on(day):
            yield day


def _promises(preferences: Preferences, wording: Wording) -> Iterator[str]:
    say = wording.say
    yield from _policy(preferences.promises, wording) or [say("settings-nothing-promised")]
    for policy in preferences.policies:
        yield say("settings-for-tag", tag=escape(policy.tag))
        yield from _policy(policy.promises, wording) or [say("settings-nothing-promised")]


def _policy(text: str, wording: Wording) -> list[str]:
    say = wording.say
    promises = Promises() if is_off(plain(text)) else read_promises(text)
    lines = [_targets(promises.targets, wording)] if promises.targets else []
    for priority in TicketPriority:
        if own := promises.by_priority.get(priority):
            named = say("settings-for-priority", priority=say(f"priority-{priority}"))
            lines.append(f"{named} {_targets(own, wording)}")
    return lines


def _targets(targets: Targets, wording: Wording) -> str:
    return " · ".join(_target(targets, kind, wording) for kind in ClockKind if kind in targets)


def _target(targets: Targets, kind: ClockKind, wording: Wording) -> str:
    say = wording.say
    target = targets[kind]
    time = wording.length(target.length) if target.length else say("choice-off")
    if target.length and not target.in_business_time:
        time = say("settings-calendar-time", length=time)
    return f"{say(f'clock-{kind}')}: {time}"


def _alerts(preferences: Preferences, wording: Wording) -> list[str]:
    say = wording.say
    share = preferences.warn_at_share
    every = wording.length(preferences.repeat_every)
    return [
        say("settings-no-warning") if share is None else say("settings-warning", share=wording.share(share)),
        say("settings-repeats", count=preferences.repeats, every=every),
    ]


def _code(text: str, most: int = LONGEST_FULL) -> str:
    return f"<code>{escape(cut(text, most))}</code>"


def _first(lines: Iterable[str]) -> list[str]:
    """As many lines as one message can hold."""
    shown: list[str] = []
    for line in lines:
        if sum(map(len, shown)) + len(line) > LONGEST_LIST:
            return [*shown, "…"]
        shown.append(line)
    return shown


def cut(text: str, most: int) -> str:
    """At most so many characters of a text."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
