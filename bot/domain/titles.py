"""Titles of topics."""

TITLE_LIMIT = 128  # Bot API: longer names are cut silently


def topic_title(full_name: str, customer_id: int) -> str:
    """The customer's name as Telegram will keep it: no control characters, single spaces, never empty."""
    visible = "".join(c if c.isprintable() else " " for c in full_name)
    title = " ".join(visible.split())[:TITLE_LIMIT].strip()
    return title or str(customer_id)
