"""The time of a world that people may skip through."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus what was skipped. It goes forward only: nobody's messages come from tomorrow.

    `skipped` is negative for a world that began in the past and has not caught up yet.
    """

    def __init__(self, skipped: timedelta = timedelta()) -> None:
        self.skipped = skipped

    def __call__(self) -> datetime:
        """Now, aware UTC."""
        return datetime.now(UTC) + self.skipped

    def skip(self, time: timedelta) -> None:
        """Let `time` pass at once; ValueError unless it is positive."""
        if time <= timedelta():
            raise ValueError("time goes forward only")
        self.skipped += time
