"""Languages as people name them."""

import pytest

from bot.domain.errors import WrongInput
from bot.domain.language_texts import AUTO, read_language

NAMED = {"en": "en", "English": "en", "ru": "ru", "Русский": "ru", "Russian": "ru", "pt-br": "pt-br"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ru", "ru"),
        (" RU ", "ru"),
        ("русский", "ru"),
        ("Русск", "ru"),
        ("Russian", "ru"),
        ("en-GB", "en"),
        ("pt_BR", "pt-br"),
        ("auto", AUTO),
        ("авто", AUTO),
    ],
)
def test_a_language_is_known_by_all_its_names(text: str, language: str) -> None:
    assert read_language(text, NAMED) == language


@pytest.mark.parametrize("text", ["", "tlh", "русский язык", "ru en", "e n", "../en", "🇷🇺"])
def test_what_is_no_language_of_the_desk_is_said_so(text: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        read_language(text, NAMED)

    assert wrong.value.text_key == "language-unknown"
    assert wrong.value.part == text
