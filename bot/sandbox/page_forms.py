"""What the page asks for: one JSON object, with the files that go with it."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.sandbox.arguments import Upload


class BadForm(Exception):
    """The request is not what the page sends; the text says what is wrong with it."""


class Form:
    """Fields of one action, checked as they are read; `files` in the order in which they were chosen."""

    def __init__(self, values: dict[str, Any], files: list[Upload] | None = None) -> None:
        self.values = values
        self.files = files or []

    def has(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """A string; BadForm if it is missing and there is no default."""
        value = self.values[name] if self.has(name) else default
        if not isinstance(value, str):
            raise BadForm(f"{name} must be a text")
        return value

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.values[name] if self.has(name) else default
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadForm(f"{name} must be a whole number")
        return value

    def seconds(self, name: str, most: float) -> float:
        """A positive number of seconds up to `most`."""
        value = self.values.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= most:
            raise BadForm(f"{name} must be a number of seconds above 0 and up to {most:.0f}")
        return float(value)

    def flag(self, name: str) -> bool:
        """A truth value."""
        value = self.values.get(name)
        if not isinstance(value, bool):
            raise BadForm(f"{name} must be true or false")
        return value

    def objects(self, name: str) -> list[dict[str, Any]]:
        """A list of objects, [] when absent."""
        value = self.values.get(name) or []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise BadForm(f"{name} must be a list of objects")
        return value

    def texts(self, name: str) -> list[str]:
        """A list of strings, [] when absent."""
        value = self.values.get(name) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise BadForm(f"{name} must be a list of texts")
        return value


async def read_form(http: web.BaseRequest) -> Form:
    """A JSON body, or a multipart one whose field `form` is that JSON and whose other parts are files."""
    if not http.content_type.startswith("multipart/"):
        return Form(_object(await http.read()))
    values: dict[str, Any] | None = None
    files: list[Upload] = []
    for name, part in (await http.post()).items():
        if isinstance(part, web.FileField):
            files.append(Upload(part.filename, part.content_type, part.file.read()))
        elif name == "form":
            values = _object(part if isinstance(part, str) else bytes(part))
    if values is None:
        raise BadForm("the field `form` is missing")
    return Form(values, files)


def _object(body: str | bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except ValueError:
        raise BadForm("the body must be JSON") from None
    if not isinstance(parsed, dict):
        raise BadForm("the body must be a JSON object")
    return parsed
