"""Data of buttons."""

import pytest

from bot.domain.presses import ONCE, Press, data_of


def test_data_is_words() -> None:
    press = Press("1", 7, "Bob", None, -100, 5, data_of("t", 12, "snooze", "1h"))

    assert press.words == ["t", "12", "snooze", "1h"]


def test_data_longer_than_telegram_takes_is_refused() -> None:
    assert data_of("c", "é" * 31) == "c:" + "é" * 31

    with pytest.raises(ValueError, match="too long"):
        data_of("c", "é" * 32)


def test_data_may_say_that_the_buttons_go_when_it_has_worked() -> None:
    once = Press("1", 7, "Bob", None, -100, 5, data_of("t", 12, "take", ONCE))
    always = Press("1", 7, "Bob", None, -100, 5, data_of("t", 12, "take"))

    assert once.words == always.words == ["t", "12", "take"]
    assert (once.serves_once, always.serves_once) == (True, False)
