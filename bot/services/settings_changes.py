"""Changes of settings: only admins make them, each is written down, and all that hangs on it follows."""

from bot.domain.actors import Actor
from bot.domain.errors import RuleBroken
from bot.domain.preference_texts import differences, read_preference
from bot.domain.preferences import Preferences
from bot.services import preferences, promises, replanning
from bot.services.desk import Desk
from db.queries import tickets

CARDS_REWRITTEN = 100  # five minutes of what the group's limit leaves, if nobody says anything

_PROMISED = frozenset({"hours", "holidays", "promises", "policies"})  # a new version of promises
_PLANNED_BY = frozenset(  # what decides when time does something to tickets and clocks
    {
        "hours",
        "holidays",
        "reopen_window",
        "returns_after",
        "auto_close",
        "warn_at_share",
        "repeat_every",
        "repeats",
        "quiet_outside_hours",
    }
)


def admins_only(desk: Desk, by: Actor) -> None:
    """Raises RuleBroken: somebody else asks, or somebody who writes as the group."""
    if by.id is None:
        raise RuleBroken("settings-anonymous")
    if by.id not in desk.rules.admin_ids:
        raise RuleBroken("settings-not-admin", user=str(by.id))


def zone(desk: Desk) -> str:
    """The time zone (IANA) of the working hours that hold now."""
    return promises.calendar_from(desk.preferences, desk.rules.timezone).zone


async def read_and_put(desk: Desk, by: Actor, name: str, text: str) -> bool:
    """Change one preference to what a text says; was that a change?

    Raises:
        RuleBroken: the text is wrong, or what it says cannot be; nothing has changed.
    """
    return await put(desk, by, read_preference(name, text, desk.preferences, zone(desk)))


async def put(desk: Desk, by: Actor, after: Preferences) -> bool:
    """These preferences hold from now on; was anything different?

    Raises:
        RuleBroken: they cannot be; nothing has changed.
    """
    found = list(differences(desk.preferences, after))
    if not found:
        return False
    promises.check(after, desk.rules.timezone, desk.now)
    await preferences.keep(desk, after)
    for one in found:
        preferences.audit(desk, by, one.what, one.before, one.after)
    names = {one.what.split()[0] for one in found}
    if names & _PROMISED:
        await promises.renew(desk, by.id)
    if names & _PLANNED_BY:
        await replanning.begin(desk)
    if "language" in names:
        await _rewrite_cards(desk)
    return True


async def _rewrite_cards(desk: Desk) -> None:
    """The cards of tickets at work follow the language at once, all others at their next change."""
    for customer_id in await tickets.latest_live(desk.session, CARDS_REWRITTEN):
        desk.outbox.card(customer_id)
