"""What the texts of a language are made of: the variables of each, and the plurals that it knows."""

from dataclasses import dataclass, field
from pathlib import Path

from babel import Locale
from babel.plural import PluralRule
from fluent.syntax import FluentParser
from fluent.syntax.ast import Identifier, Junk, Message, SelectExpression, VariableReference
from fluent.syntax.visitor import Visitor

CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})


@dataclass
class Made:
    """The variables of a text, and the plural categories that it tells apart by variable."""

    variables: set[str] = field(default_factory=set)
    plurals: dict[str, set[str]] = field(default_factory=dict)


def read(folder: Path) -> dict[str, Made]:
    """All texts of a language by key; fails on what is not Fluent."""
    found = {}
    for file in sorted(folder.glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, Junk), f"{file}: {entry.content}"
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{file}: {entry.id.name} is there twice"
                found[entry.id.name] = _made(entry)
    return found


def wrong_plurals(folder: Path) -> list[str]:
    """Texts that tell other plurals apart than their language does (CLDR), such as Russian without `few`.

    `other` is for fractions where a language has it beside others, as in Russian; there it may be left out.
    """
    rule = Locale.parse(folder.name, sep="-").plural_form
    assert isinstance(rule, PluralRule)
    return [
        f"{folder.name}: {key} by {variable} has {sorted(categories)}, not {sorted(rule.tags)}"
        for key, made in read(folder).items()
        for variable, categories in made.plurals.items()
        if categories - {"other"} != rule.tags
    ]


def counted(folder: Path) -> set[tuple[str, str]]:
    """Which texts have plurals, and by which variable."""
    return {(key, variable) for key, made in read(folder).items() for variable in made.plurals}


def _made(text: Message) -> Made:
    reading = _Reading()
    reading.visit(text)
    return reading.made


class _Reading(Visitor):
    def __init__(self) -> None:
        self.made = Made()

    def visit_VariableReference(self, node: VariableReference) -> None:
        self.made.variables.add(node.id.name)

    def visit_SelectExpression(self, node: SelectExpression) -> None:
        """`[0] … *[other]` only excepts a number: that is no plural."""
        names = {variant.key.name for variant in node.variants if isinstance(variant.key, Identifier)}
        if names - {"other"} and names <= CATEGORIES and isinstance(node.selector, VariableReference):
            self.made.plurals.setdefault(node.selector.id.name, set()).update(names)
        self.generic_visit(node)
