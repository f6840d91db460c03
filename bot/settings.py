"""Settings: what the environment or `.env` says, checked once at the start."""

import os
import re
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.domain.limits import Limit
from bot.i18n.texts import FALLBACK, languages, tag_of


class ConfigurationError(Exception):
    """A setting is missing or wrong; the message names it and says what is right."""


class UpdatesBy(StrEnum):
    POLLING = "polling"
    WEBHOOK = "webhook"


class LogFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class RelayMode(StrEnum):
    ALL = "all"
    REPLIES = "replies"


_LIMIT = re.compile(r"(\d+)/(\d+(?:\.\d+)?)")
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{3,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Settings(BaseSettings):
    """All settings; each is described in `.env.example`."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    bot_token: SecretStr | None = None
    operator_group_id: int | None = None
    admin_ids: Annotated[tuple[int, ...], NoDecode] = ()
    database_url: str = "sqlite+aiosqlite:///forumdesk.sqlite3"
    bot_api_url: str = "https://api.telegram.org"
    updates: UpdatesBy = UpdatesBy.POLLING
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_listen: str = "127.0.0.1:8080"
    http_listen: str | None = None
    timezone: str = "UTC"
    language: str = FALLBACK
    log_level: str = "INFO"
    log_format: LogFormat = LogFormat.TEXT
    relay_mode: RelayMode = RelayMode.ALL
    mark_delivered: bool = False
    album_settle_seconds: Annotated[float, Field(ge=0.05, le=10)] = 1.0
    group_budget: Annotated[Limit | None, NoDecode] = Limit(20, 60.0)
    private_budget: Annotated[Limit | None, NoDecode] = Limit(3, 3.0)
    bot_budget: Annotated[Limit | None, NoDecode] = Limit(30, 1.0)

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: Any) -> Any:
        if isinstance(value, int):
            return (value,)
        if not isinstance(value, str):
            return value
        parts = [part for part in re.split(r"[,\s]+", value) if part]
        if not all(part.isdecimal() for part in parts):
            raise ValueError("numeric user ids separated by commas, such as 12345678,87654321")
        return tuple(int(part) for part in parts)

    @field_validator("group_budget", "private_budget", "bot_budget", mode="before")
    @classmethod
    def _parse_limit(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value.strip().lower() == "off":
            return None
        match = _LIMIT.fullmatch(value.strip())
        if match is None or int(match[1]) < 1 or float(match[2]) <= 0:
            raise ValueError("messages/seconds such as 20/60, or off")
        return Limit(int(match[1]), float(match[2]))

    @field_validator("bot_token")
    @classmethod
    def _check_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("a token as BotFather gives it: digits, a colon, letters")
        return value

    @field_validator("operator_group_id")
    @classmethod
    def _check_group(cls, value: int | None) -> int | None:
        if value is not None and value >= 0:
            raise ValueError("a negative number such as -1001234567890 (ids of groups are negative)")
        return value

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, value: str) -> str:
        try:
            driver = make_url(value).drivername
        except ArgumentError:
            driver = ""
        if driver not in ("sqlite+aiosqlite", "postgresql+asyncpg"):
            raise ValueError("sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE")
        if driver == "sqlite+aiosqlite" and make_url(value).database in (None, "", ":memory:"):
            raise ValueError("an SQLite file, sqlite+aiosqlite:///FILE: memory forgets at a restart")
        return value

    @field_validator("bot_api_url", "webhook_url")
    @classmethod
    def _check_url(cls, value: str | None) -> str | None:
        if value is not None and (
            urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc
        ):
            raise ValueError("an address such as https://desk.example.com/telegram")
        return value.rstrip("/") if value else value

    @field_validator("webhook_secret")
    @classmethod
    def _check_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("1 to 256 of the characters A-Z a-z 0-9 _ -")
        return value

    @field_validator("webhook_listen", "http_listen")
    @classmethod
    def _check_listen(cls, value: str | None) -> str | None:
        if value is not None:
            listen_address(value)
        return value

    @field_validator("timezone")
    @classmethod
    def _check_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("an IANA time zone such as Europe/Berlin") from None
        return value

    @field_validator("language")
    @classmethod
    def _check_language(cls, value: str) -> str:
        known = languages()
        # Linux desktops set a LANGUAGE too, a list of locales such as de_DE:en: the first that we speak.
        for tag in map(tag_of, value.split(":")):
            for one in (tag, tag.split("-")[0]):
                if one in known:
                    return one
        if ":" not in value:
            raise ValueError(f"one of {', '.join(known)}")
        return FALLBACK

    @field_validator("log_level")
    @classmethod
    def _check_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
            raise ValueError("one of DEBUG, INFO, WARNING, ERROR, CRITICAL")
        return value.upper()

    def secrets(self) -> list[str]:
        """What must stand in no log."""
        hidden = [one.get_secret_value() for one in (self.bot_token, self.webhook_secret) if one is not None]
        password = make_url(self.database_url).password
        return [*hidden, password] if password else hidden

    @model_validator(mode="after")
    def _check_webhook(self) -> "Settings":
        if self.updates is UpdatesBy.WEBHOOK and (self.webhook_url is None or self.webhook_secret is None):
            raise ValueError("UPDATES=webhook needs WEBHOOK_URL and WEBHOOK_SECRET")
        return self


def listen_address(value: str) -> tuple[str, int]:
    """HOST:PORT as a pair.

    Raises:
        ValueError: it is something else.
    """
    host, colon, port = value.rpartition(":")
    if not colon or not port.isdecimal() or not 0 <= int(port) <= 65535:
        raise ValueError("HOST:PORT such as 127.0.0.1:8080")
    return host or "0.0.0.0", int(port)


class Busy(ConfigurationError):
    """An address to listen on is not to be had."""

    def __init__(self, setting: str, host: str, port: int, error: OSError) -> None:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        super().__init__(f"{setting}={host}:{port}: cannot listen there ({reason}); choose another address")


def load_settings(**overrides: Any) -> Settings:
    """The settings of the environment.

    Raises:
        ConfigurationError: one line for each wrong setting, without the value of secrets.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise ConfigurationError("\n".join(_line(problem) for problem in error.errors())) from None


def _line(problem: Any) -> str:
    message = problem["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    if not problem["loc"]:
        return str(message)
    name = str(problem["loc"][0]).upper()
    if "TOKEN" in name or "SECRET" in name or "DATABASE" in name:
        return f"{name}: expected {message}"
    return f"{name}={problem['input']!r}: expected {message}"
