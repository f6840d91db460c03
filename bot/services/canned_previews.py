"""Previews of canned replies: shown in the topic first, sent to the customer when somebody says so."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256

from bot.domain.actors import Actor
from bot.domain.answers import Answer, Screen
from bot.domain.canned import Facts, fill, read_name
from bot.domain.content import prepared_content
from bot.domain.entities import Text, utf16_len
from bot.domain.errors import RuleBroken
from bot.domain.items import MessageFacts
from bot.domain.presses import Press
from bot.services import canned_replies, relay, tickets
from bot.services.answers import Place, Said
from bot.services.desk import Desk
from bot.views import canned as views
from db.enums import Direction
from db.models import CannedReply, Ticket
from db.queries import messages
from db.queries import tickets as stored_tickets

_NUMBER = re.compile(r"[0-9]{1,15}")

LONGEST = 3_700
"""UTF-16 units of a filled text: with a heading it must fit into one message (4,096)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be sent if a certain operator sent it now; another stamp is another text."""

    name: str
    text: Text
    stamp: str


async def show(desk: Desk, by: Actor, name: str | None, place: Place) -> Said:
    """Put a preview into the customer's topic, for all to see; without a name, or with a wrong one: a list.

    Raises:
        RuleBroken: there is no ticket; or the text cannot be filled in.
    """
    if not name:
        return await canned_replies.listing(desk)
    assert place.customer_id is not None
    ticket = await tickets.of_customer(desk, place.customer_id)
    known = read_name(name)
    reply = await canned_replies.find(desk, known)
    if reply is None:
        return await canned_replies.unknown(desk, known)
    screen = _preview(desk, ticket, await _draft(desk, ticket, reply, by))
    desk.outbox.notice(place.customer_id, screen.html, reply_to=place.message_id, keyboard=screen.keyboard)
    return None


async def pressed(desk: Desk, press: Press, by: Actor) -> Said:
    """Send or cancel what a preview shows.

    Raises:
        RuleBroken: it was sent or cancelled before, the ticket is over, the canned reply is gone, or the data
            is not of a button that this message bears.
    """
    _, number, name, stamp, verb, *_ = [*press.words, "", "", "", ""]
    await _refuse_decided(desk, press)
    if not press.is_offered or press.ephemeral_id is not None:
        raise RuleBroken("press-stale")
    ticket = await _ticket(desk, number)
    match verb:
        case "send":
            return await _send(desk, press, ticket, name, stamp, by)
        case "cancel":
            _keep(desk, press, ticket, Direction.NOTE, (name, ()))
            return views.cancelled(name, by.name, desk.words)
    raise RuleBroken("press-stale")


async def _send(desk: Desk, press: Press, ticket: Ticket, name: str, stamp: str, by: Actor) -> Said:
    """Send it, if it still says what the preview shows; else show it anew, to be pressed again."""
    reply = await canned_replies.find(desk, name)
    if reply is None:
        raise RuleBroken("canned-gone")
    draft = await _draft(desk, ticket, reply, by)
    if draft.stamp != stamp:
        screen = _preview(desk, ticket, draft)
        desk.outbox.rewrite(press.chat_id, press.message_id, screen.html, screen.keyboard)
        return Answer("canned-changed")
    desk.outbox.relay(_keep(desk, press, ticket, Direction.TO_CUSTOMER, draft.text))
    await tickets.answer_written(desk, ticket, by)
    return views.sent(draft.text, by.name, desk.words)


def _keep(desk: Desk, press: Press, ticket: Ticket, direction: Direction, text: Text) -> MessageFacts:
    """Record that the preview is decided: as the source of an answer, or of what stays here.

    Sources are unique, so whatever happens no preview is decided twice.
    """
    facts = MessageFacts(
        id=desk.tx.ids.next_message(),
        customer_id=ticket.customer_id,
        direction=direction,
        source_chat_id=press.chat_id,
        source_message_id=press.message_id,
        content=prepared_content(*text),
    )
    relay.record(desk, facts, ticket_id=ticket.id, author_id=press.user_id)
    return facts


async def _refuse_decided(desk: Desk, press: Press) -> None:
    """Raises RuleBroken: somebody has sent or cancelled it."""
    await desk.session.flush()
    decided = await messages.by_source(desk.session, press.chat_id, press.message_id)
    if decided is not None:
        key = "canned-cancelled-already" if decided.direction is Direction.NOTE else "canned-sent-already"
        raise RuleBroken(key, name=desk.staff.name_of(decided.author_id))


async def _ticket(desk: Desk, number: str) -> Ticket:
    """The ticket of the preview, unless it is closed."""
    stored = await stored_tickets.by_number(desk.session, int(number)) if _NUMBER.fullmatch(number) else None
    ticket = await desk.people.ticket(stored.customer_id) if stored else None
    if stored is None or ticket is None or ticket.id != stored.id:
        raise RuleBroken("press-stale")
    return ticket


async def _draft(desk: Desk, ticket: Ticket, reply: CannedReply, by: Actor) -> Draft:
    """Raises RuleBroken: filled in it would be too long, or hold nothing that could be seen."""
    customer = await desk.people.customer(ticket.customer_id)
    assert customer is not None
    facts = Facts(
        name=customer.full_name,
        first_name=customer.first_name,
        operator=by.name if by.id is not None else desk.words_for(customer.language, "canned-our-team"),
        ticket=ticket.id,
        username=customer.username,
    )
    text, entities = fill((reply.text, reply.entities), facts)
    # Bots may not write custom emoji: the emoji that they stand for is in the text.
    seen = [entity for entity in entities if entity["type"] != "custom_emoji"]
    if utf16_len(text) > LONGEST:
        raise RuleBroken("canned-too-long", most=LONGEST)
    if not text.strip():
        raise RuleBroken("canned-empty", part="", given=0)
    return Draft(reply.name, (text, seen), _stamp(text, seen))


def _stamp(*parts: object) -> str:
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:8]


def _preview(desk: Desk, ticket: Ticket, draft: Draft) -> Screen:
    return views.preview(ticket.id, draft.name, draft.stamp, draft.text, desk.words)
