"""Reads the content out of an aiogram message."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.domain.content.plain import entities_of, fields_of, json_of, largest
from bot.domain.content.value import Content, ContentKind

if TYPE_CHECKING:
    from aiogram.types import Chat, Message, PhotoSize, PollMedia


def content_of(message: Message) -> Content:
    """Give what the message says; `unknown` with the names of the unfamiliar fields when we cannot tell."""
    if (text := message.text) is not None and message.rich_message is None:
        entities = message.entities
        preview = message.link_preview_options
        return Content(
            ContentKind.TEXT,
            text,
            entities_of(entities) if entities else (),
            options={} if preview is None else {"link_preview_options": json_of(preview)},
        )
    for field, read in _READERS:
        if value := getattr(message, field):
            return read(message, value)
    fields = sorted(message.model_extra or ())
    return _captioned(message, ContentKind.UNKNOWN, options={"fields": fields} if fields else {})


def _captioned(
    message: Message, kind: ContentKind, file: Any = None, options: dict[str, Any] | None = None
) -> Content:
    options = options or {}
    if message.show_caption_above_media:
        options["show_caption_above_media"] = True
    if message.has_media_spoiler:
        options["has_media_spoiler"] = True
    return Content(
        kind,
        message.caption,
        entities_of(message.caption_entities or ()),
        file and file.file_id,
        file and file.file_unique_id,
        file and file.file_size,
        options,
    )


def _photo(message: Message, sizes: list[PhotoSize]) -> Content:
    return _captioned(message, ContentKind.PHOTO, largest(sizes))


def _live_photo(message: Message, live: Any) -> Content:
    still = live.photo or message.photo
    options = fields_of(live, "duration")
    if still:
        options["photo"] = largest(still).file_id
    return _captioned(message, ContentKind.LIVE_PHOTO, live, options)


def _video(message: Message, video: Any) -> Content:
    return _captioned(message, ContentKind.VIDEO, video, _video_options(video))


def _video_options(video: Any) -> dict[str, Any]:
    options = fields_of(video, "duration", "file_name")
    if video.cover:
        options["cover"] = largest(video.cover).file_id
    if video.start_timestamp is not None:
        options["start_timestamp"] = int(video.start_timestamp.timestamp())
    return options


def _file(kind: ContentKind, *fields: str) -> Callable[[Message, Any], Content]:
    def read(message: Message, file: Any) -> Content:
        return _captioned(message, kind, file, fields_of(file, *fields))

    return read


def _fields(kind: ContentKind, *fields: str) -> Callable[[Message, Any], Content]:
    def read(message: Message, value: Any) -> Content:
        return Content(kind, options=fields_of(value, *fields))

    return read


def _location(message: Message, location: Any) -> Content:
    kind = ContentKind.LIVE_LOCATION if location.live_period else ContentKind.LOCATION
    return Content(kind, options=_point(location))


def _point(location: Any) -> dict[str, Any]:
    return fields_of(
        location,
        "latitude",
        "longitude",
        "horizontal_accuracy",
        "live_period",
        "heading",
        "proximity_alert_radius",
    )


_VENUE_FIELDS = (
    "title",
    "address",
    "foursquare_id",
    "foursquare_type",
    "google_place_id",
    "google_place_type",
)


def _venue_options(venue: Any) -> dict[str, Any]:
    return fields_of(venue.location, "latitude", "longitude") | fields_of(venue, *_VENUE_FIELDS)


def _venue(message: Message, venue: Any) -> Content:
    return Content(ContentKind.VENUE, options=_venue_options(venue))


def _poll(message: Message, poll: Any) -> Content:
    options = fields_of(
        poll,
        "question",
        "is_anonymous",
        "allows_multiple_answers",
        "allows_revoting",
        "explanation",
        "description",
    )
    for name in ("question_entities", "explanation_entities", "description_entities"):
        if found := getattr(poll, name):
            options[name] = list(entities_of(found))
    options["options"] = [_poll_option(option) for option in poll.options]
    correct = poll.correct_option_ids
    if correct is None and poll.correct_option_id is not None:
        correct = [poll.correct_option_id]
    if correct is not None:
        options["correct_option_ids"] = list(correct)
    for name in ("media", "explanation_media"):
        if (media := getattr(poll, name)) and (attached := _poll_media(media)):
            options[name] = attached
    if poll.is_closed:
        options["is_closed"] = True
    return Content(ContentKind.QUIZ if poll.type == "quiz" else ContentKind.POLL, options=options)


def _poll_option(option: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"text": option.text}
    if option.text_entities:
        plain["text_entities"] = list(entities_of(option.text_entities))
    if option.media and (media := _poll_media(option.media)):
        plain["media"] = media
    return plain


def _poll_media(media: PollMedia) -> dict[str, Any] | None:
    """Give the attachment in the shape of the API's InputPollMedia."""
    for kind in ("animation", "audio", "document", "sticker", "video"):
        if file := getattr(media, kind):
            return {"type": kind, "media": file.file_id}
    if live := media.live_photo:
        if not live.photo:
            return None
        return {"type": "live_photo", "media": live.file_id, "photo": largest(live.photo).file_id}
    if media.photo:
        return {"type": "photo", "media": largest(media.photo).file_id}
    if media.venue:
        return {"type": "venue", **_venue_options(media.venue)}
    if media.location:
        return {
            "type": "location",
            **fields_of(media.location, "latitude", "longitude", "horizontal_accuracy"),
        }
    if media.link:
        return {"type": "link", "url": media.link.url}
    return None


def _story(message: Message, story: Any) -> Content:
    chat = story.chat
    return Content(ContentKind.STORY, options={"story_id": story.id, "chat": _chat(chat)})


def _chat(chat: Chat) -> dict[str, Any]:
    return {"id": chat.id, "name": chat.full_name} | fields_of(chat, "username")


def _paid_media(message: Message, info: Any) -> Content:
    items = [_paid_item(item) for item in info.paid_media]
    return _captioned(
        message, ContentKind.PAID_MEDIA, options={"star_count": info.star_count, "items": items}
    )


def _paid_item(item: Any) -> dict[str, Any]:
    """Give one item in the shape of the API's InputMedia, without `media` while it is not paid for."""
    plain: dict[str, Any] = {"type": item.type}
    if item.type == "photo":
        plain["media"] = largest(item.photo).file_id
    elif item.type == "video":
        plain |= {"media": item.video.file_id} | _video_options(item.video)
    elif item.type == "live_photo":
        live = item.live_photo
        plain["media"] = live.file_id
        if live.photo:
            plain["photo"] = largest(live.photo).file_id
    else:
        plain |= fields_of(item, "duration")
    return plain


def _checklist(message: Message, checklist: Any) -> Content:
    options = fields_of(checklist, "title", "others_can_add_tasks", "others_can_mark_tasks_as_done")
    options["tasks"] = [
        {"text": task.text} | ({"done": True} if task.completion_date else {}) for task in checklist.tasks
    ]
    return Content(ContentKind.CHECKLIST, options=options)


def _rich_message(message: Message, rich: Any) -> Content:
    return Content(ContentKind.RICH_MESSAGE, options=json_of(rich))


def _game(message: Message, game: Any) -> Content:
    photo = largest(game.photo) if game.photo else None
    return _captioned(message, ContentKind.GAME, photo, fields_of(game, "title", "description", "text"))


def _giveaway(message: Message, giveaway: Any) -> Content:
    options = fields_of(
        giveaway, "winner_count", "prize_description", "prize_star_count", "premium_subscription_month_count"
    )
    options["chats"] = [_chat(chat) for chat in giveaway.chats]
    options["winners_selection_date"] = int(giveaway.winners_selection_date.timestamp())
    return Content(ContentKind.GIVEAWAY, options=options)


def _giveaway_winners(message: Message, result: Any) -> Content:
    options = fields_of(
        result, "winner_count", "prize_description", "prize_star_count", "premium_subscription_month_count"
    )
    options["chats"] = [_chat(result.chat)]
    options["winners"] = [winner.full_name for winner in result.winners]
    return Content(ContentKind.GIVEAWAY_WINNERS, options=options)


# In this order: the API also fills photo beside live_photo, document beside animation, location beside venue.
_READERS: tuple[tuple[str, Callable[[Message, Any], Content]], ...] = (
    ("live_photo", _live_photo),
    ("photo", _photo),
    ("voice", _file(ContentKind.VOICE, "duration", "mime_type")),
    ("video", _video),
    ("animation", _file(ContentKind.ANIMATION, "duration", "file_name", "mime_type")),
    ("document", _file(ContentKind.DOCUMENT, "file_name", "mime_type")),
    ("sticker", _file(ContentKind.STICKER, "emoji", "set_name")),
    ("video_note", _file(ContentKind.VIDEO_NOTE, "duration", "length")),
    ("audio", _file(ContentKind.AUDIO, "duration", "performer", "title", "file_name", "mime_type")),
    ("venue", _venue),
    ("location", _location),
    ("contact", _fields(ContentKind.CONTACT, "phone_number", "first_name", "last_name", "vcard", "user_id")),
    ("poll", _poll),
    ("dice", _fields(ContentKind.DICE, "emoji", "value")),
    ("rich_message", _rich_message),
    ("story", _story),
    ("checklist", _checklist),
    ("paid_media", _paid_media),
    ("game", _game),
    ("invoice", _fields(ContentKind.INVOICE, "title", "description", "currency", "total_amount")),
    ("giveaway", _giveaway),
    ("giveaway_winners", _giveaway_winners),
)
