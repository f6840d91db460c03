"""Canned replies: kept, shown and deleted."""

from bot.domain.actors import Actor
from bot.domain.answers import Answer
from bot.domain.canned import check_template, closest_first
from bot.domain.canned_orders import Delete, ListAll, Order, Save, Show
from bot.domain.entities import Text, utf16_len
from bot.domain.errors import RuleBroken
from bot.services.answers import Said
from bot.services.desk import Desk
from bot.services.preferences import audit
from bot.services.settings_changes import admins_only
from bot.views import canned as views
from db.models import CannedReply
from db.queries import canned

LONGEST_TEMPLATE = 3_500
"""UTF-16 units: filled in, with a heading, it must still fit into one message (4,096)."""


async def obey(desk: Desk, by: Actor, order: Order) -> Said:
    """Do what `/canned …` asks for; who may not change them may read them.

    Raises:
        RuleBroken: no admin asks for a change, there is none of that name, or the text cannot be one.
    """
    match order:
        case ListAll():
            return await listing(desk)
        case Show(name):
            found = await find(desk, name)
            return await unknown(desk, name) if found is None else views.template(found, desk.words)
        case Save(name, template):
            return Answer(
                "canned-replaced" if await save(desk, by, name, template) else "canned-saved", {"reply": name}
            )
        case Delete(name):
            await delete(desk, by, name)
            return Answer("canned-deleted", {"reply": name})


async def find(desk: Desk, name: str) -> CannedReply | None:
    """The one with this name (as `read_name` gives it)."""
    await desk.session.flush()
    return await canned.named(desk.session, name)


async def save(desk: Desk, by: Actor, name: str, template: Text) -> bool:
    """Keep a text with its formatting under a name; was there one before, which is replaced?

    Raises:
        RuleBroken: no admin asks, it cannot be filled in, or it is too long.
    """
    admins_only(desk, by)
    text, entities = template
    check_template(text)
    if utf16_len(text) > LONGEST_TEMPLATE:
        raise RuleBroken("canned-too-long", most=LONGEST_TEMPLATE)
    reply = await find(desk, name)
    audit(desk, by, f"canned {name}", reply.text if reply else None, text)
    is_replaced = reply is not None
    if reply is None:
        reply = CannedReply(name=name)
        desk.session.add(reply)
    reply.text, reply.entities = text, list(entities)
    reply.updated_at, reply.updated_by = desk.now, by.id
    return is_replaced


async def delete(desk: Desk, by: Actor, name: str) -> None:
    """Raises RuleBroken: no admin asks, or there is none of that name."""
    admins_only(desk, by)
    reply = await find(desk, name)
    if reply is None:
        raise RuleBroken("canned-none-such", reply=name)
    audit(desk, by, f"canned {name}", reply.text, None)
    await desk.session.delete(reply)


async def listing(desk: Desk) -> Said:
    """All of them, by name."""
    replies = await every(desk)
    if not replies:
        return Answer("canned-none")
    return views.listing(replies, desk.words("canned-heading"), desk.words)


async def unknown(desk: Desk, name: str) -> Said:
    """That there is none of this name, and which one may be meant: the most alike first."""
    by_name = {reply.name: reply for reply in await every(desk)}
    if not by_name:
        return Answer("canned-none")
    closest = [by_name[known] for known in closest_first(name, by_name)]
    return views.listing(closest, desk.words("canned-none-such", reply=name), desk.words)


async def every(desk: Desk) -> list[CannedReply]:
    """All of them, by name."""
    await desk.session.flush()
    return await canned.every(desk.session)
