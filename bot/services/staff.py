"""Staff: the operators that the desk knows, all in memory, since there is one leader and few of them."""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aiogram.types import User
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Operator
from db.queries import operators

if TYPE_CHECKING:
    from bot.services.desk import Desk

SEEN_AGAIN_AFTER = timedelta(hours=12)  # how exact `seen_at` is
A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Member:
    """An operator as memory has it."""

    id: int
    name: str
    username: str | None
    on_duty: bool
    last_assigned_at: datetime | None
    has_left: bool
    seen_at: datetime


class Staff:
    """Answers without asking the database. A transaction works on a draft, kept when it has committed."""

    def __init__(self, members: Mapping[int, Member] | None = None) -> None:
        self._members = ChainMap({}, dict(members or {}))

    def draft(self) -> "Staff":
        """A copy whose changes are its own until they are kept."""
        copy = Staff()
        copy._members = self._members.new_child()
        return copy

    def keep(self, draft: "Staff") -> None:
        """Take over what a draft has changed."""
        self._members.update(draft._members.maps[0])

    def get(self, operator_id: int | None) -> Member | None:
        return self._members.get(operator_id) if operator_id is not None else None

    def name_of(self, operator_id: int | None) -> str:
        """The operator's name, or the bare id of somebody whom nobody has seen."""
        member = self.get(operator_id)
        return member.name if member else str(operator_id)

    def find(self, name: str) -> Member | None:
        """Whoever has this username or, alone among those known, this name (small letters, no @).

        It may be somebody who has left, if nobody who is here is called so.
        """
        here_first = sorted(self._members.values(), key=lambda member: member.has_left)
        for member in here_first:
            if (member.username or "").lower() == name:
                return member
        called = [m for m in here_first if name in (m.name.casefold(), m.name.casefold().split(" ")[0])]
        alone = [m for m in called if not m.has_left] or called
        return alone[0] if len(alone) == 1 else None

    def present(self) -> list[Member]:
        """Who is in the group, as far as the desk has seen, by name."""
        here = [m for m in self._members.values() if not m.has_left]
        return sorted(here, key=lambda member: (member.name.casefold(), member.id))

    def on_duty(self) -> list[Member]:
        """Who takes tickets now, by id."""
        duty = [m for m in self._members.values() if m.on_duty and not m.has_left]
        return sorted(duty, key=lambda member: member.id)

    def last_assigned_id(self) -> int | None:
        """Who was the last to get a ticket by a rule, on duty or not."""
        turns = {m.last_assigned_at: m.id for m in self._members.values() if m.last_assigned_at is not None}
        return turns[max(turns)] if turns else None

    def last_assigned_at(self) -> datetime | None:
        """When that was."""
        return max((m.last_assigned_at for m in self._members.values() if m.last_assigned_at), default=None)

    def put(self, member: Member) -> None:
        self._members[member.id] = member


async def load(session: AsyncSession) -> Staff:
    """The operators as they are stored."""
    return Staff({row.id: _member(row) for row in await operators.all_operators(session)})


async def seen(desk: "Desk", user: User) -> Member:
    """Remember a person of the group as an operator; costs nothing when all is known already."""
    known = desk.staff.get(user.id)
    if known is not None and not known.has_left:
        is_same = known.name == user.full_name and known.username == user.username
        if is_same and desk.now - known.seen_at < SEEN_AGAIN_AFTER:
            return known
    row = await _row(desk, user.id)
    if row is None:
        row = Operator(id=user.id, on_duty=False)
        desk.session.add(row)
    row.name, row.username, row.seen_at, row.left_at = user.full_name, user.username, desk.now, None
    return _keep(desk, row)


async def left(desk: "Desk", user_id: int) -> None:
    """The operator is no longer a member of the group: off duty, and no tickets are given any more."""
    row = await _row(desk, user_id)
    if row is not None and row.left_at is None:
        row.left_at, row.on_duty = desk.now, False
        _keep(desk, row)


async def set_duty(desk: "Desk", operator_id: int, on_duty: bool) -> bool:
    """Put an operator on or off duty; was it a change?"""
    row = await _row(desk, operator_id)
    if row is None or row.on_duty is on_duty:
        return False
    row.on_duty = on_duty
    _keep(desk, row)
    return True


async def was_assigned(desk: "Desk", operator_id: int) -> None:
    """A rule has just given this operator a ticket; turns within one transaction come one after another."""
    row = await _row(desk, operator_id)
    if row is not None:
        last = desk.staff.last_assigned_at()
        row.last_assigned_at = desk.now if last is None or last < desk.now else last + A_MOMENT
        _keep(desk, row)


async def _row(desk: "Desk", operator_id: int) -> Operator | None:
    await desk.session.flush()  # a row of this very transaction is found too
    return await desk.session.get(Operator, operator_id)


def _keep(desk: "Desk", row: Operator) -> Member:
    member = _member(row)
    desk.staff.put(member)
    return member


def _member(row: Operator) -> Member:
    return Member(
        id=row.id,
        name=row.name,
        username=row.username,
        on_duty=row.on_duty,
        last_assigned_at=row.last_assigned_at,
        has_left=row.left_at is not None,
        seen_at=row.seen_at,
    )
