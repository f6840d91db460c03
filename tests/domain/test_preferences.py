"""Preferences: stored and read again, typed and chosen, and what differs between two of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.alert_texts import read_alerts
from bot.domain.assignment import AssignmentRule
from bot.domain.errors import RuleBroken, WrongInput
from bot.domain.policy_texts import MOST_POLICIES, read_policy
from bot.domain.preference_choices import CHOICES, is_chosen
from bot.domain.preference_texts import SWITCHES, differences, read_preference, write_preference
from bot.domain.preferences import Preferences, TagPolicy, from_json, to_json

USUAL = Preferences()
BERLIN = "Europe/Berlin"

OTHERS = Preferences(
    relay_replies_only=True,
    reopen_window=timedelta(hours=24),
    assignment=AssignmentRule.LEAST_LOADED,
    returns_after=timedelta(minutes=30),
    auto_close="5d",
    hours="mon-fri 09:00-18:00 Europe/Berlin",
    holidays="DE-BE",
    promises="first 15m",
    policies=(TagPolicy("vip", "first 5m"),),
    warn_at_share=None,
    repeat_every=timedelta(hours=1),
    repeats=0,
    language="pt-br",
    texts={"greeting": {"de": "Hallo {name}"}},
)


@pytest.mark.parametrize("preferences", [USUAL, OTHERS])
def test_what_is_stored_is_read_again(preferences: Preferences) -> None:
    assert from_json(to_json(preferences), USUAL) == preferences


def test_what_is_not_stored_is_as_usual_and_what_is_unknown_is_left_out() -> None:
    assert from_json({"repeats": 7, "colour": "red"}, OTHERS) == replace(OTHERS, repeats=7)


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("ask_rating", "no", "off"),
        ("ask_rating", "Да", "on"),
        ("hours", "mon-fri 9-18", "mon-fri 09:00-18:00 Europe/Berlin"),
        ("hours", "24/7 utc", "24/7 UTC"),
        ("holidays", "de-be +2026-12-24", "DE-BE +2026-12-24"),
        ("promises", "first 15 min high: first 5m", "first 15m; high: first 5m"),
        ("promises", "off", "off"),
        ("assignment", "Round-Robin", "round robin"),
        ("assignment", "least_loaded", "least loaded"),
        ("assignment", "l", "least loaded"),
        ("assignment", "по очереди", "round robin"),
        ("returns_after", "1h30m", "1h30m"),
        ("returns_after", "нет", "off"),
        ("auto_close", "20 hours", "20h"),
        ("reopen_window", "3 days", "72h"),
        ("reopen_window", "2 недели", "14d"),
        ("reopen_window", "1m", "1m"),
        ("reopen_window", "365d", "365d"),
        ("warn_at_share", "75 %", "75%"),
        ("warn_at_share", "off", "off"),
        ("repeat_every", "45m", "45m"),
        ("repeats", "0", "0"),
        ("repeats", "20", "20"),
    ],
)
def test_each_is_typed_and_written(name: str, text: str, written: str) -> None:
    preferences = read_preference(name, text, USUAL, BERLIN)

    assert write_preference(name, preferences) == written
    assert read_preference(name, written, USUAL, "UTC") == preferences


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("quiet_outside_hours", "perhaps", "alerts-example"),
        ("hours", "never", "hours-example"),
        ("holidays", "XX", "holidays-invalid-country"),
        ("promises", "soon", "sla-example"),
        ("assignment", "r l", "assignment-example"),
        ("assignment", "", "assignment-example"),
        ("returns_after", "59s", "returns-example"),
        ("returns_after", "31d", "returns-example"),
        ("auto_close", "5d 3h", "autoclose-example"),
        ("reopen_window", "off", "reopen-window-example"),
        ("reopen_window", "366d", "reopen-window-example"),
        ("warn_at_share", "0%", "alerts-example"),
        ("warn_at_share", "100%", "alerts-example"),
        ("warn_at_share", "٥٠%", "alerts-example"),
        ("repeat_every", "0m", "alerts-example"),
        ("repeats", "21", "alerts-example"),
        ("repeats", "-1", "alerts-example"),
    ],
)
def test_what_cannot_be_names_an_example(name: str, text: str, key: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        read_preference(name, text, USUAL, BERLIN)

    assert wrong.value.text_key == key


def test_dates_alone_add_to_the_holidays() -> None:
    berlin = read_preference("holidays", "DE-BE", USUAL, BERLIN)

    assert read_preference("holidays", "+2026-12-24", berlin, BERLIN).holidays == "DE-BE +2026-12-24"


@pytest.mark.parametrize("name", CHOICES)
def test_of_the_choices_of_a_button_one_at_most_holds(name: str) -> None:
    for text in CHOICES[name].values():
        chosen = read_preference(name, text, USUAL, BERLIN)

        assert [one for one in CHOICES[name].values() if is_chosen(name, one, chosen, BERLIN)] == [text]


def test_around_the_clock_is_chosen_when_nobody_has_said_anything() -> None:
    assert is_chosen("hours", "24/7", USUAL, "UTC")


def test_every_switch_can_be_pressed() -> None:
    assert set(SWITCHES) <= set(CHOICES)
    assert {name for name, value in to_json(USUAL).items() if isinstance(value, bool)} == set(SWITCHES)


def test_nothing_differs_from_itself() -> None:
    assert list(differences(OTHERS, OTHERS)) == []


def test_all_that_differs_is_found() -> None:
    assert set(differences(USUAL, OTHERS)) == {
        ("relay_replies_only", "off", "on"),
        ("reopen_window", "72h", "24h"),
        ("assignment", "manual", "least loaded"),
        ("returns_after", "off", "30m"),
        ("auto_close", "off", "5d"),
        ("hours", "24/7", "mon-fri 09:00-18:00 Europe/Berlin"),
        ("holidays", "off", "DE-BE"),
        ("promises", "off", "first 15m"),
        ("policies vip", None, "first 5m"),
        ("warn_at_share", "80%", "off"),
        ("repeat_every", "30m", "1h"),
        ("repeats", "3", "0"),
        ("language", "auto", "pt-br"),
        ("texts greeting de", None, "Hallo {name}"),
    }


# alerts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "warn 80% every 30m times 3 quiet on",
            {
                "warn_at_share": "80%",
                "repeat_every": "30m",
                "repeats": "3",
                "quiet_outside_hours": "on",
            },
        ),
        ("Quiet OFF, warn at 50 %", {"quiet_outside_hours": "off", "warn_at_share": "50 %"}),
        ("every 1 h 30 m", {"repeat_every": "1 h 30 m"}),
        ("каждые 30 м раз 2", {"repeat_every": "30 м", "repeats": "2"}),
    ],
)
def test_alerts_in_part_or_whole(text: str, said: dict[str, str]) -> None:
    assert read_alerts(text) == said


@pytest.mark.parametrize("text", ["", "80%", "warn", "warn every 30m", "warn 80% warn 70%"])
def test_alerts_that_say_nothing_or_too_much(text: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        read_alerts(text)

    assert wrong.value.text_key == "alerts-example"


# policies


VIP, RUSH = TagPolicy("vip", "first 5m"), TagPolicy("rush", "first 1m")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("new first 5m", (VIP, RUSH, TagPolicy("new", "first 5m"))),
        ("#VIP  first 10m;\nhigh: first 1m", (TagPolicy("vip", "first 10m; high: first 1m"), RUSH)),
        ("vip off", (RUSH,)),
        ("rush first off", (VIP, TagPolicy("rush", "off"))),
    ],
)
def test_a_policy_is_changed_where_it_stands(text: str, after: tuple[TagPolicy, ...]) -> None:
    assert read_policy(text, (VIP, RUSH)) == after


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("vip", "policy-example"),
        ("-vip first 5m", "policy-example"),
        ("a,b first 5m", "policy-example"),
        ("vip quickly", "policy-example"),
        ("vip first 1d", "sla-days"),
        ("nobody off", "policy-none"),
    ],
)
def test_policies_that_cannot_be(text: str, key: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_policy(text, (VIP, RUSH))

    assert broken.value.text_key == key


def test_policies_are_not_without_number() -> None:
    every = tuple(TagPolicy(f"t{number}", "first 5m") for number in range(MOST_POLICIES))

    with pytest.raises(RuleBroken):
        read_policy("more first 5m", every)
    assert len(read_policy("t0 first 6m", every)) == MOST_POLICIES
