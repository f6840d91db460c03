"""Splitting and joining formatted text in UTF-16 units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.entities import (
    Entity,
    Text,
    cut_entities,
    join_texts,
    split_text,
    utf16_len,
)

letters = st.text(st.sampled_from("ab \nя😀é\u0301\u200d👩"), max_size=60)


@st.composite
def formatted(draw: st.DrawFn) -> Text:
    text = draw(letters)
    length = utf16_len(text)
    spans = draw(st.lists(st.tuples(st.integers(0, length), st.integers(0, length)), max_size=3))
    return text, [bold(min(span), max(span) - min(span)) for span in spans if span[0] != span[1]]


def bold(offset: int, length: int) -> Entity:
    return {"type": "bold", "offset": offset, "length": length}


def covered(text: str, entity: Entity) -> bytes:
    """The UTF-16 bytes under an entity, which may cut an emoji in two."""
    start = entity["offset"] * 2
    return text.encode("utf-16-le")[start : start + entity["length"] * 2]


def inked(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("text", "length"), [("", 0), ("abc", 3), ("яй", 2), ("😀", 2), ("a😀я", 4)])
def test_length_is_counted_in_utf16_units(text: str, length: int) -> None:
    assert utf16_len(text) == length


@given(st.text())
def test_length_is_that_of_the_utf16_encoding(text: str) -> None:
    assert utf16_len(text) == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("short", ["short"]),
        ("", []),
        (" \n ", []),
        ("aaaaa\n\nb\ncc dddd", ["aaaaa", "b\ncc dddd"]),
        ("aaaa b\ncc ddddd", ["aaaa b", "cc ddddd"]),
        ("aaa bbb ccc ddd", ["aaa bbb", "ccc ddd"]),
        ("aaaaaaaaaabbbbb", ["aaaaaaaaaa", "bbbbb"]),
        ("aaaaaaaaa😀bbbb", ["aaaaaaaaa", "😀bbbb"]),
        ("aaaaaaaa👩\u200d👩b", ["aaaaaaaa", "👩\u200d👩b"]),
        ("aaaaaaaaae\u0301bb", ["aaaaaaaaa", "e\u0301bb"]),
        ("aaaaaaaaaa\n\n\nbbb", ["aaaaaaaaaa", "bbb"]),
    ],
)
def test_text_is_cut_at_paragraph_then_line_then_word_and_never_in_an_emoji(
    text: str, parts: list[str]
) -> None:
    assert [part for part, _ in split_text(text, limit=10)] == parts


def test_text_that_fits_is_left_alone() -> None:
    assert split_text("  a ", [bold(0, 4)], limit=4) == [("  a ", (bold(0, 4),))]


def test_an_entity_across_the_cut_is_in_both_parts() -> None:
    entity = {"type": "pre", "offset": 2, "length": 9, "language": "c"}

    parts = split_text("aaaa bbbb cccc", [entity], limit=9)

    assert parts == [
        ("aaaa bbbb", ({"type": "pre", "offset": 2, "length": 7, "language": "c"},)),
        ("cccc", ({"type": "pre", "offset": 0, "length": 1, "language": "c"},)),
    ]


def test_half_a_custom_emoji_is_none() -> None:
    emoji = {"type": "custom_emoji", "offset": 0, "length": 4, "custom_emoji_id": "1"}

    assert cut_entities([emoji], 0, 3) == ()
    assert cut_entities([emoji], 0, 4) == (emoji,)


def test_a_limit_below_one_emoji_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogate pair"):
        split_text("abc", limit=1)


@given(formatted(), st.integers(2, 12))
def test_parts_fit_and_nothing_but_white_space_is_lost(given_text: Text, limit: int) -> None:
    text, entities = given_text

    parts = split_text(text, entities, limit)

    assert all(0 < utf16_len(part) <= limit and part.strip() for part, _ in parts)
    assert inked("".join(part for part, _ in parts)) == inked(text)


@given(formatted(), st.integers(2, 12))
def test_entities_stay_inside_their_part_and_on_their_words(given_text: Text, limit: int) -> None:
    text, entities = given_text
    entities = entities[:1]

    parts = split_text(text, entities, limit)

    for part, own in parts:
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16_len(part) for e in own)
    over = b"".join(covered(part, e) for part, own in parts for e in own)
    assert _without_spaces(over) == b"".join(_without_spaces(covered(text, e)) for e in entities if parts)


@given(st.lists(formatted(), max_size=4), st.sampled_from(["\n", "\n\n", " 😀 "]))
def test_joined_texts_are_found_again_at_their_ranges(parts: list[Text], separator: str) -> None:
    text, entities, ranges = join_texts(parts, separator)

    units = text.encode("utf-16-le")
    assert [units[2 * start : 2 * end].decode("utf-16-le") for start, end in ranges] == [p for p, _ in parts]
    assert text == separator.join(part for part, _ in parts)
    assert [covered(text, e) for e in entities] == [covered(part, e) for part, own in parts for e in own]


def test_separators_belong_to_no_range() -> None:
    _, _, ranges = join_texts([("ab", ()), ("cd", ())], "--")

    assert ranges == ((0, 2), (4, 6))


def _without_spaces(units: bytes) -> bytes:
    pairs = [units[i : i + 2] for i in range(0, len(units), 2)]
    return b"".join(pair for pair in pairs if pair not in (b" \x00", b"\n\x00"))
