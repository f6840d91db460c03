"""Customers: who writes to the bot in private."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Customer(Base):
    """One Telegram user; the id is both the user's and the private chat's."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_name: Mapped[str] = mapped_column(String(256))
    last_name: Mapped[str | None] = mapped_column(String(256))
    username: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(16))
    language_is_chosen: Mapped[bool] = mapped_column(default=False)  # by /language; else it is Telegram's
    first_seen_at: Mapped[datetime]
    start_payload: Mapped[str | None] = mapped_column(String(64))  # waits for the next ticket
    blocked_at: Mapped[datetime | None]  # the customer blocked the bot, or the account is gone
    banned_at: Mapped[datetime | None]  # operators want no more of this customer
    ban_told_at: Mapped[datetime | None]
    told_closed_until: Mapped[datetime | None]  # knows that the desk opens then

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name or ''}".strip()
