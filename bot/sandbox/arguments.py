"""Parameters of one call, read as the Bot API reads them: strings, JSON and form fields alike."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import bad_request


@dataclass(slots=True)
class Upload:
    """A file of a multipart request."""

    file_name: str
    content_type: str
    content: bytes


class Arguments:
    """Named parameters and uploaded files. Unknown parameters are ignored, as the real server does."""

    __slots__ = ("files", "values")

    def __init__(self, values: dict[str, Any], files: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def has(self, name: str) -> bool:
        """Whether the parameter was sent, be it empty."""
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        """The parameter as text, "" when absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        return json.dumps(value) if isinstance(value, (dict, list)) else str(value)

    def number(self, name: str, default: int = 0) -> int:
        """A whole number; the server reads what is none as 0."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            return 0

    def fraction(self, name: str) -> float | None:
        """A float, None when absent or unreadable."""
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        """A Boolean: true, yes or 1."""
        value = self.values.get(name)
        if isinstance(value, str):
            return value.lower() in ("true", "yes", "1")
        return bool(value)

    def parsed(self, name: str, what: str) -> Any:
        """A JSON parameter, None when absent; `what` names it in the error."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def object(self, name: str, what: str) -> dict[str, Any] | None:
        """A JSON object, None when absent."""
        value = self.parsed(name, what)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise bad_request(
                f"{what} must be an Object" if what != "reply markup" else "object expected as reply markup"
            )
        return value

    def list_of(self, name: str, what: str) -> list[Any] | None:
        """A JSON array, None when absent."""
        value = self.parsed(name, what)
        if value is None:
            return None
        if not isinstance(value, list):
            raise bad_request(f"expected an Array of {what}")
        return value
