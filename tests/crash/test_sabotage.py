"""The crash tests are able to fail: they see a promise broken on purpose."""

import pytest

from tests.crash.conftest import Besieges


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("sabotage", "seen"),
    [("confirm-first", "lost in lane"), ("settle-later", "unsettled")],
)
async def test_a_broken_promise_is_seen(besieges: Besieges, sabotage: str, seen: str) -> None:
    siege = await besieges(sabotage=sabotage)

    await siege.storm(3)
    summary = await siege.drain(silent_for=1.5)

    assert seen in summary.indictment
