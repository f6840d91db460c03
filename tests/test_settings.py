"""Settings: a wrong value is named in one clear line, and secrets are never shown."""

from typing import Any

import pytest

from bot.domain.limits import Limit
from bot.settings import ConfigurationError, load_settings

TOKEN = "12345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "OPERATOR_GROUP_ID", "ADMIN_IDS", "DATABASE_URL", "UPDATES", "GROUP_BUDGET"):
        monkeypatch.delenv(name, raising=False)


def test_everything_has_a_default_but_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings()

    assert settings.bot_token is None
    assert settings.group_budget == Limit(20, 60.0)
    assert settings.private_budget == Limit(3, 3.0)
    assert settings.bot_budget == Limit(30, 1.0)
    assert settings.database_url.startswith("sqlite+aiosqlite:///")


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("ADMIN_IDS", "1, 22,333")
    monkeypatch.setenv("OPERATOR_GROUP_ID", "-1001234567890")
    monkeypatch.setenv("GROUP_BUDGET", "off")
    monkeypatch.setenv("PRIVATE_BUDGET", "5/2.5")

    settings = load_settings()

    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.admin_ids == (1, 22, 333)
    assert settings.operator_group_id == -1001234567890
    assert settings.group_budget is None
    assert settings.private_budget == Limit(5, 2.5)


@pytest.mark.parametrize(
    ("value", "language"),
    [("ru", "ru"), ("ru_RU:en", "ru"), ("tlh_QO:ru:en", "ru"), ("tlh:tlh_QO", "en"), ("en_US", "en")],
)
def test_a_list_of_locales_as_desktops_set_it_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, value: str, language: str
) -> None:
    monkeypatch.setenv("LANGUAGE", value)

    assert load_settings().language == language


def test_a_dot_env_file_is_read(tmp_path: Any) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nADMIN_IDS=7\nOPERATOR_GROUP_ID=\n")

    settings = load_settings()

    assert settings.admin_ids == (7,)
    assert settings.operator_group_id is None


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("BOT_TOKEN", "nonsense", "BotFather"),
        ("ADMIN_IDS", "bob", "12345678"),
        ("OPERATOR_GROUP_ID", "12345", "-1001234567890"),
        ("OPERATOR_GROUP_ID", "abc", "integer"),
        ("DATABASE_URL", "mysql://x", "postgresql+asyncpg"),
        ("DATABASE_URL", "sqlite+aiosqlite://", "SQLite file"),
        ("BOT_API_URL", "telegram", "https://"),
        ("UPDATES", "pigeons", "polling"),
        ("UPDATES", "webhook", "WEBHOOK_URL"),
        ("WEBHOOK_LISTEN", "8080", "HOST:PORT"),
        ("HTTP_LISTEN", "localhost:http", "HOST:PORT"),
        ("TIMEZONE", "Mars/Base", "Europe/Berlin"),
        ("LANGUAGE", "tlh", "en"),
        ("LOG_LEVEL", "LOUD", "INFO"),
        ("LOG_FORMAT", "xml", "json"),
        ("GROUP_BUDGET", "twenty", "20/60"),
        ("GROUP_BUDGET", "0/60", "20/60"),
        ("ALBUM_SETTLE_SECONDS", "0", "0.05"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, hint: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigurationError) as caught:
        load_settings()

    line = str(caught.value)
    assert "\n" not in line
    assert name in line
    assert hint in line


@pytest.mark.parametrize("name", ["BOT_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL"])
def test_wrong_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "s3cret value!")

    with pytest.raises(ConfigurationError) as caught:
        load_settings()

    assert "s3cret" not in str(caught.value)
