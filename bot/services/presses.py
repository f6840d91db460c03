"""Presses: what a button does, and who may press it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import User

from bot.domain.actors import Actor
from bot.domain.errors import RuleBroken
from bot.domain.presses import Press
from bot.services import (
    answers,
    canned_previews,
    languages,
    queue,
    ratings,
    settings_menu,
    setup,
    staff,
    ticket_buttons,
)
from bot.services.answers import Said
from bot.services.desk import Desk
from bot.views.walk import SUBJECT as SETUP

Pressed = Callable[[Desk, Press, Actor], Awaitable[Said]]

# By the first word of the data. Each checks everything else that the data says.
_IN_GROUP: Final[Mapping[str, Pressed]] = {
    "t": ticket_buttons.pressed,
    "c": canned_previews.pressed,
    "q": queue.pressed,
}
# Those of them that admins may also press in private.
_ALSO_IN_PRIVATE: Final = frozenset({"q"})
# Those of admins, in the group or in private; each sees for itself who presses.
_OF_ADMINS: Final[Mapping[str, Pressed]] = {
    "s": settings_menu.pressed,
    SETUP: setup.pressed,
}
# Those of customers, each in the private chat; they say themselves what came of it, in his language.
_IN_PRIVATE: Final[Mapping[str, Callable[[Desk, Press], Awaitable[None]]]] = {
    ratings.SUBJECT: ratings.pressed,
    languages.SUBJECT: languages.pressed,
}


async def take(desk: Desk, press: Press) -> None:
    """Do what a button says if whoever pressed it may; everybody gets an answer, forgers no other effect."""
    subject = press.words[0]
    if subject in _ALSO_IN_PRIVATE and _is_admin_in_private(desk, press):
        return await _do(desk, press, _IN_GROUP[subject])
    if subject in _IN_GROUP:
        if desk.group.id is None or press.chat_id != desk.group.id:
            return desk.toast(press.id, desk.words("press-stale"), alert=True)
        if not _is_known(desk, press):
            return desk.outbox.press(press)
        return await _do(desk, press, _IN_GROUP[subject])
    if subject in _OF_ADMINS:
        return await _do(desk, press, _OF_ADMINS[subject])
    if subject in _IN_PRIVATE and press.chat_id == press.user_id:
        return await _IN_PRIVATE[subject](desk, press)
    desk.toast(press.id, desk.words("press-stale"), alert=True)
    return None


async def enrol(desk: Desk, press: Press) -> None:
    """The stranger is a member of the group: an operator from now on, and the press counts."""
    names = press.user_name
    user = User(id=press.user_id, is_bot=False, first_name=names, username=press.username)
    await staff.seen(desk, user)
    await take(desk, press)


async def refuse(desk: Desk, press: Press) -> None:
    """Whoever pressed it is not in the group."""
    desk.toast(press.id, desk.words("press-not-member"), alert=True)


async def _do(desk: Desk, press: Press, pressed: Pressed) -> None:
    try:
        said = await pressed(desk, press, Actor(press.user_id, press.user_name))
    except RuleBroken as broken:
        answers.refuse(desk, press, broken)
    else:
        if press.serves_once and press.is_offered:
            desk.outbox.rewrite(press.chat_id, press.message_id, None)
        answers.show(desk, press, said)


def _is_admin_in_private(desk: Desk, press: Press) -> bool:
    return press.chat_id == press.user_id and press.user_id in desk.rules.admin_ids


def _is_known(desk: Desk, press: Press) -> bool:
    member = desk.staff.get(press.user_id)
    return member is not None and not member.has_left
