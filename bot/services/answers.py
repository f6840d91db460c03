"""Answers: what a command or a press led to is said to whoever asked."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape

from aiogram.types import Message

from bot.domain.answers import Answer, Html, Screen
from bot.domain.errors import RuleBroken
from bot.domain.presses import Press
from bot.services.desk import Desk
from bot.views.moments import moment
from bot.views.wording import Wording
from db.enums import Priority
from db.models import Topic

_TAG = re.compile(r"<[^>]+>")

Said = Answer | Screen | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command was written: the answer goes there."""

    chat_id: int
    thread_id: int | None = None
    message_id: int | None = None  # to reply to
    customer_id: int | None = None  # whose topic it is
    whisper_to: int | None = None  # the command itself was seen by its author alone, so is the answer


def place_of(message: Message, topic: Topic | None) -> Place:
    """The place of a command; `topic` if it was written in a customer's.

    Bot API 10.2: a client that sends ephemeral commands also shows ephemeral answers.
    """
    is_ephemeral = message.ephemeral_message_id is not None
    return Place(
        chat_id=message.chat.id,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        message_id=None if is_ephemeral else message.message_id,
        customer_id=topic.customer_id if topic is not None else None,
        whisper_to=message.from_user.id if is_ephemeral and message.from_user else None,
    )


def say(desk: Desk, place: Place, said: Said) -> None:
    """Answer a command in words."""
    if said is None:
        return
    screen = Screen(html_of(desk, said), said.keyboard)
    if place.customer_id is not None:
        desk.outbox.notice(
            place.customer_id,
            screen.html,
            reply_to=place.message_id,
            keyboard=screen.keyboard,
            receiver_id=place.whisper_to,
        )
        return
    desk.outbox.say(
        place.chat_id,
        screen.html,
        thread_id=place.thread_id,
        reply_to=place.message_id,
        keyboard=screen.keyboard,
        receiver_id=place.whisper_to,
        priority=Priority.ANSWER,
    )


def show(desk: Desk, press: Press, said: Said) -> None:
    """Answer a press: a text is shown for a moment, a screen takes the place of the message."""
    if isinstance(said, Screen):
        whisper = (press.user_id, press.ephemeral_id) if press.ephemeral_id is not None else None
        desk.outbox.rewrite(press.chat_id, press.message_id, said.html, said.keyboard, whisper=whisper)
        desk.toast(press.id, "")
    else:
        desk.toast(press.id, bare(html_of(desk, said)) if said else "")


def refuse(desk: Desk, press: Press, broken: RuleBroken) -> None:
    """Say why a press had no effect."""
    text = bare(html_of(desk, Answer(broken.text_key, broken.variables)))
    desk.toast(press.id, text, alert=True)


def html_of(desk: Desk, said: Answer | Screen) -> str:
    """The answer as HTML in the operators' language, what people typed escaped."""
    if isinstance(said, Screen):
        return said.html
    wording = desk.wording
    return wording.say(said.key, **{name: _safe(value, wording) for name, value in said.variables.items()})


def _safe(value: object, wording: Wording) -> object:
    if isinstance(value, datetime):
        return moment(value, str(value.tzinfo), wording.language)
    return escape(value) if isinstance(value, str) and not isinstance(value, Html) else value


def bare(html: str) -> str:
    """The text of HTML, for places that know no formatting."""
    return unescape(_TAG.sub("", html))
