"""The benchmark counts rightly; how fast anything is, no test says."""

import pytest

from tests.benchmarks import clocks
from tests.benchmarks.ledger import Arrived, CountedWrongly, Ledger, Written
from tests.benchmarks.measurement import COMMANDS, Load, measure
from tests.benchmarks.report import percentile, shortfalls, summary, table

ALICE, BOB = 1, 2
TINY = Load(customers=3, backlog=40, seconds=0.5, rates=(40,))


@pytest.mark.parametrize("bot", COMMANDS)
async def test_each_bot_is_measured_by_messages_that_arrived_once(bot: str) -> None:
    figures = await measure(bot, TINY, seed=1)

    assert len(figures.delays[40]) == 20
    assert all(delay > 0 for delay in figures.delays[40])
    assert figures.per_second > 0
    assert min(figures.cpu_at_saturation, figures.idle_mb, figures.start_seconds) > 0
    assert bot == "bare" or figures.overtaken == 0
    assert "per_second" in table(summary([figures]), summary([figures]))


def test_all_in_order_is_counted() -> None:
    ledger = ledger_of(("a1", 10), ("b1", 20), ("a2", 10))

    ledger.check(in_order=True)

    assert ledger.delays() == [9.0, 9.0, 9.0]
    assert ledger.rate() == pytest.approx(3 / 9)


@pytest.mark.parametrize(
    ("arrived", "fault"),
    [
        ([("a1", 10), ("b1", 20)], "lost"),
        ([("a1", 10), ("a2", 10), ("b1", 20), ("a2", 10)], "copied twice"),
        ([("a1", 10), ("a2", 10), ("b1", 20), ("a1\na2", 10)], "merged"),
        ([("a1", 10), ("a2", 10), ("b1", 10)], "another customer's topic"),
        ([("a1", 10), ("a2", 11), ("b1", 20)], "more than one topic"),
        ([("a2", 10), ("a1", 10), ("b1", 20)], "overtaken"),
    ],
)
def test_what_would_falsify_the_figures_is_refused(arrived: list[tuple[str, int]], fault: str) -> None:
    with pytest.raises(CountedWrongly, match=fault):
        ledger_of(*arrived).check(in_order=True)


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.5) == 2.0
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.99) == 4.0


def test_what_is_required_and_missed_is_named() -> None:
    bare = {"per_second": 1000.0, "p50_ms_at_30": 2.0, "p50_ms_at_60": 2.0}
    desk = {"per_second": 400.0, "p50_ms_at_30": 11.0, "p50_ms_at_60": 13.0}

    throughput, delay = shortfalls(desk, bare)

    assert "0.40" in throughput
    assert "p50_ms_at_60" in delay


async def test_a_sweep_costs_as_many_statements_however_many_clocks_there_are() -> None:
    few, _ = await clocks.measure(clocks=40, due=2, rounds=2, alerts=0)
    many, delays = await clocks.measure(clocks=400, due=50, rounds=2, alerts=2)

    assert (few.idle_statements, few.due_statements) == (many.idle_statements, many.due_statements)
    assert many.idle_statements == 1
    assert (few.alerts, many.alerts) == (4, 100)
    assert all(delay >= 0 for delay in delays)
    assert "nothing due" in clocks.table(many, delays, 400, 50)


def test_limits_of_clocks_that_are_missed_are_named() -> None:
    slow = clocks.Sweeps(idle=[0.001, 0.003, 0.004], due=[0.2])

    idle, due, alert = clocks.shortfalls(slow, [0.1, 1.5])

    assert "3.0 ms, not 2" in idle
    assert "200.0 ms, not 100" in due
    assert "1500.0 ms" in alert
    assert clocks.shortfalls(clocks.Sweeps(idle=[0.001], due=[0.05]), []) == []


def ledger_of(*arrived: tuple[str, int]) -> Ledger:
    """Alice wrote a1 and a2, Bob b1, each at second 1; what arrived did so at second 10."""
    ledger = Ledger()
    for text, customer_id, number in (("a1", ALICE, 1), ("a2", ALICE, 2), ("b1", BOB, 1)):
        ledger.written[text] = Written(customer_id, number, 1.0)
    ledger.arrived = [Arrived(text, thread_id, 10.0) for text, thread_id in arrived]
    return ledger
