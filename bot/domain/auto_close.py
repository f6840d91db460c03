"""Auto-close: how long a customer may be silent, as admins type it, and until when that is.

`5d` are working days, `20h` or `90m` working time; `off` is never.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.durations import Duration, read_duration, write_duration
from bot.domain.errors import WrongInput
from bot.domain.typed import OFF, is_off, plain
from bot.sla.calendars import NOTHING, Calendar
from bot.sla.errors import Refusal, SlaError

LONGEST = timedelta(days=365)
SEARCHED_DAYS = 3660  # ten years: no desk is closed for longer and still has pending tickets


@dataclass(frozen=True, slots=True)
class Silence:
    """Working days, or else working time; one of the two is zero."""

    days: int = 0
    time: timedelta = NOTHING


def read_auto_close(text: str) -> Silence | None:
    """The silence after which pending tickets are closed; None is never.

    Raises:
        WrongInput: `autoclose-example`: not understood, nothing, more than a year, or days and hours together
            (a working day has no fixed length that hours could be added to).
    """
    if is_off(plain(text)):
        return None
    duration = read_duration(text)
    if duration is None or not NOTHING < duration.length <= LONGEST or (duration.days and duration.seconds):
        raise WrongInput("autoclose-example", text)
    return Silence(duration.days, timedelta(seconds=duration.seconds))


def write_auto_close(silence: Silence | None) -> str:
    """What `read_auto_close` reads as the same."""
    if silence is None:
        return OFF
    return write_duration(Duration(silence.days, silence.time // timedelta(seconds=1)))


def silent_until(since: datetime, silence: Silence, calendar: Calendar) -> datetime:
    """The moment in working hours (UTC) when a silence that began at `since` has lasted long enough.

    1. What happens while the desk is closed counts from its next opening.
    2. A working day is a date on which the desk opens: Friday 15:00 and one of them is Monday 15:00.
    3. If it is closed at that time of that date, the next opening after it.

    Raises:
        SlaError: no_working_time, the calendar does not open so often.
    """
    if not silence.days:
        return calendar.add(since, silence.time)
    begins = calendar.next_opening(since).astimezone(ZoneInfo(calendar.zone))
    day, left = begins.date(), silence.days
    for _ in range(SEARCHED_DAYS):
        day += timedelta(days=1)
        left -= bool(calendar.hours_on(day))
        if not left:
            at = datetime.combine(day, begins.time().replace(fold=0), begins.tzinfo)
            return calendar.next_opening(at.astimezone(UTC))
    raise SlaError(Refusal.NO_WORKING_TIME, f"the calendar does not open on {silence.days} days")
