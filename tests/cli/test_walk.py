"""The walk of `check`: what was found decides the steps and the exit code."""

from dataclasses import replace
from typing import Any

import pytest

from bot.cli import walk
from bot.cli.walk import Account, Group, Person, Port, Sources, Storage
from bot.domain.walk import GroupFacts, Mark, Step
from bot.settings import Settings

STORAGE = Storage("SQLite", newest="0003", revision="0003")
OLGA, PAUL = Person(1, "Olga"), Person(2, hears=False)


def _settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)


@pytest.mark.parametrize(
    ("storage", "mark", "key"),
    [
        (STORAGE, Mark.RIGHT, "check-database-ok"),
        (replace(STORAGE, revision=None), Mark.RIGHT, "check-database-new"),
        (replace(STORAGE, revision="0001"), Mark.DOUBTFUL, "check-database-older"),
        (replace(STORAGE, revision="9999", is_known=False), Mark.WRONG, "check-database-newer"),
        (replace(STORAGE, error="no answer"), Mark.WRONG, "check-database-away"),
    ],
)
def test_the_database_is_judged_by_its_schema(storage: Storage, mark: Mark, key: str) -> None:
    step = walk.database_step(storage)

    assert (step.mark, step.key) == (mark, key)


@pytest.mark.parametrize(
    ("sources", "keys"),
    [
        (Sources(has_file=False), ["check-settings-nothing"]),
        (Sources(True, ("BOT_TOKEN",)), ["check-settings-file"]),
        (Sources(False, ("BOT_TOKEN",)), ["check-settings-environment"]),
        (Sources(True, (), unknown=("ADMIN_ID",)), ["check-settings-file", "check-settings-unknown"]),
        (
            Sources(True, ("TIMEZONE",), overridden=("TIMEZONE",)),
            ["check-settings-file", "check-settings-overridden"],
        ),
    ],
)
def test_it_is_said_where_settings_come_from(sources: Sources, keys: list[str]) -> None:
    assert [step.key for step in walk.source_steps(sources)] == keys


WEBHOOK = {
    "updates": "webhook",
    "webhook_url": "https://desk.example.com/telegram",
    "webhook_secret": "secret",
}


@pytest.mark.parametrize(
    ("settings", "webhook", "mark", "key"),
    [
        ({}, {"url": ""}, Mark.RIGHT, "check-polling"),
        ({}, {"url": "https://old.example.com"}, Mark.DOUBTFUL, "check-webhook-removed"),
        (WEBHOOK, {"url": ""}, Mark.RIGHT, "check-webhook-none"),
        (WEBHOOK, {"url": "https://old.example.com"}, Mark.DOUBTFUL, "check-webhook-other"),
        (WEBHOOK, {"url": WEBHOOK["webhook_url"]}, Mark.RIGHT, "check-webhook-ok"),
        (
            WEBHOOK,
            {"url": WEBHOOK["webhook_url"], "last_error_message": "Connection refused"},
            Mark.WRONG,
            "check-webhook-fails",
        ),
    ],
)
def test_updates_arrive_as_they_are_meant_to(
    settings: dict[str, str], webhook: dict[str, str], mark: Mark, key: str
) -> None:
    step = walk.updates_step(webhook, _settings(**settings))

    assert (step.mark, step.key) == (mark, key)


@pytest.mark.parametrize(
    ("admins", "seen", "has_group", "mark", "key"),
    [
        ([OLGA], [], True, Mark.RIGHT, "check-admins-ok"),
        ([OLGA, PAUL], [], True, Mark.DOUBTFUL, "check-admins-silent"),
        ([], [], True, Mark.DOUBTFUL, "check-admins-none"),
        ([], [], False, Mark.WRONG, "check-admins-needed"),
        ([], [OLGA], False, Mark.WRONG, "check-admins-seen"),
    ],
)
def test_admins_can_be_told_about_trouble(
    admins: list[Person], seen: list[Person], has_group: bool, mark: Mark, key: str
) -> None:
    step = walk.admins_step(admins, seen, bot="desk_bot", has_group=has_group)

    assert (step.mark, step.key) == (mark, key)


def test_what_botfather_decides_is_seen() -> None:
    me = {"username": "desk_bot", "can_join_groups": False, "has_topics_enabled": True}

    steps = walk.account_steps(Account(me, {"url": ""}), _settings())

    assert [step.key for step in steps] == ["ok-bot", "fault-joining", "check-threads-on", "check-polling"]


def test_a_group_that_moved_is_judged_under_its_new_id() -> None:
    group = Group(GroupFacts("Support", ()), moved_to=-1005)

    moved, *steps = walk.desk_group_steps(group, "desk_bot")

    assert (moved.mark, moved.variables) == (Mark.DOUBTFUL, {"new": "-1005"})
    assert {step.mark for step in steps} == {Mark.RIGHT}


@pytest.mark.parametrize(
    ("port", "mark", "key"),
    [
        (Port(None), Mark.RIGHT, "check-port-off"),
        (Port("127.0.0.1:9090"), Mark.RIGHT, "check-port-free"),
        (Port("127.0.0.1:9090", True, "Address already in use"), Mark.RIGHT, "check-port-ours"),
        (Port("127.0.0.1:80", False, "Permission denied"), Mark.WRONG, "check-port-taken"),
    ],
)
def test_the_port_is_free_or_ours(port: Port, mark: Mark, key: str) -> None:
    step = walk.port_step(port)

    assert (step.mark, step.key) == (mark, key)


@pytest.mark.parametrize(
    ("ahead", "keys"),
    [
        (None, []),
        (-30.0, ["check-clock-ok"]),
        (30.5, ["check-clock-off"]),
        (-3600.0, ["check-clock-off"]),
    ],
)
def test_a_wrong_clock_is_noticed(ahead: float | None, keys: list[str]) -> None:
    assert [step.key for step in walk.clock_step(ahead)] == keys


def test_a_time_zone_that_nobody_chose_is_a_remark() -> None:
    assert walk.time_step(_settings(), "12:00").mark is Mark.DOUBTFUL
    assert walk.time_step(_settings(timezone="UTC"), "12:00").mark is Mark.RIGHT


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([Step("a", Mark.RIGHT, "ok"), Step("b", Mark.DOUBTFUL, "hm")], 0),
        ([Step("a", Mark.WRONG, "fault-joining")], 1),
        ([Step("a", Mark.WRONG, "check-token-missing"), Step("b", Mark.WRONG, "fault-joining")], 2),
        (walk.unreadable("BOT_TOKEN: expected a token"), 2),
    ],
)
def test_the_exit_code_tells_faults_from_a_wrong_configuration(steps: list[Step], code: int) -> None:
    assert walk.exit_code(steps) == code
