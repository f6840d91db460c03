"""All tables; importing this module registers them on `Base.metadata`."""

from db.models.base import Base
from db.models.messages import Message
from db.models.outbox import ChatBan, OutboxItem
from db.models.people import Customer
from db.models.settings import Setting
from db.models.tickets import Ticket
from db.models.topics import Topic
from db.models.updates import HandledUpdate, ParkedUpdate

__all__ = [
    "Base",
    "ChatBan",
    "Customer",
    "HandledUpdate",
    "Message",
    "OutboxItem",
    "ParkedUpdate",
    "Setting",
    "Ticket",
    "Topic",
]
