"""Policies as JSON, in a form that can be stored.

    {"name": "default", "targets": {"first_response": [900, true]},
     "by_priority": {"high": {"first_response": [300, true]}}, "when": {"tag": ["vip"]}}

A target is its length in seconds and whether that is business time.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.sla.policies import Policy, PolicyList, Target, Targets
from db.enums import ClockKind


def write_policies(policies: PolicyList) -> list[dict[str, Any]]:
    """The policies in their order; the default is the last one."""
    return [_write_policy(policy) for policy in (*policies.ordered, policies.default)]


def read_policies(stored: Sequence[Mapping[str, Any]]) -> PolicyList:
    """What `write_policies` wrote."""
    *ordered, default = (_read_policy(fields) for fields in stored)
    return PolicyList(default, tuple(ordered))


def _write_policy(policy: Policy) -> dict[str, Any]:
    return {
        "name": policy.name,
        "targets": _write_targets(policy.targets),
        "by_priority": {name: _write_targets(targets) for name, targets in policy.by_priority.items()},
        "when": {name: sorted(accepted) for name, accepted in policy.when.items()},
    }


def _read_policy(fields: Mapping[str, Any]) -> Policy:
    return Policy(
        fields["name"],
        _read_targets(fields["targets"]),
        {name: _read_targets(targets) for name, targets in fields["by_priority"].items()},
        {name: frozenset(accepted) for name, accepted in fields["when"].items()},
    )


def _write_targets(targets: Targets) -> dict[str, list[Any]]:
    return {kind.value: [t.length.total_seconds(), t.in_business_time] for kind, t in targets.items()}


def _read_targets(stored: Mapping[str, Sequence[Any]]) -> Targets:
    return {ClockKind(kind): Target(timedelta(seconds=s), bool(b)) for kind, (s, b) in stored.items()}
