"""Adding a language is adding a folder: nothing else of the desk has to be told."""

from pathlib import Path
from shutil import copytree

import pytest

from bot.domain.language_texts import AUTO
from bot.i18n.texts import FALLBACK, Texts, languages, spoken
from bot.services.languages import read as read_language
from bot.settings import Settings
from bot.views import settings as view
from bot.views.wording import Wording
from tests.i18n.reading import counted, wrong_plurals


@pytest.fixture
def german(folder: Path) -> Path:
    """A folder `de` as somebody begins it: a copy of English with one file translated."""
    copytree(folder / FALLBACK, folder / "de")
    (folder / "de" / "customers.ftl").write_text("rating-asked = Wie waren wir?\n", encoding="utf-8")
    return folder / "de"


def test_the_desk_speaks_it(german: Path) -> None:
    said = [Texts().get("rating-asked", tag) for tag in ("de", "de-AT", "en")]

    assert languages() == ["de", "en", "ru"]
    assert said[0] == said[1] == "Wie waren wir?" != said[2]


def test_what_it_lacks_is_said_in_english(german: Path) -> None:
    assert Texts().get("closed-silent", "de") == Texts().get("closed-silent", FALLBACK)
    assert [spoken("de", key) for key in ("rating-asked", "closed-silent")] == ["de", FALLBACK]


def test_one_file_is_a_beginning(folder: Path) -> None:
    (folder / "pt-br").mkdir()
    (folder / "pt-br" / "anything.ftl").write_text("rating-asked = Como fomos?\n", encoding="utf-8")

    assert Texts().get("rating-asked", "pt_BR") == "Como fomos?"
    assert "pt-br" in languages()


@pytest.mark.parametrize("name", ["__pycache__", "DE", "de_AT", "empty"])
def test_other_folders_are_no_languages(folder: Path, name: str) -> None:
    (folder / name).mkdir()
    if name != "empty":
        (folder / name / "customers.ftl").write_text("rating-asked = ?\n", encoding="utf-8")

    assert languages() == ["en", "ru"]


def test_it_can_be_configured_and_chosen(german: Path) -> None:
    buttons = view.languages(languages(), "de", FALLBACK, Wording(Texts(), "de", "UTC"))

    assert Settings(_env_file=None, language="DE").language == "de"
    assert [read_language(word) for word in ("de", "Deutsch", "german", "auto")] == ["de", "de", "de", AUTO]
    assert [button.text for row in buttons for button in row] == [
        *("● Deutsch", "English", "Русский"),
        "As configured: English",
    ]


def test_its_plurals_are_looked_at(folder: Path, german: Path) -> None:
    copytree(german, folder / "pl")

    assert wrong_plurals(german) == []
    assert len(wrong_plurals(folder / "pl")) == len(counted(german)) > 0


def test_a_plural_that_russian_needs_is_missed(folder: Path) -> None:
    file = folder / "ru" / "settings.ftl"
    text = file.read_text(encoding="utf-8")

    file.write_text(text.replace("        [few] { $count } рабочих дня\n", ""), encoding="utf-8")

    missed = "ru: length-working-days by count has ['many', 'one'], not ['few', 'many', 'one']"
    assert missed in wrong_plurals(folder / "ru")
