"""Logs: one line per event, and never a token."""

import json
import logging
import os
from collections.abc import Iterator

import pytest

from bot import logs
from bot.log_writer import ROOM, LogWriter
from bot.logs import JsonLines, TextLines

TOKEN = "12345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def _record(message: str, **extra: object) -> logging.LogRecord:
    record = logging.LogRecord("bot.x", logging.WARNING, "x.py", 1, message, (), None)
    record.__dict__.update(extra)
    return record


class Reader:
    """Whoever reads the log: the other end of its pipe."""

    def __init__(self) -> None:
        self._end, self._writers_end = os.pipe()
        self.writer = LogWriter(TextLines(), self._writers_end)

    def reads_until(self, sign: str) -> str:
        """All up to where this stands."""
        said = ""
        while sign not in said:
            said += os.read(self._end, 1 << 16).decode()
        return said

    def close(self) -> None:
        os.close(self._end)  # first, so that the writer does not wait for us
        self.writer.close()
        os.close(self._writers_end)


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


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


@pytest.mark.parametrize("formatter", [TextLines(), JsonLines()])
def test_secrets_that_are_known_are_never_printed(
    formatter: logging.Formatter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_secrets", ("123:abcdef",))

    printed = formatter.format(_record("failed at /bot123:abcdef/getMe", url="/bot123:abcdef/getMe"))

    assert "123:abcdef" not in printed
    assert printed.count("<secret>") == 2


def test_json_lines_carry_what_was_given() -> None:
    line = json.loads(JsonLines().format(_record("sent", chat=7, seconds=0.5, thread=None)))

    assert line["message"] == "sent"
    assert (line["chat"], line["seconds"], line["level"]) == (7, 0.5, "WARNING")
    assert "thread" not in line


def test_text_lines_carry_what_was_given() -> None:
    assert TextLines().format(_record("sent", chat=7, thread=None)).endswith("bot.x: sent chat=7")


def test_no_value_passes_for_another_field_or_line() -> None:
    printed = TextLines().format(_record("sent", reason="no\n2026 ERROR x: chat=8", chat=7))

    assert len(printed.splitlines()) == 1
    assert printed.endswith(r'reason="no\n2026 ERROR x: chat=8" chat=7')


def test_of_what_libraries_print_below_their_first_line_nothing_is_printed() -> None:
    record = _record("Task exception was never retrieved\nfuture: <Task exception=ValueError('hunter2')>")
    record.name = "asyncio"

    assert "hunter2" not in TextLines().format(record)


def test_lines_reach_whoever_reads(reader: Reader) -> None:
    reader.writer.handle(_record("one", chat=7))
    reader.writer.handle(_record("two"))

    lines = reader.reads_until("two\n").splitlines()

    assert [line.split(": ")[1] for line in lines] == ["one chat=7", "two"]


def test_a_reader_who_does_not_read_holds_up_nobody_and_learns_what_is_lost(reader: Reader) -> None:
    for _ in range(ROOM + 5000):  # none of these waits for the pipe, which is full after some hundreds
        reader.writer.handle(_record("x" * 200))

    assert reader.writer.lost > 0
    reader.reads_until("log lines were lost lines=")


def test_a_reader_who_is_gone_is_no_fault() -> None:
    reads, writes = os.pipe()
    os.close(reads)
    writer = LogWriter(TextLines(), writes)

    writer.handle(_record("into the void"))
    writer.close()

    os.close(writes)
    assert writer.lost == 0


def test_what_cannot_be_printed_is_lost_alone(reader: Reader) -> None:
    broken = _record("%d items")
    broken.args = ("many",)

    reader.writer.handle(broken)
    reader.writer.handle(_record("after"))

    assert "many" not in reader.reads_until("after")
    assert reader.writer.lost == 1
