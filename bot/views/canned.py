"""Canned replies as operators see them: the list, one of them, a preview and what became of it."""

from collections.abc import Sequence
from html import escape

from bot.domain.answers import Button, Screen
from bot.domain.canned import preview as first_words
from bot.domain.entities import Text
from bot.domain.presses import data_of
from bot.views.formatting import quoted
from bot.views.wording import Say
from db.models import CannedReply

LISTED = 30
"""So many lines fit into a message, however long the names are."""


def listing(replies: Sequence[CannedReply], heading: str, say: Say) -> Screen:
    """Names with their first words; `heading` is HTML."""
    lines = [f"<code>{one.name}</code> – {escape(first_words(one.text))}" for one in replies[:LISTED]]
    if len(replies) > LISTED:
        lines.append(say("canned-more", count=len(replies) - LISTED))
    return Screen("\n".join([heading, *lines]))


def template(reply: CannedReply, say: Say) -> Screen:
    """One of them with its variables as they are written."""
    heading = say("canned-shown", reply=reply.name)
    return Screen(f"{heading}\n{quoted((reply.text, reply.entities))}")


def preview(ticket_id: int, name: str, stamp: str, text: Text, say: Say) -> Screen:
    """What the customer would get, with buttons to send it or not."""
    send = Button(say("button-send"), data_of("c", ticket_id, name, stamp, "send"), style="success")
    cancel = Button(say("button-cancel"), data_of("c", ticket_id, name, stamp, "cancel"))
    heading = say("canned-preview", reply=name)
    return Screen(f"{heading}\n{quoted(text)}", ([send, cancel],))


def sent(text: Text, by: str, say: Say) -> Screen:
    """The preview after Send."""
    heading = say("canned-sent", name=escape(by))
    return Screen(f"{heading}\n{quoted(text)}")


def cancelled(name: str, by: str, say: Say) -> Screen:
    """The preview after Cancel."""
    return Screen(say("canned-cancelled", reply=name, name=escape(by)))
