"""Ratings: a customer is asked how a resolved ticket was handled, and says so in stars."""

from bot.domain.answers import Button, Keyboard
from bot.domain.presses import Press, data_of
from bot.domain.ratings import SCORES, Stars, in_stars, is_taken, read_stars
from bot.services.answers import bare
from bot.services.desk import Desk
from bot.services.ticket_ledger import record
from db.models import Customer, Rating, Ticket
from db.queries import ratings

SUBJECT = "r"


async def ask(desk: Desk, ticket: Ticket) -> None:
    """Ask for stars, once for each ticket, if the customer has had an answer and can be reached."""
    if not desk.preferences.ask_rating or ticket.answered_at is None:
        return
    customer = await desk.people.customer(ticket.customer_id)
    if customer is None or customer.blocked_at is not None or customer.banned_at is not None:
        return
    await desk.session.flush()
    if await ratings.of_ticket(desk.session, ticket.id) is not None:
        return
    if not await ratings.was_answered(desk.session, ticket.id):
        return  # an operator opened it, and has not said anything
    desk.session.add(Rating(ticket_id=ticket.id, asked_at=desk.now))
    record(desk, ticket, "rating_asked", None)
    words = desk.words_for(customer.language, "rating-asked")
    desk.outbox.say_to_customer(customer.id, words, keyboard=_buttons(ticket.id))


async def pressed(desk: Desk, press: Press) -> None:
    """Keep the stars that a customer gives, or others within the reopen window; all else has no effect."""
    customer = await desk.people.customer(press.user_id)
    language = customer.language if customer else None
    stars = read_stars(press.words)
    if customer is None or stars is None:
        return _toast(desk, press, language, "rating-stale")
    known = await _rated(desk, customer, stars)
    if known is None:
        return _toast(desk, press, language, "rating-stale")
    ticket, rating = known
    if rating.score == stars.score:
        return _toast(desk, press, language, "rating-taken")
    before, rating.score = rating.score, stars.score
    rating.rated_at = rating.rated_at or desk.now
    record(desk, ticket, "rated", None, {"from": before, "to": stars.score})
    shown = in_stars(stars.score)
    thanks = desk.words_for(language, "rating-thanks", stars=shown)
    desk.outbox.rewrite(press.chat_id, press.message_id, thanks, _buttons(ticket.id))
    await _tell_operators(desk, ticket, before, shown)
    return _toast(desk, press, language, "rating-taken")


async def _rated(desk: Desk, customer: Customer, stars: Stars) -> tuple[Ticket, Rating] | None:
    """The customer's own ticket and what was asked about it, as long as an answer to that is taken."""
    if customer.banned_at is not None:
        return None
    await desk.session.flush()
    known = await ratings.with_ticket(desk.session, stars.ticket_id)
    if known is None:
        return None
    ticket, rating = known
    is_open = is_taken(rating.asked_at, rating.rated_at, desk.now, desk.preferences.reopen_window)
    return known if ticket.customer_id == customer.id and is_open else None


async def _tell_operators(desk: Desk, ticket: Ticket, before: int | None, shown: str) -> None:
    """A line in the topic; for a rating alone no new topic is made."""
    if await desk.people.topic(ticket.customer_id) is None:
        return
    number = str(ticket.id)
    if before is None:
        words = desk.words("rated", number=number, stars=shown)
    else:
        words = desk.words("rated-anew", number=number, stars=shown, before=in_stars(before))
    desk.outbox.notice(ticket.customer_id, words)


def _buttons(ticket_id: int) -> Keyboard:
    return ([Button(f"{score} ⭐", data_of(SUBJECT, ticket_id, score)) for score in SCORES],)


def _toast(desk: Desk, press: Press, language: str | None, key: str) -> None:
    desk.toast(press.id, bare(desk.words_for(language, key)))
