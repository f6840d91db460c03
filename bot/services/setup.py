"""Setting up: an admin makes a forum group the desk's; groups that are not ours are left."""

from dataclasses import asdict, dataclass, replace
from html import escape

from aiogram.types import ChatMemberUpdated
from aiogram.types import Message as TelegramMessage
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.answers import Answer
from bot.domain.authors import GROUP_ANONYMOUS_BOT
from bot.domain.errors import RuleBroken
from bot.domain.presses import Press
from bot.services import group
from bot.services.desk import Desk
from db.queries import settings

KEY = "setup_walk"


@dataclass(frozen=True, slots=True)
class Walk:
    """The group that is being set up; only one at a time.

    `is_asked`: an admin wants it to be the desk, so it is taken as soon as nothing is missing.
    `message_id` is that of the checklist in the group, once there is one.
    """

    chat_id: int
    is_asked: bool
    admin_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    message_id: int | None = None


async def load(session: AsyncSession) -> Walk | None:
    """The walk that has begun and not come to its end."""
    stored = await settings.read(session, KEY)
    return Walk(**stored) if stored else None


def is_admin(desk: Desk, user_id: int | None) -> bool:
    return user_id in desk.rules.admin_ids


async def ask(desk: Desk, message: TelegramMessage) -> None:
    """`/setup` in a group: the sender looks at the group, shows a checklist, and takes it when it is ready.

    What the configuration says is not overruled from a chat: after a restart nobody could tell who is right.
    """
    chat_id = message.chat.id
    if desk.group.configured_id is not None and chat_id != desk.group.id:
        words = desk.words("setup-fixed", group=str(desk.group.id), here=str(chat_id))
        desk.outbox.say(chat_id, words, thread_id=_thread(message), reply_to=message.message_id)
        return
    assert message.from_user is not None
    walk = Walk(chat_id, True, message.from_user.id, _thread(message), message.message_id)
    await _keep(desk, walk)
    desk.outbox.setup(chat_id)


async def ask_by_link(desk: Desk, message: TelegramMessage) -> None:
    """The bot's own link has added it to a group: a checklist that stands there already is gone on with."""
    walk = await load(desk.session)
    if walk is None or walk.chat_id != message.chat.id:
        return await ask(desk, message)
    await _keep(desk, replace(walk, is_asked=True))
    desk.outbox.setup(message.chat.id)
    return None


def refuse(desk: Desk, message: TelegramMessage) -> None:
    """Say who may set up; an anonymous admin is named by Telegram's id of all anonymous admins."""
    if message.sender_chat is not None:
        words = desk.words("setup-anonymous")
    else:
        words = _not_admin(desk, message.from_user.id if message.from_user else 0)
    desk.outbox.say(message.chat.id, words, thread_id=_thread(message), reply_to=message.message_id)


async def joined(desk: Desk, event: ChatMemberUpdated) -> None:
    """The bot was added to a group that is not the desk's: help an admin to set up, else leave."""
    adder = event.from_user.id
    if desk.group.id is not None:
        desk.outbox.say(event.chat.id, desk.words("not-our-group"))
        desk.outbox.leave(event.chat.id)
    elif is_admin(desk, adder):
        await _keep(desk, Walk(event.chat.id, False, adder))
        desk.outbox.setup(event.chat.id)
    elif adder == GROUP_ANONYMOUS_BOT:
        desk.outbox.say(event.chat.id, desk.words("setup-anonymous"))
    else:
        desk.outbox.say(event.chat.id, _not_admin(desk, adder))
        desk.outbox.leave(event.chat.id)


def joined_channel(desk: Desk, event: ChatMemberUpdated) -> None:
    """A channel has no topics, and no place for a word about it: the admin is told in private."""
    if is_admin(desk, event.from_user.id):
        title = escape(event.chat.title or "")
        desk.outbox.say(event.from_user.id, desk.words("setup-channel", title=title))
    desk.outbox.leave(event.chat.id)


async def look_again(desk: Desk, chat_id: int) -> None:
    """The bot's rights in a group have changed: go on with its checklist, if it has one."""
    walk = await load(desk.session)
    if walk is not None and walk.chat_id == chat_id:
        desk.outbox.setup(chat_id)


async def moved(desk: Desk, old_id: int, new_id: int) -> None:
    """The group became a supergroup: its checklist stays behind, a new one is shown there."""
    walk = await load(desk.session)
    if walk is not None and walk.chat_id == old_id:
        await _keep(desk, Walk(new_id, walk.is_asked, walk.admin_id))
        desk.outbox.setup(new_id)


async def pressed(desk: Desk, press: Press, by: Actor) -> Answer:
    """A button under a checklist; raises RuleBroken: by no admin, or the checklist is out of date."""
    if not is_admin(desk, by.id):
        raise RuleBroken("setup-not-admin", user=str(by.id))
    if press.chat_id == press.user_id:
        desk.outbox.setup(press.chat_id, message_id=press.message_id)
        return Answer("setup-looking")
    walk = await load(desk.session)
    if walk is None or walk.chat_id != press.chat_id:
        raise RuleBroken("press-stale")
    if press.words[-1] == "take":
        await _keep(desk, replace(walk, is_asked=True, admin_id=by.id or walk.admin_id))
    desk.outbox.setup(press.chat_id)
    return Answer("setup-looking")


async def keep_shown(desk: Desk, *, begun: Walk, now: Walk) -> None:
    """The checklist of `begun` stands in `now.message_id`."""
    current = await load(desk.session)
    if current is not None and _is_same(current, begun):
        await _keep(desk, replace(now, is_asked=current.is_asked, admin_id=current.admin_id))


async def give_up(desk: Desk, *, begun: Walk) -> None:
    """The bot is not in that group any more."""
    current = await load(desk.session)
    if current is not None and _is_same(current, begun):
        await _forget(desk)


async def tell_in_private(desk: Desk, *, admin_id: int, html: str) -> None:
    """The bot may not even write in the group: whoever sets it up reads in private what is missing."""
    desk.outbox.say(admin_id, html)


async def conclude(desk: Desk, *, begun: Walk, now: Walk, title: str, checklist: str, bot: str) -> None:
    """Take the group; say so, and what comes next."""
    current = await load(desk.session)
    if current is None or not _is_same(current, begun):
        return
    await _forget(desk)
    await group.take(desk, now.chat_id)
    if now.message_id is not None:
        desk.outbox.rewrite(now.chat_id, now.message_id, checklist)
    words = desk.words("setup-done", title=escape(title), bot=bot)
    desk.outbox.say(now.chat_id, words, thread_id=now.thread_id, reply_to=now.reply_to)


def _is_same(current: Walk, begun: Walk) -> bool:
    """Has nobody begun anew since Telegram was asked, nor the group moved?"""
    return (current.chat_id, current.reply_to) == (begun.chat_id, begun.reply_to)


def tell_nobody_is_admin(desk: Desk, message: TelegramMessage) -> None:
    """`/setup` in private while there are no admins: how to become one."""
    assert message.from_user is not None
    desk.outbox.say(message.chat.id, _not_admin(desk, message.from_user.id, message.from_user.language_code))


def _not_admin(desk: Desk, user_id: int, language: str | None = None) -> str:
    key = "setup-not-admin" if desk.rules.admin_ids else "setup-nobody"
    if language is not None:
        return desk.words_for(language, key, user=str(user_id))
    return desk.words(key, user=str(user_id))


async def _keep(desk: Desk, walk: Walk) -> None:
    await settings.write(desk.session, KEY, asdict(walk), desk.now)


async def _forget(desk: Desk) -> None:
    await settings.write(desk.session, KEY, {}, desk.now)


def _thread(message: TelegramMessage) -> int | None:
    return message.message_thread_id if message.is_topic_message else None
