"""What a message says: read from Telegram, stored, compared, put into words."""

from bot.domain.content.reading import content_of
from bot.domain.content.service import is_service
from bot.domain.content.value import (
    Content,
    ContentKind,
    prepared_content,
    same_content,
    same_media,
    text_content,
)
from bot.domain.content.words import in_words, words_of, words_suffice

__all__ = [
    "Content",
    "ContentKind",
    "content_of",
    "in_words",
    "is_service",
    "prepared_content",
    "same_content",
    "same_media",
    "text_content",
    "words_of",
    "words_suffice",
]
