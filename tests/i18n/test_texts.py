"""Every language says everything, with the same variables and its own plurals, and every text used exists."""

import re
from pathlib import Path

import pytest

from bot.i18n.texts import FALLBACK, FOLDER, MissingText, Texts, languages
from tests.i18n.reading import counted, read, wrong_plurals

BOT = FOLDER.parent
OTHERS = [language for language in languages() if language != FALLBACK]
BUILT = (  # of a name and a prefix
    *("command-", "event-", "hours-", "state-", "priority-", "clock-", "button-"),
    *("section-", "setting-", "settings-how-", "choice-"),
)


def test_english_and_russian_are_there() -> None:
    assert {"en", "ru"} <= set(languages())


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_has_the_keys_and_variables_of_english(language: str) -> None:
    english, other = read(FOLDER / FALLBACK), read(FOLDER / language)

    assert set(other) == set(english)
    assert {key: made.variables for key, made in other.items()} == {
        key: made.variables for key, made in english.items()
    }


@pytest.mark.parametrize("language", languages())
def test_each_language_has_its_own_plurals(language: str) -> None:
    assert wrong_plurals(FOLDER / language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_has_plurals_in_one_language_has_them_in_all(language: str) -> None:
    assert counted(FOLDER / language) == counted(FOLDER / FALLBACK)


def test_every_text_that_the_code_names_exists_and_is_used() -> None:
    keys = set(read(FOLDER / FALLBACK))
    code = "\n".join(
        file.read_text(encoding="utf-8") for file in BOT.rglob("*.py") if "sandbox" not in file.parts
    )
    named = {key for key in keys if re.search(rf'"{key}"', code)}
    built = {key for key in keys if key.startswith(BUILT)}

    assert keys - named - built == set()


def test_an_unknown_language_falls_back_to_english() -> None:
    texts = Texts()

    assert texts.get("banned", "tlh") == texts.get("banned", "en") == texts.get("banned", None)
    assert texts.get("banned", "../../etc") == texts.get("banned", "en")


def test_regional_languages_use_their_base() -> None:
    assert Texts().get("banned", "ru-UA") == Texts().get("banned", "ru")


def test_russian_plurals() -> None:
    texts = Texts()

    said = [texts.get("customer-back", "ru", missed=number) for number in (0, 1, 2, 5)]

    assert "не дош" not in said[0]
    assert "1 ответ;" in said[1]
    assert "2 ответа;" in said[2]
    assert "5 ответов;" in said[3]


def test_a_missing_text_or_variable_is_an_error() -> None:
    with pytest.raises(MissingText):
        Texts().get("no-such-text", "en")
    with pytest.raises(ValueError, match="greeting"):
        Texts().get("greeting", "en")


def test_the_folder_is_packaged() -> None:
    assert Path(FOLDER / "en" / "desk.ftl").is_file()


@pytest.mark.parametrize("language", languages())
def test_numbers_of_tickets_are_written_without_separators(language: str) -> None:
    assert "#12345" in Texts().get("resolved", language, number=12345)
