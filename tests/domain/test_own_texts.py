"""Own texts: what admins say to customers in their own words."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.domain.errors import WrongInput
from bot.domain.own_texts import CUSTOMER_TEXTS, OwnText, check, fill, read_own_text
from bot.domain.preferences import Preferences
from bot.i18n.texts import Texts

FRAGMENTS = {
    "canned-our-team",
    "language-as-in-telegram",
}  # said to customers only as a part of something else


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        ("greeting de Hallo {name}!", OwnText("greeting", "de", "Hallo {name}!")),
        ("greet  DE\nHallo\n\n  {name}! \n", OwnText("greeting", "de", "Hallo\n\n  {name}!")),
        ("greeting pt_BR Oi {{}} { Name }", OwnText("greeting", "pt-br", "Oi {{}} { Name }")),
        ("banned de Off", OwnText("banned", "de", None)),
        ("banned de Closed", OwnText("banned", "de", "Closed")),
    ],
)
def test_own_words(typed: str, own: OwnText) -> None:
    assert read_own_text(typed) == own


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "text-example"),
        ("greeting", "text-language"),
        ("greeting de", "text-example"),
        ("greeting german Hallo", "text-language"),
        ("nothing de Hallo", "text-unknown"),
        ("card-nobody de Hallo", "text-unknown"),
        ("rating de Hallo", "text-unknown"),
        ("greeting de {surname}", "text-unknown-variables"),
        ("greeting de {}", "text-unknown-variables"),
        ("greeting de {name.__class__}", "text-unknown-variables"),
        ("greeting de {name", "text-brace"),
        ("greeting de name}", "text-brace"),
        ("banned de {name}", "text-no-variables"),
        (f"banned de {'x' * 3001}", "text-too-long"),
    ],
)
def test_words_that_cannot_be_said(typed: str, key: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        read_own_text(typed)

    assert wrong.value.text_key == key


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hi {name}", "Hi A&amp;B"),
        ("<b> & {{name}} { NAME }", "&lt;b&gt; &amp; {name} A&amp;B"),
        ("{other}", "{other}"),
        ("", ""),
    ],
)
def test_variables_are_html_and_the_rest_is_not(text: str, filled: str) -> None:
    assert fill(text, {"name": "A&amp;B"}) == filled


@given(st.text(alphabet="{}<&a name\n", max_size=30))
def test_what_was_checked_can_be_said(text: str) -> None:
    try:
        check("greeting", text)
    except WrongInput:
        return
    assert "<" not in fill(text, {"name": "Alice"})


@pytest.mark.parametrize(
    ("language", "built_in", "words"),
    [
        ("de", "en", "Hallo"),
        ("de-at", "en", "Servus"),
        ("de_CH", "en", "Hallo"),
        ("fr", "en", "Hi"),
        (None, "en", "Hi"),
        ("ru", "ru", None),
    ],
)
def test_whose_words_are_said(language: str | None, built_in: str, words: str | None) -> None:
    preferences = Preferences(texts={"greeting": {"de": "Hallo", "de-at": "Servus", "en": "Hi"}})

    assert preferences.own_text("greeting", language, built_in) == words
    assert preferences.own_text("banned", language, built_in) is None


def test_every_text_to_customers_can_be_ones_own() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in Path(bot.__file__).parent.rglob("*.py"))

    said = set(re.findall(r'words_for\(\s*[\w.]+,\s*"([\w-]+)"', code))
    said |= set(re.findall(r'_tell_customer\([^"]*"([\w-]+)"', code))

    assert said - FRAGMENTS <= set(CUSTOMER_TEXTS)


@pytest.mark.parametrize("key", CUSTOMER_TEXTS)
def test_own_texts_have_the_variables_of_the_built_in_ones(key: str) -> None:
    given_values = {name: f"<{name}>" for name in CUSTOMER_TEXTS[key]}

    said = Texts().get(key, "en", **given_values)

    assert all(value in said for value in given_values.values())
