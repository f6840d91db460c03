"""The declarative base: naming of constraints and the types that annotations stand for."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Enum, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase

from db.types import Json, Utc

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite makes a rowid only of INTEGER (64 bits there); Telegram's ids need BIGINT on PostgreSQL.
BigInt = BigInteger().with_variant(Integer(), "sqlite")


def values_of(enum: type[StrEnum]) -> Enum:
    """A StrEnum kept as its text, not as a database enum: a new member needs no migration."""
    return Enum(
        enum,
        native_enum=False,
        create_constraint=False,
        length=16,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own spelling
        datetime: Utc(),
        dict[str, Any]: Json,
        int: BigInt,
    }
