"""The walk of `check` as rules: from what was found to its steps, in order, and the exit code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.walk import (
    IN_GROUP,
    GroupFacts,
    Mark,
    Step,
    doubtful,
    group_steps,
    link_to_add,
    right,
    waiting,
    wrong,
)
from bot.settings import Settings, UpdatesBy

OF_ACCOUNT = ("walk-joining", "check-updates", "check-admins")
CLOCK_MAY_DIFFER = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Sources:
    """Where settings come from: names that are set, that .env has in vain, and that both set differently."""

    has_file: bool
    names: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    overridden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Storage:
    """The database: the revision of its schema (None: it is empty or not there), or why it cannot be used."""

    kind: str
    newest: str
    revision: str | None = None
    is_known: bool = True
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What Telegram says of the bot: getMe and getWebhookInfo, and by how many seconds our clock is ahead."""

    me: Mapping[str, Any]
    webhook: Mapping[str, Any]
    ahead: float | None = None


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str = ""
    hears: bool = True  # the bot may write to him

    def __str__(self) -> str:
        return f"{self.name} ({self.id})" if self.name else str(self.id)


@dataclass(frozen=True, slots=True)
class Group:
    """The operators' group; `moved_to` is its id if it has another one than was known."""

    facts: GroupFacts
    moved_to: int | None = None


@dataclass(frozen=True, slots=True)
class Port:
    """HTTP_LISTEN: free, or taken by the desk itself (`is_ours`), or not to be opened for `error`."""

    address: str | None
    is_ours: bool = False
    error: str | None = None


def source_steps(sources: Sources) -> list[Step]:
    about = "check-settings"
    names = ", ".join(sources.names) or "–"
    if not sources.has_file and not sources.names:
        steps = [doubtful(about, "check-settings-nothing")]
    elif sources.has_file:
        steps = [right(about, "check-settings-file", names=names)]
    else:
        steps = [right(about, "check-settings-environment", names=names)]
    if sources.unknown:
        steps.append(doubtful(about, "check-settings-unknown", names=", ".join(sources.unknown)))
    if sources.overridden:
        steps.append(doubtful(about, "check-settings-overridden", names=", ".join(sources.overridden)))
    return steps


def unreadable(errors: str) -> list[Step]:
    """Settings that are wrong: nothing else can be judged."""
    about = "check-settings"
    rest = (
        "check-database",
        "check-token",
        *OF_ACCOUNT,
        *IN_GROUP,
        "check-port",
        "check-time",
        "check-clock",
    )
    return [wrong(about, "check-settings-wrong", errors=errors), *waiting(about, *rest)]


def database_step(storage: Storage) -> Step:
    about, kind, revision = "check-database", storage.kind, storage.revision
    if storage.error is not None:
        return wrong(about, "check-database-away", kind=kind, error=storage.error)
    if revision is None:
        return right(about, "check-database-new", kind=kind)
    if not storage.is_known:
        return wrong(about, "check-database-newer", revision=revision)
    if revision != storage.newest:
        return doubtful(about, "check-database-older", kind=kind, revision=revision, newest=storage.newest)
    return right(about, "check-database-ok", kind=kind, revision=revision)


def account_steps(account: Account, settings: Settings) -> list[Step]:
    me = account.me
    joining = "walk-joining"
    may_join = me.get("can_join_groups", True)
    steps = [
        right("check-token", "ok-bot", bot=me["username"]),
        right(joining, "ok-joining") if may_join else wrong(joining, "fault-joining"),
    ]
    if me.get("has_topics_enabled"):
        steps.append(doubtful("check-threads", "check-threads-on"))
    return [*steps, updates_step(account.webhook, settings)]


def updates_step(webhook: Mapping[str, Any], settings: Settings) -> Step:
    about, url = "check-updates", webhook.get("url", "")
    if settings.updates is UpdatesBy.POLLING:
        return doubtful(about, "check-webhook-removed", url=url) if url else right(about, "check-polling")
    if not url:
        return right(about, "check-webhook-none", url=settings.webhook_url)
    if url != settings.webhook_url:
        return doubtful(about, "check-webhook-other", url=url)
    if error := webhook.get("last_error_message"):
        return wrong(about, "check-webhook-fails", url=url, error=error, listen=settings.webhook_listen)
    return right(about, "check-webhook-ok", url=url, pending=webhook.get("pending_update_count", 0))


def admins_step(admins: Sequence[Person], seen: Sequence[Person], *, bot: str, has_group: bool) -> Step:
    """`seen` are people who wrote to the bot; asked only when nobody could set the desk up."""
    about = "check-admins"
    if not admins and has_group:
        return doubtful(about, "check-admins-none", bot=bot)
    if not admins and seen:
        return wrong(about, "check-admins-seen", people=_listed(seen), id=seen[-1].id)
    if not admins:
        return wrong(about, "check-admins-needed", bot=bot)
    if silent := [admin for admin in admins if not admin.hears]:
        return doubtful(about, "check-admins-silent", people=_listed(silent), bot=bot)
    return right(about, "check-admins-ok", people=_listed(admins))


def desk_group_steps(group: Group | None, bot: str) -> list[Step]:
    if group is None:
        member, *others = IN_GROUP
        return [wrong(member, "check-no-group", link=link_to_add(bot)), *waiting(member, *others)]
    steps = group_steps(group.facts)
    if group.moved_to is not None:
        steps.insert(0, doubtful("check-group-id", "check-group-moved", new=str(group.moved_to)))
    return steps


def port_step(port: Port) -> Step:
    about, address = "check-port", port.address
    if address is None:
        return right(about, "check-port-off")
    if port.is_ours:
        return right(about, "check-port-ours", address=address)
    if port.error is not None:
        return wrong(about, "check-port-taken", address=address, error=port.error)
    return right(about, "check-port-free", address=address)


def time_step(settings: Settings, now: str) -> Step:
    if "timezone" not in settings.model_fields_set:
        return doubtful("check-time", "check-time-default", now=now)
    return right("check-time", "check-time-ok", zone=settings.timezone, now=now)


def clock_step(ahead: float | None) -> list[Step]:
    """Nothing if Telegram did not tell its time."""
    if ahead is None:
        return []
    if abs(ahead) <= CLOCK_MAY_DIFFER:
        return [right("check-clock", "check-clock-ok")]
    return [doubtful("check-clock", "check-clock-off", seconds=round(abs(ahead)))]


def exit_code(steps: Sequence[Step]) -> int:
    """0 when nothing is wrong, 2 when the configuration is, else 1."""
    faults = {step.key for step in steps if step.mark is Mark.WRONG}
    if faults & {"check-settings-wrong", "check-token-missing"}:
        return 2
    return 1 if faults else 0


def _listed(people: Sequence[Person]) -> str:
    return ", ".join(str(person) for person in people)
