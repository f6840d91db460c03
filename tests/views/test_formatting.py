"""Text with entities becomes HTML that says the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.entities import Entity, utf16_len
from bot.sandbox.html import parse_html
from bot.views.formatting import html_of, quoted


def entity(kind: str, offset: int, length: int, **more: object) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        ("a < b & c", [], "a &lt; b &amp; c"),
        ("bold", [entity("bold", 0, 4)], "<b>bold</b>"),
        ("😀 bold", [entity("bold", 3, 4)], "😀 <b>bold</b>"),
        ("abc", [entity("bold", 0, 3), entity("italic", 1, 1)], "<b>a<i>b</i>c</b>"),
        ("abc", [entity("bold", 0, 2), entity("italic", 1, 2)], "<b>a<i>b</i></b><i>c</i>"),
        ("@bob #1", [entity("mention", 0, 4)], "@bob #1"),
        (
            "link",
            [entity("text_link", 0, 4, url='http://x/?a="b"&c')],
            '<a href="http://x/?a=&quot;b&quot;&amp;c">link</a>',
        ),
        ("Eve", [entity("text_mention", 0, 3, user={"id": 7})], '<a href="tg://user?id=7">Eve</a>'),
        (
            "x = 1",
            [entity("pre", 0, 5, language="python")],
            '<pre><code class="language-python">x = 1</code></pre>',
        ),
        ("x", [entity("pre", 0, 1)], "<pre>x</pre>"),
        ("long", [entity("expandable_blockquote", 0, 4)], "<blockquote expandable>long</blockquote>"),
        (
            "9:00",
            [entity("date_time", 0, 4, unix_time=5, date_time_format="t")],
            '<tg-time unix="5" format="t">9:00</tg-time>',
        ),
        ("👍", [entity("custom_emoji", 0, 2, custom_emoji_id="7")], "👍"),
        ("new", [entity("of_the_future", 0, 3)], "new"),
        ("", [], ""),
    ],
)
def test_entities_become_tags(text: str, entities: list[Entity], html: str) -> None:
    assert html_of((text, entities)) == html


def test_a_quotation_within_a_quotation_is_not_marked() -> None:
    text = ("a b", [entity("blockquote", 0, 1), entity("bold", 2, 1)])

    assert quoted(text) == "<blockquote>a <b>b</b></blockquote>"


@given(
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12),
    st.lists(
        st.tuples(st.sampled_from(["bold", "italic", "code"]), st.integers(0, 12), st.integers(1, 12)),
        max_size=4,
    ),
)
def test_whatever_overlaps_the_html_is_well_formed_and_says_the_same(
    text: str, wanted: list[tuple[str, int, int]]
) -> None:
    starts = [utf16_len(text[:place]) for place in range(len(text) + 1)]
    entities = [
        entity(kind, starts[first], starts[min(first + length, len(text))] - starts[first])
        for kind, first, length in wanted
        if first < len(text)
    ]

    said, _ = parse_html(html_of((text, entities)))

    assert said == text
