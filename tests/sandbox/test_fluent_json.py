"""Fluent compiled for the page: what it becomes, and what is refused with a reason."""

import pytest

from bot.sandbox.fluent_json import BadWords, compiled

PLURAL = """
members =
    { $count ->
        [0] nobody
        [one] { $count } member
       *[other] { $count } members
    }
"""


def test_plain_texts_are_one_part() -> None:
    assert compiled({"a.ftl": "# A comment\n\nhello = Hello!\n"}) == {"hello": ["Hello!"]}


def test_variables_stand_between_strings() -> None:
    texts = compiled({"a.ftl": "pinned = { $who } pinned “{ $words }”"})

    assert texts["pinned"] == [{"var": "who"}, " pinned “", {"var": "words"}, "”"]


def test_a_selection_keeps_its_variants_and_which_is_the_default() -> None:
    (selection,) = compiled({"a.ftl": PLURAL})["members"]

    assert selection == {
        "select": "count",
        "variants": {
            "0": ["nobody"],
            "one": [{"var": "count"}, " member"],
            "other": [{"var": "count"}, " members"],
        },
        "default": "other",
    }


def test_terms_and_other_texts_are_put_in_place_across_files() -> None:
    names = "-brand = Forumdesk\nnew = New topic"

    texts = compiled({"a.ftl": "item = { new }…\ntitle = { -brand } sandbox", "b.ftl": names})

    assert texts == {"item": ["New topic…"], "title": ["Forumdesk sandbox"], "new": ["New topic"]}


def test_literals_are_written_as_they_are() -> None:
    assert compiled({"a.ftl": r'odd = { "{" }{ 429 }{ "\u00A0" }'}) == {"odd": ["{429\u00a0"]}


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("fine = Fine\n\nbroken = { $who", "a.ftl: line 3: Expected token"),
        ("no value\n", "a.ftl: line 1: "),
        ("twice = One\ntwice = Two", "a.ftl: twice is said twice"),
        ("label = Text\n    .title = More", "label: attributes are not known"),
        ("sum = { NUMBER($sum) }", "sum: FunctionReference of this form"),
        ('size = { -size(unit: "MB") }\n-size = big', "size: TermReference of this form"),
        ("one = { two }", "one: there is no text two"),
        ("one = { -two }", "one: there is no text -two"),
        ("one = { two }\ntwo = { one }", "two: one contains itself"),
    ],
)
def test_what_the_page_could_not_say_is_refused_with_a_reason(source: str, reason: str) -> None:
    with pytest.raises(BadWords) as refusal:
        compiled({"a.ftl": source})

    assert str(refusal.value).startswith(reason)
