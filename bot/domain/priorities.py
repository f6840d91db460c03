"""Priorities of tickets."""

from bot.domain.typed import meaning_of
from db.enums import TicketPriority

_WORDS = {
    **{priority.value: priority for priority in TicketPriority},
    "низкий": TicketPriority.LOW,
    "обычный": TicketPriority.NORMAL,
    "нормальный": TicketPriority.NORMAL,
    "средний": TicketPriority.NORMAL,
    "высокий": TicketPriority.HIGH,
    "срочный": TicketPriority.URGENT,
    "срочно": TicketPriority.URGENT,
}


def read_priority(word: str) -> TicketPriority | None:
    """The priority of a `plain` word or the beginning of one (`h`, `выс`); None if it is none, or unclear."""
    return meaning_of(word, _WORDS)
