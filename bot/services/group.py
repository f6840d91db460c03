"""The operator group: which chat it is, whether it can be written to, and what to do when that changes."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import admins
from bot.services.desk import Desk, OperatorGroup
from db.queries import messages, people, settings

KEY = "operator_group"


async def load(session: AsyncSession, configured_id: int | None) -> OperatorGroup:
    """The group of the configuration, of `/setup`, or what it was upgraded to since."""
    stored = await settings.read(session, KEY) or {}
    stored_id: int | None = stored.get("id")
    if configured_id is None:
        return OperatorGroup(stored_id)
    if stored_id is not None and stored.get("configured_id") == configured_id:
        return OperatorGroup(stored_id, configured_id=configured_id)
    return OperatorGroup(configured_id, configured_id=configured_id)


async def take(desk: Desk, group_id: int) -> None:
    """Make `group_id` the desk's group; topics elsewhere are history."""
    group = desk.group
    await settings.write(desk.session, KEY, _value(group_id, group), desk.now)
    await people.lose_topics_elsewhere(desk.session, group_id, desk.now)
    desk.tx.after_commit(lambda: _became(group, group_id))


async def migrate(desk: Desk, old_id: int, new_id: int) -> None:
    """The group was upgraded: everything of the old id belongs to the new one; message ids begin anew."""
    group = desk.group
    if group.id != old_id or old_id == new_id:
        return
    await settings.write(desk.session, KEY, _value(new_id, group), desk.now)
    await people.move_topics(desk.session, old_id, new_id)
    await messages.forget_copies(desk.session, old_id)
    admins.tell(desk, "admin-group-migrated", old=str(old_id), new=str(new_id))
    desk.tx.after_commit(lambda: _became(group, new_id))


def report_problem(desk: Desk, problem: str, detail: str) -> None:
    """Hold what is for the group and tell the admins, once per problem."""
    if desk.group.told != problem:
        admins.tell(desk, "admin-group-down", problem=desk.words(problem), detail=detail)
    desk.tx.after_commit(lambda: _now(desk.group, problem, told=problem))


def report_recovery(desk: Desk, *, proven: bool = True) -> None:
    """What waited for the group is delivered now; the admins learn that it is back once that is `proven`."""
    if proven and desk.group.told is not None:
        admins.tell(desk, "admin-group-back")
    desk.tx.after_commit(lambda: _now(desk.group, None, told=None if proven else desk.group.told))


def _became(group: OperatorGroup, group_id: int) -> None:
    group.told = None
    group.change(group_id, None)


def _now(group: OperatorGroup, problem: str | None, *, told: str | None) -> None:
    group.told = told
    if group.problem != problem:
        group.change(group.id, problem)


def _value(group_id: int, group: OperatorGroup) -> dict[str, Any]:
    return {"id": group_id, "configured_id": group.configured_id}
