"""Every case of sla_cases.json: what seven products test, promise or got wrong, and what we say."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sla.errors import SlaError
from bot.sla.simulation import simulate

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "sla_cases.json").read_bytes())["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_engine_says_what_is_expected(case: dict[str, Any]) -> None:
    expected = case["expected"]
    question = {name: value for name, value in case.items() if name != "expected"}

    try:
        answer = simulate(question)
    except SlaError as refusal:
        answer = {"error": refusal.reason.value}

    assert _asked_for(expected, answer) == expected


def _asked_for(expected: Any, answer: Any) -> Any:
    """The part of an answer that the case has an opinion about."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        return {name: _asked_for(value, answer.get(name)) for name, value in expected.items()}
    if isinstance(expected, list) and isinstance(answer, list) and len(expected) == len(answer):
        return [_asked_for(*pair) for pair in zip(expected, answer, strict=True)]
    return answer
