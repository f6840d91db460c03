"""What stands behind operators' commands."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commands import (
    TagChange,
    read_assignee,
    read_customer_id,
    read_priority_argument,
    read_tags,
    read_ticket_number,
    split_arguments,
    usernames,
)
from bot.domain.errors import WrongInput
from db.enums import TicketPriority


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        (None, []),
        ("", []),
        (" one  two\nthree ", ["one", "two", "three"]),
        ('"big customer" x', ["big customer", "x"]),
        ("«два слова» “more words” „und mehr“", ["два слова", "more words", "und mehr"]),
        ('"unclosed quote', ['"unclosed', "quote"]),
        ("it's @bob", ["it's", "@bob"]),
        ('""', [""]),
    ],
)
def test_arguments(text: str | None, arguments: list[str]) -> None:
    assert split_arguments(text) == arguments


@given(st.lists(st.text("abя@#/'.", min_size=1, max_size=5), max_size=5), st.booleans())
def test_plain_words_come_back_quoted_or_not(words: list[str], quoted: bool) -> None:
    assert split_arguments(" ".join(f'"{word}"' if quoted else word for word in words)) == words


def test_usernames_among_arguments() -> None:
    assert usernames(["@Bob_the_Builder", "x", "bob", "@", "@a b", "@bob@eve"]) == ["bob_the_builder"]


@pytest.mark.parametrize(
    ("text", "assignee"),
    [("@Bobby", "bobby"), ("bobby", "bobby"), ("12345", 12345), ("me", None), ("Мне", None)],
)
def test_assignees(text: str, assignee: str | int | None) -> None:
    assert read_assignee(text) == assignee


@pytest.mark.parametrize(
    ("text", "priority"), [("HIGH", TicketPriority.HIGH), ("сроч", TicketPriority.URGENT)]
)
def test_priorities(text: str, priority: TicketPriority) -> None:
    assert read_priority_argument(text) is priority


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("x y", TagChange(("x", "y"))),
        ("#VIP, Refund x", TagChange(("vip", "refund", "x"))),
        ("x -y", TagChange(("x",), ("y",))),
        ("-#y +z", TagChange(("z",), ("y",))),
        ("x x", TagChange(("x",))),
        ("x -x", TagChange((), ("x",))),
        ("возврат v1.2 re-fund", TagChange(("возврат", "v1.2", "re-fund"))),
    ],
)
def test_tags(text: str, change: TagChange) -> None:
    assert read_tags(text) == change


@pytest.mark.parametrize("text", ["#12", "12", " #12 "])
def test_numbers(text: str) -> None:
    assert read_ticket_number(text) == read_customer_id(text) == 12


READERS: list[tuple[Callable[[str | None], object], str, list[str]]] = [
    (read_assignee, "assign-example", ["@", "@a", "@bob @eve", "@боб", "<b>", "9" * 16, '""']),
    (read_priority_argument, "priority-example", ["asap", "н", "high low", "1"]),
    (read_tags, "tag-example", ["#", "-", "a/b", '"two words"', "x" * 33, "<b>"]),
    (read_ticket_number, "merge-example", ["#", "#0", "12 13", "-12", "twelve", "9" * 16, "١٢"]),
    (read_customer_id, "open-example", ["@bob", "0", "1.5", "-1001"]),
]


@pytest.mark.parametrize(
    ("reader", "key", "text"),
    [(reader, key, text) for reader, key, texts in READERS for text in (*texts, None, "", " ")],
)
def test_nonsense_gets_an_example(reader: Callable[[str | None], object], key: str, text: str | None) -> None:
    with pytest.raises(WrongInput) as wrong:
        reader(text)
    assert wrong.value.text_key == key


def test_too_many_tags_are_refused() -> None:
    with pytest.raises(WrongInput) as wrong:
        read_tags(" ".join(f"t{number}" for number in range(11)))
    assert (wrong.value.text_key, wrong.value.variables["most"]) == ("tag-too-many", 10)


@pytest.mark.parametrize("reader", [reader for reader, _, _ in READERS])
@given(text=st.text())
def test_any_text_is_read_or_wrong_input(reader: Callable[[str | None], object], text: str) -> None:
    try:
        reader(text)
    except WrongInput as wrong:
        assert wrong.part == wrong.variables["part"]
