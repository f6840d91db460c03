"""Updates: which ones were handled, and those that could not be."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class HandledUpdate(Base):
    """Stored in the transaction that holds the update's whole effect, so a repeat does nothing."""

    __tablename__ = "handled_updates"

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    handled_at: Mapped[datetime]


class ParkedUpdate(Base):
    """An update that could not be parsed or whose handler raised."""

    __tablename__ = "parked_updates"

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    raw: Mapped[dict[str, Any]]
    error: Mapped[str]
    parked_at: Mapped[datetime]
