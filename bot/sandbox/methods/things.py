"""Sending what is no file: location, venue, contact, poll, dice; live locations and polls while they last."""

from __future__ import annotations

from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.content import DICE_SIDES, dice_content, poll_content, venue_content
from bot.sandbox.errors import bad_request
from bot.sandbox.markup import read_markup
from bot.sandbox.messages import Raw
from bot.sandbox.methods.editing import apply_edit, editable_message
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.sending import send
from bot.sandbox.targets import message_in, writable_room

MAX_QUESTION = 300
MAX_OPTION = 100
MAX_OPTIONS = 12
FOREVER = 0x7FFFFFFF


def _place(arguments: Arguments) -> Raw:
    place: Raw = {}
    for name, most in (("latitude", 90.0), ("longitude", 180.0)):
        value = arguments.fraction(name)
        if value is None:
            raise bad_request(f"{name} is empty")
        if not -most <= value <= most:
            raise bad_request("wrong location specified")
        place[name] = value
    accuracy = arguments.fraction("horizontal_accuracy")
    if accuracy:
        place["horizontal_accuracy"] = min(max(accuracy, 0.0), 1500.0)
    return place


@method("sendLocation")
def send_location(request: Request) -> Any:
    arguments = request.arguments
    place = _place(arguments)
    period = arguments.number("live_period")
    if period:
        if not 60 <= period <= 86_400 and period != FOREVER:
            raise bad_request("wrong live location period specified")
        place["live_period"] = period
        for name in ("heading", "proximity_alert_radius"):
            if arguments.number(name):
                place[name] = arguments.number(name)
    return send(request, "location", {"location": place})


@method("editMessageLiveLocation")
def edit_message_live_location(request: Request) -> Any:
    message = editable_message(request)
    old = message.content.get("location", {})
    if message.kind != "location" or "live_period" not in old:
        raise bad_request("there is no live location in the message to edit")
    place = {**_place(request.arguments), "live_period": old["live_period"]}
    if request.arguments.number("live_period"):
        place["live_period"] = request.arguments.number("live_period")
    return apply_edit(request, message, {"location": place}, read_markup(request.arguments, inline_only=True))


@method("stopMessageLiveLocation")
def stop_message_live_location(request: Request) -> Any:
    message = editable_message(request)
    old = message.content.get("location", {})
    if message.kind != "location" or "live_period" not in old:
        raise bad_request("there is no live location in the message to edit")
    place = {key: old[key] for key in ("latitude", "longitude", "horizontal_accuracy") if key in old}
    return apply_edit(request, message, {"location": place}, read_markup(request.arguments, inline_only=True))


@method("sendVenue")
def send_venue(request: Request) -> Any:
    arguments = request.arguments
    given = _place(arguments)
    for name in ("title", "address"):
        if not arguments.text(name):
            raise bad_request(f"{name} is empty")
    names = ("title", "address", "foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
    given.update({name: arguments.text(name) for name in names if arguments.text(name)})
    return send(request, "venue", venue_content(given))


@method("sendContact")
def send_contact(request: Request) -> Any:
    arguments = request.arguments
    if not arguments.text("phone_number"):
        raise bad_request("PHONE_NUMBER_INVALID")
    if not arguments.text("first_name"):
        raise bad_request("contact first name must be non-empty")
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: arguments.text(name) for name in names if arguments.text(name)}
    return send(request, "contact", {"contact": contact})


@method("sendDice")
def send_dice(request: Request) -> Any:
    emoji = request.arguments.text("emoji") or "🎲"
    if emoji not in DICE_SIDES:
        raise bad_request("wrong dice emoji specified")
    return send(request, "dice", dice_content(emoji))


@method("sendPoll")
def send_poll(request: Request) -> Any:
    arguments = request.arguments
    question = arguments.text("question").strip()
    if not question:
        raise bad_request("poll question must be non-empty")
    if len(question) > MAX_QUESTION:
        raise bad_request(f"poll question length must not exceed {MAX_QUESTION}")
    texts = [_option(item) for item in arguments.list_of("options", "InputPollOption") or []]
    if len(texts) < 2:
        raise bad_request("poll must have at least 2 option")
    if len(texts) > MAX_OPTIONS:
        raise bad_request(f"poll can't have more than {MAX_OPTIONS} options")
    given: Raw = {"type": arguments.text("type") or "regular"}
    if given["type"] not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    if given["type"] == "quiz":
        given["correct_option_ids"] = _correct(arguments, len(texts))
    if arguments.has("is_anonymous"):
        given["is_anonymous"] = arguments.flag("is_anonymous")
    if arguments.flag("allows_multiple_answers"):
        given["allows_multiple_answers"] = True
    return send(request, "poll", poll_content(question, texts, given))


def _option(item: Any) -> str:
    text = item.get("text") if isinstance(item, dict) else item
    if not isinstance(text, str) or not text.strip():
        raise bad_request("poll options must be non-empty")
    if len(text) > MAX_OPTION:
        raise bad_request(f"poll options length must not exceed {MAX_OPTION}")
    return text


def _correct(arguments: Arguments, count: int) -> list[int]:
    ids = arguments.list_of("correct_option_ids", "Integer")
    if ids is None and arguments.has("correct_option_id"):
        ids = [arguments.number("correct_option_id")]
    if not ids or not all(isinstance(one, int) and 0 <= one < count for one in ids):
        raise bad_request("wrong correct option ID specified")
    return ids


@method("stopPoll")
def stop_poll(request: Request) -> Any:
    arguments = request.arguments
    room = writable_room(request, arguments.values.get("chat_id"))
    message = message_in(room, arguments.number("message_id"), "edit")
    if message.kind != "poll":
        raise bad_request("message is not a poll")
    if message.sender is not request.bot:
        raise bad_request("poll can't be stopped")
    poll = message.content["poll"]
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    request.spend(room)
    message.content = {"poll": {**poll, "is_closed": True}}
    message.markup = read_markup(arguments, inline_only=True)
    request.world.touch()
    return message.content["poll"]
