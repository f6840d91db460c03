"""Each error of the Bot API has one meaning."""

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    RestartingTelegram,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe

from bot.outbox.failures import Failure, Meaning, classify

METHOD = GetMe()


def bad(text: str) -> TelegramAPIError:
    return TelegramBadRequest(METHOD, f"Bad Request: {text}")


def forbidden(text: str) -> TelegramAPIError:
    return TelegramForbiddenError(METHOD, f"Forbidden: {text}")


GROUP_ERRORS = [
    (bad("message thread not found"), Meaning.TOPIC_GONE),
    (bad("TOPIC_DELETED"), Meaning.TOPIC_GONE),
    (bad("TOPIC_ID_INVALID"), Meaning.TOPIC_GONE),
    (bad("TOPIC_NOT_MODIFIED"), Meaning.DONE_ALREADY),
    (bad("message is not modified: specified new message content and …"), Meaning.DONE_ALREADY),
    (bad("TOPIC_CLOSED"), Meaning.GROUP_DOWN),
    (bad("the chat is not a forum"), Meaning.GROUP_DOWN),
    (bad("not enough rights to create a topic"), Meaning.GROUP_DOWN),
    (bad("CHAT_ADMIN_REQUIRED"), Meaning.GROUP_DOWN),
    (bad("CHAT_WRITE_FORBIDDEN"), Meaning.GROUP_DOWN),
    (bad("have no write access to the chat"), Meaning.GROUP_DOWN),
    (bad("chat not found"), Meaning.GROUP_DOWN),
    (forbidden("bot was kicked from the supergroup chat"), Meaning.GROUP_DOWN),
    (forbidden("bot is not a member of the supergroup chat"), Meaning.GROUP_DOWN),
    (forbidden("something new"), Meaning.GROUP_DOWN),
    (bad("message to edit not found"), Meaning.TARGET_GONE),
    (bad("message to react not found"), Meaning.TARGET_GONE),
    (bad("not enough rights to send photos to the chat"), Meaning.REJECTED),
    (bad("message is too long"), Meaning.REJECTED),
    (bad("message to copy not found"), Meaning.REJECTED),
    (bad("something nobody has seen yet"), Meaning.REJECTED),
]
PRIVATE_ERRORS = [
    (forbidden("bot was blocked by the user"), Meaning.CUSTOMER_GONE),
    (forbidden("user is deactivated"), Meaning.CUSTOMER_GONE),
    (forbidden("bot can't initiate conversation with a user"), Meaning.CUSTOMER_GONE),
    (bad("chat not found"), Meaning.CUSTOMER_GONE),
    (forbidden("something new"), Meaning.CUSTOMER_GONE),
    (bad("VOICE_MESSAGES_FORBIDDEN"), Meaning.REJECTED),
    (bad("message can't be deleted for everyone"), Meaning.TARGET_GONE),
]
ANYWHERE = [
    (TelegramNetworkError(METHOD, "ClientConnectionResetError"), Meaning.UNREACHABLE),
    (ClientDecodeError("Failed to decode object", ValueError("<html>"), "<html>"), Meaning.UNREACHABLE),
    (TelegramServerError(METHOD, "Internal Server Error"), Meaning.SERVER_ERROR),
    (RestartingTelegram(METHOD, "Internal Server Error: restart"), Meaning.SERVER_ERROR),
    (TelegramUnauthorizedError(METHOD, "Unauthorized"), Meaning.TOKEN_REFUSED),
]


@pytest.mark.parametrize(("error", "meaning"), [*GROUP_ERRORS, *ANYWHERE], ids=str)
def test_errors_of_the_group_have_a_meaning(error: TelegramAPIError, meaning: Meaning) -> None:
    assert classify(error, to_group=True).meaning is meaning


@pytest.mark.parametrize(("error", "meaning"), [*PRIVATE_ERRORS, *ANYWHERE], ids=str)
def test_errors_of_private_chats_have_a_meaning(error: TelegramAPIError, meaning: Meaning) -> None:
    assert classify(error, to_group=False).meaning is meaning


def test_a_flood_says_how_long() -> None:
    plain = TelegramRetryAfter(METHOD, "Too Many Requests: retry after 8", 8)

    assert classify(plain, to_group=True) == Failure(Meaning.FLOOD, str(plain.message), retry_after=8)


def test_a_flood_hidden_in_a_400_is_found() -> None:
    hidden = bad('failed to send message #1 with the error message "Too Many Requests: retry after 34"')

    found = classify(hidden, to_group=True)

    assert (found.meaning, found.retry_after) == (Meaning.FLOOD, 34)


def test_a_migration_says_where_to() -> None:
    moved = TelegramMigrateToChat(METHOD, "group chat was upgraded to a supergroup chat", -100123)

    found = classify(moved, to_group=True)

    assert (found.meaning, found.migrate_to) == (Meaning.MIGRATED, -100123)
