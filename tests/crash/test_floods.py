"""After a kill the budgets are as the database tells: no flood but for what it could not know."""

from bot.sandbox.limits import Limits
from tests.crash.conftest import Besieges


async def test_kills_bring_no_flood_that_the_stored_budget_could_avoid(besieges: Besieges) -> None:
    limits = Limits.off().but(group=(20, 1.0))
    siege = await besieges(limits=limits, GROUP_BUDGET="20/1.0")

    await siege.storm(3)
    summary = await siege.drain()

    assert not summary.violations, summary.indictment
