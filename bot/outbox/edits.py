"""The ways to bring an edit to the copy, best first; at last a new message that says what it is now."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from aiogram.methods import (
    EditMessageCaption,
    EditMessageLiveLocation,
    EditMessageMedia,
    EditMessageText,
    StopMessageLiveLocation,
)
from aiogram.types import LinkPreviewOptions

from bot.domain.content import Content, ContentKind, same_content, same_media, words_of
from bot.domain.entities import TEXT_LIMIT, join_texts, utf16_len
from bot.outbox.media import EDITABLE_MEDIA, caption_fits, caption_of, input_media, same_family
from bot.outbox.resend import resend, static_location
from bot.outbox.rich import input_rich_message
from bot.outbox.target import ReplyTo, Rung, Target, message_entities, texts
from bot.outbox.ways import Ladder, Way

PENCIL = "✏️"
"""Stands before what replaces a copy that could not be edited."""

# Their copies are text messages.
_WRITTEN = frozenset({ContentKind.TEXT, ContentKind.RICH_MESSAGE, ContentKind.CHECKLIST})
_PLACES = frozenset({ContentKind.LOCATION, ContentKind.LIVE_LOCATION})
_CAPTIONED = EDITABLE_MEDIA | {ContentKind.VOICE}


def edit_rungs(
    before: Content,
    after: Content,
    copy: tuple[int, int],
    target: Target,
    *,
    in_album: bool = False,
) -> Ladder:
    """Give the ways to make the copy (chat_id, message_id) say `after` and no longer `before`.

    0. Nothing, if a reader would see no difference.
    1. Edit the text, caption, media or live location of the copy. `message is not modified` is success.
    2. Otherwise a new message replying to the copy: ✏️ and the new content.

    In an album a media can only become one of the same family. A live location that merely moved is never
    said anew (it moves every few seconds); where it stopped is, if the copy cannot be stopped.
    Climb it like the ladder of `rungs`.
    """
    if same_content(before, after):
        return Ladder(iter(()), target)
    answer = replace(target, reply=ReplyTo(copy[1]))
    return Ladder(_ways(before, after, copy, answer, in_album), answer)


def anew_rungs(before: Content, after: Content, copy: tuple[int, int], target: Target) -> Ladder:
    """Give the ways to say what the copy cannot be made to say: as step 2 of `edit_rungs`."""
    answer = replace(target, reply=ReplyTo(copy[1]))
    return Ladder(_anew_ways(before, after, answer), answer)


def _ways(
    before: Content, after: Content, copy: tuple[int, int], answer: Target, in_album: bool
) -> Iterator[Way]:
    if before.kind is ContentKind.LIVE_LOCATION and after.kind in _PLACES:
        yield from _live_ways(before, after, copy)
        return
    for rung in _edits(before, after, copy, in_album):
        yield _fixed(rung)
    yield from _anew_ways(before, after, answer)


def _anew_ways(before: Content, after: Content, answer: Target) -> Iterator[Way]:
    if not same_media(before, after) and _send_again(after, answer):
        yield Way(partial(_send_again, after))
    yield Way(partial(_say_again, before, after))


def _edits(before: Content, after: Content, copy: tuple[int, int], in_album: bool) -> Iterator[Rung]:
    if before.kind in _WRITTEN and after.kind in _WRITTEN:
        yield from _text_edits(after, copy)
    if after.kind in _CAPTIONED and _only_caption_differs(before, after) and caption_fits(after):
        yield (_caption_edit(after, copy),)
    elif _media_may_change(before, after, in_album) and (media := input_media(after)):
        yield (EditMessageMedia(**_place(copy), media=media),)


def _text_edits(after: Content, copy: tuple[int, int]) -> Iterator[Rung]:
    if after.kind is ContentKind.RICH_MESSAGE and (rich := input_rich_message(after.options)):
        yield (
            EditMessageText(**_place(copy), rich_message=rich, parse_mode=None, link_preview_options=None),
        )
    text, entities = words_of(after)
    if utf16_len(text) <= TEXT_LIMIT:
        preview = after.options.get("link_preview_options")
        yield (
            EditMessageText(
                **_place(copy),
                text=text,
                entities=message_entities(entities),
                parse_mode=None,
                link_preview_options=LinkPreviewOptions(**preview) if preview else None,
            ),
        )


def _caption_edit(after: Content, copy: tuple[int, int]) -> EditMessageCaption:
    """Set the caption; an empty one takes it away."""
    return EditMessageCaption(
        **_place(copy),
        **caption_of(after) | {"caption": after.text or ""},
        show_caption_above_media=after.options.get("show_caption_above_media"),
    )


def _only_caption_differs(before: Content, after: Content) -> bool:
    spoiler = "has_media_spoiler"
    return same_media(before, after) and before.options.get(spoiler) == after.options.get(spoiler)


def _media_may_change(before: Content, after: Content, in_album: bool) -> bool:
    if after.kind not in EDITABLE_MEDIA or not caption_fits(after):
        return False
    if in_album:
        return same_family(before, after)
    return before.kind in EDITABLE_MEDIA or before.kind in _WRITTEN


def _live_ways(before: Content, after: Content, copy: tuple[int, int]) -> Iterator[Way]:
    moved = _position(before) != _position(after)
    if after.kind is ContentKind.LIVE_LOCATION:
        yield _fixed((_move(after, copy),))
        return
    stop = StopMessageLiveLocation(**_place(copy))
    if moved:
        yield _fixed((_move(after, copy), stop))
    yield _fixed((stop,))
    if moved:
        yield Way(lambda to: (static_location(after, to),))


def _move(after: Content, copy: tuple[int, int]) -> EditMessageLiveLocation:
    return EditMessageLiveLocation(**_place(copy), **after.options)


def _position(content: Content) -> tuple[float | None, float | None]:
    return content.options.get("latitude"), content.options.get("longitude")


def _fixed(rung: Rung) -> Way:
    return Way(lambda target: rung)


def _place(copy: tuple[int, int]) -> dict[str, Any]:
    return {"chat_id": copy[0], "message_id": copy[1]}


def _pencilled_media(after: Content) -> Content | None:
    """Give the new content with the pencil in its caption, if it is a media that takes one."""
    if after.kind not in _CAPTIONED:
        return None
    text, entities, _ = join_texts([(PENCIL, ()), (after.text or "", after.entities)], separator=" ")
    pencilled = replace(after, text=text.rstrip(), entities=entities)
    return pencilled if caption_fits(pencilled) else None


def _send_again(after: Content, target: Target) -> Rung:
    """Send the new media with the pencil in its caption; no step if that cannot be."""
    pencilled = _pencilled_media(after)
    media = resend(pencilled, target) if pencilled else None
    return (media,) if media else ()


def _say_again(before: Content, after: Content, target: Target) -> Rung:
    """Say the new text or caption alone if the rest is as it was, else the whole content in words."""
    spoken = (after.text, after.entities) if after.text and same_media(before, after) else words_of(after)
    text, entities, _ = join_texts([(PENCIL, ()), spoken], separator=" ")
    return texts(text, entities, target)
