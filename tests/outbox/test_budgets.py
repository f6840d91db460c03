"""Budgets hold in every sliding window, serve by priority, and obey bans."""

import asyncio
import math
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.limits import Limit
from bot.outbox.budgets import GROUP, Budget, Budgets
from db.enums import Priority

LIMIT = Limit(20, 60.0)


@given(
    st.lists(
        st.tuples(
            st.floats(0, 30),  # pause before asking
            st.floats(0, 9),  # how long the call takes
            st.integers(1, 10),  # units
            st.floats(0, 1),  # when, within the call, Telegram counts it
        ),
        max_size=60,
    )
)
def test_no_sliding_window_ever_holds_more_than_the_limit(
    calls: list[tuple[float, float, int, float]],
) -> None:
    budget = Budget(LIMIT)
    counted: list[float] = []
    now = 0.0

    for pause, duration, units, share in calls:
        now = budget.available_at(now + pause, units)
        budget.take(units)
        counted += [now + duration * share] * units
        budget.give_back(now + duration, units, units)
        now += duration

    assert _most_in_a_window(counted, LIMIT.seconds) <= LIMIT.units


@given(
    st.lists(
        st.tuples(
            st.floats(0, 30),  # pause before asking
            st.floats(0, 9),  # how long the call takes
            st.integers(1, 10),  # units
            st.floats(0, 1),  # when, within the call, Telegram counts it
            st.floats(0, 1),  # when, within the call, time is skipped …
            st.sampled_from([0.0, 20.0, 59.0, 3600.0]),  # … and how much of it
            st.booleans(),  # whether we hear of that only after the call
        ),
        max_size=60,
    )
)
def test_no_window_of_a_clock_that_jumps_holds_more_than_the_limit(
    calls: list[tuple[float, float, int, float, float, float, bool]],
) -> None:
    budget = Budget(LIMIT)
    counted: list[float] = []
    now = skipped = 0.0

    for pause, duration, units, share, jump_share, jump, is_late in calls:
        now = budget.available_at(now + pause, units)
        budget.take(units)
        jumps_at = now + duration * jump_share
        counts_at = now + duration * share
        counted += [counts_at + skipped + (jump if counts_at >= jumps_at else 0.0)] * units
        skipped += jump
        if is_late:
            budget.give_back(now + duration, units, units)
            budget.time_jumped(jump, jumps_at)
        else:
            budget.time_jumped(jump, jumps_at)
            budget.give_back(now + duration, units, units)
        now += duration

    assert _most_in_a_window(counted, LIMIT.seconds) <= LIMIT.units


def test_what_was_spent_before_a_jump_is_over_sooner() -> None:
    budget = Budget(LIMIT)
    budget.take(20)
    budget.give_back(10.0, 20, 20)

    budget.time_jumped(40.0, at=11.0)

    assert budget.available_at(11.0, 1) == 30.0


def test_a_ban_from_before_a_jump_ends_sooner_and_one_from_after_it_does_not() -> None:
    before, after = Budget(LIMIT), Budget(LIMIT)
    before.ban(1.0, 30.0)
    after.ban(3.0, 30.0)

    for budget in (before, after):
        budget.time_jumped(20.0, at=2.0)

    assert before.available_at(3.0, 1) == 11.0
    assert after.available_at(3.0, 1) == 33.0


def test_a_ban_holds_until_its_time_and_teaches_caution() -> None:
    budget = Budget(LIMIT)
    for _ in range(12):
        budget.take(1)
        budget.give_back(0.0, 1, 1)

    budget.ban(1.0, 30.0)

    assert budget.available_at(1.0, 1) >= 31.0
    assert budget.units == 9  # three quarters of the 12 that were too many


def test_a_ban_out_of_the_blue_teaches_nothing() -> None:
    budget = Budget(LIMIT)
    budget.take(5)
    budget.give_back(0.0, 5, 5)

    budget.ban(1.0, 30.0)

    assert budget.available_at(1.0, 1) >= 31.0
    assert budget.units == 20


def test_caution_wears_off_without_new_bans() -> None:
    budget = Budget(Limit(20, 1.0))
    budget.take(20)
    budget.ban(0.0, 1.0)
    budget.give_back(0.0, 20, 20)
    learned = budget.units

    for second in range(2, 3000):
        budget.available_at(float(second), 1)

    assert learned < 20
    assert budget.units == 20


def test_more_than_a_whole_window_waits_for_an_empty_one() -> None:
    budget = Budget(Limit(3, 3.0))
    budget.take(1)
    budget.give_back(0.0, 1, 1)

    assert budget.available_at(0.0, 10) == 3.0


def test_an_earlier_run_is_remembered() -> None:
    budget = Budget(Limit(2, 10.0))

    budget.restore([-4.0, -1.0])

    assert budget.available_at(0.0, 1) == 6.0


async def test_smaller_priorities_go_first_and_equal_ones_in_order() -> None:
    budgets = _budgets(group=Limit(1, 0.05))
    served: list[str] = []

    async def ask(name: str, priority: Priority) -> None:
        with await budgets.grant(GROUP, priority):
            served.append(name)

    await ask("first", Priority.MESSAGE)
    await asyncio.gather(
        ask("card", Priority.STATE),
        ask("alert", Priority.ALERT),
        ask("message 1", Priority.MESSAGE),
        ask("answer", Priority.ANSWER),
        ask("message 2", Priority.MESSAGE),
    )

    assert served == ["first", "message 1", "message 2", "answer", "alert", "card"]


async def test_states_leave_a_quarter_of_the_budget_to_messages() -> None:
    budgets = _budgets(group=Limit(8, 60.0))
    for _ in range(6):
        with await budgets.grant(GROUP, Priority.MESSAGE):
            pass

    card = asyncio.create_task(budgets.grant(GROUP, Priority.STATE))
    message = await budgets.grant(GROUP, Priority.MESSAGE)

    assert not card.done()
    assert not message.scarce
    card.cancel()


async def test_states_wait_until_nothing_else_is_expected() -> None:
    budgets = _budgets(group=Limit(8, 60.0))
    budgets.expect(1)

    card = asyncio.create_task(budgets.grant(GROUP, Priority.STATE))
    message = await budgets.grant(GROUP, Priority.MESSAGE)
    assert not card.done()
    budgets.expect(-1)

    with message, await card:
        pass


async def test_scarcity_is_told_only_to_those_who_waited() -> None:
    budgets = _budgets(group=Limit(1, 0.05))

    with await budgets.grant(GROUP, Priority.MESSAGE) as first:
        pass
    with await budgets.grant(GROUP, Priority.MESSAGE) as second:
        pass

    assert (first.scarce, second.scarce) == (False, True)


async def test_a_held_group_gets_nothing_while_others_go_on() -> None:
    budgets = _budgets()
    budgets.hold_group(True)

    waiting = asyncio.create_task(budgets.grant(GROUP, Priority.MESSAGE))
    with await budgets.grant(42, Priority.MESSAGE):
        pass

    assert not waiting.done()
    budgets.hold_group(False)
    with await waiting:
        pass


async def test_a_jump_of_time_wakes_those_who_wait_for_budget() -> None:
    budgets = _budgets(group=Limit(1, 3600.0))
    with await budgets.grant(GROUP, Priority.MESSAGE):
        pass
    waiting = asyncio.create_task(budgets.grant(GROUP, Priority.ALERT))
    await asyncio.sleep(0)
    assert not waiting.done()

    budgets.time_jumped(3600.0, at=math.inf)

    with await waiting:
        pass


async def test_a_jump_of_time_ends_the_bans_of_all() -> None:
    budgets = _budgets()
    budgets.ban(1, 600.0)
    budgets.ban(2, 600.0)

    budgets.time_jumped(3600.0, at=math.inf)

    for chat in (1, 2, 3):
        with await budgets.grant(chat, Priority.MESSAGE):
            pass


async def test_a_second_banned_chat_pauses_everything() -> None:
    budgets = _budgets()

    assert budgets.ban(1, 30.0) is False
    assert budgets.ban(2, 30.0) is True

    third = asyncio.create_task(budgets.grant(3, Priority.MESSAGE))
    await asyncio.sleep(0)
    assert not third.done()
    third.cancel()


async def test_a_cancelled_waiter_costs_nothing() -> None:
    budgets = _budgets(group=Limit(1, 0.05))
    with await budgets.grant(GROUP, Priority.MESSAGE):
        pass
    waiting = asyncio.create_task(budgets.grant(GROUP, Priority.MESSAGE))
    await asyncio.sleep(0)

    waiting.cancel()

    with await budgets.grant(GROUP, Priority.MESSAGE):
        pass


async def test_an_unused_slot_is_given_back() -> None:
    budgets = _budgets(group=Limit(1, 600.0))

    with await budgets.grant(GROUP, Priority.MESSAGE) as slot:
        slot.spent = 0
    with await budgets.grant(GROUP, Priority.MESSAGE) as again:
        pass

    assert not again.scarce


def _budgets(group: Limit | None = None) -> Budgets:
    return Budgets(group=group, private=None, bot=None)


def _most_in_a_window(moments: Iterable[float], seconds: float) -> int:
    ordered = sorted(moments)
    return max(
        (sum(1 for other in ordered if at <= other < at + seconds - 1e-6) for at in ordered), default=0
    )
