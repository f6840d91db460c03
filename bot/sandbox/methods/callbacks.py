"""answerCallbackQuery."""

from __future__ import annotations

from typing import Any

from bot.sandbox.callbacks import ANSWER_WITHIN, CallbackAnswer
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.utf16 import utf16_length

MAX_ANSWER = 200


@method("answerCallbackQuery")
def answer_callback_query(request: Request) -> Any:
    arguments, world = request.arguments, request.world
    press = world.callbacks.get(arguments.text("callback_query_id"))
    now = world.now().timestamp()
    if press is None or press.bot is not request.bot or now - press.pressed_at > ANSWER_WITHIN:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = arguments.text("text")
    if utf16_length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press.take(CallbackAnswer(text, arguments.flag("show_alert"), arguments.text("url")))
    world.touch()
    return True
