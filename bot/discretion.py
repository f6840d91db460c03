"""Discretion: what of an error may stand in a log, where nobody's words, names or files may.

Errors quote what they failed on: SQLAlchemy its parameters, PostgreSQL the row, pydantic the input, a codec
the whole text. So an error's own words are given only where their kind is known; else its type and place.
"""

import re
import traceback
from collections.abc import Iterator

from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# What an error says inside quotes may be what somebody wrote; the apostrophe of "can't" opens none.
_QUOTED = re.compile(r"\"[^\"]*\"|(?<!\w)'[^']*'")
_OWN = ("bot.outbox.outcome", "bot.ingress.poison")  # their words are Telegram's or ours
# Statements that cannot be understood and values that cannot be taken: the server quotes both, unquoted too.
_QUOTING_STATES = ("SQLITE_ERROR", "22", "42")


def told(error: BaseException) -> str:
    """One line: the error's type, and its words if they are nobody's."""
    name, words = type(error).__name__, _words(error)
    return f"{name}: {words}" if words else name


def unquoted(text: str) -> str:
    """Somebody else's description of an error, without what it quotes."""
    return _QUOTED.sub("…", text)


def traced(error: BaseException) -> str:
    """What Python prints of an error and its causes: all the places, of the words only those of `told`."""
    return "\n".join("".join([*traceback.format_tb(one.__traceback__), told(one)]) for one in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The causes first, as Python prints them."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return reversed(chain)


def _words(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        places = error.errors(include_input=False, include_url=False, include_context=False)
        return ", ".join(f"{'.'.join(map(str, place['loc']))} ({place['type']})" for place in places)
    if isinstance(error, DBAPIError):
        return _words_of_a_database(error)
    if isinstance(error, StatementError):  # a value that was never sent: whatever it is quoted by
        return type(error.orig).__name__
    if isinstance(error, TelegramAPIError | ClientDecodeError):
        return unquoted(error.message)
    if isinstance(error, OSError | PoolTimeout) or type(error).__module__ in _OWN:
        return unquoted(str(error))
    return ""


def _words_of_a_database(error: DBAPIError) -> str:
    """PostgreSQL's first line; the others give the row."""
    state = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or ""
    if state.startswith(_QUOTING_STATES):
        return str(state)
    line = str(error.orig).partition("\n")[0]
    line = line if isinstance(error, IntegrityError) else unquoted(line)  # there it is a constraint's name
    return f"{line} ({state})" if state else line
