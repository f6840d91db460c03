"""The settings menu: what /settings shows, and what its buttons do; only admins may press them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.actors import Actor
from bot.domain.answers import Keyboard, Screen
from bot.domain.errors import RuleBroken
from bot.domain.language_texts import AUTO
from bot.domain.own_texts import CUSTOMER_TEXTS
from bot.domain.preference_choices import CHOICES
from bot.domain.preference_texts import ON
from bot.domain.preferences import Preferences
from bot.domain.presses import Press
from bot.domain.typed import OFF
from bot.i18n.texts import languages
from bot.services import preferences, promises, staff
from bot.services.desk import Desk
from bot.services.settings_changes import admins_only, put, read_and_put
from bot.views import settings as view
from bot.views.settings_words import SettingsFacts
from db.models import CannedReply
from db.queries import audit, canned

HISTORY_SHOWN: Final = 10


async def open_menu(desk: Desk, by: Actor) -> Screen:
    """Answer /settings; raises RuleBroken: somebody else asks."""
    admins_only(desk, by)
    return await show(desk, "home")


async def pressed(desk: Desk, press: Press, by: Actor) -> Screen:
    """Do what a button of the settings says, and show what holds then.

    Raises:
        RuleBroken: whoever pressed is no admin; the button is from elsewhere, or out of date.
    """
    admins_only(desk, by)
    if press.chat_id not in (desk.group.id, press.user_id):
        raise RuleBroken("press-stale")
    _, verb, *arguments = [*press.words, "", "", "", ""]
    if verb in _DEEDS:
        return await _DEEDS[verb](desk, by, arguments)
    return await show(desk, verb, _page(arguments[0]))


async def show(desk: Desk, name: str, page: int = 0) -> Screen:
    """A section, or all of them (`home`); raises RuleBroken: there is no such section."""
    if name == "close":
        return Screen(desk.words("settings-closed"))
    if name == "home":
        return view.home(await facts(desk), desk.wording)
    if name not in view.SECTIONS:
        raise RuleBroken("press-stale")
    known, wording = await facts(desk), desk.wording
    match name:
        case "duty":
            operators = [(one.id, one.name, one.on_duty) for one in desk.staff.present()]
            return view.section(known, name, wording, view.duty(operators, page, wording))
        case "canned":
            replies = [reply.name for reply in await canned.every(desk.session)]
            return view.section(known, name, wording, view.canned(replies, page, wording))
        case "texts":
            return view.section(known, name, wording, view.texts(known, wording))
        case "history":
            entries = await audit.latest(desk.session, HISTORY_SHOWN)
            return view.history(entries, wording)
        case "language":
            return view.section(known, name, wording, _language_buttons(desk))
    return view.section(known, name, wording)


async def facts(desk: Desk) -> SettingsFacts:
    """What holds now, this transaction's changes among it."""
    await desk.session.flush()
    return SettingsFacts(
        preferences=desk.preferences,
        calendar=promises.calendar_from(desk.preferences, desk.rules.timezone),
        now=desk.now,
        on_duty=[member.name for member in desk.staff.on_duty()],
        canned=len(await canned.every(desk.session)),
    )


async def _set(desk: Desk, by: Actor, arguments: Sequence[str]) -> Screen:
    """A choice among those that buttons offer."""
    name, word, *_ = arguments
    if word not in CHOICES.get(name, ()):
        raise RuleBroken("press-stale")
    await read_and_put(desk, by, name, CHOICES[name][word])
    return await show(desk, view.SECTION_OF[name])


async def _speak(desk: Desk, by: Actor, arguments: Sequence[str]) -> Screen:
    """The operators' language, or with `AUTO` that of the configuration."""
    tag = arguments[0]
    if tag not in (*languages(), AUTO):
        raise RuleBroken("press-stale")
    await put(desk, by, replace(desk.preferences, language=None if tag == AUTO else tag))
    return await show(desk, "language")


def _language_buttons(desk: Desk) -> Keyboard:
    chosen, configured = desk.preferences.language, desk.rules.language
    return view.languages(languages(), chosen, configured, desk.wording)


async def _put_on_duty(desk: Desk, by: Actor, arguments: Sequence[str]) -> Screen:
    number, word, page, *_ = arguments
    member = desk.staff.get(_number(number))
    if member is None or member.has_left or word not in (ON, OFF):
        raise RuleBroken("press-stale")
    if await staff.set_duty(desk, member.id, word == ON):
        before, after = (None, member.name) if word == ON else (member.name, None)
        preferences.audit(desk, by, "duty", before, after)
    return await show(desk, "duty", _page(page))


async def _show_reply(desk: Desk, by: Actor, arguments: Sequence[str]) -> Screen:
    return view.canned_reply(await _reply(desk, arguments[0]), desk.wording)


async def _delete_reply(desk: Desk, by: Actor, arguments: Sequence[str]) -> Screen:
    reply = await _reply(desk, arguments[0])
    await desk.session.delete(reply)
    preferences.audit(desk, by, f"canned {reply.name}", reply.text, None)
    return await show(desk, "canned")


async def _show_text(desk: Desk, by: Actor, arguments: Sequence[str]) -> Screen:
    key = arguments[0]
    if key not in CUSTOMER_TEXTS:
        raise RuleBroken("press-stale")
    return await show_text(desk, key)


async def show_text(desk: Desk, key: str) -> Screen:
    """What customers read under a key of `CUSTOMER_TEXTS`: the built-in words, and the admins' own."""
    placeholders = {name: f"{{{name}}}" for name in CUSTOMER_TEXTS[key]}
    return view.text(key, desk.words(key, **placeholders), desk.preferences.texts.get(key, {}), desk.wording)


async def _drop_text(desk: Desk, by: Actor, arguments: Sequence[str]) -> Screen:
    key, language, *_ = arguments
    if language not in desk.preferences.texts.get(key, {}):
        raise RuleBroken("press-stale")
    await put(desk, by, with_text(desk.preferences, key, language, None))
    return await _show_text(desk, by, arguments)


def with_text(before: Preferences, key: str, language: str, text: str | None) -> Preferences:
    """The preferences with other words for one text in one language; None: the built-in ones."""
    own = {**before.texts.get(key, {}), language: text}
    kept = {spoken: words for spoken, words in own.items() if words is not None}
    texts = {**before.texts, key: kept}
    return replace(before, texts={name: words for name, words in texts.items() if words})


async def _reply(desk: Desk, name: str) -> CannedReply:
    await desk.session.flush()
    reply = await desk.session.get(CannedReply, name)
    if reply is None:
        raise RuleBroken("press-stale")
    return reply


def _page(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 4 else 0


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) < 16 else None


_Deed = Callable[[Desk, Actor, Sequence[str]], Awaitable[Screen]]

_DEEDS: Final[Mapping[str, _Deed]] = {
    "set": _set,
    "speak": _speak,
    "put": _put_on_duty,
    "reply": _show_reply,
    "delete": _delete_reply,
    "text": _show_text,
    "drop": _drop_text,
}
