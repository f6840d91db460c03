"""Probes of `check`: what is asked of the environment, the database, Telegram and this machine.

Nothing is changed and nothing is sent by any of them, so that they can be used while the desk runs.
"""

import asyncio
import os
import socket
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from aiogram.exceptions import TelegramAPIError
from aiogram.methods import GetChat, GetMe, GetUpdates, GetWebhookInfo, SendChatAction
from aiohttp import ClientError, ClientSession, ClientTimeout
from pydantic_settings import DotEnvSettingsSource
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.cli.walk import Account, Group, Person, Port, Sources, Storage
from bot.domain.walk import GroupFacts
from bot.outbox.failures import Meaning, classify
from bot.outbox.inspection import inspect
from bot.services import group
from bot.settings import Settings, listen_address
from bot.telegram import Telegram
from db.engine import make_engine, sqlite_file
from db.uow import Database
from migrations.upgrade import is_known, newest_revision, revision_of

OTHERS = frozenset({"POSTGRES_PASSWORD"})
"""Names in .env that are not ours: compose.yaml reads them."""
PATIENCE = 10.0  # seconds that the database and the port get


def lines_of_file() -> dict[str, str]:
    """What .env says, by names in capitals; empty values are left out, as the settings do."""
    return {name.upper(): value for name, value in DotEnvSettingsSource(Settings).env_vars.items() if value}


def sources() -> Sources:
    """Where the settings come from."""
    known = {name.upper() for name in Settings.model_fields}
    file = lines_of_file()
    environment = {name.upper(): value for name, value in os.environ.items() if value}
    names = {name for name in known if name in file or name in environment}
    differing = [n for n in names if n in file and n in environment and file[n] != environment[n]]
    return Sources(
        has_file=Path(".env").is_file(),
        names=tuple(sorted(names)),
        unknown=tuple(sorted(set(file) - known - OTHERS)),
        overridden=tuple(sorted(differing)),
    )


async def storage(settings: Settings) -> tuple[Storage, int | None]:
    """The database, and the id of the group that it or the configuration names."""
    url = make_url(settings.database_url)
    file = sqlite_file(url)
    kind, newest, named = ("SQLite" if file else "PostgreSQL"), newest_revision(), settings.operator_group_id
    if file is not None and not (file.is_file() and file.stat().st_size):
        error = _why_not_to_be_made(file)
        return Storage(kind, newest, error=error), named
    engine = make_engine(settings.database_url) if file else create_async_engine(url)
    try:
        async with asyncio.timeout(PATIENCE):
            revision = await revision_of(engine)
            found = Storage(kind, newest, revision, revision is None or is_known(revision))
            return found, await _group_of(engine, settings) if revision and found.is_known else named
    except TimeoutError:
        return Storage(kind, newest, error="no answer"), named
    except (SQLAlchemyError, OSError) as error:
        return Storage(kind, newest, error=_first_line(error)), named
    finally:
        await engine.dispose()


async def _group_of(engine: AsyncEngine, settings: Settings) -> int | None:
    async with Database(settings.database_url, engine).reading() as session:
        return (await group.load(session, settings.operator_group_id)).id


def _why_not_to_be_made(file: Path) -> str | None:
    """What keeps the first start from making an SQLite file; its folders are made too."""
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    return None if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK) else f"{folder}: not writable"


def _first_line(error: BaseException) -> str:
    """Of the driver's own words, without the statement and the links that SQLAlchemy adds."""
    cause = getattr(error, "orig", None) or error
    return (str(cause).splitlines() or [type(cause).__name__])[0]


async def account(telegram: Telegram, api_url: str) -> Account:
    """Raises TelegramAPIError: the token is refused, or Telegram is away."""
    me = await telegram.call(GetMe())
    webhook = await telegram.call(GetWebhookInfo())
    return Account(me, webhook, await _ahead(api_url))


async def _ahead(api_url: str) -> float | None:
    """By how many seconds our clock is ahead of the server's, as any of its answers tells it."""
    try:
        async with (
            ClientSession(timeout=ClientTimeout(PATIENCE)) as session,
            session.head(api_url, allow_redirects=False) as answer,
        ):
            told = parsedate_to_datetime(answer.headers["Date"])
    except (ClientError, OSError, KeyError, ValueError):
        return None
    return (datetime.now(UTC) - told).total_seconds()


async def admins(telegram: Telegram, ids: Sequence[int]) -> list[Person]:
    """Who they are, and whether the bot may write to them: `typing…` asks that without a message.

    Raises:
        TelegramAPIError: Telegram is away.
    """
    return [await _admin(telegram, user_id) for user_id in ids]


async def _admin(telegram: Telegram, user_id: int) -> Person:
    name = ""
    try:
        chat = await telegram.call(GetChat(chat_id=user_id))
        name = " ".join(chat[part] for part in ("first_name", "last_name") if chat.get(part))
        await telegram.call(SendChatAction(chat_id=user_id, action="typing"))
    except TelegramAPIError as error:
        if classify(error, to_group=False).meaning not in (Meaning.CUSTOMER_GONE, Meaning.REJECTED):
            raise
        return Person(user_id, name, hears=False)
    return Person(user_id, name)


async def writers(telegram: Telegram) -> list[Person]:
    """Who has written to the bot in private since the last confirmed update; none is confirmed by looking.

    Only for a bot that no desk can be running for: a desk's own getUpdates would be cut off by it.
    """
    people: dict[int, Person] = {}
    try:
        pending = await telegram.call(GetUpdates(timeout=0))
    except TelegramAPIError:
        return []
    for update in pending:
        message = update.get("message") or {}
        if message.get("chat", {}).get("type") == "private":
            user = message["from"]
            people[user["id"]] = Person(user["id"], user["first_name"])
    return list(people.values())


async def desk_group(telegram: Telegram, chat_id: int, *, reads_all: bool) -> Group:
    """The group as it is now, under its present id.

    Raises:
        TelegramAPIError: Telegram is away.
    """
    finding = await inspect(telegram, chat_id)
    moved_to = finding.migrated_to
    if moved_to is not None:
        finding = await inspect(telegram, moved_to)
    return Group(GroupFacts(finding.title, finding.faults, finding.is_basic, reads_all), moved_to)


async def port(settings: Settings) -> Port:
    """Can HTTP_LISTEN be opened, or does the desk answer there already?"""
    if settings.http_listen is None:
        return Port(None)
    host, number = listen_address(settings.http_listen)
    address = f"{host}:{number}"
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, number))
    except OSError as error:
        return Port(address, await _answers(host, number), error.strerror or str(error))
    return Port(address)


async def _answers(host: str, number: int) -> bool:
    """Is it a desk that has the port?"""
    url = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{number}/healthz"
    try:
        async with ClientSession(timeout=ClientTimeout(PATIENCE)) as session, session.get(url) as answer:
            return "ok" in await answer.json()
    except (ClientError, OSError, ValueError, TypeError):
        return False
