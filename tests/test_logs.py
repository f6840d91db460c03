"""Logs: one line per event, and never a token."""

import json
import logging

import pytest

from bot.logs import JsonLines, TextLines

TOKEN = "12345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def _record(message: str, **extra: object) -> logging.LogRecord:
    record = logging.LogRecord("bot.x", logging.WARNING, "x.py", 1, message, (), None)
    record.__dict__.update(extra)
    return record


@pytest.mark.parametrize("formatter", [TextLines(), JsonLines()])
def test_tokens_are_never_printed(formatter: logging.Formatter) -> None:
    try:
        raise OSError(f"cannot reach https://api.telegram.org/bot{TOKEN}/getMe")
    except OSError as error:
        record = _record(f"failed: {error}", url=f"/bot{TOKEN}/getMe")
        record.exc_info = (type(error), error, error.__traceback__)

    printed = formatter.format(record)

    assert TOKEN not in printed
    assert printed.count("<token>") >= 2


def test_json_lines_carry_what_was_given() -> None:
    line = json.loads(JsonLines().format(_record("sent", chat=7, seconds=0.5)))

    assert line["message"] == "sent"
    assert (line["chat"], line["seconds"], line["level"]) == (7, 0.5, "WARNING")


def test_text_lines_carry_what_was_given() -> None:
    assert TextLines().format(_record("sent", chat=7)).endswith("bot.x: sent chat=7")
