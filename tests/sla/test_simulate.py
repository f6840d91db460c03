"""`python -m bot sla simulate` answers cases, and says what is wrong with those it cannot read."""

import contextlib
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.main import main
from bot.sla.calendar_json import WEEKDAYS, FieldError
from bot.sla.errors import SlaError
from bot.sla.simulation import simulate
from bot.sla.timeline import Happening
from db.enums import ClockKind, TicketState
from tests.sla.test_cases import CASES

Said = pytest.CaptureFixture[str]

CASE: dict[str, Any] = {
    "id": "A",
    "kind": "due",
    "calendar": {"tz": "UTC", "hours": {"mon": [["09:00", "17:00"]]}},
    "target_minutes": 60,
    "events": [{"at": "2026-06-01T12:00:00+02:00", "type": "start"}],
}
TIMELINE: dict[str, Any] = {
    "id": "T",
    "kind": "timeline",
    "calendar": {"tz": "UTC", "always_open": True},
    "target_minutes": {"first_response": 60, "next_response": 30, "resolution": 0},
    "events": [
        {"at": "2026-06-01T09:00:00Z", "type": "customer_message"},
        {"at": "2026-06-01T09:10:30.5Z", "type": "operator_reply"},
    ],
}


def simulated(tmp_path: Path, content: object, said: Said) -> tuple[int, list[dict[str, Any]], str]:
    """Exit code, answers, and what was said on standard error."""
    file = tmp_path / "cases.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    code = main(["sla", "simulate", str(file)])
    out, err = said.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def test_each_case_is_one_line_in_the_order_of_the_file(capsys: Said) -> None:
    code = main(["sla", "simulate", str(Path(__file__).parent / "sla_cases.json")])

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 0
    assert [answer["id"] for answer in answers] == [case["id"] for case in CASES]
    assert {"id": "LD-13", "error": "no_working_time"} in answers
    assert {"id": "ZM-11", "due": "2013-06-04T11:45:00Z"} in answers
    assert {"id": "FR-15", "elapsed_min": 39, "breached": True} in answers


def test_what_is_expected_is_not_looked_at(tmp_path: Path, capsys: Said) -> None:
    unexpected = [{**case, "expected": {"due": "never", "error": "nothing"}} for case in CASES]
    silent = [{name: value for name, value in case.items() if name != "expected"} for case in CASES]

    assert simulated(tmp_path, unexpected, capsys) == simulated(tmp_path, silent, capsys)


@pytest.mark.parametrize("content", [CASE, [CASE], {"format": "…", "cases": [CASE]}])
def test_a_file_is_a_case_or_a_list_of_them(content: object, tmp_path: Path, capsys: Said) -> None:
    assert simulated(tmp_path, content, capsys) == (0, [{"id": "A", "due": "2026-06-01T11:00:00Z"}], "")


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + json.dumps(CASE).encode()))
    )

    assert main(["sla", "simulate", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == {"id": "A", "due": "2026-06-01T11:00:00Z"}


def test_a_timeline_reports_every_metric_that_the_targets_name(tmp_path: Path, capsys: Said) -> None:
    _, [answer], _ = simulated(tmp_path, TIMELINE, capsys)

    assert answer == {
        "id": "T",
        "first_response": {
            "start": "2026-06-01T09:00:00Z",
            "due": "2026-06-01T10:00:00Z",
            "elapsed_min": 10,
            "outcome": "met",
        },
        "next_response": [],
        "resolution": None,  # off
    }


def test_changes_of_priority_policy_and_calendar_are_followed(tmp_path: Path, capsys: Said) -> None:
    changes = [
        {"at": "2026-06-01T09:00:00Z", "type": "customer_message"},
        {
            "at": "2026-06-01T09:05:00Z",
            "type": "priority_change",
            "to": "high",
            "targets": {"resolution": 30},
        },
        {"at": "2026-06-01T09:06:00Z", "type": "policy_change", "targets": {"resolution": 180}},
        {
            "at": "2026-06-01T09:07:00Z",
            "type": "calendar_change",
            "calendar": {"tz": "UTC", "hours": {"mon": [["09:00", "10:00"]], "tue": [["09:00", "17:00"]]}},
        },
    ]

    _, [answer], _ = simulated(tmp_path, {**TIMELINE, "events": changes}, capsys)

    assert answer["resolution"]["due"] == "2026-06-02T11:00:00Z"
    assert answer["first_response"]["outcome"] == "cancelled"


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        (0, {"due": None}),
        (None, {"due": None}),
        (-5, {"error": "invalid_duration"}),
        (1e300, {"error": "invalid_duration"}),
    ],
)
def test_targets_off_and_impossible(target: object, answer: object, tmp_path: Path, capsys: Said) -> None:
    code, answers, _ = simulated(tmp_path, {**CASE, "target_minutes": target}, capsys)

    assert (code, answers) == (0, [{"id": "A", **dict(answer)}])  # type: ignore[call-overload]


def test_not_a_number_is_no_target(tmp_path: Path, capsys: Said) -> None:
    text = json.dumps(CASE).replace('"target_minutes": 60', '"target_minutes": NaN')

    assert simulated(tmp_path, text, capsys)[1] == [{"id": "A", "error": "invalid_duration"}]


def test_a_case_about_errors_without_an_error_says_so(tmp_path: Path, capsys: Said) -> None:
    fine = {**CASE, "kind": "error"}

    assert simulated(tmp_path, fine, capsys)[1] == [{"id": "A", "error": None, "due": "2026-06-01T11:00:00Z"}]
    assert simulated(tmp_path, {**fine, "events": []}, capsys)[1] == [{"id": "A", "error": None}]
    late = {**fine, "calendar": {"tz": "UTC", "hours": {}, "overrides": {"2020-01-01": [["09:00", "10:00"]]}}}
    assert simulated(tmp_path, late, capsys)[1] == [{"id": "A", "error": "no_working_time"}]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"id": None}, "lacks `id`"),
        ({"kind": "soon"}, "'soon'"),
        ({"kind": ["due"]}, "['due']"),
        ({"calendar": 5}, "`calendar` is not an object"),
        ({"calendar": {"hours": {}}}, "`tz`"),
        ({"events": {}}, "`events` are not a list"),
        ({"events": []}, "`start`"),
        ({"events": [{"at": "2026-06-01T12:00:00Z"}]}, "lacks `type`"),
        ({"events": [{"at": "2026-06-01T12:00:00Z", "type": ["start"]}]}, "`start`"),
        ({"events": [{"at": "2026-06-01T12:00:00", "type": "start"}]}, "zone"),
        ({"events": [{"at": "noon", "type": "start"}]}, "'noon'"),
        ({"events": [{"at": 5, "type": "start"}]}, "5 is not a time"),
        ({"events": [{"at": "9999-12-31T12:00:00Z", "type": "start"}]}, "years"),
        ({"events": [*CASE["events"], {"at": "2026-06-01T12:00:00Z", "type": "reaction"}]}, "'reaction'"),
        ({"target_minutes": "60"}, "'60'"),
        ({"target_minutes": True}, "True"),
        ({"target_minutes": {}}, "{}"),
        ({"kind": "elapsed"}, "`stop`"),
        ({**TIMELINE, "id": "A", "target_minutes": 60}, "minutes per metric"),
        ({**TIMELINE, "id": "A", "target_minutes": {"first": 60}}, "'first'"),
        ({**TIMELINE, "id": "A", "events": [{"at": "2026-06-01T09:00:00Z", "type": "start"}]}, "'start'"),
        ({**TIMELINE, "id": "A", "events": [{"at": "2026-06-01T09:00:00Z", "type": "status"}]}, "lacks `to`"),
        (
            {
                **TIMELINE,
                "id": "A",
                "events": [{"at": "2026-06-01T09:00:00Z", "type": "status", "to": "lost"}],
            },
            "'lost'",
        ),
        (
            {**TIMELINE, "id": "A", "events": [{"at": "2026-06-01T09:00:00Z", "type": "policy_change"}]},
            "lacks `targets`",
        ),
    ],
)
def test_a_bad_case_says_what_is_wrong_and_does_not_stop_the_others(
    change: dict[str, Any], complaint: str, tmp_path: Path, capsys: Said
) -> None:
    code, answers, err = simulated(tmp_path, [{**CASE, **change}, {**CASE, "id": "B"}], capsys)

    assert code == 2
    assert complaint in answers[0]["error"]
    assert complaint in err
    assert answers[1] == {"id": "B", "due": "2026-06-01T11:00:00Z"}


@pytest.mark.parametrize("missing", ["kind", "calendar", "target_minutes", "events"])
def test_a_missing_field_is_named(missing: str, tmp_path: Path, capsys: Said) -> None:
    case = {name: value for name, value in CASE.items() if name != missing}

    code, _, err = simulated(tmp_path, case, capsys)

    assert code == 2
    assert f"`{missing}`" in err


@pytest.mark.parametrize("case", [5, None, "A", [], {}])
def test_a_case_that_is_no_object_is_named_by_its_place(case: object, tmp_path: Path, capsys: Said) -> None:
    code, answers, err = simulated(tmp_path, [CASE, case], capsys)

    assert code == 2
    assert "case 2" in err
    assert [answer["id"] for answer in answers] == ["A", None]


@pytest.mark.parametrize("content", ["", "id: A", "[", '{"cases": 5}', "5", "null", "[" * 100_000])
def test_a_file_that_is_no_such_file_is_refused(content: str, tmp_path: Path, capsys: Said) -> None:
    code, answers, err = simulated(tmp_path, content, capsys)

    assert (code, answers) == (2, [])
    assert "cases.json" in err


# Words of the format in the wrong places get further than noise does.
words = (
    st.sampled_from([*WEEKDAYS, *ClockKind, *Happening, *TicketState])
    | st.sampled_from(
        ["tz", "UTC", "hours", "24:00", "always_open", "overrides", "2026-06-01", "country", "DE", "targets"]
    )
    | st.sampled_from(["to", "stop", "9999-12-31", "2026-06-01T09:00:00+23:59", "\ud800"])
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=250, deadline=None)
@given(case=st.sampled_from([CASE, TIMELINE, *CASES]), value=values, data=st.data())
def test_whatever_stands_in_a_case_it_is_answered_or_refused(
    case: dict[str, Any], value: object, data: st.DataObject
) -> None:
    broken = {"case": json.loads(json.dumps(case))}
    place, key = data.draw(st.sampled_from(list(_places(broken))))
    place[key] = value

    with contextlib.suppress(FieldError, SlaError):
        json.dumps(simulate(broken["case"]))


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every container and key within a JSON value."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield tree, key
        if isinstance(value, dict | list):
            yield from _places(value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: Said) -> None:
    assert main(["sla", "simulate", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_bytes_that_are_no_text_are_refused(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "cases.json").write_bytes(b"\xff\xfe\x00")

    assert main(["sla", "simulate", str(tmp_path / "cases.json")]) == 2
    assert "not JSON" in capsys.readouterr().err
