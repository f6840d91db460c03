"""Topics: the forum threads of customers, the current one and those that were lost."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Topic(Base):
    """One forum thread of one customer; the row is made when Telegram has made the thread."""

    __tablename__ = "topics"
    __table_args__ = (
        Index("uq_topics_chat_id_thread_id", "chat_id", "thread_id", unique=True),
        Index(
            "uq_topics_current",
            "customer_id",
            unique=True,
            sqlite_where=text("lost_at IS NULL"),
            postgresql_where=text("lost_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    chat_id: Mapped[int]
    thread_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(128))
    named_by_hand: Mapped[bool] = mapped_column(default=False)
    closed: Mapped[bool] = mapped_column(default=False)
    card_message_id: Mapped[int | None]
    card_pinned: Mapped[bool] = mapped_column(default=False)
    icon: Mapped[str | None] = mapped_column(String(64))  # the custom emoji that it shows
    created_at: Mapped[datetime]
    lost_at: Mapped[datetime | None]  # deleted by hand or out of the bot's reach
