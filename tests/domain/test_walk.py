"""The walk through a group: what is wrong is named once, and what hangs on it waits."""

import pytest

from bot.domain.group_faults import (
    KICKED,
    NO_DELETE,
    NO_PIN,
    NO_TOPICS,
    NOT_ADMIN,
    NOT_FORUM,
    NOT_FOUND,
)
from bot.domain.walk import IN_GROUP, GroupFacts, group_steps, link_to_add


@pytest.mark.parametrize(
    ("faults", "marks"),
    [
        ((), "✓✓✓✓✓✓✓"),
        ((NOT_FOUND,), "✗––––––"),
        ((KICKED,), "✗––––––"),
        ((NOT_FORUM,), "✓✗✓✓✓✓✓"),
        ((NOT_ADMIN,), "✓✓✗–––!"),
        ((NOT_FORUM, NOT_ADMIN), "✓✗✗–––!"),
        ((NO_TOPICS,), "✓✓✓✗✓✓✓"),
        ((NO_DELETE, NO_PIN), "✓✓✓✓✗✗✓"),
    ],
)
def test_each_fault_has_its_step(faults: tuple[str, ...], marks: str) -> None:
    steps = group_steps(GroupFacts("Support", faults))

    assert "".join(step.mark for step in steps) == marks
    assert [step.about for step in steps] == list(IN_GROUP)
    assert [step.key for step in steps if step.mark == "✗"] == list(faults)


def test_privacy_mode_matters_to_nobody_but_a_bot_without_rights() -> None:
    on, off = (GroupFacts("Support", (NOT_ADMIN,), reads_all=reads_all) for reads_all in (False, True))

    assert group_steps(on)[-1].key == "privacy-on"
    assert group_steps(off)[-1].key == "ok-privacy-off"
    assert group_steps(GroupFacts("Support", ()))[-1].key == "ok-privacy-admin"


def test_a_basic_group_is_told_that_topics_make_it_a_supergroup() -> None:
    steps = group_steps(GroupFacts("Support", (NOT_FORUM,), is_basic=True))

    assert steps[1].key == "fault-basic-group"


def test_the_link_asks_for_the_rights_that_the_desk_needs() -> None:
    assert link_to_add("desk_bot") == (
        "https://t.me/desk_bot?startgroup=setup&admin=manage_topics+delete_messages+pin_messages"
    )
