"""Policies survive being stored."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.sla.policies import Policy, PolicyList, Target
from bot.sla.policy_json import read_policies, write_policies
from db.enums import ClockKind, TicketPriority

lengths = st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds))
targets = st.dictionaries(st.sampled_from(ClockKind), st.builds(Target, lengths, st.booleans()))
names = st.text(min_size=1, max_size=8)
policies = st.builds(
    Policy,
    names,
    targets,
    st.dictionaries(st.sampled_from([priority.value for priority in TicketPriority]), targets),
    st.dictionaries(st.just("tag"), st.frozensets(names, min_size=1)),
)


@given(st.builds(PolicyList, policies, st.lists(policies, max_size=3).map(tuple)))
def test_what_was_written_is_read(stated: PolicyList) -> None:
    assert read_policies(write_policies(stated)) == stated


def test_the_default_comes_last() -> None:
    vip = Policy("vip", {}, when={"tag": frozenset({"vip"})})

    stored = write_policies(PolicyList(Policy("default", {}), (vip,)))

    assert [policy["name"] for policy in stored] == ["vip", "default"]
