"""Canned replies: prepared texts with variables."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Json


class CannedReply(Base):
    __tablename__ = "canned_replies"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    text: Mapped[str]
    entities: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    updated_at: Mapped[datetime]
    updated_by: Mapped[int | None]
