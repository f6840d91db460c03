"""What the engine refuses, and why."""

from enum import StrEnum


class Refusal(StrEnum):
    """The rule that was broken; also the key of the text that explains it."""

    NO_WORKING_TIME = "no_working_time"  # the calendar never opens, or not for as long as was asked
    INVALID_TIME = "invalid_time"  # not a time of day from 00:00 to 24:00
    OPEN_NOT_BEFORE_CLOSE = "open_not_before_close"
    OVERLAPPING_INTERVALS = "overlapping_intervals"
    INVALID_WEEKDAY = "invalid_weekday"
    INVALID_DATE = "invalid_date"
    INVALID_TIMEZONE = "invalid_timezone"
    INVALID_COUNTRY = "invalid_country"  # or subdivision
    INVALID_DURATION = "invalid_duration"  # negative, or not a number of minutes


class SlaError(ValueError):
    """A calendar, a target or a policy that cannot be; `detail` names the part that is wrong, in English."""

    def __init__(self, reason: Refusal, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason
        self.detail = detail
