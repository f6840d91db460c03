"""A deadline that cannot be worked out: it is put aside and reported, and all others are kept."""

import pytest
from sqlalchemy import update

from bot.services import silences
from bot.services.desk import Desk
from db.models import SlaClock, Ticket
from tests.e2e.story import Story

NONSENSE = [["yesterday", "tomorrow"]]
TOLD = "could not be worked out"


async def test_a_clock_that_cannot_be_read_keeps_no_other_alert_waiting(desk: Story) -> None:
    desk.owner.starts(desk.bot)
    await desk.promises("first 10m", warn_at_share=None, repeats=0)
    alice, max_ = desk.customer("Alice"), desk.customer("Max")
    await alice.writes("help")
    await max_.writes("help me too")
    await _write_stretches(desk, NONSENSE)

    await desk.time_passes(minutes=11)

    assert desk.alerts_about(alice) == []
    assert [m.text.split(":")[0] for m in desk.alerts_about(max_)] == ["🔥 #2 · First answer"]
    (told,) = desk.owner.sees(TOLD)
    assert "#1" in told.text and "ValueError" in told.text


async def test_what_was_put_aside_is_tried_again(desk: Story) -> None:
    await desk.promises("first 10m", warn_at_share=None, repeats=0)
    alice = desk.customer("Alice")
    await alice.writes("help")
    await _write_stretches(desk, NONSENSE)
    await desk.time_passes(minutes=11)

    await _write_stretches(desk, [])
    await desk.time_passes(minutes=59)
    assert desk.alerts_about(alice) == []
    await desk.time_passes(minutes=2)

    assert len(desk.alerts_about(alice)) == 1


async def test_a_ticket_that_time_cannot_move_stops_no_other(
    desk: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.prefers(auto_close="2d")
    alice, max_, bob = desk.customer("Alice"), desk.customer("Max"), desk.operator("Bob")
    for customer in (alice, max_):
        await customer.writes("help")
        await bob.answers(in_topic_of=customer, text="which model?")
    warn = silences.warn

    async def stumbles(desk: Desk, ticket: Ticket) -> None:
        if ticket.id == 1:
            raise LookupError("over my own feet")
        await warn(desk, ticket)

    monkeypatch.setattr(silences, "warn", stumbles)

    await desk.time_passes(hours=25)

    assert not alice.sees("will be closed")
    assert max_.sees("will be closed")


async def _write_stretches(desk: Story, stretches: list[list[str]]) -> None:
    """Into the clocks of the first ticket."""
    async with desk.running_app.database.transaction() as tx:
        await tx.session.execute(update(SlaClock).where(SlaClock.ticket_id == 1).values(stretches=stretches))
        await tx.commit()
