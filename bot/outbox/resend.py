"""Turns stored content into the Bot API call that sends it anew, without the original message."""

from collections.abc import Callable
from typing import Any

from aiogram.methods import (
    SendAnimation,
    SendAudio,
    SendContact,
    SendDocument,
    SendLivePhoto,
    SendLocation,
    SendPhoto,
    SendPoll,
    SendRichMessage,
    SendSticker,
    SendVenue,
    SendVideo,
    SendVideoNote,
    SendVoice,
)
from pydantic import ValidationError

from bot.domain.content import Content, ContentKind
from bot.outbox.media import caption_of, caption_place, film_options
from bot.outbox.rich import input_rich_message
from bot.outbox.target import Method, Target


def resend(content: Content, target: Target) -> Method | None:
    """Give the call that sends the content anew, caption included; None when only words are left."""
    make = _SENDERS.get(content.kind)
    try:
        return make(content, target.address()) if make else None
    except ValidationError:  # a field that the API did not give us, or no longer takes
        return None


def static_location(content: Content, target: Target) -> SendLocation:
    """Give the place of a live location as it is now."""
    options = {
        k: v for k, v in content.options.items() if k in ("latitude", "longitude", "horizontal_accuracy")
    }
    return SendLocation(**target.address(), **options)


def _photo(content: Content, address: dict[str, Any]) -> Method:
    return SendPhoto(**address, photo=content.file_id or "", **caption_of(content), **caption_place(content))


def _video(content: Content, address: dict[str, Any]) -> Method:
    return SendVideo(
        **address,
        video=content.file_id or "",
        **film_options(content.options),
        **caption_of(content),
        **caption_place(content),
    )


def _animation(content: Content, address: dict[str, Any]) -> Method:
    return SendAnimation(
        **address, animation=content.file_id or "", **caption_of(content), **caption_place(content)
    )


def _live_photo(content: Content, address: dict[str, Any]) -> Method | None:
    still = content.options.get("photo")
    if still is None:
        return None
    return SendLivePhoto(
        **address,
        live_photo=content.file_id or "",
        photo=still,
        **caption_of(content),
        **caption_place(content),
    )


def _audio(content: Content, address: dict[str, Any]) -> Method:
    return SendAudio(**address, audio=content.file_id or "", **caption_of(content))


def _voice(content: Content, address: dict[str, Any]) -> Method:
    return SendVoice(**address, voice=content.file_id or "", **caption_of(content))


def _document(content: Content, address: dict[str, Any]) -> Method:
    return SendDocument(**address, document=content.file_id or "", **caption_of(content))


def _video_note(content: Content, address: dict[str, Any]) -> Method:
    return SendVideoNote(**address, video_note=content.file_id or "", length=content.options.get("length"))


def _sticker(content: Content, address: dict[str, Any]) -> Method:
    return SendSticker(**address, sticker=content.file_id or "")


def _location(content: Content, address: dict[str, Any]) -> Method:
    return SendLocation(**address, **content.options)


def _venue(content: Content, address: dict[str, Any]) -> Method:
    return SendVenue(**address, **content.options)


def _contact(content: Content, address: dict[str, Any]) -> Method:
    return SendContact(**address, **{k: v for k, v in content.options.items() if k != "user_id"})


def _poll(content: Content, address: dict[str, Any]) -> Method:
    """Ask the same question; a quiz whose right answer we do not know becomes a regular poll."""
    poll = dict(content.options)
    is_quiz = content.kind is ContentKind.QUIZ and bool(poll.get("correct_option_ids"))
    if not is_quiz:
        for only_in_a_quiz in (
            "correct_option_ids",
            "explanation",
            "explanation_entities",
            "explanation_media",
        ):
            poll.pop(only_in_a_quiz, None)
    choices = [_attached({"text_parse_mode": None, **option}) for option in poll.pop("options", ())]
    return SendPoll.model_validate(
        {
            **address,
            **_attached(poll),
            "options": choices,
            "type": "quiz" if is_quiz else "regular",
            "question_parse_mode": None,
            "explanation_parse_mode": None,
            "description_parse_mode": None,
        }
    )


def _attached(asked: dict[str, Any]) -> dict[str, Any]:
    """Turn off parsing in the media of a poll or choice; unlike entities, no caption is given with them."""
    media = {
        name: asked[name] | {"parse_mode": None} for name in ("media", "explanation_media") if name in asked
    }
    return asked | media


def _rich_message(content: Content, address: dict[str, Any]) -> Method | None:
    rich = input_rich_message(content.options)
    return SendRichMessage(**address, rich_message=rich) if rich else None


_SENDERS: dict[ContentKind, Callable[[Content, dict[str, Any]], Method | None]] = {
    ContentKind.PHOTO: _photo,
    ContentKind.VIDEO: _video,
    ContentKind.ANIMATION: _animation,
    ContentKind.LIVE_PHOTO: _live_photo,
    ContentKind.AUDIO: _audio,
    ContentKind.VOICE: _voice,
    ContentKind.DOCUMENT: _document,
    ContentKind.VIDEO_NOTE: _video_note,
    ContentKind.STICKER: _sticker,
    ContentKind.LOCATION: _location,
    ContentKind.LIVE_LOCATION: _location,
    ContentKind.VENUE: _venue,
    ContentKind.CONTACT: _contact,
    ContentKind.POLL: _poll,
    ContentKind.QUIZ: _poll,
    ContentKind.RICH_MESSAGE: _rich_message,
}
