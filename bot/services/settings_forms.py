"""Settings by text: each form changes something and says what holds then; a bare one only says it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.domain.actors import Actor
from bot.domain.alert_texts import read_alerts
from bot.domain.answers import Screen
from bot.domain.language_texts import AUTO
from bot.domain.own_texts import read_key, read_own_text
from bot.domain.policy_texts import read_policy
from bot.domain.preference_texts import read_preference
from bot.services import languages, settings_menu
from bot.services.desk import Desk
from bot.services.settings_changes import admins_only, put, read_and_put, zone
from bot.views import settings as view

Form = Callable[[Desk, Actor, str], Awaitable[bool]]

PREFERENCES: Final = {
    "hours": "hours",
    "holidays": "holidays",
    "sla": "promises",
    "autoclose": "auto_close",
    "assignment": "assignment",
    "returns": "returns_after",
    "reopen_window": "reopen_window",
}
"""The forms that state one preference, by their commands."""


async def take(desk: Desk, by: Actor, command: str, typed: str) -> Screen:
    """Do what an admin typed behind a command.

    Raises:
        RuleBroken: somebody else asks, or what was typed is wrong: nothing has changed.
    """
    admins_only(desk, by)
    section = SECTION_OF[command]
    if not typed.strip():
        return await settings_menu.show(desk, section)
    if command == "text" and len(typed.split()) == 1:
        return await settings_menu.show_text(desk, read_key(typed))
    if command in PREFERENCES:
        is_news = await read_and_put(desk, by, PREFERENCES[command], typed)
    else:
        is_news = await _FORMS[command](desk, by, typed)
    said = desk.words("settings-saved" if is_news else "settings-same")
    return Screen(f"{said}\n{view.words(await settings_menu.facts(desk), section, desk.wording)}")


async def _alerts(desk: Desk, by: Actor, typed: str) -> bool:
    after = desk.preferences
    for name, text in read_alerts(typed).items():
        after = read_preference(name, text, after, zone(desk))
    return await put(desk, by, after)


async def _policy(desk: Desk, by: Actor, typed: str) -> bool:
    before = desk.preferences
    return await put(desk, by, replace(before, policies=read_policy(typed, before.policies)))


async def _text(desk: Desk, by: Actor, typed: str) -> bool:
    key, language, text = read_own_text(typed)
    return await put(desk, by, settings_menu.with_text(desk.preferences, key, language, text))


async def _language(desk: Desk, by: Actor, typed: str) -> bool:
    wanted = languages.read(typed)
    return await put(desk, by, replace(desk.preferences, language=None if wanted == AUTO else wanted))


_FORMS: Final[Mapping[str, Form]] = {
    "alerts": _alerts,
    "policy": _policy,
    "text": _text,
    "language": _language,
}

SECTION_OF: Final = {
    **{command: view.SECTION_OF[name] for command, name in PREFERENCES.items()},
    "alerts": "alerts",
    "policy": "promises",
    "text": "texts",
    "language": "language",
}
"""The section of the settings that a form's answer shows."""

COMMANDS: Final = tuple(SECTION_OF)
