"""Acts on messages: write, send, edit, react, delete, pin, forward, press, read."""

from __future__ import annotations

from typing import Any

from bot.sandbox.actions import Answer, Scene, action
from bot.sandbox.albums import FAMILIES
from bot.sandbox.arguments import Upload
from bot.sandbox.callbacks import ANSWER_WITHIN
from bot.sandbox.content import FILE_DEFAULTS
from bot.sandbox.entities import checked_explicit
from bot.sandbox.errors import ApiError, NotPossible
from bot.sandbox.members import Member
from bot.sandbox.messages import Raw, SandboxMessage
from bot.sandbox.page_forms import BadForm

# What needs no file; everything else that a client sends is one.
THINGS = frozenset({"location", "contact", "poll", "dice", "venue"})
FILES = frozenset({"photo", *FILE_DEFAULTS})


@action("write")
async def write(scene: Scene) -> Answer:
    """Send a text."""
    text = scene.form.text("text")
    sent = scene.actor.writes(
        text,
        to=scene.to,
        topic=scene.topic,
        entities=_entities(scene, text),
        reply_to=scene.reply_to,
        quote=scene.form.text("quote", "") or None,
    )
    return {"message": sent.id}


@action("send")
async def send(scene: Scene) -> Answer:
    """Send files (several of one family are an album) or a thing such as a place.

    The caption goes with the first.
    """
    form = scene.form
    kinds = form.texts("kinds")
    details: list[dict[str, Any]] = [*form.objects("details"), *({} for _ in kinds)]
    if not kinds:
        raise BadForm("kinds must name what is sent")
    parts = [_part(kind, details[index], form.files, index) for index, kind in enumerate(kinds)]
    caption = form.text("caption", "") or None
    entities = _entities(scene, caption or "")
    if len(kinds) == 1:
        sent = scene.actor.sends(
            kinds[0],
            to=scene.to,
            topic=scene.topic,
            caption=caption,
            caption_entities=entities,
            reply_to=scene.reply_to,
            **parts[0],
        )
        return {"message": sent.id}
    if len({FAMILIES.get(kind) for kind in kinds}) > 1:
        reason = "an album is of pictures and videos, of documents, or of music"
        raise NotPossible(reason, "refused-album")
    album = scene.actor.begin_album(to=scene.to, topic=scene.topic, reply_to=scene.reply_to)
    for kind, part in zip(kinds, parts, strict=True):
        album.add(kind, caption, **part)
        caption = None
    return {"message": album.messages[0].id}


def _part(kind: str, details: dict[str, Any], files: list[Upload], index: int) -> dict[str, Any]:
    """What one sent thing is made of."""
    if kind in THINGS:
        return details
    if kind == "sticker":
        return {"emoji": str(details.get("emoji", "👍"))}
    if kind not in FILES:
        raise BadForm(f"people here do not send {kind!r}")
    known = {"width", "height", "duration", "performer", "title", "length"}
    part: dict[str, Any] = {
        key: int(value) if key not in ("performer", "title") else str(value)
        for key, value in details.items()
        if key in known
    }
    if index < len(files):
        upload = files[index]
        part["data"] = upload.content
        if kind not in ("photo", "voice", "video_note"):
            part["file_name"] = upload.file_name
            part["mime_type"] = upload.content_type
        if kind != "photo":
            part["file_size"] = len(upload.content)
    return part


@action("edit")
async def edit(scene: Scene) -> Answer:
    """Change the text or caption of an own message."""
    message = scene.message
    text = scene.form.text("text")
    entities = _entities(scene, text)
    if "text" in message.content:
        if not text.strip():
            raise NotPossible("a text without visible characters cannot be sent", "refused-empty")
        scene.actor.edits(message, text=text, entities=entities)
    else:
        scene.actor.edits(message, caption=text, entities=entities)
    return None


@action("react")
async def react(scene: Scene) -> Answer:
    """Set one's reactions to exactly these."""
    scene.actor.reacts(scene.message, *scene.form.texts("emoji"))
    return None


@action("delete")
async def delete(scene: Scene) -> Answer:
    """Delete a message for everyone: an own one, and as admin any of the group."""
    message, actor = scene.message, scene.actor
    if message.sender is not actor and not _may_delete(message, scene):
        raise NotPossible("only own messages can be deleted for everyone", "refused-delete")
    actor.deletes(message)
    return None


def _may_delete(message: SandboxMessage, scene: Scene) -> bool:
    group = message.room.group
    if group is None:
        return True  # in private chats both sides may delete everything for both
    member: Member = group.member(scene.actor)
    return member.has_right("can_delete_messages")


@action("pin")
async def pin(scene: Scene) -> Answer:
    """Pin a message for everybody."""
    scene.actor.pins(scene.message)
    return None


@action("unpin")
async def unpin(scene: Scene) -> Answer:
    """Take a pinned message off."""
    scene.actor.unpins(scene.message)
    return None


@action("forward")
async def forward(scene: Scene) -> Answer:
    """Forward a message that one sees into a chat where one may write (`to_chat`, `to_topic`)."""
    form = scene.form
    message = scene.message
    target = scene.world.groups.get(form.number("to_chat"))
    if target is None and form.number("to_chat") != scene.actor.id:
        raise NotPossible("people see only their own private chats")
    sent = scene.actor.forwards(message, to=target, topic=form.number("to_topic", 0) or None)
    return {"message": sent.id}


@action("press")
async def press(scene: Scene) -> Answer:
    """Press an inline button and wait for what the bot answers, as clients do."""
    pressed = scene.actor.presses(scene.message, scene.form.text("data"))
    try:
        answer = await pressed.answered(ANSWER_WITHIN)
    except TimeoutError:
        return {"answered": False}
    return {"answered": True, "text": answer.text, "alert": answer.show_alert, "url": answer.url}


@action("read")
async def read(scene: Scene) -> Answer:
    """Read a chat up to a message."""
    scene.actor.reads(scene.room, scene.topic, scene.form.number("message"))
    return None


def _entities(scene: Scene, text: str) -> list[Raw]:
    given = scene.form.objects("entities")
    if not given:
        return []
    try:
        return checked_explicit(text, given)
    except ApiError as error:
        raise BadForm(str(error)) from error
