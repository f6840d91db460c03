"""Logs: one line per event, as text or JSON; never a token in them, nor anybody's words."""

import json
import logging
import re
import time
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import islice

from bot.discretion import told, traced, unquoted
from bot.log_writer import LogWriter

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_TOKENS_END = re.compile(r":[A-Za-z0-9_-]{20}")  # ten times as quickly not found, which is the usual case
_WORD = re.compile(r"[^\s\"=\\\x00-\x1f\x7f]+")
_SECRET_FROM = 6  # characters; a shorter secret would also be found where it is not meant
_OWN_FIELDS = len(logging.makeLogRecord({}).__dict__)  # of a record; what it was given comes after them
_LATER = frozenset({"message", "asctime", "taskName", "exc_text"})
# These say per call or per job what we say better, or print whole updates.
_NOISY = ("aiogram.event", "aiogram.dispatcher", "apscheduler", "asyncio", "sqlalchemy", "alembic")
# Below their first line these print objects: a task with its exception, an update that aiogram does not know.
_TALKATIVE = frozenset({"asyncio", "py.warnings"})

_secrets: tuple[str, ...] = ()
_writer: LogWriter | None = None


def configure(level: str, *, as_json: bool, secrets: Collection[str] = ()) -> None:
    """Send all logs to standard error in one form, in which `secrets` never stand."""
    global _secrets, _writer
    _secrets = tuple(secret for secret in secrets if len(secret) >= _SECRET_FROM)
    _writer = LogWriter(JsonLines() if as_json else TextLines())
    logging.basicConfig(level=level, handlers=[_writer], force=True)
    logging.captureWarnings(True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # Who logged, from which thread: we print neither, and finding out costs more than the rest of the line.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = ""


def tell(logger: logging.Logger, message: str, lines: Iterable[Mapping[str, object]]) -> None:
    """A line at INFO for each of `lines`, which are its fields.

    For what happens with every message: `logger.info` would take as long to make the record as all the rest.
    """
    common = logger.makeRecord(logger.name, logging.INFO, "", 0, message, (), None).__dict__
    for fields in lines:
        record = logging.LogRecord.__new__(logging.LogRecord)
        record.__dict__.update(common, **fields)
        logger.handle(record)


def lost_lines() -> int:
    """How many lines nobody took in time."""
    return _writer.lost if _writer is not None else 0


def without_tokens(text: str) -> str:
    """The text with every bot token and known secret replaced: URLs of the Bot API contain them."""
    for secret in _secrets:
        if secret in text:
            text = text.replace(secret, "<secret>")
    return _TOKEN.sub("<token>", text) if _TOKENS_END.search(text) else text


class TextLines(logging.Formatter):
    """`time level logger: message key=value …`"""

    def format(self, record: logging.LogRecord) -> str:
        pairs = "".join(f" {key}={_as_word(value)}" for key, value in _extras(record).items())
        head = f"{_moment(record)} {record.levelname:<7} {record.name}: {_message(record)}{pairs}"
        return without_tokens("\n".join([head, *_trace(record)]))


class JsonLines(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            **_extras(record),
        }
        if trace := _trace(record):
            line["exception"] = trace[0]
        return without_tokens(_as_json(line))


_as_json = json.JSONEncoder(ensure_ascii=False, default=str).encode


def _moment(record: logging.LogRecord) -> str:
    """In UTC, with milliseconds."""
    seconds = int(record.created)
    return f"{_second(seconds)}.{int((record.created - seconds) * 1000):03d}Z"


@lru_cache(maxsize=1)
def _second(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))


def _message(record: logging.LogRecord) -> str:
    message = record.getMessage()
    return message.partition("\n")[0] if record.name in _TALKATIVE else message


def _trace(record: logging.LogRecord) -> list[str]:
    error = record.exc_info[1] if record.exc_info else None
    return [traced(error)] if error is not None else []


def _extras(record: logging.LogRecord) -> dict[str, object]:
    """What the record was given, without what is not there; of errors only what may be told."""
    given = {}
    for key, value in islice(record.__dict__.items(), _OWN_FIELDS, None):
        if value is None or key in _LATER:
            continue
        if isinstance(value, BaseException):
            value = told(value)
        elif key == "error":
            value = unquoted(str(value))
        given[key] = value
    return given


def _as_word(value: object) -> str:
    """As it is if it is one word, else in quotes: a value must not hide the next key, nor break the line."""
    text = str(value)
    return text if _WORD.fullmatch(text) else _as_json(text)
