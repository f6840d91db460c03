"""The relay: customers, topics, tickets, messages, outbox, updates, settings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "chat_bans",
        sa.Column("chat_id", BIG, autoincrement=False, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_chat_bans"),
    )
    op.create_table(
        "customers",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("first_name", sa.String(length=256), nullable=False),
        sa.Column("last_name", sa.String(length=256), nullable=True),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("first_seen_at", MOMENT, nullable=False),
        sa.Column("start_payload", sa.String(length=64), nullable=True),
        sa.Column("blocked_at", MOMENT, nullable=True),
        sa.Column("banned_at", MOMENT, nullable=True),
        sa.Column("ban_told_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
    )
    op.create_table(
        "handled_updates",
        sa.Column("update_id", BIG, autoincrement=False, nullable=False),
        sa.Column("handled_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_handled_updates"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("chat_id", BIG, nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("priority", BIG, nullable=False),
        sa.Column("customer_id", BIG, nullable=True),
        sa.Column("message_id", BIG, nullable=True),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("units", BIG, nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["state", "id"],
        unique=False,
        sqlite_where=sa.text("state <> 'done'"),
        postgresql_where=sa.text("state <> 'done'"),
    )
    op.create_index(
        "ix_outbox_settled_at",
        "outbox",
        ["settled_at"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NOT NULL"),
        postgresql_where=sa.text("settled_at IS NOT NULL"),
    )

    op.create_table(
        "parked_updates",
        sa.Column("update_id", BIG, autoincrement=False, nullable=False),
        sa.Column("raw", JSON, nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("parked_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_parked_updates"),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )
    op.create_table(
        "tickets",
        sa.Column("id", BIG, nullable=False),
        sa.Column("customer_id", BIG, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("start_payload", sa.String(length=64), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_tickets_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
    )
    op.create_index("ix_tickets_customer_id", "tickets", ["customer_id"], unique=False)
    op.create_index(
        "uq_tickets_live",
        "tickets",
        ["customer_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'closed'"),
        postgresql_where=sa.text("state <> 'closed'"),
    )

    op.create_table(
        "topics",
        sa.Column("id", BIG, nullable=False),
        sa.Column("customer_id", BIG, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("title", sa.String(length=128), nullable=False),
        sa.Column("named_by_hand", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("card_message_id", BIG, nullable=True),
        sa.Column("card_pinned", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("lost_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_topics_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
    )
    op.create_index("ix_topics_customer_id", "topics", ["customer_id"], unique=False)
    op.create_index("uq_topics_chat_id_thread_id", "topics", ["chat_id", "thread_id"], unique=True)
    op.create_index(
        "uq_topics_current",
        "topics",
        ["customer_id"],
        unique=True,
        sqlite_where=sa.text("lost_at IS NULL"),
        postgresql_where=sa.text("lost_at IS NULL"),
    )

    op.create_table(
        "messages",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("customer_id", BIG, nullable=False),
        sa.Column("ticket_id", BIG, nullable=True),
        sa.Column("direction", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("author_id", BIG, nullable=False),
        sa.Column("source_chat_id", BIG, nullable=False),
        sa.Column("source_message_id", BIG, nullable=False),
        sa.Column("media_group_id", sa.String(length=64), nullable=True),
        sa.Column("content", JSON, nullable=False),
        sa.Column("reply", JSON, nullable=True),
        sa.Column("copy_chat_id", BIG, nullable=True),
        sa.Column("copy_message_id", BIG, nullable=True),
        sa.Column("copy_part", BIG, nullable=False),
        sa.Column("copy_offset", BIG, nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("delivered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_messages_customer_id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_messages_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_index(
        "ix_messages_album",
        "messages",
        ["source_chat_id", "media_group_id"],
        unique=False,
        sqlite_where=sa.text("media_group_id IS NOT NULL"),
        postgresql_where=sa.text("media_group_id IS NOT NULL"),
    )
    op.create_index("ix_messages_customer_id_id", "messages", ["customer_id", "id"], unique=False)
    op.create_index("ix_messages_ticket_id", "messages", ["ticket_id"], unique=False)
    op.create_index(
        "uq_messages_copy", "messages", ["copy_chat_id", "copy_message_id", "copy_part"], unique=True
    )
    op.create_index("uq_messages_source", "messages", ["source_chat_id", "source_message_id"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_messages_source", "messages")
    op.drop_index("uq_messages_copy", "messages")
    op.drop_index("ix_messages_ticket_id", "messages")
    op.drop_index("ix_messages_customer_id_id", "messages")
    op.drop_index("ix_messages_album", "messages")

    op.drop_table("messages")
    op.drop_index("uq_topics_current", "topics")
    op.drop_index("uq_topics_chat_id_thread_id", "topics")
    op.drop_index("ix_topics_customer_id", "topics")

    op.drop_table("topics")
    op.drop_index("uq_tickets_live", "tickets")
    op.drop_index("ix_tickets_customer_id", "tickets")

    op.drop_table("tickets")
    op.drop_table("settings")
    op.drop_table("parked_updates")
    op.drop_index("ix_outbox_settled_at", "outbox")
    op.drop_index("ix_outbox_open", "outbox")

    op.drop_table("outbox")
    op.drop_table("handled_updates")
    op.drop_table("customers")
    op.drop_table("chat_bans")
