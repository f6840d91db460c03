"""The page's texts: every language says everything, the page says nothing else, the server hands them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from bot.sandbox.page_files import FOLDER as PAGE
from bot.sandbox.page_words import FOLDER, languages, without_script, words_for

SANDBOX = FOLDER.parent
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
# Strings of the modules that a person never reads: keys of keyboards, names of headers and zones.
NOT_SAID = {"ArrowDown", "ArrowLeft", "ArrowRight", "ArrowUp", "Content-Type", "ContextMenu", "UTC"}
NOT_SAID |= {"End", "Enter", "Escape", "Home", "Tab", "RIFF", "WAVEfmt ", "noopener noreferrer", "no text  "}
# Properties whose strings are always read or heard.
SPOKEN = r'\b(?:text|label|title|alt|placeholder|note|confirm|hint|aria-label"|aria-description")'


def texts_of(language: str) -> dict[str, Any]:
    """The texts of one language alone."""
    own = "".join(file.read_text(encoding="utf-8") for file in (FOLDER / language).glob("*.ftl"))
    texts = words_for([language])["texts"]
    return {key: texts[key] for key in re.findall(r"^([a-z][\w-]*) =", own, re.MULTILINE)}


def inner(parts: list[Any]) -> Iterator[Any]:
    """All parts, also those inside of variants."""
    for part in parts:
        yield part
        if isinstance(part, dict):
            for variant in part.get("variants", {}).values():
                yield from inner(variant)


def variables(parts: list[Any]) -> set[str]:
    return {part.get("var") or part["select"] for part in inner(parts) if isinstance(part, dict)}


def plurals(parts: list[Any]) -> list[set[str]]:
    """The categories of each choice of a plural."""
    found = (set(part["variants"]) for part in inner(parts) if isinstance(part, dict) and "select" in part)
    return [keys for keys in found if keys - {"other"} & CATEGORIES]


def words_of_choices(parts: list[Any]) -> set[str]:
    """What texts are chosen by that is no plural."""
    chosen = [part["variants"] for part in inner(parts) if isinstance(part, dict) and "select" in part]
    return {key for variants in chosen for key in variants} - CATEGORIES


def modules() -> dict[str, str]:
    """The page's modules without their comments."""
    comments = re.compile(r"/\*\*?.*?\*/|(?<![:\"'\w/\\])//[^\n\"`]*$", re.DOTALL | re.MULTILINE)
    return {file.name: comments.sub("", file.read_text(encoding="utf-8")) for file in PAGE.glob("*.js")}


def used() -> set[str]:
    """Keys that something names, and prefixes (ending in -) of keys that are put together."""
    code = "\n".join(modules().values())
    calls = re.findall(r"\bsay(?:ing)?\(((?:[^(),]|\([^()]*\))*)", code)
    named = {key for call in calls for key in re.findall(r'(?:^|[?:] )"([a-z][\w-]*)"', call)}
    named |= {prefix for call in calls for prefix in re.findall(r"(?:^|[?:] )`([a-z][\w-]*-)\$\{", call)}
    html = (PAGE / "index.html").read_text(encoding="utf-8")
    return named | set(re.findall(r'data-say(?:-label)?="([\w-]+)"', html))


# the Fluent files


@pytest.mark.parametrize("language", languages())
def test_each_language_has_the_texts_and_variables_of_english(language: str) -> None:
    english, own = texts_of("en"), texts_of(language)

    assert own.keys() == english.keys()
    assert {key: variables(text) for key, text in own.items()} == {
        key: variables(text) for key, text in english.items()
    }
    assert {key: words_of_choices(text) for key, text in own.items()} == {
        key: words_of_choices(text) for key, text in english.items()
    }


@pytest.mark.parametrize("language", languages())
def test_each_plural_has_the_forms_of_its_language(language: str) -> None:
    needed = {*Locale.parse(language).plural_form.rules, "other"}

    forms = {key: plurals(text) for key, text in texts_of(language).items()}

    assert [key for key, found in forms.items() if any(each != needed for each in found)] == []


@pytest.mark.parametrize("language", languages())
def test_a_plural_in_english_is_one_in_every_language(language: str) -> None:
    own = texts_of(language)

    assert [key for key, text in texts_of("en").items() if plurals(text) and not plurals(own[key])] == []


def test_every_text_that_the_page_names_exists_and_every_text_is_used() -> None:
    keys = set(texts_of("en"))
    named = used()
    prefixes = tuple(name for name in named if name.endswith("-"))
    server = "\n".join(file.read_text(encoding="utf-8") for file in SANDBOX.glob("*.py"))
    quoted = {key for key in keys if f'"{key}"' in server + "\n".join(modules().values())}
    within = "\n".join(file.read_text(encoding="utf-8") for file in (FOLDER / "en").glob("*.ftl"))
    in_texts = {key for key in keys if f"{{ {key} }}" in within}

    assert {name for name in named if not name.endswith("-")} - keys == set()
    assert [prefix for prefix in prefixes if not any(key.startswith(prefix) for key in keys)] == []
    assert {key for key in keys if not key.startswith(prefixes)} - named - quoted - in_texts == set()
    assert set(re.findall(r'"(refused-[\w-]+)"', server)) <= keys


# nothing is said past them


def test_no_module_of_the_page_says_anything_by_itself() -> None:
    assert {name: said_in(code) for name, code in modules().items() if said_in(code)} == {}


@pytest.mark.parametrize(
    "code",
    [
        'button.textContent = "Dark";',
        'toast("no such topic")',
        'el("p", { class: "note", text: "closed" })',
        'el("p", { "aria-label": "play" })',
        "announce(`${who} left the group`)",
        'node.append("copied.")',
    ],
)
def test_what_a_module_says_is_found(code: str) -> None:
    assert said_in(code) != []


def said_in(code: str) -> list[str]:
    """Strings of a module that are read by people."""
    strings = re.findall(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`', code)
    texts = [plain or re.sub(r"\$\{[^}]*\}", " ", template) for plain, template in strings]
    return [text for text in texts if is_said(text)] + re.findall(rf'{SPOKEN}: "[^"]*[a-z]{{2}}[^"]*"', code)


def is_said(text: str) -> bool:
    """Is it something that people read: a capital with letters after it, several words, or a sentence?"""
    if text in NOT_SAID or text.startswith("color-mix("):
        return False
    words = set(re.findall(r"[a-z][\w-]+", text))
    is_phrase = re.search(r"[a-z]{2,},? +[a-z]{2,}", text) and not words <= classes()
    return bool(is_phrase or re.search(r"(^|[^\w.\[\]#-])[A-Z][a-z]{2,}|[a-z]{2,}[.!?…]$", text))


@cache
def classes() -> set[str]:
    """The words that name classes in the page's style sheets."""
    sheets = "".join(file.read_text(encoding="utf-8") for file in PAGE.glob("*.css"))
    return set(re.findall(r"\.([a-z][\w-]*)", sheets))


def test_the_html_of_the_page_says_nothing_by_itself() -> None:
    html = (PAGE / "index.html").read_text(encoding="utf-8")

    texts = [text.strip() for text in re.findall(r">([^<]+)<", html) if text.strip()]

    assert texts == ["Forumdesk", "Forumdesk", "{no-script}"]
    assert re.findall(r'(?:title|aria-label|placeholder)="', html) == []


# what is handed out


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (["ru"], "ru"),
        (["ru-RU", "en-US"], "ru"),
        (["de-AT", "RU"], "ru"),
        (["en-GB", "ru"], "en"),
        (["tlh"], "en"),
        (["../ru"], "en"),
        ([""], "en"),
    ],
)
def test_the_first_language_that_there_is_is_spoken(wanted: list[str], language: str) -> None:
    words = words_for(wanted)

    assert words["language"] == language
    assert words["languages"] == {"en": "English", "ru": "Русский"}
    assert words["texts"]["today"] == {"en": ["Today"], "ru": ["Сегодня"]}[language]


def test_a_text_that_a_language_lacks_is_english(tmp_path: Path) -> None:
    for language, source in (
        ("en", "language-name = English\nhello = Hello"),
        ("xx", "language-name = Xish"),
    ):
        (tmp_path / language).mkdir()
        (tmp_path / language / "page.ftl").write_text(source, encoding="utf-8")

    assert words_for(["xx"], tmp_path)["texts"] == {"language-name": ["Xish"], "hello": ["Hello"]}


def test_without_javascript_all_languages_say_so() -> None:
    page = without_script(b"<noscript>{no-script}</noscript>").decode()

    assert '<p lang="en">This page needs JavaScript' in page
    assert '<p lang="ru">Этой странице нужен JavaScript' in page
