"""The outbox: what is to be sent, written in the transaction that caused it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.enums import OutboxKind, OutboxState, Priority
from db.models.base import Base, values_of


class OutboxItem(Base):
    """One thing to send. `chat_id` NULL means the operator group, whichever it is when the item is sent."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_open",
            "state",
            "id",
            sqlite_where=text("state <> 'done'"),
            postgresql_where=text("state <> 'done'"),
        ),
        Index(
            "ix_outbox_settled_at",
            "settled_at",
            sqlite_where=text("settled_at IS NOT NULL"),
            postgresql_where=text("settled_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lane: Mapped[str] = mapped_column(String(64))
    chat_id: Mapped[int | None]
    kind: Mapped[OutboxKind] = mapped_column(values_of(OutboxKind))
    priority: Mapped[int] = mapped_column(default=Priority.MESSAGE)
    customer_id: Mapped[int | None]
    message_id: Mapped[int | None]
    payload: Mapped[dict[str, Any]]
    state: Mapped[OutboxState] = mapped_column(values_of(OutboxState), default=OutboxState.QUEUED)
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    units: Mapped[int] = mapped_column(default=0)  # what it took from the chat's budget
    error: Mapped[str | None]


class ChatBan(Base):
    """Telegram said "retry after": nothing is sent to this chat before `until`; 0 stands for all chats."""

    __tablename__ = "chat_bans"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until: Mapped[datetime]
