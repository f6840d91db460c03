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
    desk.tx.after_commit(lambda: group.change(group_id, None))


async def migrate(desk: Desk, old_id: int, new_id: int) -> None:
    """The group was upgraded: everything of the old id belongs to the new one; message ids begin anew."""
    group = desk.group
    if group.id != old_id:
        return
    await settings.write(desk.session, KEY, _value(new_id, group), desk.now)
    await people.move_topics(desk.session, old_id, new_id)
    await messages.forget_copies(desk.session, old_id)
    admins.tell(desk, "admin-group-migrated", old=str(old_id), new=str(new_id))
    desk.tx.after_commit(lambda: group.change(new_id, None))


def report_problem(desk: Desk, problem: str, detail: str, *, tell: bool = True) -> None:
    """Hold what is for the group and tell the admins, once per problem."""
    group = desk.group
    if group.problem == problem:
        return
    if tell:
        admins.tell(desk, "admin-group-down", problem=desk.words(problem), detail=detail)
    desk.tx.after_commit(lambda: group.change(group.id, problem))


def report_recovery(desk: Desk) -> None:
    """The group is back: what waited is delivered now."""
    group = desk.group
    if group.problem is None:
        return
    admins.tell(desk, "admin-group-back")
    desk.tx.after_commit(lambda: group.change(group.id, None))


def _value(group_id: int, group: OperatorGroup) -> dict[str, Any]:
    return {"id": group_id, "configured_id": group.configured_id}
