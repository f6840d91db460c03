"""Notes: operators' text that never reaches the customer."""

NOTE_PREFIX = "//"


def is_note(text: str | None) -> bool:
    """Does this text (or caption) begin as a note does?"""
    return text is not None and text.lstrip().startswith(NOTE_PREFIX)


def is_command(text: str | None) -> bool:
    """Does it begin as a command does? Commands of operators never reach the customer."""
    return text is not None and text.startswith("/") and not text.startswith(NOTE_PREFIX)
