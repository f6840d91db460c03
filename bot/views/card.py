"""The card of a topic: the ticket, who the customer is, and the buttons for both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from bot.domain.answers import Button, Keyboard
from bot.domain.presses import data_of
from bot.domain.ticket_states import TicketEvent, is_possible
from bot.views.wording import Wording
from db.enums import ClockKind, TicketPriority, TicketState
from db.models import Customer, Ticket, Topic

SNOOZES = ("1h", "3h", "tomorrow", "monday")
"""The choices of the card's snooze menu; `snooze.py` of the services knows what they mean."""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """All that the card shows."""

    customer: Customer
    topic: Topic
    ticket: Ticket | None
    assignee: str | None = None
    due: tuple[ClockKind, datetime] | None = None  # the clock that runs out first
    undelivered: int = 0  # answers of this ticket that did not arrive
    earlier_tickets: Sequence[Ticket] = ()  # newest first
    earlier_topics: Sequence[Topic] = ()


def card(facts: CardFacts, wording: Wording) -> str:
    """The ticket first, then who the customer is, then where the history is; HTML."""
    return "\n".join([*_ticket(facts, wording), *_customer(facts, wording), *_history(facts, wording)])


def card_keyboard(facts: CardFacts, wording: Wording, menu: str | None = None) -> Keyboard:
    """The buttons that would work now; `menu` opens one of `snooze`, `priority`, `more`."""
    ticket = facts.ticket
    if ticket is None:
        return ()
    match menu:
        case "snooze":
            choices = [_button(wording, ticket, f"snooze-{one}", "snooze", one) for one in SNOOZES]
            return (choices[:2], choices[2:], [_back(wording, ticket)])
        case "priority":
            choices = [_button(wording, ticket, f"priority-{one}", "priority", one) for one in TicketPriority]
            return (choices[:2], choices[2:], [_back(wording, ticket)])
        case "more":
            return (*_more(facts, ticket, wording), [_back(wording, ticket)])
    return _usual(ticket, wording)


def _usual(ticket: Ticket, wording: Wording) -> Keyboard:
    if ticket.state is TicketState.RESOLVED:
        return ([_button(wording, ticket, "reopen", "reopen"), _menu(wording, ticket, "more")],)
    take = "take" if ticket.assignee_id is None else "release"
    first = [_button(wording, ticket, take, take), _button(wording, ticket, "resolve", "resolve")]
    second = [_menu(wording, ticket, name) for name in ("snooze", "priority", "more")]
    return (first, second)


def _more(facts: CardFacts, ticket: Ticket, wording: Wording) -> Keyboard:
    first = [_button(wording, ticket, name, name) for name in ("history", "who")]
    second = []
    if ticket.state is not TicketState.RESOLVED and is_possible(
        ticket.state, TicketEvent.REOPENED_BY_OPERATOR
    ):
        second.append(_button(wording, ticket, "reopen", "reopen"))
    ban = "ban" if facts.customer.banned_at is None else "unban"
    return (first, [*second, _button(wording, ticket, ban, ban)])


def _button(wording: Wording, ticket: Ticket, name: str, *words: object) -> Button:
    return Button(wording.say(f"button-{name}"), data_of("t", ticket.id, *words))


def _menu(wording: Wording, ticket: Ticket, name: str) -> Button:
    return _button(wording, ticket, name, "menu", name)


def _back(wording: Wording, ticket: Ticket) -> Button:
    return _button(wording, ticket, "back", "menu", "")


def _ticket(facts: CardFacts, wording: Wording) -> list[str]:
    ticket, say = facts.ticket, wording.say
    if ticket is None:
        return [say("card-no-ticket")]
    state = say(f"state-{ticket.state}")
    if ticket.snoozed_until is not None:
        until = say("card-until", at=wording.at(ticket.snoozed_until))
        state = f"{state} {until}"
    head = f"<b>#{ticket.id}</b> · {state}"
    if ticket.priority is not TicketPriority.NORMAL:
        head += f" · {say(f'priority-{ticket.priority}')}"
    lines = [head]
    held = say("card-assignee", name=escape(facts.assignee)) if facts.assignee else say("card-nobody")
    lines.append(held)
    if ticket.tags:
        lines.append(" ".join(f"#{escape(tag)}" for tag in ticket.tags))
    if facts.due is not None:
        kind, at = facts.due
        lines.append(say("card-due", promise=say(f"clock-{kind}"), at=wording.at(at)))
    if facts.undelivered:
        lines.append(say("card-undelivered", count=facts.undelivered))
    return lines


def _customer(facts: CardFacts, wording: Wording) -> list[str]:
    customer, ticket, say = facts.customer, facts.ticket, wording.say
    link = f'<a href="tg://user?id={customer.id}">{customer.id}</a>'
    if customer.username:
        link = f"@{escape(customer.username)} · {link}"
    lines = ["", f"<b>{escape(customer.full_name)}</b>", link]
    if customer.language:
        lines.append(say("card-language", tag=escape(customer.language)))
    lines.append(say("card-first-seen", date=wording.at(customer.first_seen_at)))
    if ticket is not None and ticket.start_payload:
        lines.append(say("card-payload", payload=escape(ticket.start_payload)))
    if customer.banned_at is not None:
        lines.append(say("card-banned"))
    if customer.blocked_at is not None:
        lines.append(say("card-blocked"))
    return lines


def _history(facts: CardFacts, wording: Wording) -> list[str]:
    lines = []
    if facts.earlier_tickets:
        numbers = ", ".join(f"#{ticket.id}" for ticket in facts.earlier_tickets)
        lines.append(wording.say("card-earlier-tickets", numbers=numbers))
    here = [lost for lost in facts.earlier_topics if lost.chat_id == facts.topic.chat_id]
    if here:
        links = ", ".join(topic_link(lost.chat_id, lost.thread_id) for lost in here)
        lines.append(wording.say("card-history", links=links))
    return lines


def topic_link(chat_id: int, thread_id: int, text: str | None = None) -> str:
    """A link to a topic of a supergroup; works for its members. `text` is HTML."""
    internal = str(chat_id).removeprefix("-100")
    return f'<a href="https://t.me/c/{internal}/{thread_id}">{text or f"#{thread_id}"}</a>'
