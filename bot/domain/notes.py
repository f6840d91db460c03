"""Notes and commands: operators' text that never reaches the customer."""

NOTE_PREFIX = "//"
NOTE_COMMAND = "/note"


def is_note(text: str | None) -> bool:
    """Does this text (or caption) begin as a note does?"""
    if text is None:
        return False
    return text.lstrip().startswith(NOTE_PREFIX) or _command(text) == NOTE_COMMAND


def is_command(text: str | None) -> bool:
    """Does it begin as a command does? Commands of operators never reach the customer."""
    return text is not None and text.startswith("/") and not text.startswith(NOTE_PREFIX)


def stays_here(text: str | None) -> bool:
    """Must this text (or caption) of an operator not reach the customer?"""
    return is_note(text) or is_command(text)


def is_unknown_command(text: str | None, our_name: str | None = None) -> bool:
    """Is it a command, neither a note nor expressly for another bot, that deserves to be called unknown?"""
    if text is None or not is_command(text) or is_note(text):
        return False
    addressee = text.split(maxsplit=1)[0].partition("@")[2].lower()
    return addressee in ("", (our_name or "").lower())


def _command(text: str) -> str:
    """The command at the beginning, without the name of a bot."""
    words = text.split(maxsplit=1)
    return words[0].partition("@")[0].lower() if words else ""
