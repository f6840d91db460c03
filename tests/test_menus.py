"""Menus: the lists of commands for languages as the Bot API knows them."""

from bot.menus import by_code


def test_the_api_knows_languages_by_two_letters_only() -> None:
    assert by_code(["en", "pt-br"]) == {"en": "en", "pt": "pt-br"}
    assert by_code(["en", "pt", "pt-br"]) == {"en": "en", "pt": "pt"}
