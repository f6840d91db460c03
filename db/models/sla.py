"""SLA: versions of promises, the clocks that measure them, alerts, and every decision."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.enums import ClockEventName, ClockKind, ClockStatus
from db.models.base import Base, values_of
from db.types import Json, Length


class SlaVersion(Base):
    """One immutable set of calendar and policies; the newest is in force."""

    __tablename__ = "sla_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar: Mapped[dict[str, Any]]
    policies: Mapped[list[dict[str, Any]]] = mapped_column(Json)  # in order; the last one is the default
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]


class SlaClock(Base):
    """One measurement of a promise (see `bot.sla.clocks.Clock`).

    `is_current`: the newest of its kind of its ticket. `next_action_at` is when the sweep must look at it.
    """

    __tablename__ = "sla_clocks"
    __table_args__ = (
        Index(
            "uq_sla_clocks_current",
            "ticket_id",
            "kind",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        Index(
            "ix_sla_clocks_next_action_at",
            "next_action_at",
            sqlite_where=text("next_action_at IS NOT NULL"),
            postgresql_where=text("next_action_at IS NOT NULL"),
        ),
        Index("ix_sla_clocks_stopped_at", "stopped_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("sla_versions.id"))
    kind: Mapped[ClockKind] = mapped_column(values_of(ClockKind))
    status: Mapped[ClockStatus] = mapped_column(values_of(ClockStatus))
    is_current: Mapped[bool] = mapped_column(default=True)
    in_business_time: Mapped[bool] = mapped_column(default=True)
    started_at: Mapped[datetime]
    target: Mapped[timedelta] = mapped_column(Length)
    due_at: Mapped[datetime | None]
    running_since: Mapped[datetime | None]
    stretches: Mapped[list[list[str]]] = mapped_column(Json)  # [[began, ended]] in ISO 8601, UTC
    spent: Mapped[timedelta] = mapped_column(Length)
    breached_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    alert_level: Mapped[int | None]  # of the last alert: 0 warning, 1 breach, more for each repeat
    alerted_at: Mapped[datetime | None]
    next_action_at: Mapped[datetime | None]


class ClockEvent(Base):
    """A decision about a clock; rows are only ever added."""

    __tablename__ = "sla_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    clock_id: Mapped[int] = mapped_column(ForeignKey("sla_clocks.id"), index=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    kind: Mapped[ClockKind] = mapped_column(values_of(ClockKind))
    name: Mapped[ClockEventName] = mapped_column(values_of(ClockEventName))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    level: Mapped[int | None]  # of an alert


class Alert(Base):
    """That a clock's alert of this level about this due time was queued: there is never a second one."""

    __tablename__ = "sla_alerts"

    clock_id: Mapped[int] = mapped_column(ForeignKey("sla_clocks.id"), primary_key=True, autoincrement=False)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    at: Mapped[datetime]
