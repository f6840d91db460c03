"""Tickets: one case of a customer, with a state, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.enums import TicketPriority, TicketState
from db.models.base import Base, values_of
from db.types import Json


class Ticket(Base):
    """`next_action_at` is when time itself next does something: a snooze is over, silence closes it …"""

    __tablename__ = "tickets"
    __table_args__ = (
        Index(
            "uq_tickets_live",
            "customer_id",
            unique=True,
            sqlite_where=text("state <> 'closed'"),
            postgresql_where=text("state <> 'closed'"),
        ),
        Index(
            "ix_tickets_next_action_at",
            "next_action_at",
            sqlite_where=text("next_action_at IS NOT NULL"),
            postgresql_where=text("next_action_at IS NOT NULL"),
        ),
        Index("ix_tickets_assignee_id", "assignee_id", "state"),
        Index(
            "ix_tickets_answered_at",
            "answered_at",
            sqlite_where=text("answered_at IS NOT NULL"),
            postgresql_where=text("answered_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    state: Mapped[TicketState] = mapped_column(values_of(TicketState), default=TicketState.OPEN)
    priority: Mapped[TicketPriority] = mapped_column(
        values_of(TicketPriority), default=TicketPriority.NORMAL, server_default=TicketPriority.NORMAL.value
    )
    tags: Mapped[list[str]] = mapped_column(Json, default=list, server_default="[]")
    assignee_id: Mapped[int | None]
    assigned_at: Mapped[datetime | None]
    start_payload: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None]  # the operator; None: the customer wrote
    waiting_since: Mapped[datetime | None]  # the oldest message that nobody has answered
    answered_at: Mapped[datetime | None]  # an operator's first answer was delivered
    touched_at: Mapped[datetime | None]  # an operator last did something about it
    pending_since: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    close_warned_at: Mapped[datetime | None]  # the customer was told that silence will close it
    closed_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None]
    sla_version_id: Mapped[int | None]  # that its clocks are judged by
    next_action_at: Mapped[datetime | None]


class TicketEvent(Base):
    """Something that happened to a ticket; rows are only ever added."""

    __tablename__ = "ticket_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    name: Mapped[str] = mapped_column(String(32))
    actor_id: Mapped[int | None]  # None: the customer, time, or an anonymous admin
    at: Mapped[datetime]
    detail: Mapped[dict[str, Any] | None]


class Rating(Base):
    """What a customer thought of a ticket's handling; `score` None: asked, not answered."""

    __tablename__ = "ratings"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True, autoincrement=False)
    asked_at: Mapped[datetime]
    score: Mapped[int | None]
    rated_at: Mapped[datetime | None]
