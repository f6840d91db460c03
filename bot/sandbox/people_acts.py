"""Acts of people as such, and in the group: who there is, topics, and what admins do to the bot."""

from __future__ import annotations

from bot.sandbox.actions import Answer, Scene, action
from bot.sandbox.errors import NotPossible
from bot.sandbox.people import Person
from bot.sandbox.topics import ICON_EMOJI, clean_name

MAX_NAME = 64  # Bot API: of first and last name


@action("add_customer")
async def add_customer(scene: Scene) -> Answer:
    """Somebody who has found the bot, and not yet pressed Start."""
    person = _new_person(scene)
    person.chat()
    scene.world.touch()
    return {"person": person.id}


@action("add_operator")
async def add_operator(scene: Scene) -> Answer:
    """Somebody who joins the group; what was said before does not count as unread."""
    group = scene.group
    person = _new_person(scene)
    scene.world.reading.mark_everything(person, group)
    group.add_member(person)
    return {"person": person.id}


def _new_person(scene: Scene) -> Person:
    form = scene.form
    first, last = (clean_name(form.text(name, ""))[:MAX_NAME] for name in ("first_name", "last_name"))
    if not first:
        raise NotPossible("everybody in Telegram has a first name", "refused-first-name")
    username = form.text("username", "").strip().removeprefix("@")
    if username and not (username.isascii() and username.replace("_", "").isalnum()):
        raise NotPossible("usernames are made of a-z, 0-9 and _", "refused-username")
    language = form.text("language", "en").strip()[:16]
    return scene.world.add_user(first, last or None, username or None, language or None)


@action("open_chat")
async def open_chat(scene: Scene) -> Answer:
    """Look at one's private chat with the bot, be it empty."""
    scene.actor.chat()
    scene.world.touch()
    return None


@action("start")
async def start(scene: Scene) -> Answer:
    """Press Start (Restart after blocking), with the payload of a deep link if there is one."""
    scene.actor.starts(payload=scene.form.text("payload", "") or None)
    return None


@action("block")
async def block(scene: Scene) -> Answer:
    """Block the bot, or let it write again."""
    if scene.form.flag("on"):
        scene.actor.blocks()
    else:
        scene.actor.unblocks()
    return None


@action("create_topic")
async def create_topic(scene: Scene) -> Answer:
    """Open a topic by hand."""
    name = clean_name(scene.form.text("name"))
    if not name:
        raise NotPossible("a topic needs a name", "refused-topic-name")
    topic = scene.actor.creates_topic(scene.group, name, _icon(scene.form.text("icon", "")))
    return {"topic": topic.id}


@action("edit_topic")
async def edit_topic(scene: Scene) -> Answer:
    """Rename a topic or change its icon (an emoji, "" for none)."""
    form = scene.form
    name = form.text("name") if form.has("name") else None
    if name is not None and not clean_name(name):
        raise NotPossible("a topic needs a name", "refused-topic-name")
    icon = _icon(form.text("icon")) if form.has("icon") else None
    scene.actor.renames_topic(scene.group, _topic(scene), name, icon)
    return None


@action("close_topic")
async def close_topic(scene: Scene) -> Answer:
    """Close or reopen a topic."""
    if scene.form.flag("on"):
        scene.actor.closes_topic(scene.group, _topic(scene))
    else:
        scene.actor.reopens_topic(scene.group, _topic(scene))
    return None


@action("delete_topic")
async def delete_topic(scene: Scene) -> Answer:
    """Delete a topic with everything in it."""
    topic = _topic(scene)
    if topic == scene.group.general.id:
        raise NotPossible("General cannot be deleted", "refused-general")
    scene.actor.deletes_topic(scene.group, topic)
    return None


@action("kick_bot")
async def kick_bot(scene: Scene) -> Answer:
    """Throw the bot out of the group."""
    for bot in list(scene.group.bots()):
        scene.actor.kicks(scene.group, bot)
    return None


@action("add_bot")
async def add_bot(scene: Scene) -> Answer:
    """Add the bot to the group as an admin with the usual rights."""
    scene.actor.adds_bot(scene.group, scene.world.bots[0], admin=True)
    return None


@action("demote_bot")
async def demote_bot(scene: Scene) -> Answer:
    """Take the bot's admin rights, or give the usual ones back."""
    bot = scene.world.bots[0]
    if scene.form.flag("on"):
        scene.actor.demotes(scene.group, bot)
    else:
        scene.actor.promotes(scene.group, bot)
    return None


@action("set_forum")
async def set_forum(scene: Scene) -> Answer:
    """Switch topics of the group on or off."""
    if not scene.group.member(scene.actor).has_right("can_change_info"):
        raise NotPossible("only admins change the group", "refused-not-admin")
    scene.group.set_forum(scene.form.flag("on"))
    return None


def _topic(scene: Scene) -> int:
    topic = scene.topic
    if topic is None:
        raise NotPossible("there is no such topic", "refused-no-topic")
    return topic


def _icon(emoji: str) -> str:
    """The identifier of a free topic icon."""
    if not emoji:
        return ""
    for identifier, known in ICON_EMOJI.items():
        if known == emoji:
            return identifier
    raise NotPossible(f"{emoji} is no free topic icon")
