"""The pulse: whether writing transactions get through, as those who write notice it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from db.engine import is_database_away

STUCK_AFTER = 5.0  # seconds of one transaction; ours take milliseconds


class Pulse:
    """Times are `time.monotonic()`."""

    def __init__(self) -> None:
        self._writing_since: float | None = None
        self._away_since: float | None = None

    @contextmanager
    def beat(self) -> Iterator[None]:
        """One transaction; there is never a second one at the same time."""
        self._writing_since = time.monotonic()
        try:
            yield
        except BaseException as error:
            if is_database_away(error) and self._away_since is None:
                self._away_since = time.monotonic()
            raise
        else:
            self._away_since = None
        finally:
            self._writing_since = None

    def fault(self, now: float) -> str | None:
        """In words, what is wrong; None if nothing is."""
        if self._away_since is not None:
            return f"it has refused what is written for {now - self._away_since:.0f} s"
        if self._writing_since is not None and now - self._writing_since >= STUCK_AFTER:
            return f"a transaction has been under way for {now - self._writing_since:.0f} s"
        return None
