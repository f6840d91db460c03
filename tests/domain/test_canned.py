"""Canned replies and their variables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.canned import VARIABLES, Facts, check_template, fill, preview, read_name
from bot.domain.entities import Entity, utf16_len
from bot.domain.errors import WrongInput

ALICE = Facts(name="Alice 😀 Ray", first_name="Alice", operator="Bob", ticket=12, username="alice_r")


def bold(offset: int, length: int) -> Entity:
    return {"type": "bold", "offset": offset, "length": length}


def filled(text: str, facts: Facts = ALICE) -> str:
    return fill((text, ()), facts)[0]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("Hello {first_name}, I am {operator}.", "Hello Alice, I am Bob."),
        ("{name} {username} {ticket}", "Alice 😀 Ray @alice_r #12"),
        ("{ Name }", "Alice 😀 Ray"),
        ("{{name}}", "{name}"),
        ("{{{name}}}", "{Alice 😀 Ray}"),
        ("}} {{", "} {"),
        ("no variables", "no variables"),
        ("", ""),
    ],
)
def test_variables_are_filled_in(template: str, expected: str) -> None:
    assert filled(template) == expected


def test_a_customer_without_username_is_called_by_name() -> None:
    assert filled("Hi {username}", Facts("Zoe", "Zoe", "Bob", 1)) == "Hi Zoe"


def test_braces_in_values_are_left_alone() -> None:
    assert filled("Hi {name}", Facts("{operator}", "x", "Bob", 1)) == "Hi {operator}"


@pytest.mark.parametrize(
    ("template", "key", "part"),
    [
        ("Hi {surname}, {foo} {surname}", "canned-unknown-variables", "{surname}, {foo}"),
        ("{}", "canned-unknown-variables", "{}"),
        ("{name.__class__}", "canned-unknown-variables", "{name.__class__}"),
        ("Hi {name", "canned-brace", "Hi {name"),
        ("Hi name}", "canned-brace", "Hi name}"),
        (" ", "canned-empty", ""),
    ],
)
def test_what_cannot_be_filled_in_is_not_saved(template: str, key: str, part: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        check_template(template)
    assert (wrong.value.text_key, wrong.value.part) == (key, part)


def test_the_refusal_names_the_variables_that_exist() -> None:
    with pytest.raises(WrongInput) as wrong:
        check_template("{surname}")
    assert wrong.value.variables["known"] == "{name}, {first_name}, {operator}, {ticket}, {username}"


@pytest.mark.parametrize(
    ("template", "entity", "covered"),
    [
        ("😀 Hi {name}!", bold(0, 2), "😀"),
        ("Hi {name}!", bold(3, 6), "Alice 😀 Ray"),
        ("Hi {name}!", bold(5, 2), "Alice 😀 Ray"),  # a part of the variable
        ("Hi {name}!", bold(9, 1), "!"),
        ("Hi {name}!", bold(0, 10), "Hi Alice 😀 Ray!"),
        ("{{ {name} }}", bold(0, 12), "{ Alice 😀 Ray }"),
        ("{name}{ticket} end", bold(6, 8), "#12"),
        ("{name} bold", bold(7, 4), "bold"),
        ("{ticket}s bold s", bold(10, 4), "bold"),
    ],
)
def test_formatting_moves_with_the_text(template: str, entity: Entity, covered: str) -> None:
    text, (moved,) = fill((template, [entity]), ALICE)

    units = text.encode("utf-16-le")[moved["offset"] * 2 : (moved["offset"] + moved["length"]) * 2]
    assert units.decode("utf-16-le") == covered


def test_formatting_of_nothing_is_left_out() -> None:
    nameless = Facts("", "", "", 1)

    assert fill(("{name}!", [bold(0, 6)]), nameless) == ("!", ())
    assert fill(("", [bold(0, 0)]), nameless) == ("", ())


parts = st.sampled_from(["a😀", "{{", "}}", " ", *[f"{{{name}}}" for name in VARIABLES]])


@given(st.lists(parts, max_size=8), st.integers(0, 60), st.integers(1, 60))
def test_formatting_stays_within_the_text(parts: list[str], offset: int, length: int) -> None:
    template = "".join(parts)
    end = min(utf16_len(template), offset + length)
    entities = [bold(offset, end - offset)] if offset < end else []

    text, moved = fill((template, entities), ALICE)

    assert all(0 <= one["offset"] < one["offset"] + one["length"] <= utf16_len(text) for one in moved)
    if entities and offset == 0 and end == utf16_len(template):
        assert moved == (bold(0, utf16_len(text)),)


@given(st.text())
def test_any_escaped_text_is_itself(text: str) -> None:
    assert filled(text.replace("{", "{{").replace("}", "}}")) == text


@pytest.mark.parametrize("name", ["a", "Refund", "re-fund_2", "x" * 32])
def test_names(name: str) -> None:
    assert read_name(f" {name} ") == name.lower()


@pytest.mark.parametrize("name", ["", "two words", "привет", "x" * 33, "a/b", "/r"])
def test_wrong_names_get_an_example(name: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        read_name(name)
    assert wrong.value.text_key == "canned-name-example"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("short", "short"),
        ("two\n\nlines", "two lines"),
        ("exactly ten", "exactly…"),
        ("abcdefghijklm", "abcdefghi…"),
        ("ab cdefghijkl", "ab cdefgh…"),
    ],
)
def test_a_preview_is_one_short_line(text: str, line: str) -> None:
    assert preview(text, 10) == line


@given(st.text(), st.integers(2, 80))
def test_a_preview_never_exceeds_its_length(text: str, length: int) -> None:
    assert len(preview(text, length)) <= length
