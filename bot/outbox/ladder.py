"""The ways to carry one message across, best first, so that something always arrives.

The gateway takes the rungs in order. It classifies errors itself (wait, migrated, topic gone …); only when
Telegram rejects the *content* it says `ladder.failed(description)` and takes the next rung:

    ladder = rungs(content, source, target)
    for rung in ladder:
        try:
            return await self.send(rung)
        except Rejected as error:
            ladder.failed(error.description)

What was said decides what comes next: a rejected quote or reply gives the same rung without it; a known
trouble skips the rungs that would meet it again; anything else gives simply the next one. Without
`failed` every rung is tried in turn. The last is always the content in words; only an empty text has none.

To go on later, perhaps with another target (a new topic), keep the descriptions and start with
`rungs(content, source, target).after(descriptions)`. Once the first step of a rung has succeeded the twin
exists: a failure of a later step is no reason to go down.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from aiogram.methods import CopyMessage, ForwardMessage

from bot.domain.content import Content, ContentKind, words_of, words_suffice
from bot.outbox.media import album, caption_fits
from bot.outbox.resend import resend, static_location
from bot.outbox.target import ReplyTo, Reupload, Rung, Step, Target, merged_text, texts
from bot.outbox.ways import Ladder, Trouble, Way, trouble_of

__all__ = [
    "DOWNLOAD_LIMIT",
    "Ladder",
    "ReplyTo",
    "Reupload",
    "Rung",
    "Source",
    "Step",
    "Target",
    "Trouble",
    "Way",
    "album",
    "merged_text",
    "rungs",
    "trouble_of",
]

DOWNLOAD_LIMIT = 20 * 1024 * 1024
"""Bytes that getFile gives a bot, unless the Bot API server is one's own."""


@dataclass(frozen=True, slots=True)
class Source:
    """The original message."""

    chat_id: int
    message_id: int


def rungs(content: Content, source: Source, target: Target) -> Ladder:
    """Give the ways to carry one message, best first.

    text        SendMessage (its result proves the topic, it survives deletion of the original); with custom
                emoji it is copied first, because a bot may not write them itself
    files       copy, by file_id, by file_id with the caption as texts after it, (notes: as a document)
    place       anew, copy; a live one anew, because a copy stands still
    poll, quiz  copy, anew; a quiz whose answer we do not know as a poll
    paid media  the items we see, with the stars in words
    dice, checklist, game, invoice, giveaway: cannot be copied or change on the way, so not tried
    the rest    copy
    then        forward, to the group only: it names its author, and a customer need not know the operator
    at last     words; to a customer none of what we do not know
    """
    return Ladder(_ways(content, source, target), target)


_NOT_COPIED = frozenset(
    {
        ContentKind.DICE,
        ContentKind.CHECKLIST,
        ContentKind.PAID_MEDIA,
        ContentKind.GAME,
        ContentKind.INVOICE,
        ContentKind.GIVEAWAY,
        ContentKind.GIVEAWAY_WINNERS,
    }
)
_ANEW_FIRST = frozenset({ContentKind.LOCATION, ContentKind.LIVE_LOCATION, ContentKind.VENUE})
# What words carry as well as a forward would, and can be answered in its place.
_NOT_FORWARDED = frozenset(
    {
        ContentKind.TEXT,
        ContentKind.DICE,
        ContentKind.CHECKLIST,
        ContentKind.LOCATION,
        ContentKind.LIVE_LOCATION,
    }
)
_NOTES = {ContentKind.VOICE: "voice.ogg", ContentKind.VIDEO_NOTE: "video_note.mp4"}


def _ways(content: Content, source: Source, target: Target) -> Iterator[Way]:
    if content.kind is ContentKind.TEXT:
        yield from _text_ways(content, source)
        return
    copy = Way(partial(_copy, source), _stopped(content, Trouble.ORIGINAL_GONE, Trouble.CAPTION_TOO_LONG))
    copied = content.kind not in _NOT_COPIED and not _is_riddle(content)
    anew_first = content.kind in _ANEW_FIRST
    if copied and not anew_first:
        yield copy
    if resend(content, target):
        yield from _anew_ways(content)
    if copied and anew_first:
        yield copy
    if content.kind is ContentKind.LIVE_LOCATION:
        yield Way(lambda to: (static_location(content, to),))
    if content.kind is ContentKind.LIVE_PHOTO and "photo" in content.options:
        yield from _anew_ways(replace(content, kind=ContentKind.PHOTO, file_id=content.options["photo"]))
    if content.kind is ContentKind.PAID_MEDIA and (items := _paid_items(content)):
        yield Way(partial(_paid, content, items), frozenset({Trouble.FILE_LOST}))
    if content.kind not in _NOT_FORWARDED and not target.is_private:
        yield Way(partial(_forward, source), _stopped(content, Trouble.ORIGINAL_GONE))
    if content.kind is ContentKind.UNKNOWN and not content.text and target.is_private:
        return  # perhaps an event of the group; and "❔" would tell a customer nothing
    yield Way(partial(_say, content), only_names=not words_suffice(content))


def _text_ways(content: Content, source: Source) -> Iterator[Way]:
    if not (content.text or "").strip():
        return
    copy = Way(partial(_copy, source), frozenset({Trouble.ORIGINAL_GONE}))
    copied_first = any(entity["type"] == "custom_emoji" for entity in content.entities)
    if copied_first and not content.is_prepared:
        yield copy
    yield Way(partial(_say, content))
    if not copied_first and not content.is_prepared:
        yield copy
    if content.entities:
        yield Way(partial(_say, replace(content, entities=())))


def _anew_ways(content: Content) -> Iterator[Way]:
    """Send by file id or fields: with the caption, with the caption after it, notes as a document."""
    if caption_fits(content):
        yield Way(
            lambda to: _steps(resend(content, to)),
            _stopped(content, Trouble.FILE_LOST, Trouble.CAPTION_TOO_LONG),
        )
    if content.text:
        yield Way(partial(_media_then_text, content), _stopped(content, Trouble.FILE_LOST))
    if content.kind in _NOTES and (content.file_size or 0) <= DOWNLOAD_LIMIT:
        yield Way(partial(_as_document, content), frozenset({Trouble.FILE_LOST}))


def _stopped(content: Content, *troubles: Trouble) -> frozenset[Trouble]:
    return frozenset(troubles) | ({Trouble.NOTES_FORBIDDEN} if content.kind in _NOTES else frozenset())


def _is_riddle(content: Content) -> bool:
    return content.kind is ContentKind.QUIZ and not content.options.get("correct_option_ids")


def _steps(*steps: Step | None) -> Rung:
    return tuple(step for step in steps if step is not None)


def _copy(source: Source, target: Target) -> Rung:
    return (
        CopyMessage(
            **target.address(),
            from_chat_id=source.chat_id,
            message_id=source.message_id,
            parse_mode=None,
            show_caption_above_media=None,
        ),
    )


def _forward(source: Source, target: Target) -> Rung:
    address = target.address()
    del address["reply_parameters"]  # the API has no reply for forwards
    return (ForwardMessage(**address, from_chat_id=source.chat_id, message_id=source.message_id),)


def _say(content: Content, target: Target) -> Rung:
    text, entities = words_of(content)
    return texts(text, entities, target, content.options.get("link_preview_options"))


def _media_then_text(content: Content, target: Target) -> Rung:
    media = resend(replace(content, text=None, entities=()), target)
    return _steps(media, *texts(content.text or "", content.entities, replace(target, reply=None)))


def _as_document(content: Content, target: Target) -> Rung:
    name = _NOTES[content.kind]
    if caption_fits(content):
        return (Reupload(content.file_id or "", name, target, content.text, content.entities),)
    after = texts(content.text or "", content.entities, replace(target, reply=None))
    return (Reupload(content.file_id or "", name, target), *after)


def _paid_items(content: Content) -> list[Content]:
    """Give the items that we see."""
    return [
        Content(
            ContentKind(item["type"]),
            file_id=item["media"],
            options={k: v for k, v in item.items() if k not in ("type", "media")},
        )
        for item in content.options.get("items", ())
        if "media" in item
    ]


def _paid(content: Content, items: list[Content], target: Target) -> Rung:
    """Send the items, the price and the caption on the first of them or, when too long, after them."""
    text, entities = words_of(content)
    captioned = replace(items[0], text=text, entities=entities)
    shown = [captioned, *items[1:]] if caption_fits(captioned) else items
    after = () if shown[0] is captioned else texts(text, entities, replace(target, reply=None))
    together = album(shown, target)
    return _steps(*([together] if together else [resend(item, target) for item in shown]), *after)
