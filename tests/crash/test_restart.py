"""A restart finds whatever was queued, however much it is."""

from tests.crash.conftest import Besieges

CUSTOMERS = 8
EACH = 125


async def test_a_thousand_queued_messages_are_delivered_after_a_kill(besieges: Besieges) -> None:
    siege = await besieges()
    siege.group.demote(siege.bot)
    await siege.begin()
    for customer in range(CUSTOMERS):
        siege.crowd.writes_to(customer, EACH)
    await siege.world.wait_for(lambda: not siege.bot.updates.items, 15.0)

    left = await siege.kill()
    siege.group.promote(siege.bot)
    summary = await siege.drain()

    assert len(left.unsettled) == CUSTOMERS * EACH
    assert not summary.violations, summary.indictment
    assert summary.duplicates == 0
