"""The screens of /settings: one message, rewritten as an admin goes through its sections."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Final, TypeVar

from bot.domain.alert_texts import read_share
from bot.domain.answers import Button, Keyboard, Screen
from bot.domain.auto_close import read_auto_close
from bot.domain.durations import read_duration
from bot.domain.language_texts import AUTO
from bot.domain.own_texts import CUSTOMER_TEXTS
from bot.domain.preference_choices import CHOICES, is_chosen
from bot.domain.preference_texts import ON, SWITCHES
from bot.domain.presses import data_of
from bot.domain.typed import OFF
from bot.views.settings_words import SettingsFacts, cut, in_full, in_short, value_in_words
from bot.views.spoken import language_name
from bot.views.wording import Wording
from db.models import AuditEntry, CannedReply

T = TypeVar("T")

FIELDS: Final[Mapping[str, Sequence[str]]] = {
    "hours": ("hours",),
    "holidays": ("holidays",),
    "promises": ("promises",),
    "alerts": ("warn_at_share", "repeat_every", "repeats", "quiet_outside_hours"),
    "answers": (
        "answer_makes_pending",
        "first_answer_takes",
        "ask_rating",
        "tell_closed",
        "tell_expected_time",
    ),
    "relay": ("relay_replies_only",),
    "assignment": ("assignment",),
    "returns": ("returns_after",),
    "autoclose": ("auto_close",),
    "reopen": ("reopen_window",),
}
"""The sections whose buttons are choices, and the preferences that they change."""

SECTIONS: Final = (*FIELDS, "duty", "canned", "language", "texts", "history")
SECTION_OF: Final = {
    **{name: section for section, names in FIELDS.items() for name in names},
    "language": "language",
}

PAGE: Final = 20  # operators or canned replies on one screen; the Bot API takes 100 buttons
LONGEST_SHOWN: Final = 1500  # characters of one text; a message holds 4096
LONGEST_VALUE: Final = 100  # … of a value in the history
LONGEST_NAME: Final = 60  # … of an admin's name there
MOST_LANGUAGES: Final = 20  # of one text that are shown

_ALONE_IN_ROW = frozenset({"hours", "promises", "assignment", *SWITCHES})
_SIGNS = {"warn_at_share": "⏳", "repeat_every": "🔁", "repeats": "✕"}


def home(facts: SettingsFacts, wording: Wording) -> Screen:
    """What holds, section by section, and a button for each."""
    say = wording.say
    lines = [say("settings-title"), ""]
    for section in SECTIONS:
        if short := in_short(facts, section, wording):
            lines.append(f"<b>{say(f'section-{section}')}</b>: {short}")
    buttons = [_open(section, wording) for section in SECTIONS]
    return Screen("\n".join(lines), (*_rows(buttons, 2), [_open("close", wording)]))


def section(facts: SettingsFacts, name: str, wording: Wording, rows: Keyboard = ()) -> Screen:
    """One section: what holds, its choices (and `rows`), and how it is typed."""
    choices = [row for field in FIELDS.get(name, ()) for row in _choices(facts, field, wording)]
    return Screen(words(facts, name, wording), (*choices, *rows, [_home(wording)]))


def words(facts: SettingsFacts, name: str, wording: Wording) -> str:
    """What a section says, for its screen and as the answer to its text form."""
    say = wording.say
    lines = [
        f"<b>{say(f'section-{name}')}</b>",
        *in_full(facts, name, wording),
        "",
        say(f"settings-how-{name}"),
    ]
    return "\n".join(lines)


def duty(operators: Sequence[tuple[int, str, bool]], page: int, wording: Wording) -> Keyboard:
    """A switch for each operator: the id, the name, and whether on duty now."""
    shown = [
        [Button(f"{_mark(is_on)} {name}", data_of("s", "put", operator, OFF if is_on else ON, page))]
        for operator, name, is_on in page_of(operators, page)
    ]
    return (*shown, *_pages("duty", len(operators), page, wording))


def canned(names: Sequence[str], page: int, wording: Wording) -> Keyboard:
    shown = [Button(name, data_of("s", "reply", name)) for name in page_of(names, page)]
    return (*_rows(shown, 2), *_pages("canned", len(names), page, wording))


def canned_reply(reply: CannedReply, wording: Wording) -> Screen:
    """One canned reply, to be deleted."""
    say = wording.say
    head = f"<b>{say('section-canned')}</b>: <code>/r {escape(reply.name)}</code>"
    html = f"{head}\n\n{escape(cut(reply.text, LONGEST_SHOWN))}"
    delete = Button(say("settings-delete"), data_of("s", "delete", reply.name), style="danger")
    return Screen(html, ([delete], [_open("canned", wording)], [_home(wording)]))


def languages(known: Sequence[str], chosen: str | None, configured: str, wording: Wording) -> Keyboard:
    """A button for each language that the desk speaks, and one for that of the configuration."""
    as_configured = wording.say("settings-language-configured", name=language_name(configured))
    names = {**{tag: language_name(tag) for tag in known}, AUTO: as_configured}
    *each, last = (
        Button(f"{'● ' if tag == (chosen or AUTO) else ''}{name}", data_of("s", "speak", tag))
        for tag, name in names.items()
    )
    return (*_rows(each, 2), [last])


def texts(facts: SettingsFacts, wording: Wording) -> Keyboard:
    """A button for each text to customers; a pencil where admins have words of their own."""
    own = facts.preferences.texts
    shown = [Button(f"✏️ {key}" if own.get(key) else key, data_of("s", "text", key)) for key in CUSTOMER_TEXTS]
    return _rows(shown, 2)


def text(key: str, built_in: str, own: Mapping[str, str], wording: Wording) -> Screen:
    """What customers read under one key; `built_in` is HTML, `own` are raw texts by language."""
    say = wording.say
    variables = " ".join(f"<code>{{{name}}}</code>" for name in CUSTOMER_TEXTS[key])
    lines = [f"<b>{key}</b> {variables}".rstrip(), "", say("settings-built-in", text=built_in)]
    shown = dict(islice(own.items(), MOST_LANGUAGES))
    room = LONGEST_SHOWN // max(1, len(shown))
    for language, words in shown.items():
        lines += ["", say("settings-own", tag=language, text=escape(cut(words, room)))]
    drop = [
        [Button(say("settings-drop-text", tag=language), data_of("s", "drop", key, language))]
        for language in shown
    ]
    return Screen("\n".join(lines), (*drop, [_open("texts", wording)], [_home(wording)]))


def history(entries: Sequence[AuditEntry], wording: Wording) -> Screen:
    """Who changed what, newest first."""
    say = wording.say
    lines = [_entry(entry, wording) for entry in entries]
    head = [f"<b>{say('section-history')}</b>", say("settings-how-history"), ""]
    return Screen("\n".join([*head, *(lines or [say("settings-no-history")])]), ([_home(wording)],))


def page_of(every: Sequence[T], page: int) -> Sequence[T]:
    """The part of a long list that one screen shows; pages count from 0."""
    return every[page * PAGE : (page + 1) * PAGE]


def _choices(facts: SettingsFacts, name: str, wording: Wording) -> Keyboard:
    preferences, zone = facts.preferences, facts.calendar.zone
    if name in SWITCHES:
        is_on = is_chosen(name, ON, preferences, zone)
        label = f"{_mark(is_on)} {wording.say(f'setting-{name}')}"
        return ([Button(label, data_of("s", "set", name, OFF if is_on else ON))],)
    buttons = []
    for word, meant in CHOICES[name].items():
        chosen = "● " if is_chosen(name, meant, preferences, zone) else ""
        buttons.append(
            Button(f"{chosen}{_label(name, word, meant, wording)}", data_of("s", "set", name, word))
        )
    return _rows(buttons, 1 if name in _ALONE_IN_ROW else len(buttons))


def _label(name: str, word: str, meant: str, wording: Wording) -> str:
    """What a choice's button says."""
    if name == "promises" and word != OFF:
        return meant
    sign = f"{_SIGNS[name]} " if name in _SIGNS else ""
    if name == "warn_at_share" and (share := read_share(meant)) is not None:
        return f"{sign}{wording.share(share)}"
    if name == "auto_close":
        return wording.silence(read_auto_close(meant))
    duration = read_duration(meant)
    if duration is not None:
        return f"{sign}{wording.length(duration.length)}"
    is_number = meant[0].isdigit() and name in _SIGNS
    return f"{sign}{meant}" if is_number else f"{sign}{wording.say(f'choice-{word}')}"


def _entry(entry: AuditEntry, wording: Wording) -> str:
    say = wording.say
    name, _, about = entry.what.partition(" ")
    what = f"{say(f'setting-{name}')} {escape(about)}".rstrip()
    before, after = _value(entry.before, wording), _value(entry.after, wording)
    if before is None:
        change = say("settings-added", after=after or "")
    elif after is None:
        change = say("settings-removed", before=before)
    else:
        change = f"{before} → {after}"
    at, name = wording.at(entry.at), escape(cut(entry.admin_name, LONGEST_NAME))
    return say("settings-entry", at=at, name=name, what=what, change=change)


def _value(value: str | None, wording: Wording) -> str | None:
    return None if value is None else value_in_words(cut(" ".join(value.split()), LONGEST_VALUE), wording)


def _pages(section: str, length: int, page: int, wording: Wording) -> Iterator[Sequence[Button]]:
    say = wording.say
    steps = []
    if page > 0:
        steps.append(Button(say("section-earlier"), data_of("s", section, page - 1)))
    if (page + 1) * PAGE < length:
        steps.append(Button(say("section-later"), data_of("s", section, page + 1)))
    if steps:
        yield steps


def _rows(buttons: Sequence[Button], wide: int) -> Keyboard:
    return [buttons[at : at + wide] for at in range(0, len(buttons), wide)]


def _open(name: str, wording: Wording) -> Button:
    return Button(wording.say(f"section-{name}"), data_of("s", name))


def _home(wording: Wording) -> Button:
    return _open("home", wording)


def _mark(is_on: bool) -> str:
    return "✅" if is_on else "◻️"
