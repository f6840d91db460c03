"""Operators: who answers in the group."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Operator(Base):
    """A member of the operator group that the desk has seen; the id is the Telegram user's."""

    __tablename__ = "operators"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(512))
    username: Mapped[str | None] = mapped_column(String(64))
    on_duty: Mapped[bool] = mapped_column(default=False)
    last_assigned_at: Mapped[datetime | None]  # by an assignment rule
    left_at: Mapped[datetime | None]  # is no member any more
    seen_at: Mapped[datetime]
