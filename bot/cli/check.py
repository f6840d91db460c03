"""`python -m bot check`: a walk through everything that must be right before the first message."""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import TextIOWrapper
from zoneinfo import ZoneInfo

from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError

from bot.cli import probes, walk
from bot.domain.walk import IN_GROUP, Mark, Step, waiting, wrong
from bot.i18n.texts import Texts
from bot.logs import without_tokens
from bot.settings import ConfigurationError, Settings, load_settings
from bot.telegram import Telegram
from bot.views.wording import Say, Wording

COLOURS: Mapping[Mark, str] = {Mark.RIGHT: "32", Mark.WRONG: "31", Mark.DOUBTFUL: "33", Mark.OPEN: "2"}
PATIENCE = 60.0  # seconds that Telegram gets for each of account, admins and group


def check() -> int:
    """Print each step and where to put it right; returns 0, 1 with faults, 2 with a wrong configuration."""
    try:
        settings = load_settings()
        language: str | None = settings.language
        steps = asyncio.run(take(settings))
    except ConfigurationError as error:
        language = os.environ.get("LANGUAGE") or probes.lines_of_file().get("LANGUAGE")
        steps = walk.unreadable(str(error))
    show(steps, Wording(Texts(), language or "", "UTC").say)
    return walk.exit_code(steps)


async def take(settings: Settings) -> list[Step]:
    """All steps, in order."""
    storage, group_id = await probes.storage(settings)
    is_unknown = group_id is None and storage.error is not None
    steps, ahead = await _of_telegram(settings, group_id, is_unknown)
    local = datetime.now(ZoneInfo(settings.timezone))
    return [
        *walk.source_steps(probes.sources()),
        walk.database_step(storage),
        *steps,
        walk.port_step(await probes.port(settings)),
        walk.time_step(settings, f"{local:%H:%M}"),
        *walk.clock_step(ahead),
    ]


async def _of_telegram(
    settings: Settings, group_id: int | None, is_unknown: bool
) -> tuple[list[Step], float | None]:
    """The steps from the token to the group, and by how many seconds our clock is ahead."""
    about = "check-token"
    rest = waiting(about, *walk.OF_ACCOUNT, *IN_GROUP)
    if settings.bot_token is None:
        return [wrong(about, "check-token-missing"), *rest], None
    telegram = Telegram(settings.bot_token.get_secret_value(), settings.bot_api_url)
    try:
        async with asyncio.timeout(PATIENCE):
            account = await probes.account(telegram, settings.bot_api_url)
        admins = await _admins(telegram, settings, account, has_group=is_unknown or group_id is not None)
        group = await _group(telegram, settings, account, group_id, is_unknown)
        return [*walk.account_steps(account, settings), admins, *group], account.ahead
    except (TelegramUnauthorizedError, TelegramNotFound):
        return [wrong(about, "check-token-refused"), *rest], None
    except (TelegramAPIError, TimeoutError) as error:
        return [_away(about, settings, error), *rest], None
    finally:
        await telegram.close()


async def _admins(telegram: Telegram, settings: Settings, account: walk.Account, *, has_group: bool) -> Step:
    seen: list[walk.Person] = []
    try:
        async with asyncio.timeout(PATIENCE):
            admins = await probes.admins(telegram, settings.admin_ids)
            if not admins and not has_group and not account.webhook.get("url"):
                seen = await probes.writers(telegram)
    except (TelegramAPIError, TimeoutError) as error:
        return _away("check-admins", settings, error)
    return walk.admins_step(admins, seen, bot=account.me["username"], has_group=has_group)


async def _group(
    telegram: Telegram, settings: Settings, account: walk.Account, group_id: int | None, is_unknown: bool
) -> list[Step]:
    member, *others = IN_GROUP
    if is_unknown:
        return waiting("check-database", *IN_GROUP)
    if group_id is None:
        return walk.desk_group_steps(None, account.me["username"])
    reads_all = bool(account.me.get("can_read_all_group_messages"))
    try:
        async with asyncio.timeout(PATIENCE):
            group = await probes.desk_group(telegram, group_id, reads_all=reads_all)
    except (TelegramAPIError, TimeoutError) as error:
        return [_away(member, settings, error), *waiting(member, *others)]
    return walk.desk_group_steps(group, account.me["username"])


def _away(about: str, settings: Settings, error: Exception) -> Step:
    said = getattr(error, "message", "") or str(error) or "no answer"
    return wrong(about, "check-telegram-away", error=said.splitlines()[0], server=settings.bot_api_url)


def show(steps: Sequence[Step], say: Say) -> None:
    """Print the walk: each step with its number, what it waits for, and what to do first."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    print(say("check-title"), end="\n\n")
    for number, step in enumerate(steps, 1):
        found, *places = without_tokens(_words(step, steps, say)).splitlines()
        print(f"{number:>2} {_mark(step.mark)} {found}")
        for place in places:
            print(f"     {place.strip()}")
    print(f"\n{_end(steps, say)}")


def _words(step: Step, steps: Sequence[Step], say: Say) -> str:
    if step.mark is not Mark.OPEN:
        return say(step.key, **step.variables)
    return say("check-waits", what=say(step.about), step=_number(steps, step.after))


def _number(steps: Sequence[Step], about: str) -> int:
    """That of the step with this name; where there are several, of the one that is wrong."""
    named = [number for number, step in enumerate(steps, 1) if step.about == about]
    return next((number for number in named if steps[number - 1].mark is Mark.WRONG), named[0])


def _end(steps: Sequence[Step], say: Say) -> str:
    faults = [number for number, step in enumerate(steps, 1) if step.mark is Mark.WRONG]
    remarks = sum(step.mark is Mark.DOUBTFUL for step in steps)
    if faults:
        return say("check-end-wrong", count=len(faults), step=faults[0])
    return say("check-end-warned", count=remarks) if remarks else say("check-end-well")


def _mark(mark: Mark) -> str:
    """In colour on a terminal, unless NO_COLOR says otherwise (no-color.org)."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return mark.value
    return f"\033[{COLOURS[mark]}m{mark.value}\033[0m"
