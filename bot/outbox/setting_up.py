"""Setting up a group, as far as Telegram must be asked: looks at it, and keeps a checklist up to date."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.exceptions import TelegramAPIError
from aiogram.methods import GetMe

from bot.domain.items import Item
from bot.domain.walk import GroupFacts, Mark, Step, group_steps, right, wrong
from bot.outbox.calls import Calls, ServerErrors, Wire
from bot.outbox.failures import Meaning, classify
from bot.outbox.inspection import Finding, inspect
from bot.outbox.lanes import Lane
from bot.outbox.outcome import Outcome, Refused, TryAgain
from bot.outbox.wording import rewritten, words
from bot.services import setup
from bot.services.desk import Desks
from bot.services.setup import Walk
from bot.views import walk as view

Raw = Mapping[str, Any]


class SettingUp:
    """Delivers what `/setup` asks for."""

    def __init__(self, wire: Wire, desks: Desks) -> None:
        self._wire = wire
        self._desks = desks

    async def setup(self, lane: Lane, calls: Calls) -> Outcome:
        """Show how far a group is, or take it if nothing is missing and an admin wants it to be the desk.

        In private: how far the desk is as a whole.
        """
        item = lane.items[0]
        assert item.chat_id is not None
        if item.chat_id > 0:
            return await self._in_private(item, item.chat_id, calls)
        walk = await self._walk()
        if walk is None or walk.chat_id != item.chat_id:
            return Outcome((item,))  # it has come to its end, or goes on in another group
        return await self._in_group(item, walk, calls)

    async def _in_group(self, item: Item, begun: Walk, calls: Calls) -> Outcome:
        me, chat_id, finding = await self._look(begun.chat_id, calls)
        if not finding.is_reachable:
            return Outcome((item,), effect=partial(setup.give_up, begun=begun))
        now = begun if chat_id == begun.chat_id else Walk(chat_id, begun.is_asked, begun.admin_id)
        steps = group_steps(_facts(finding, me))
        html = self._words("setup-title", title=escape(finding.title)) + "\n\n" + self._list(steps)
        if not finding.faults and now.is_asked:
            taken = partial(setup.conclude, title=finding.title, checklist=html, bot=me["username"])
            return Outcome((item,), effect=partial(taken, begun=begun, now=now))
        html += "\n\n" + self._footer(finding, now)
        shown = await self._show(now, html, view.keyboard(self._words, take=not finding.faults), calls)
        if shown is None:
            effect = partial(setup.tell_in_private, admin_id=now.admin_id, html=html)
            return Outcome((item,), effect=effect)
        kept = partial(setup.keep_shown, begun=begun, now=replace(now, message_id=shown))
        return Outcome((item,), effect=kept, units=calls.units)

    async def _show(self, walk: Walk, html: str, buttons: Raw, calls: Calls) -> int | None:
        """The message in which the checklist stands now; None if the bot may not write there."""
        payload = {"html": html, "markup": buttons, "reply_to": walk.reply_to}
        try:
            if walk.message_id is not None and await _rewritten(
                walk.chat_id, {**payload, "message_id": walk.message_id}, calls
            ):
                return walk.message_id
            sent = await calls.make(words(walk.chat_id, walk.thread_id, payload))
        except Refused as refused:
            if refused.failure.meaning is Meaning.MIGRATED:
                raise TryAgain("the group has just got another id") from refused
            return None
        return int(sent["message_id"])

    async def _in_private(self, item: Item, chat_id: int, calls: Calls) -> Outcome:
        known = self._desks.group.id
        if known is None:
            walk = await self._walk()
            known = walk.chat_id if walk is not None else None
        me, _, finding = await self._look(known, calls)
        steps = [*_own_steps(me), *self._steps_of_group(known, finding, me)]
        html = "\n\n".join(
            [
                self._words("setup-private-title", bot=me["username"]),
                self._list(steps),
                *self._health(steps, me),
            ]
        )
        is_outside = known is None or not finding.is_reachable
        buttons = view.keyboard(self._words, add_to=me["username"] if is_outside else None)
        payload = {"html": html, "markup": buttons, "message_id": item.payload.get("message_id")}
        if payload["message_id"] is None or not await _rewritten(chat_id, payload, calls):
            await calls.make(words(chat_id, None, payload))
        return Outcome((item,), units=calls.units)

    def _steps_of_group(self, known: int | None, finding: Finding, me: Raw) -> list[Step]:
        if known is None:
            return [wrong("walk-group", "fault-no-group")]
        return group_steps(_facts(finding, me))

    def _health(self, steps: list[Step], me: Raw) -> list[str]:
        """The end of the walk in private: is the desk at work?"""
        looked = self._looked()
        if any(step.mark is Mark.WRONG for step in steps):
            return [looked]
        if self._desks.group.id is None:
            return [self._words("setup-private-send"), looked]
        key = "setup-private-well" if self._desks.group.is_usable else "setup-private-health"
        return [self._words(key, bot=me["username"]), looked]

    async def _look(self, chat_id: int | None, calls: Calls) -> tuple[Raw, int, Finding]:
        """Who the bot is, the id that the chat has now, and how it is; waits for Telegram's answer."""
        errors = ServerErrors(self._wire)
        while True:
            await calls.reserve()
            try:
                me = await self._wire.telegram.call(GetMe())
                finding = await inspect(self._wire.telegram, chat_id) if chat_id is not None else Finding()
            except TelegramAPIError as error:
                calls.give_back()
                await calls.wait_out(classify(error, to_group=False), errors)
                continue
            calls.give_back()
            if finding.migrated_to is None:
                return me, chat_id or 0, finding
            chat_id = finding.migrated_to

    async def _walk(self) -> Walk | None:
        async with self._desks.database.reading() as session:
            return await setup.load(session)

    def _footer(self, finding: Finding, walk: Walk) -> str:
        if not finding.faults:
            key = "setup-to-be-taken"
        else:
            key = "setup-goes-on" if walk.is_asked else "setup-not-yet"
        return f"{self._words(key)}\n{self._looked()}"

    def _looked(self) -> str:
        """When: a second look that found nothing new would otherwise change nothing that can be seen."""
        at = self._desks.clock().astimezone(ZoneInfo(self._desks.rules.timezone))
        return self._words("setup-looked", time=f"{at:%H:%M:%S}")

    def _list(self, steps: list[Step]) -> str:
        return view.checklist(steps, self._words)

    def _words(self, key: str, **variables: object) -> str:
        return self._desks.wording.say(key, **variables)


def _facts(finding: Finding, me: Raw) -> GroupFacts:
    reads_all = bool(me.get("can_read_all_group_messages"))
    return GroupFacts(finding.title, finding.faults, finding.is_basic, reads_all)


def _own_steps(me: Raw) -> list[Step]:
    may_join = me.get("can_join_groups", True)
    return [
        right("walk-bot", "ok-bot", bot=me["username"]),
        right("walk-you", "ok-you"),
        right("walk-joining", "ok-joining") if may_join else wrong("walk-joining", "fault-joining"),
    ]


async def _rewritten(chat_id: int, payload: Raw, calls: Calls) -> bool:
    """Has the message these words now? Not if it is gone, or no longer to be changed."""
    try:
        await calls.make(rewritten(chat_id, payload))
    except Refused as refused:
        if refused.failure.meaning is Meaning.DONE_ALREADY:
            return True
        if refused.failure.meaning in (Meaning.TARGET_GONE, Meaning.REJECTED):
            return False
        raise
    return True
