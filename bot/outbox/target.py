"""Where a message goes, and the steps that take it there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiogram.methods import SendDocument, SendMessage
from aiogram.methods.base import TelegramMethod
from aiogram.types import InputFile, LinkPreviewOptions, MessageEntity, ReplyParameters

from bot.domain.entities import TEXT_LIMIT, Entity, Text, join_texts, split_text, utf16_len

GENERAL_TOPIC = 1
"""Its thread id in a group; sending to it by this id fails with `message thread not found`."""


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """The message answered in the target chat, and what of it was quoted (position in UTF-16 units)."""

    message_id: int
    quote: str | None = None
    quote_entities: tuple[Entity, ...] = ()
    quote_position: int | None = None

    def parameters(self) -> ReplyParameters:
        """Give the API's form; a reply to a deleted message is sent without the link."""
        quote: dict[str, Any] = {}
        if self.quote:
            quote = {
                "quote": self.quote,
                "quote_entities": message_entities(self.quote_entities),
                "quote_position": self.quote_position,
            }
        return ReplyParameters(
            message_id=self.message_id, allow_sending_without_reply=True, quote_parse_mode=None, **quote
        )


@dataclass(frozen=True, slots=True)
class Target:
    """Where to: the chat, the topic in it, the message there that is answered."""

    chat_id: int
    thread_id: int | None = None
    reply: ReplyTo | None = None

    @property
    def is_private(self) -> bool:
        """Is it one person (a customer) rather than a group?"""
        return self.chat_id > 0

    @property
    def _names_a_topic(self) -> bool:
        return self.is_private or self.thread_id != GENERAL_TOPIC

    def address(self) -> dict[str, Any]:
        """Give the parameters that every sending method has in common."""
        return {
            "chat_id": self.chat_id,
            "message_thread_id": self.thread_id if self._names_a_topic else None,
            "reply_parameters": self.reply.parameters() if self.reply else None,
        }


@dataclass(frozen=True, slots=True)
class Reupload:
    """Download the file (20 MB at most) and send it as a document, because its own kind is not accepted."""

    file_id: str
    file_name: str
    target: Target
    caption: str | None = None
    entities: tuple[Entity, ...] = ()

    def upload(self, file: InputFile) -> SendDocument:
        """Give the call for the downloaded file."""
        return SendDocument(
            **self.target.address(),
            document=file,
            caption=self.caption,
            caption_entities=message_entities(self.entities),
            parse_mode=None,
            # Otherwise the server finds a voice note in the .ogg and rejects it again.
            disable_content_type_detection=True,
        )


Method: TypeAlias = TelegramMethod[Any]
Step: TypeAlias = Method | Reupload
Rung: TypeAlias = tuple[Step, ...]
"""Calls to make in this order; the message that the first one makes (of an album, its first) is the twin."""


def message_entities(entities: Iterable[Entity]) -> list[MessageEntity] | None:
    """Give the API's form, None when there are none."""
    return [MessageEntity.model_validate(entity) for entity in entities] or None


def texts(
    text: str, entities: Sequence[Entity], target: Target, preview: dict[str, Any] | None = None
) -> tuple[SendMessage, ...]:
    """Say a text of any length; only its first message is a reply."""
    messages = []
    for part, own in split_text(text, entities):
        messages.append(
            SendMessage(
                **target.address(),
                text=part,
                entities=message_entities(own),
                parse_mode=None,
                link_preview_options=LinkPreviewOptions(**preview) if preview else None,
            )
        )
        target = Target(target.chat_id, target.thread_id)
    return tuple(messages)


def merged_text(parts: Sequence[Text], target: Target) -> SendMessage:
    """Make one message of several texts, as `join_texts` puts them together.

    Raises ValueError if there is nothing to say or it does not fit into one message.
    """
    text, entities, _ = join_texts(parts)
    if not text.strip() or utf16_len(text) > TEXT_LIMIT:
        raise ValueError(f"merged text must have 1 to {TEXT_LIMIT} UTF-16 units, has {utf16_len(text)}")
    (message,) = texts(text, entities, target)
    return message
