"""Presses: an inline button was pressed, and what its data says."""

from dataclasses import dataclass

SEPARATOR = ":"
ONCE = "once"
"""The last word of data whose message has no buttons any more when one of them has worked."""


@dataclass(frozen=True, slots=True)
class Press:
    """One press; `message_id` is that of the message with the button, in `chat_id`.

    Data is never trusted: a client can send any of it for any message that it sees.
    """

    id: str
    user_id: int
    user_name: str
    username: str | None
    chat_id: int
    message_id: int
    data: str
    language: str | None = None  # of the Telegram of whoever pressed
    ephemeral_id: int | None = None  # of a message that only whoever pressed sees; its `message_id` is 0
    is_offered: bool = False  # the message bears a button with this very data, as Telegram itself says

    @property
    def words(self) -> list[str]:
        """The parts of the data: what it is about first, without the `ONCE` at the end."""
        return self.data.removesuffix(SEPARATOR + ONCE).split(SEPARATOR)

    @property
    def serves_once(self) -> bool:
        """Do the buttons of its message go when it has worked?"""
        return self.data.endswith(SEPARATOR + ONCE)


def data_of(*words: object) -> str:
    """Data for a button, such as `t:12:take`.

    Raises:
        ValueError: longer than the 64 bytes that the Bot API takes.
    """
    data = SEPARATOR.join(str(word) for word in words)
    if len(data.encode()) > 64:
        raise ValueError(f"{data!r} is too long for a button")
    return data
