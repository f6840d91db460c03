"""Customers: met, greeted, lost and found again."""

from datetime import timedelta
from html import escape

from aiogram.types import User

from bot.services.desk import Desk
from db.models import Customer
from db.queries import outbox

BAN_TOLD_EVERY = timedelta(hours=1)


async def meet(desk: Desk, user: User) -> Customer:
    """The customer behind `user`, made or brought up to date; writing to us ends a block."""
    customer = await desk.people.customer(user.id)
    if customer is None:
        customer = Customer(
            id=user.id,
            first_name=user.first_name,
            last_name=user.last_name,
            username=user.username,
            language=user.language_code,
            first_seen_at=desk.now,
        )
        desk.people.add_customer(customer)
        return customer
    await _take_name(desk, customer, user)
    if customer.blocked_at is not None:
        await returned(desk, customer)
    return customer


async def start(desk: Desk, user: User, payload: str | None) -> None:
    """Greet; what a deep link carried is kept for the ticket."""
    customer = await meet(desk, user)
    if customer.banned_at is not None:
        return tell_ban(desk, customer)
    if payload:
        ticket = await desk.people.ticket(customer.id)
        if ticket is None:
            customer.start_payload = payload
        else:
            ticket.start_payload = payload
            await refresh_card(desk, customer)
    greeting = desk.words_for(customer.language, "greeting", name=escape(customer.first_name))
    desk.outbox.say_to_customer(customer.id, greeting)
    return None


async def help_customer(desk: Desk, user: User) -> None:
    customer = await meet(desk, user)
    desk.outbox.say_to_customer(customer.id, desk.words_for(customer.language, "customer-help"))


def tell_ban(desk: Desk, customer: Customer) -> None:
    """Answer a banned customer, at most once an hour."""
    if customer.ban_told_at is None or desk.now - customer.ban_told_at >= BAN_TOLD_EVERY:
        customer.ban_told_at = desk.now
        desk.outbox.say_to_customer(customer.id, desk.words_for(customer.language, "banned"))


async def left(desk: Desk, user_id: int) -> None:
    """The customer blocked the bot; operators learn it once."""
    customer = await desk.people.customer(user_id)
    if customer is not None and customer.blocked_at is None:
        customer.blocked_at = desk.now
        if await desk.people.topic(customer.id) is not None:
            desk.outbox.notice(customer.id, desk.words("customer-blocked"), alert=True)
            desk.outbox.card(customer.id)


async def came_back(desk: Desk, user: User) -> None:
    customer = await desk.people.customer(user.id)
    if customer is not None and customer.blocked_at is not None:
        await returned(desk, customer)


async def returned(desk: Desk, customer: Customer) -> None:
    """A block is over: operators learn it, and how many answers did not arrive meanwhile."""
    since, customer.blocked_at = customer.blocked_at, None
    if since is None or await desk.people.topic(customer.id) is None:
        return
    missed = await outbox.answers_lost_since(desk.session, customer.id, since)
    desk.outbox.notice(customer.id, desk.words("customer-back", missed=missed), alert=True)
    desk.outbox.card(customer.id)


def ban(desk: Desk, customer: Customer) -> None:
    """Operators want no more of this customer, who hears so at the next message."""
    customer.banned_at = desk.now
    desk.outbox.card(customer.id)


def unban(desk: Desk, customer: Customer) -> None:
    customer.banned_at = customer.ban_told_at = None
    desk.outbox.card(customer.id)


async def _take_name(desk: Desk, customer: Customer, user: User) -> None:
    changed = (
        customer.first_name != user.first_name
        or customer.last_name != user.last_name
        or customer.username != user.username
    )
    follows = user.language_code and not customer.language_is_chosen
    if follows and customer.language != user.language_code:
        customer.language = user.language_code
        changed = True
    if changed:
        customer.first_name = user.first_name
        customer.last_name = user.last_name
        customer.username = user.username
        await refresh_card(desk, customer)


async def refresh_card(desk: Desk, customer: Customer) -> None:
    """Let the card, if there is one, show who the customer is now."""
    if await desk.people.topic(customer.id) is not None:
        desk.outbox.card(customer.id)
