"""The menu of commands, and what is said against those that are not carried out."""

import pytest

from bot.domain.menu import ADMIN, CUSTOMER, IN_GROUP, LOUD, OPERATOR, refusal_of
from bot.domain.notes import is_unknown_command
from bot.i18n.texts import Texts, languages


@pytest.mark.parametrize("language", languages())
def test_each_command_is_described_as_menus_allow(language: str) -> None:
    for name in (*CUSTOMER, *OPERATOR, *ADMIN, *IN_GROUP):
        described = Texts().get(f"command-{name}", language)
        assert 1 <= len(described) <= 256 and "<" not in described


def test_each_command_is_offered_once() -> None:
    assert len(set(OPERATOR)) == len(OPERATOR)
    assert set(OPERATOR) >= LOUD


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("/take", "caption-command"),
        ("/Take@desk_bot now", "caption-command"),
        ("/whatever", "unknown-command"),
        ("/language ru", "caption-command"),
        ("/", "unknown-command"),
        ("/ take", "caption-command"),
        (None, "unknown-command"),
    ],
)
def test_a_known_command_in_the_wrong_place_is_not_called_unknown(text: str | None, key: str) -> None:
    assert refusal_of(text) == key


@pytest.mark.parametrize(
    ("text", "is_unknown"),
    [
        ("/whatever", True),
        ("/whatever@desk_bot x", True),
        ("/whatever@Desk_Bot", True),
        ("/whatever@other_bot", False),
        ("/note x", False),
        ("// x", False),
        ("whatever", False),
        (None, False),
    ],
)
def test_only_what_is_meant_for_us_can_be_unknown_to_us(text: str | None, is_unknown: bool) -> None:
    assert is_unknown_command(text, "desk_bot") is is_unknown
