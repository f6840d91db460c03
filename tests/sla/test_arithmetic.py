"""Calendar arithmetic against a walk over all minutes, around clock changes, holidays and overrides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sla.calendar_json import WEEKDAYS, read_calendar
from bot.sla.calendars import Calendar
from tests.sla.brute_force import Walk
from tests.sla.samples import minutes

CLOCK_CHANGES = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # by half an hour
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Africa/Casablanca", date(2026, 2, 15)),  # back for Ramadan
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("Africa/Cairo", date(2026, 4, 24)),  # there is no 00:00
    ("America/Havana", date(2026, 11, 1)),  # 00:00 twice
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2019, 2, 17)),  # Saturday has 25 hours
    ("America/St_Johns", date(2009, 3, 8)),  # at one past midnight
    ("America/St_Johns", date(2009, 11, 1)),  # from Sunday back to Saturday
    ("Asia/Kolkata", date(2026, 6, 1)),  # never
    ("Pacific/Apia", date(2011, 9, 24)),
]
DAYS = 12

Spec = tuple[tuple[str, str], ...]


@dataclass
class Scene:
    zone: str
    week: tuple[Spec, ...]
    closed_on: frozenset[date]
    overrides: dict[date, Spec]
    first: date

    def walk(self) -> Walk:
        return Walk(self.zone, self.week, self.closed_on, self.overrides, self.first, DAYS)

    def calendar(self) -> Calendar:
        return read_calendar(
            {
                "tz": self.zone,
                "hours": {day: _json(spec) for day, spec in zip(WEEKDAYS, self.week, strict=True)},
                "holidays": [day.isoformat() for day in self.closed_on],
                "overrides": {day.isoformat(): _json(spec) for day, spec in self.overrides.items()},
            }
        )

    def moment(self, minute: int) -> datetime:
        return datetime.combine(self.first, time(), UTC) + timedelta(minutes=minute)


def _json(spec: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [list(interval) for interval in spec]


def _hours(ends: list[int]) -> Spec:
    texts = [f"{end // 60:02}:{end % 60:02}" for end in sorted(ends)[: len(ends) // 2 * 2]]
    return tuple(zip(texts[::2], texts[1::2], strict=True))


# Quarters of an hour, mostly in the night when clocks change, and the odd minute.
times_of_day = st.one_of(
    st.integers(0, 16).map(lambda quarter: quarter * 15),
    st.integers(0, 96).map(lambda quarter: quarter * 15),
    st.integers(0, 1440),
)
hours = st.lists(times_of_day, unique=True, max_size=6).map(_hours)
all_day: Spec = (("00:00", "24:00"),)
minute_of_walk = st.integers(0, (DAYS - 1) * 1440)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    zone, change = draw(st.sampled_from(CLOCK_CHANGES))
    first = change - timedelta(days=DAYS // 2)
    day = st.integers(0, DAYS).map(lambda number: first + timedelta(days=number))
    week = draw(st.one_of(st.tuples(*[hours] * 7), st.just((all_day,) * 7)))
    if not any(week):
        week = (all_day, *week[1:])
    closed_on = draw(st.frozensets(day, max_size=3))
    overrides = draw(st.dictionaries(day, hours, max_size=3))
    return Scene(zone, week, closed_on, overrides, first)


@settings(max_examples=150, deadline=None)
@given(scene=scenes(), start=minute_of_walk, end=minute_of_walk)
def test_working_time_between_two_moments_is_the_number_of_open_minutes(
    scene: Scene, start: int, end: int
) -> None:
    calendar, walk = scene.calendar(), scene.walk()
    began, ended = scene.moment(start), scene.moment(end)

    assert calendar.between(began, ended) == walk.between(began, ended)


@settings(max_examples=150, deadline=None)
@given(scene=scenes(), start=minute_of_walk, length=st.integers(1, 2500))
def test_a_due_time_ends_the_open_minute_that_fills_the_target(scene: Scene, start: int, length: int) -> None:
    calendar, walk, began = scene.calendar(), scene.walk(), scene.moment(start)

    expected = walk.add(began, length)
    if expected is not None:
        assert calendar.add(began, minutes(length)) == expected


@settings(max_examples=150, deadline=None)
@given(scene=scenes(), minute=minute_of_walk)
def test_open_and_next_opening_are_those_of_the_walk(scene: Scene, minute: int) -> None:
    calendar, walk, moment = scene.calendar(), scene.walk(), scene.moment(minute)

    assert calendar.is_open(moment) == walk.is_open(moment)
    expected = walk.next_opening(moment)
    if expected is not None:
        assert calendar.next_opening(moment) == expected


@settings(max_examples=120, deadline=None)
@given(
    scene=scenes(),
    second=st.integers(0, DAYS * 86400),
    length=st.timedeltas(timedelta(microseconds=1), timedelta(days=2)),
)
def test_time_added_is_time_between_to_the_microsecond(scene: Scene, second: int, length: timedelta) -> None:
    calendar = scene.calendar()
    began = scene.moment(0) + timedelta(seconds=second)

    due_at = calendar.add(began, length)

    assert calendar.between(began, due_at) == length
    assert calendar.between(began, due_at - timedelta(microseconds=1)) < length


@settings(max_examples=100, deadline=None)
@given(scene=scenes(), moments=st.lists(st.integers(0, 800 * 1440), min_size=3, max_size=3))
def test_working_time_adds_up_over_any_moment_in_between(scene: Scene, moments: list[int]) -> None:
    calendar = scene.calendar()
    first, middle, last = (scene.moment(minute) for minute in sorted(moments))

    assert calendar.between(first, last) == calendar.between(first, middle) + calendar.between(middle, last)
