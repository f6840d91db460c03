"""A week at the desk, played over HTTP: for pictures of a desk that has seen some work."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.theatre import does
from tests.browser.visitor import forum, messages, people, say, topics

ARRIVES_WITHIN = 20.0  # seconds
LOOKS_EVERY = 0.05
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody asks, waits some minutes for the answer, and gives stars in the end."""

    first_name: str
    last_name: str
    asks: str
    minutes: int
    by: str
    answer: str
    stars: int


PAST = (
    Case("Ines", "Costa", "The voucher SPRING26 does not work.", 6, "Bob", "It does now, try again.", 5),
    Case("Tom", "Becker", "Which size is right for 43?", 4, "Carol", "Take L, it runs a bit small.", 5),
    Case("Yuki", "Tanaka", "Can I have an invoice for my company?", 11, "Bob", "It is in your mail.", 4),
    Case("Omar", "Haddad", "The zip broke after two days!", 34, "Carol", "Sorry! A new one is coming.", 3),
    Case("Lena", "Novak", "Is the blue one coming back?", 9, "Carol", "Yes, next Tuesday.", 5),
)
WAITING = (
    ("Sam", "Reed", "I was charged twice for order 1207."),
    ("Mia", "Rossi", "Do you have this in green, too?"),
    ("Paul", "Weiss", "How do I send something back?"),
)


def play(url: str) -> None:
    """Five days and five customers pass, and three more come who wait: one is overdue already."""
    group = forum(url)["id"]
    say(url, "Carol", "/on", chat=group)
    answers(url, "Bob", "Alice Liddell", "/resolve")
    answers(url, "Bob", "Max Weber", "We do, and it takes three days.")
    waiter = next(person["id"] for person in people(url) if person["first_name"] == "Max")
    _until(lambda: _shows(url, waiter, "three days"))
    for case in PAST:
        skip(url, 21 * HOUR)
        _serve(url, case)
    skip(url, 20 * HOUR)
    for first_name, last_name, text in WAITING:
        skip(url, 9 * MINUTE)
        asks(url, first_name, last_name, text)


def read_all(url: str) -> None:
    """Bob has seen everything."""
    bob = next(person["id"] for person in people(url) if person["first_name"] == "Bob")
    group = forum(url)
    newest = messages(url, group["id"])[-1]["message_id"]
    for topic in (1, *topics(url).values()):
        does(url, "read", **{"as": bob}, chat=group["id"], topic=topic, message=newest)


def skip(url: str, seconds: float) -> None:
    does(url, "skip", seconds=seconds)


def asks(url: str, first_name: str, last_name: str, text: str) -> int:
    """Somebody new writes; returns who it is when operators see it."""
    person: int = does(url, "add_customer", first_name=first_name, last_name=last_name)["person"]
    say(url, person, text)
    _until(lambda: _shows(url, forum(url)["id"], text))
    return person


def answers(url: str, who: str, customer: str, text: str) -> None:
    """An operator answers in the topic of that name."""
    say(url, who, text, topic=topics(url)[customer])


def _serve(url: str, case: Case) -> None:
    person = asks(url, case.first_name, case.last_name, case.asks)
    skip(url, case.minutes * MINUTE)
    name = f"{case.first_name} {case.last_name}"
    answers(url, case.by, name, case.answer)
    _until(lambda: _shows(url, person, case.answer))
    skip(url, 20 * MINUTE)
    answers(url, case.by, name, "/resolve")
    rating = _until(lambda: next((m for m in messages(url, person) if "reply_markup" in m), None))
    (buttons,) = rating["reply_markup"]["inline_keyboard"]
    data = buttons[case.stars - 1]["callback_data"]
    does(url, "press", **{"as": person}, chat=person, message=rating["message_id"], data=data)


def _shows(url: str, chat: int, text: str) -> bool:
    return any(text in message.get("text", "") for message in messages(url, chat))


def _until(condition: Callable[[], Any]) -> Any:
    """The first truthy value of `condition`."""
    give_up_at = time.monotonic() + ARRIVES_WITHIN
    while not (value := condition()):
        if time.monotonic() > give_up_at:
            raise AssertionError("it did not come")
        time.sleep(LOOKS_EVERY)
    return value
