"""A customer in words: who it is, and what the desk knows."""

from dataclasses import dataclass
from html import escape

from bot.views.wording import Wording
from db.models import Customer


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """`rating` is the average and how many it is of, None while there is none."""

    customer: Customer
    tickets: int
    rating: tuple[float, int] | None = None


def person(facts: PersonFacts, wording: Wording) -> str:
    """HTML, a line for each fact."""
    customer, say = facts.customer, wording.say
    lines = [f"<b>{escape(customer.full_name)}</b>", id_link(customer)]
    if customer.language:
        lines.append(say("card-language", tag=escape(customer.language)))
    lines.append(say("card-first-seen", date=wording.at(customer.first_seen_at)))
    lines.append(say("who-tickets", count=facts.tickets))
    if facts.rating is not None:
        average, number = facts.rating
        lines.append(say("who-rating", score=wording.average(average), count=number))
    if customer.banned_at is not None:
        lines.append(say("card-banned"))
    if customer.blocked_at is not None:
        lines.append(say("card-blocked"))
    return "\n".join(lines)


def mention(user_id: int, name: str) -> str:
    """HTML that tells a member of the group that he is spoken of."""
    return f'<a href="tg://user?id={user_id}">{escape(name)}</a>'


def id_link(customer: Customer) -> str:
    """The username, if there is one, and the id as a link to the account."""
    link = f'<a href="tg://user?id={customer.id}">{customer.id}</a>'
    return f"@{escape(customer.username)} · {link}" if customer.username else link
