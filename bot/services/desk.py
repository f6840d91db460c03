"""The desk as one transaction sees it: what a use case works with."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.items import Item
from bot.i18n.texts import Texts
from bot.services.directory import Directory
from bot.services.outbox import Outbox
from db.uow import Database, Transaction, WritingSession

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the person who runs the desk decided; times as timedeltas."""

    admin_ids: tuple[int, ...] = ()
    group_id: int | None = None  # from the configuration; None: found by /setup
    language: str = "en"  # of the operator group and the admins
    timezone: str = "UTC"  # IANA name, for times that operators read
    relay_replies_only: bool = False
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


class Desk:
    """Session, people, outbox, words and the time of one transaction."""

    def __init__(self, tx: Transaction, now: datetime, desks: "Desks") -> None:
        self.tx = tx
        self.now = now
        self.rules = desks.rules
        self.group = desks.group
        self.bot_id = desks.bot_id
        self.in_doubt = desks.in_doubt
        self.people = Directory(tx.session)
        self.outbox = Outbox(tx, now)
        self._texts = desks.texts

    @property
    def session(self) -> WritingSession:
        return self.tx.session

    def words(self, key: str, **variables: object) -> str:
        """A text for operators and admins."""
        return self._texts.get(key, self.rules.language, **variables)

    def words_for(self, language: str | None, key: str, **variables: object) -> str:
        """A text for a customer whose Telegram speaks `language`."""
        return self._texts.get(key, language, **variables)

    async def commit(self) -> None:
        """Make everything safe; then what the outbox holds goes to the sender."""
        await self.tx.commit()


class Desks:
    """Opens the desk, one transaction after another, and passes on what each has written."""

    def __init__(
        self, database: Database, rules: Rules, texts: Texts, group: OperatorGroup, bot_id: int, clock: Clock
    ) -> None:
        self.database = database
        self.rules = rules
        self.texts = texts
        self.group = group
        self.bot_id = bot_id
        self.clock = clock
        self.in_doubt: set[int] = set()  # customers whose topic may have been made without our hearing of it
        self.offer: Callable[[Sequence[Item]], None] = lambda items: None
        self.look_again: Callable[[], None] = lambda: None  # something may be queued that was not offered

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Desk]:
        """A desk; leaving without `commit` leaves nothing behind."""
        async with self.database.transaction() as tx:
            desk = Desk(tx, self.clock(), self)
            tx.after_commit(lambda: self.offer(desk.outbox.written))
            tx.after_failed_commit(self.look_again)
            yield desk
