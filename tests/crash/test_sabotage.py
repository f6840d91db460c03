"""The crash tests are able to fail: they see a promise broken on purpose."""

import pytest

from tests.crash.conftest import Besieges


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("sabotage", "signs"),
    [
        ("confirm-first", ("lost in lane",)),
        # Which of these comes to light depends on the moments of the kills.
        ("settle-later", ("unsettled", "unrecorded", "answers []")),
    ],
)
async def test_a_broken_promise_is_seen(besieges: Besieges, sabotage: str, signs: tuple[str, ...]) -> None:
    siege = await besieges(sabotage=sabotage)

    await siege.storm(6)
    summary = await siege.drain(silent_for=1.5)

    assert any(sign in summary.indictment for sign in signs)
