"""Tickets: one case of a customer, with a state."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.enums import TicketState
from db.models.base import Base, values_of


class Ticket(Base):
    __tablename__ = "tickets"
    __table_args__ = (
        Index(
            "uq_tickets_live",
            "customer_id",
            unique=True,
            sqlite_where=text("state <> 'closed'"),
            postgresql_where=text("state <> 'closed'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    state: Mapped[TicketState] = mapped_column(values_of(TicketState), default=TicketState.OPEN)
    start_payload: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime]
