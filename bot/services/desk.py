"""The desk as one transaction sees it: what a use case works with."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.items import Item
from bot.domain.own_texts import fill
from bot.domain.preferences import Preferences
from bot.i18n.texts import FALLBACK, Texts, spoken
from bot.metrics import Metrics
from bot.services.directory import Directory
from bot.services.outbox import Outbox
from bot.services.promises import Versions
from bot.services.staff import Staff
from bot.views.wording import Wording
from db.uow import Database, Transaction, WritingSession

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the person who runs the desk decided; times as timedeltas."""

    admin_ids: tuple[int, ...] = ()
    group_id: int | None = None  # from the configuration; None: found by /setup
    language: str = FALLBACK  # of the operator group and the admins, until an admin chooses another
    timezone: str = "UTC"  # IANA name, for times that operators read
    mark_delivered: bool = False
    album_settles_after: timedelta = timedelta(seconds=1)


@dataclass
class OperatorGroup:
    """What this process knows of the operator group; listeners are called after each change.

    `id` None: no group is set up yet. `problem` is a text key, None while all is well.
    """

    id: int | None = None
    problem: str | None = None
    told: str | None = None  # the problem that the admins know of
    configured_id: int | None = None
    listeners: list[Callable[[], None]] = field(default_factory=list)
    doubt: Callable[[], None] = lambda: None  # look at the group anew: its rights may have changed

    @property
    def is_usable(self) -> bool:
        return self.id is not None and self.problem is None

    def change(self, group_id: int | None, problem: str | None) -> None:
        self.id = group_id
        self.problem = problem
        for listener in self.listeners:
            listener()


@dataclass
class Answering:
    """How long first answers take (working time), as it was last measured; see `openings`."""

    usual: timedelta | None = None
    measured_at: datetime | None = None


class Desk:
    """Session, people, outbox, words and the time of one transaction."""

    def __init__(self, tx: Transaction, now: datetime, desks: "Desks") -> None:
        self.tx = tx
        self.now = now
        self.rules = desks.rules
        self.preferences = desks.preferences
        self.versions = desks.versions
        self.staff = desks.staff.draft()
        self.group = desks.group
        self.bot_id = desks.bot_id
        self.in_doubt = desks.in_doubt
        self.answering = desks.answering
        self.people = Directory(tx.session)
        self.outbox = Outbox(tx, now)
        self._texts = desks.texts
        self._desks = desks
        self._wakes_at: datetime | None = None
        tx.after_commit(self._shared)

    @property
    def session(self) -> WritingSession:
        return self.tx.session

    @property
    def wording(self) -> Wording:
        """How operators and admins read."""
        language = self.preferences.language or self.rules.language
        return Wording(self._texts, language, self.rules.timezone)

    def words(self, key: str, **variables: object) -> str:
        """A text for operators and admins."""
        return self.wording.say(key, **variables)

    def words_for(self, language: str | None, key: str, **variables: object) -> str:
        """A text for a customer who reads `language`: the admins' own, or the built-in one."""
        own = self.preferences.own_text(key, language, spoken(language, key))
        return self._texts.get(key, language, **variables) if own is None else fill(own, variables)

    def wake_at(self, moment: datetime | None) -> None:
        """Something will be due then; the jobs look at the latest at that moment."""
        if moment is not None and (self._wakes_at is None or moment < self._wakes_at):
            self._wakes_at = moment

    def toast(self, press_id: str, text: str, *, alert: bool = False) -> None:
        """Answer the press of a button after the commit; cut at the 200 characters of the Bot API."""
        self.tx.after_commit(lambda: self._desks.toast(press_id, text[:200], alert))

    def share_preferences(self, preferences: Preferences) -> None:
        """Later transactions see these; to be called after a commit."""
        before, self._desks.preferences = self._desks.preferences, preferences
        if before.language != preferences.language:
            self._desks.language_changed()

    def _shared(self) -> None:
        self._desks.staff.keep(self.staff)
        if self._wakes_at is not None:
            self._desks.wake(self._wakes_at)

    async def commit(self) -> None:
        """Make everything safe; then what the outbox holds goes to the sender."""
        await self.tx.commit()


class Desks:
    """Opens the desk, one transaction after another, and passes on what each has written."""

    def __init__(
        self,
        database: Database,
        rules: Rules,
        texts: Texts,
        group: OperatorGroup,
        bot_id: int,
        clock: Clock,
        *,
        preferences: Preferences | None = None,
        versions: Versions | None = None,
        staff: Staff | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self.database = database
        self.rules = rules
        self.texts = texts
        self.group = group
        self.bot_id = bot_id
        self.clock = clock
        self.preferences = preferences or Preferences()
        self.versions = versions or Versions((), rules.timezone)
        self.staff = staff or Staff()
        self.metrics = metrics or Metrics()
        self.in_doubt: set[int] = set()  # customers whose topic may have been made without our hearing of it
        self.answering = Answering()
        self.alerts_complete = asyncio.Event()  # no sweep is in the middle of writing alerts
        self.alerts_complete.set()
        self.offer: Callable[[Sequence[Item]], None] = lambda items: None
        self.look_again: Callable[[], None] = lambda: None  # something may be queued that was not offered
        self.wake: Callable[[datetime], None] = lambda moment: None  # something is due then
        self.toast: Callable[[str, str, bool], None] = lambda press_id, text, alert: None
        self.language_changed: Callable[[], None] = lambda: None  # that of operators and admins

    @property
    def wording(self) -> Wording:
        """How operators and admins read."""
        return Wording(self.texts, self.preferences.language or self.rules.language, self.rules.timezone)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Desk]:
        """A desk; leaving without `commit` leaves nothing behind."""
        async with self.database.transaction() as tx:
            desk = Desk(tx, self.clock(), self)
            tx.after_commit(lambda: self.offer(desk.outbox.written))
            tx.after_failed_commit(self.look_again)
            yield desk
