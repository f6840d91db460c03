"""The closed sets of words that clocks use; their values are what is stored and shown."""

from enum import StrEnum


class ClockKind(StrEnum):
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"


class ClockStatus(StrEnum):
    """Where a clock is; a running one past its due time is judged by whatever stops it."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"  # finished late
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        return self in (ClockStatus.RUNNING, ClockStatus.PAUSED)


class ClockEventName(StrEnum):
    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"
    RETARGETED = "retargeted"
