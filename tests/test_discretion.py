"""Discretion: errors are told without the words, names and rows that they quote."""

from collections.abc import Callable
from typing import Any

import pytest
from aiogram.exceptions import ClientDecodeError, TelegramBadRequest
from aiogram.methods import SendMessage
from aiogram.types import Update
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, StatementError

from bot.discretion import told, traced
from bot.outbox.outcome import TryAgain
from db.models import Customer
from db.uow import Database

SECRET = "hunter2"
METHOD = SendMessage(chat_id=1, text=SECRET)
BROKEN_UPDATE = {
    "update_id": 1,
    "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": [SECRET]},
}


def raised(act: Callable[[], object]) -> Exception:
    try:
        act()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("act", "kept"),
    [
        (lambda: {"a": 1}[SECRET], "KeyError"),
        (lambda: int(SECRET), "ValueError"),
        (lambda: f"{SECRET} \ud83d".encode(), "UnicodeEncodeError"),
        (lambda: Update.model_validate(BROKEN_UPDATE), "message.text (string_type)"),
    ],
)
def test_what_an_error_fell_over_is_not_told(act: Callable[[], object], kept: str) -> None:
    error = raised(act)

    assert SECRET in repr(error) or SECRET in str(error)
    assert SECRET not in told(error)
    assert kept in told(error)
    assert SECRET not in traced(error)


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (TelegramBadRequest(METHOD, "Bad Request: chat not found"), "chat not found"),
        (
            TelegramBadRequest(METHOD, f"can't parse: Unsupported start tag \"{SECRET}\", isn't it"),
            "isn't it",
        ),
        (ClientDecodeError("not JSON", ValueError(SECRET), SECRET), "not JSON"),
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused"),
        (TryAgain("the group is gone"), "the group is gone"),
    ],
)
def test_what_servers_say_is_told_without_what_they_quote(error: Exception, kept: str) -> None:
    assert kept in told(error)
    assert SECRET not in told(error)


async def test_a_database_names_the_rule_and_not_the_row(database_url: str) -> None:
    row = {"id": 5, "first_name": SECRET, "first_seen_at": None}
    statements: list[Any] = [
        insert(Customer).values(**row),
        insert(Customer).values({**row, "id": SECRET}),
        text(f"SELECT {SECRET} FROM customers"),
        text(f"SELECT '{SECRET}' FROM nowhere WHERE"),
        text("SELECT CAST(:x AS INTEGER) / 0 FROM customers").bindparams(x=SECRET),
    ]

    errors = [error for one in statements if (error := await _failure(database_url, one)) is not None]

    assert len(errors) >= 4
    for error in errors:
        assert SECRET not in told(error)
        assert SECRET not in traced(error)
    assert "first_seen_at" in told(errors[0])


def test_causes_are_told_first_and_all_places_are() -> None:
    def inner() -> None:
        raise ValueError(SECRET)

    def outer() -> None:
        try:
            inner()
        except ValueError as cause:
            raise OSError("no disk") from cause

    printed = traced(raised(outer))

    assert SECRET not in printed
    assert printed.index("ValueError") < printed.index("OSError: no disk")
    assert "in inner" in printed


async def _failure(database_url: str, statement: Any) -> Exception | None:
    database = Database(database_url)
    try:
        async with database.transaction() as tx:
            await tx.session.execute(statement)
    except (DBAPIError, StatementError) as error:
        return error
    finally:
        await database.close()
    return None
