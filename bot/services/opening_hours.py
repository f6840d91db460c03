"""Opening hours: customers are told when operators are back or, in hours, how soon to expect an answer."""

from datetime import datetime, timedelta

from bot.domain.answering_times import LATELY, expected
from bot.i18n.texts import spoken, tag_of
from bot.services.desk import Desk
from bot.sla.errors import SlaError
from bot.views.moments import spoken_moment
from bot.views.spoken import spoken_length
from db.models import Customer, Ticket
from db.queries import tickets

MEASURED_EVERY = timedelta(minutes=5)


async def inform(desk: Desk, customer: Customer, ticket: Ticket, *, is_new: bool) -> None:
    """Say what a customer who has just written may expect.

    Out of hours it is when the desk opens, once in each closed period, unless operators began the ticket; in
    hours, how long first answers took lately, once for each ticket that the customer opens. Any other message
    costs no statement.
    """
    told = desk.preferences
    if not (told.tell_closed or (told.tell_expected_time and is_new)):
        return
    if not desk.versions.current.calendar.is_open(desk.now):
        if told.tell_closed and ticket.opened_by is None:
            _tell_closed(desk, customer)
    elif told.tell_expected_time and is_new:
        await _tell_expected_time(desk, customer)


def moment_for(desk: Desk, language: str | None, key: str, at: datetime) -> str:
    """A moment as HTML for the text `key`: in the desk's zone, in the language that the text will be in."""
    zone = desk.versions.current.calendar.zone
    return spoken_moment(at, zone, _language_of(desk, language, key))


def _language_of(desk: Desk, language: str | None, key: str) -> str:
    """The language in which a customer who reads `language` gets the text `key`, with its region if known."""
    built_in = spoken(language, key)
    own = desk.preferences.texts.get(key, {})
    tag = tag_of(language or "")
    is_own = tag in own or tag.split("-")[0] in own
    return tag if is_own or tag.split("-")[0] == built_in else built_in


def _tell_closed(desk: Desk, customer: Customer) -> None:
    try:
        opens_at = desk.versions.current.calendar.next_opening(desk.now)
    except SlaError:
        return  # it never does again: there is nothing to be said
    if customer.told_closed_until == opens_at:
        return
    customer.told_closed_until = opens_at
    opens = moment_for(desk, customer.language, "closed-now", opens_at)
    desk.outbox.say_to_customer(customer.id, desk.words_for(customer.language, "closed-now", opens=opens))


async def _tell_expected_time(desk: Desk, customer: Customer) -> None:
    """Whatever does not fit before the desk closes is said as the moment that it ends."""
    usual = await _usual(desk)
    if usual is None:
        return
    language, calendar = customer.language, desk.versions.current.calendar
    try:
        ends_at = calendar.add(desk.now, usual)
    except SlaError:
        return
    if ends_at - desk.now > usual:
        words = desk.words_for(language, "expected-by", at=moment_for(desk, language, "expected-by", ends_at))
    else:
        said = spoken_length(usual, _language_of(desk, language, "expected-within"))
        words = desk.words_for(language, "expected-within", length=said)
    desk.outbox.say_to_customer(customer.id, words)


async def _usual(desk: Desk) -> timedelta | None:
    """How long a first answer takes, in working time; measured anew only every few minutes."""
    known = desk.answering
    if known.measured_at is None or not timedelta(0) <= desk.now - known.measured_at < MEASURED_EVERY:
        calendar = desk.versions.current.calendar
        answered = await tickets.answered_since(desk.session, desk.now - LATELY)
        known.usual = expected([calendar.between(opened, at) for opened, at in answered])
        known.measured_at = desk.now
    return known.usual
