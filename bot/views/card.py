"""The opening card of a topic: who the customer is, as HTML."""

from collections.abc import Sequence
from html import escape
from zoneinfo import ZoneInfo

from bot.i18n.texts import Texts
from db.models import Customer, Ticket, Topic


def card(
    customer: Customer,
    topic: Topic,
    ticket: Ticket | None,
    earlier: Sequence[Topic],
    texts: Texts,
    language: str,
    timezone: str,
) -> str:
    """Name, username, language, link, first seen, what the deep link carried, where the history is.

    `language` and `timezone` (IANA) are those of the operators.
    """
    say = texts.get
    lines = [f"<b>{escape(customer.full_name)}</b>"]
    link = f'<a href="tg://user?id={customer.id}">{customer.id}</a>'
    if customer.username:
        link = f"@{escape(customer.username)} · {link}"
    lines.append(link)
    if customer.language:
        lines.append(say("card-language", language, tag=escape(customer.language)))
    seen_at = customer.first_seen_at.astimezone(ZoneInfo(timezone))
    lines.append(say("card-first-seen", language, date=f"{seen_at:%Y-%m-%d %H:%M}"))
    if ticket is not None and ticket.start_payload:
        lines.append(say("card-payload", language, payload=escape(ticket.start_payload)))
    if customer.banned_at is not None:
        lines.append(say("card-banned", language))
    if customer.blocked_at is not None:
        lines.append(say("card-blocked", language))
    links = [topic_link(lost.chat_id, lost.thread_id) for lost in earlier if lost.chat_id == topic.chat_id]
    if links:
        lines.append(say("card-history", language, links=", ".join(links)))
    return "\n".join(lines)


def topic_link(chat_id: int, thread_id: int) -> str:
    """A link to a topic of a supergroup; works for its members."""
    internal = str(chat_id).removeprefix("-100")
    return f'<a href="https://t.me/c/{internal}/{thread_id}">#{thread_id}</a>'
