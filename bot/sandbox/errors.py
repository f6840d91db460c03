"""What the sandbox answers when it refuses a call, and what it raises when a test asks for the impossible."""

from typing import Any


class ApiError(Exception):
    """An answer with `ok: false`: HTTP code, exact description and optional ResponseParameters."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """The response body of the Bot API."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class NotPossible(Exception):
    """A person was asked to do what no Telegram client allows (write into a closed topic, press a missing
    button, write to a bot that he has blocked).

    What a visitor of the page can meet carries the key of a text in words/ with its variables.
    """

    def __init__(self, reason: str, key: str = "", **variables: str | int) -> None:
        super().__init__(reason)
        self.key = key
        self.variables = variables

    def as_json(self) -> dict[str, Any]:
        """{"error": the reason in English} and, if the page has a text for it, its `key` and `variables`."""
        text = {"key": self.key, "variables": self.variables} if self.key else {}
        return {"error": str(self), **text}


def bad_request(text: str) -> ApiError:
    """`400 Bad Request: <text>`."""
    return ApiError(400, "Bad Request: " + text)


def forbidden(text: str) -> ApiError:
    """`403 Forbidden: <text>`."""
    return ApiError(403, "Forbidden: " + text)


class FloodError(ApiError):
    """A breach of a flood limit."""


def too_many_requests(retry_after: int) -> FloodError:
    """429; `retry_after` is a whole number of seconds."""
    return FloodError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def conflict(text: str) -> ApiError:
    """`409 Conflict: <text>`."""
    return ApiError(409, "Conflict: " + text)
