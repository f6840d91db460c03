"""Policies by tag as admins type them: `vip first 5m next 15m; high: first 2m`, `vip off`."""

from typing import Final

from bot.domain.commands import read_tags
from bot.domain.errors import RuleBroken, WrongInput
from bot.domain.preferences import TagPolicy
from bot.domain.sla_texts import read_promises, write_promises
from bot.domain.typed import is_off, plain

MOST_POLICIES: Final = 30


def read_policy(text: str, before: tuple[TagPolicy, ...]) -> tuple[TagPolicy, ...]:
    """All policies after what a text says of one: changed where it stands, new at the end, or gone (`off`).

    Raises:
        WrongInput: `policy-example`, or what `read_promises` says.
        RuleBroken: `policy-too-many`; `policy-none`: there is no policy for that tag to be taken away.
    """
    words = text.split(maxsplit=1)
    if len(words) < 2:
        raise WrongInput("policy-example", text)
    tag, rest = _read_tag(words[0]), words[1]
    if is_off(plain(rest)):
        if all(one.tag != tag for one in before):
            raise RuleBroken("policy-none", tag=tag)
        return tuple(one for one in before if one.tag != tag)
    policy = TagPolicy(tag, _read_promises(rest))
    if any(one.tag == tag for one in before):
        return tuple(policy if one.tag == tag else one for one in before)
    if len(before) >= MOST_POLICIES:
        raise RuleBroken("policy-too-many", most=MOST_POLICIES)
    return (*before, policy)


def _read_tag(word: str) -> str:
    try:
        change = read_tags(word)
    except WrongInput:
        raise WrongInput("policy-example", word) from None
    if len(change.added) != 1 or change.removed:
        raise WrongInput("policy-example", word)
    return change.added[0]


def _read_promises(text: str) -> str:
    try:
        return write_promises(read_promises(text))
    except WrongInput as wrong:
        if wrong.text_key == "sla-example":
            raise WrongInput("policy-example", wrong.part) from None
        raise
