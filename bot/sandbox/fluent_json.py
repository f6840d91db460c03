"""Fluent as JSON, for a page that has no Fluent of its own: every text as a list of parts.

A part is a string, {"var": name}, or {"select": name, "variants": {key: parts}, "default": key}; a key is a
number, a plural category or a word. Terms and other texts are put in where they are named. Attributes,
functions and arguments of terms have no JSON here: such a file is refused, as is one with an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fluent.syntax import FluentParser, ast

Parts = list[Any]
Entry = ast.Message | ast.Term


class BadWords(ValueError):
    """A Fluent file that cannot be compiled; the text says where and why."""


def compiled(sources: dict[str, str]) -> dict[str, Parts]:
    """The texts of one language by their keys; `sources` are its Fluent files by their names.

    Raises:
        BadWords: a file is not Fluent, something is said twice, or in more of Fluent than the page knows.
    """
    entries: dict[str, Entry] = {}
    for name, source in sources.items():
        for entry in _entries(name, source):
            if _key(entry) in entries:
                raise BadWords(f"{name}: {_key(entry)} is said twice")
            entries[_key(entry)] = entry
    texts = _Texts(entries)
    return {key: texts.parts(key) for key in entries if not key.startswith("-")}


def _entries(name: str, source: str) -> Iterator[Entry]:
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ast.Junk):
            raise BadWords(f"{name}: {_fault(entry, source)}")
        if isinstance(entry, Entry):
            yield entry


def _key(entry: Entry) -> str:
    return f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name


def _fault(junk: ast.Junk, source: str) -> str:
    fault = junk.annotations[0]
    start = fault.span.start if fault.span is not None else 0
    return f"line {source.count(chr(10), 0, start) + 1}: {fault.message}"


class _Texts:
    """Compiles entries; `within` are the keys on the way to a text, so that none contains itself."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self.entries = entries

    def parts(self, key: str, within: tuple[str, ...] = ()) -> Parts:
        entry = self.entries.get(key)
        where = within[-1] if within else key
        if key in within:
            raise _refusal(where, f"{key} contains itself")
        if entry is None or entry.value is None:
            raise _refusal(where, f"there is no text {key}")
        if entry.attributes:
            raise _refusal(key, "attributes are not known here")
        return self._pattern(entry.value, (*within, key))

    def _pattern(self, pattern: ast.Pattern, within: tuple[str, ...]) -> Parts:
        found: Parts = []
        for element in pattern.elements:
            said = (
                [element.value]
                if isinstance(element, ast.TextElement)
                else self._expression(element.expression, within)
            )
            for part in said:
                if isinstance(part, str) and found and isinstance(found[-1], str):
                    found[-1] += part
                else:
                    found.append(part)
        return found

    def _expression(self, expression: object, within: tuple[str, ...]) -> Parts:
        match expression:
            case ast.Placeable():
                return self._expression(expression.expression, within)
            case ast.StringLiteral():
                return [expression.parse()["value"]]
            case ast.NumberLiteral():
                return [expression.value]
            case ast.VariableReference():
                return [{"var": expression.id.name}]
            case ast.MessageReference(attribute=None):
                return self.parts(expression.id.name, within)
            case ast.TermReference(attribute=None, arguments=None):
                return self.parts(f"-{expression.id.name}", within)
            case ast.SelectExpression(selector=ast.VariableReference()):
                return [self._selection(expression, within)]
        raise _refusal(within[-1], f"{type(expression).__name__} of this form is not known here")

    def _selection(self, expression: ast.SelectExpression, within: tuple[str, ...]) -> dict[str, Any]:
        assert isinstance(expression.selector, ast.VariableReference)
        return {
            "select": expression.selector.id.name,
            "variants": {
                _variant(variant): self._pattern(variant.value, within) for variant in expression.variants
            },
            "default": next(_variant(variant) for variant in expression.variants if variant.default),
        }


def _refusal(key: str, reason: str) -> BadWords:
    return BadWords(f"{key}: {reason}")


def _variant(variant: ast.Variant) -> str:
    return variant.key.name if isinstance(variant.key, ast.Identifier) else variant.key.value
