"""All tables; importing this module registers them on `Base.metadata`."""

from db.models.base import Base
from db.models.canned import CannedReply
from db.models.messages import Message
from db.models.operators import Operator
from db.models.outbox import ChatBan, OutboxItem
from db.models.people import Customer
from db.models.settings import AuditEntry, Setting
from db.models.sla import Alert, ClockEvent, SlaClock, SlaVersion
from db.models.tickets import Rating, Ticket, TicketEvent
from db.models.topics import Topic
from db.models.updates import HandledUpdate, ParkedUpdate

__all__ = [
    "Alert",
    "AuditEntry",
    "Base",
    "CannedReply",
    "ChatBan",
    "ClockEvent",
    "Customer",
    "HandledUpdate",
    "Message",
    "Operator",
    "OutboxItem",
    "ParkedUpdate",
    "Rating",
    "Setting",
    "SlaClock",
    "SlaVersion",
    "Ticket",
    "TicketEvent",
    "Topic",
]
