"""The desk: tickets' owners and states, operators, SLA clocks, canned replies, ratings, audit."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)
LENGTH = sa.BigInteger()  # microseconds

TICKET_COLUMNS = (
    ("priority", sa.String(16), "normal"),
    ("tags", JSON, "[]"),
    ("assignee_id", BIG, None),
    ("assigned_at", MOMENT, None),
    ("opened_by", BIG, None),
    ("waiting_since", MOMENT, None),
    ("answered_at", MOMENT, None),
    ("touched_at", MOMENT, None),
    ("pending_since", MOMENT, None),
    ("snoozed_until", MOMENT, None),
    ("resolved_at", MOMENT, None),
    ("close_warned_at", MOMENT, None),
    ("closed_at", MOMENT, None),
    ("merged_into_id", BIG, None),
    ("sla_version_id", BIG, None),
    ("next_action_at", MOMENT, None),
)


def upgrade() -> None:
    op.create_table(
        "operators",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=512), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("on_duty", sa.Boolean(), nullable=False),
        sa.Column("last_assigned_at", MOMENT, nullable=True),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_operators"),
    )
    op.create_table(
        "canned_replies",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("entities", JSON, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("updated_by", BIG, nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_canned_replies"),
    )
    op.create_table(
        "audit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("admin_id", BIG, nullable=False),
        sa.Column("admin_name", sa.String(length=512), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_table(
        "sla_versions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("calendar", JSON, nullable=False),
        sa.Column("policies", JSON, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sla_versions"),
    )
    op.add_column("customers", sa.Column("told_closed_until", MOMENT, nullable=True))
    op.add_column("topics", sa.Column("icon", sa.String(length=64), nullable=True))
    for name, kind, default in TICKET_COLUMNS:
        column = sa.Column(name, kind, nullable=default is None, server_default=default)
        op.add_column("tickets", column)
    op.create_index(
        "ix_tickets_next_action_at",
        "tickets",
        ["next_action_at"],
        sqlite_where=sa.text("next_action_at IS NOT NULL"),
        postgresql_where=sa.text("next_action_at IS NOT NULL"),
    )
    op.create_index("ix_tickets_assignee_id", "tickets", ["assignee_id", "state"])
    op.create_index(
        "ix_tickets_answered_at",
        "tickets",
        ["answered_at"],
        sqlite_where=sa.text("answered_at IS NOT NULL"),
        postgresql_where=sa.text("answered_at IS NOT NULL"),
    )
    # The tickets of the relay alone were open, whatever had been answered: each counts as answered until
    # the customer writes again, so that nothing is due for conversations of long ago.
    op.execute("UPDATE tickets SET answered_at = opened_at")
    op.create_table(
        "ticket_events",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("detail", JSON, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_events_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_events"),
    )
    op.create_index("ix_ticket_events_ticket_id", "ticket_events", ["ticket_id"])
    op.create_table(
        "ratings",
        sa.Column("ticket_id", BIG, autoincrement=False, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("score", BIG, nullable=True),
        sa.Column("rated_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ratings_ticket_id"),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_ratings"),
    )
    _create_clocks()


def _create_clocks() -> None:
    op.create_table(
        "sla_clocks",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("ticket_id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("in_business_time", sa.Boolean(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("target", LENGTH, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("running_since", MOMENT, nullable=True),
        sa.Column("stretches", JSON, nullable=False),
        sa.Column("spent", LENGTH, nullable=False),
        sa.Column("breached_at", MOMENT, nullable=True),
        sa.Column("stopped_at", MOMENT, nullable=True),
        sa.Column("alert_level", BIG, nullable=True),
        sa.Column("alerted_at", MOMENT, nullable=True),
        sa.Column("next_action_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_sla_clocks_ticket_id"),
        sa.ForeignKeyConstraint(["version_id"], ["sla_versions.id"], name="fk_sla_clocks_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sla_clocks"),
    )
    op.create_index("ix_sla_clocks_ticket_id", "sla_clocks", ["ticket_id"])
    op.create_index("ix_sla_clocks_stopped_at", "sla_clocks", ["stopped_at"])
    op.create_index(
        "uq_sla_clocks_current",
        "sla_clocks",
        ["ticket_id", "kind"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_index(
        "ix_sla_clocks_next_action_at",
        "sla_clocks",
        ["next_action_at"],
        sqlite_where=sa.text("next_action_at IS NOT NULL"),
        postgresql_where=sa.text("next_action_at IS NOT NULL"),
    )
    op.create_table(
        "sla_events",
        sa.Column("id", BIG, nullable=False),
        sa.Column("clock_id", BIG, nullable=False),
        sa.Column("ticket_id", BIG, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("level", BIG, nullable=True),
        sa.ForeignKeyConstraint(["clock_id"], ["sla_clocks.id"], name="fk_sla_events_clock_id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_sla_events_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sla_events"),
    )
    op.create_index("ix_sla_events_clock_id", "sla_events", ["clock_id"])
    op.create_index("ix_sla_events_ticket_id", "sla_events", ["ticket_id"])
    op.create_table(
        "sla_alerts",
        sa.Column("clock_id", BIG, autoincrement=False, nullable=False),
        sa.Column("level", BIG, autoincrement=False, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["clock_id"], ["sla_clocks.id"], name="fk_sla_alerts_clock_id"),
        sa.PrimaryKeyConstraint("clock_id", "level", "due_at", name="pk_sla_alerts"),
    )


def downgrade() -> None:
    op.drop_table("sla_alerts")
    op.drop_table("sla_events")
    op.drop_table("sla_clocks")
    op.drop_table("ratings")
    op.drop_table("ticket_events")
    op.drop_index("ix_tickets_answered_at", "tickets")
    op.drop_index("ix_tickets_assignee_id", "tickets")
    op.drop_index("ix_tickets_next_action_at", "tickets")
    for name, _, _ in reversed(TICKET_COLUMNS):
        op.drop_column("tickets", name)
    op.drop_column("topics", "icon")
    op.drop_column("customers", "told_closed_until")
    op.drop_table("sla_versions")
    op.drop_table("audit")
    op.drop_table("canned_replies")
    op.drop_table("operators")
