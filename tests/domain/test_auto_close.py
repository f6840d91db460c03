"""How long a customer may be silent."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.auto_close import Silence, read_auto_close, silent_until, write_auto_close
from bot.domain.errors import WrongInput
from bot.domain.holiday_texts import calendar_of, read_holidays
from bot.domain.hours_texts import read_hours
from bot.sla.calendars import Calendar
from bot.sla.errors import SlaError
from bot.sla.hours import CLOSED

OFFICE = read_hours("mon-thu 9-18; fri 9-13 Europe/Berlin", zone="UTC")
BERLIN = calendar_of(OFFICE, read_holidays("DE-BE"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5d", Silence(days=5)),
        ("1 week", Silence(days=7)),
        ("5 дней", Silence(days=5)),
        ("20h", Silence(time=timedelta(hours=20))),
        ("1h30m", Silence(time=timedelta(minutes=90))),
        ("off", None),
        ("Выкл", None),
    ],
)
def test_silences(text: str, expected: Silence | None) -> None:
    assert read_auto_close(text) == expected


@pytest.mark.parametrize("text", ["", "5", "0d", "366d", "1d2h", "soon", "-1d", "999999w"])
def test_wrong_silences_get_an_example(text: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        read_auto_close(text)
    assert wrong.value.text_key == "autoclose-example"


silences = st.one_of(
    st.none(),
    st.builds(Silence, days=st.integers(1, 365)),
    st.builds(Silence, time=st.integers(1, 86_400 * 365).map(lambda seconds: timedelta(seconds=seconds))),
)


@given(silences)
def test_silences_survive_being_written(silence: Silence | None) -> None:
    assert read_auto_close(write_auto_close(silence)) == silence


@pytest.mark.parametrize(
    ("since", "silence", "until"),
    [
        ("2026-06-01 15:00", Silence(days=1), "2026-06-02 15:00"),
        ("2026-06-05 12:00", Silence(days=1), "2026-06-08 12:00"),  # Friday to Monday
        ("2026-06-05 20:00", Silence(days=1), "2026-06-09 09:00"),  # counts from Monday's opening
        ("2026-06-04 15:00", Silence(days=1), "2026-06-08 09:00"),  # Fridays close at 13:00
        ("2026-04-30 15:00", Silence(days=1), "2026-05-04 15:00"),  # 1 May is a holiday, then a weekend
        ("2026-06-01 15:00", Silence(days=5), "2026-06-08 15:00"),
        ("2026-06-01 15:00", Silence(time=timedelta(hours=4)), "2026-06-02 10:00"),
    ],
)
def test_a_silence_ends_in_working_hours(since: str, silence: Silence, until: str) -> None:
    began, ends = (datetime.fromisoformat(f"{text}+02:00") for text in (since, until))

    assert silent_until(began, silence, BERLIN) == ends


def test_a_working_day_is_not_longer_when_clocks_change() -> None:
    daily = calendar_of(read_hours("24/7 Europe/Berlin", zone="UTC"))
    saturday_noon = datetime(2026, 3, 28, 11, tzinfo=UTC)

    assert silent_until(saturday_noon, Silence(days=1), daily) == datetime(2026, 3, 29, 10, tzinfo=UTC)


def test_a_calendar_that_hardly_ever_opens_is_refused_rather_than_searched_for_ever() -> None:
    day = datetime(2026, 6, 1, tzinfo=UTC)
    once = Calendar("UTC", (CLOSED,) * 7, overrides={day.date(): ((540, 600),)})

    with pytest.raises(SlaError):
        silent_until(day, Silence(days=2), once)
