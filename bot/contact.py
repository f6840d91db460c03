"""Contact: when Telegram last answered, and since when it does not. Times are those of the event loop."""

LOST_AFTER = 10.0  # seconds of failing calls: a single broken connection is nothing to say
SILENT_AFTER = 75.0  # seconds without any call that came to an end; a long poll alone takes 30


class Contact:
    """An answer is anything that the Bot API says as such, also a refusal; a 5xx is none."""

    def __init__(self) -> None:
        self.heard_at: float | None = None
        self.updates_at: float | None = None  # the last answer to getUpdates, or request of the webhook
        self._lost_at: float | None = None  # the first failure since the last answer

    def heard(self, now: float) -> None:
        self.heard_at = now
        self._lost_at = None

    def lost(self, now: float) -> None:
        if self._lost_at is None:
            self._lost_at = now

    def is_old(self, now: float) -> bool:
        """Has nothing been heard for so long that Telegram must be asked?"""
        return self.heard_at is None or now - self.heard_at >= SILENT_AFTER

    def fault(self, now: float) -> str | None:
        """In words, what is wrong; None if nothing is."""
        if self._lost_at is not None and now - self._lost_at >= LOST_AFTER:
            return f"calls have been failing for {now - self._lost_at:.0f} s"
        if self.heard_at is None:
            return "it has not answered yet"
        if self.is_old(now):
            return f"it has not been heard for {now - self.heard_at:.0f} s"
        return None
