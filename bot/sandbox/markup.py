"""Keyboards: what reply_markup may hold."""

from __future__ import annotations

from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.errors import bad_request
from bot.sandbox.utf16 import utf16_length

MAX_BUTTONS = 100
MAX_MARKUP_BYTES = 10_000
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
STYLES = ("danger", "success", "primary")
_SCHEMES = ("http://", "https://", "tg://", "ton://", "tonsite://")
_INLINE_ERROR = "can't parse inline keyboard button: "


def read_markup(arguments: Arguments, *, inline_only: bool = False) -> dict[str, Any] | None:
    """The checked reply_markup, None when absent or empty."""
    if not arguments.has("reply_markup"):
        return None
    markup = arguments.object("reply_markup", "reply markup")
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup)
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        _check_reply_keyboard(markup["keyboard"])
        return markup
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def _inline(markup: dict[str, Any]) -> dict[str, Any] | None:
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array of Array')
    checked = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > MAX_BUTTONS or len(str(checked).encode()) > MAX_MARKUP_BYTES * 2:
        raise bad_request("reply markup is too long")
    return {**markup, "inline_keyboard": checked} if checked else None


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request(_INLINE_ERROR + "InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(_INLINE_ERROR + 'can\'t find field "text"')
    actions = [name for name in ACTIONS if button.get(name) not in (None, False)]
    if not actions:
        raise bad_request(_INLINE_ERROR + "Text buttons are unallowed in the inline keyboard")
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if len(actions) > 1:
        # The server takes the first field it knows; a bot that sets two has a mistake in it.
        raise bad_request(_INLINE_ERROR + f"exactly one action expected, found {', '.join(actions)}")
    _check_action(actions[0], button[actions[0]])
    if button.get("style") not in (None, *STYLES):
        raise bad_request(_INLINE_ERROR + "invalid button style specified")
    return {key: value for key, value in button.items() if value is not None}


def _check_action(name: str, value: Any) -> None:
    if name == "callback_data":
        # Bot API: 1-64 bytes, not characters.
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif name == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= utf16_length(text) <= MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif name == "url":
        has_scheme = isinstance(value, str) and value.lower().startswith(_SCHEMES)
        if not isinstance(value, str) or not (has_scheme or ("." in value and " " not in value)):
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")


def _check_reply_keyboard(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be of type Array of Array')
    buttons = [button for row in rows for button in row]
    for button in buttons:
        text = button.get("text") if isinstance(button, dict) else button
        if not isinstance(text, str):
            raise bad_request("can't parse keyboard button: can't find field \"text\"")
        if not text:
            raise bad_request("keyboard button text must be non-empty")
    if len(buttons) > 300:
        raise bad_request("reply markup is too long")
