"""The walk through setting up: its points in order, each right, wrong, doubtful, or not to be judged yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.group_faults import (
    KICKED,
    NO_DELETE,
    NO_PIN,
    NO_TOPICS,
    NOT_ADMIN,
    NOT_FORUM,
    NOT_FOUND,
)

PAYLOAD = "setup"
"""What the bot is started with in a group to which its own link has added it."""


class Mark(StrEnum):
    RIGHT = "✓"
    WRONG = "✗"
    DOUBTFUL = "!"
    OPEN = "–"  # cannot be judged before an earlier step is right


@dataclass(frozen=True, slots=True)
class Step:
    """`about` is the key of its name, `key` that of what was found, with the place to put it right.

    An open step has no `key`; `after` is the name of the step that comes first.
    """

    about: str
    mark: Mark
    key: str = ""
    variables: Mapping[str, object] = field(default_factory=dict)
    after: str = ""


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What is known of a group; `reads_all` tells whether the bot's privacy mode is off."""

    title: str
    faults: tuple[str, ...]
    is_basic: bool = False
    reads_all: bool = False


def right(about: str, key: str, **variables: object) -> Step:
    return Step(about, Mark.RIGHT, key, variables)


def wrong(about: str, key: str, **variables: object) -> Step:
    return Step(about, Mark.WRONG, key, variables)


def doubtful(about: str, key: str, **variables: object) -> Step:
    return Step(about, Mark.DOUBTFUL, key, variables)


def waiting(after: str, *abouts: str) -> list[Step]:
    """Steps that wait for another one."""
    return [Step(about, Mark.OPEN, after=after) for about in abouts]


IN_GROUP = (
    "walk-member",
    "walk-forum",
    "walk-admin",
    "walk-topics-right",
    "walk-delete-right",
    "walk-pin-right",
    "walk-privacy",
)
"""The names of a group's steps."""


def group_steps(facts: GroupFacts) -> list[Step]:
    """A group as the desk's: membership, topics, rights, and whether privacy mode matters."""
    member, forum, *others = IN_GROUP
    absent = next((fault for fault in facts.faults if fault in (NOT_FOUND, KICKED)), None)
    if absent is not None:
        return [wrong(member, absent), *waiting(member, forum, *others)]
    is_forum = NOT_FORUM not in facts.faults
    plain = "fault-basic-group" if facts.is_basic else NOT_FORUM
    return [
        right(member, "ok-member", title=facts.title),
        right(forum, "ok-forum") if is_forum else wrong(forum, plain),
        *_rights(facts),
    ]


def _rights(facts: GroupFacts) -> list[Step]:
    _, _, admin, topics, delete, pin, privacy = IN_GROUP
    if NOT_ADMIN in facts.faults:
        judged = right(privacy, "ok-privacy-off") if facts.reads_all else doubtful(privacy, "privacy-on")
        return [wrong(admin, NOT_ADMIN), *waiting(admin, topics, delete, pin), judged]
    return [
        right(admin, "ok-admin"),
        _right(facts, topics, "ok-topics-right", NO_TOPICS),
        _right(facts, delete, "ok-delete-right", NO_DELETE),
        _right(facts, pin, "ok-pin-right", NO_PIN),
        right(privacy, "ok-privacy-off" if facts.reads_all else "ok-privacy-admin"),
    ]


def _right(facts: GroupFacts, about: str, held: str, lacking: str) -> Step:
    return wrong(about, lacking) if lacking in facts.faults else right(about, held)


def link_to_add(username: str) -> str:
    """Opens the choice of a group, and adds the bot there as an admin with the rights that it needs.

    Source: core.telegram.org/api/links, "Bot links"; clients show the rights, whoever adds the bot agrees.
    """
    rights = "manage_topics+delete_messages+pin_messages"
    return f"https://t.me/{username}?startgroup={PAYLOAD}&admin={rights}"
