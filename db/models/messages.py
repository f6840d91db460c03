"""Messages: every utterance, with the ids of both twins."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.enums import Direction, MessageState
from db.models.base import Base, values_of


class Message(Base):
    """One message and its copy on the other side.

    Several queued texts may share one copy: `copy_part` is the place among them and `copy_offset`
    the UTF-16 position where this text begins in the copy.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("uq_messages_source", "source_chat_id", "source_message_id", unique=True),
        Index("uq_messages_copy", "copy_chat_id", "copy_message_id", "copy_part", unique=True),
        Index("ix_messages_customer_id_id", "customer_id", "id"),
        Index(
            "ix_messages_album",
            "source_chat_id",
            "media_group_id",
            sqlite_where=text("media_group_id IS NOT NULL"),
            postgresql_where=text("media_group_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    direction: Mapped[Direction] = mapped_column(values_of(Direction))
    state: Mapped[MessageState] = mapped_column(values_of(MessageState))
    author_id: Mapped[int]
    source_chat_id: Mapped[int]
    source_message_id: Mapped[int]
    media_group_id: Mapped[str | None] = mapped_column(String(64))
    content: Mapped[dict[str, Any]]
    reply: Mapped[dict[str, Any] | None]  # {"message_id", "quote"?}: what it replies to, in its own chat
    copy_chat_id: Mapped[int | None]
    copy_message_id: Mapped[int | None]
    copy_part: Mapped[int] = mapped_column(default=0)
    copy_offset: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
