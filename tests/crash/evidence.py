"""Evidence: what Telegram has carried out for the bot, what was in flight at each kill, and the verdict."""

import asyncio
import math
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.bots import BotAccount
from bot.sandbox.calls import Call
from bot.sandbox.groups import Group
from bot.sandbox.messages import SandboxMessage
from bot.sandbox.server import SandboxServer
from tests.crash.crowd import NOTE, Crowd, Token, tokens_in
from tests.crash.records import Records

# Methods that take from the group's budget without making a message that we follow.
_CHANGES = ("edit", "create", "pin", "close", "reopen")


HEARD_WITHIN = 0.5  # seconds after a 429 in which calls may have been on their way
EXPLAINED_FOR = 3.0  # seconds in which a death may cause a 429: the sandbox's window and a ban


class CallRecord(list[Call]):
    """The sandbox's record of calls, which tells of each one before its answer leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.listeners: list[Callable[[Call], None]] = []

    def append(self, call: Call) -> None:
        super().append(call)
        for listener in self.listeners:
            listener(call)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One call that carried messages of one lane across."""

    lane: str
    tokens: tuple[Token, ...]


@dataclass
class Life:
    """What one process of the bot did; `units` is what it took from the group's budget."""

    began_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    calls: int = 0
    units: int = 0
    flooded_at: float | None = None  # loop time
    deliveries: list[Delivery] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)
    cards: list[int] = field(default_factory=list)


@dataclass
class Summary:
    """The numbers of a siege; `violations` in words, none when the promises were kept."""

    seed: int = 0
    kills: int = 0
    ends: int = 0  # by SIGTERM
    messages: int = 0
    customers: int = 0
    calls: int = 0
    lost: int = 0
    reordered: int = 0
    duplicates: int = 0
    allowed: int = 0
    orphans: int = 0
    orphans_allowed: int = 0
    floods: int = 0
    floods_allowed: int = 0  # what was sent but not written down when a process died
    violations: list[str] = field(default_factory=list)

    @property
    def indictment(self) -> str:
        """What is wrong, and how to have it again."""
        return "\n".join([f"CRASH_SEED={self.seed}: {self}", *self.violations])

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.ends} SIGTERMs, {self.messages} messages of {self.customers}"
            f" customers, {self.calls} calls; lost {self.lost}, reordered {self.reordered},"
            f" duplicates {self.duplicates} of {self.allowed} allowed,"
            f" orphan topics {self.orphans} of {self.orphans_allowed} allowed,"
            f" 429s {self.floods} of {self.floods_allowed} allowed"
        )

    def __add__(self, other: "Summary") -> "Summary":
        sums = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        return Summary(**{**sums, "seed": self.seed})


class Evidence:
    """Watches the calls of one sandbox, life by life."""

    def __init__(
        self, sandbox: SandboxServer, bot: BotAccount, group: Group, crowd: Crowd, seed: int
    ) -> None:
        self.calls = CallRecord()
        self.arrived: Counter[Token] = Counter()
        self.life = Life()
        self.summary = Summary(seed)
        self._sandbox = sandbox
        self._bot = bot
        self._group = group
        self._crowd = crowd
        self._allowed: Counter[Token] = Counter()
        self._cards_allowed = 0
        self._violations = 0
        self._forgot_at = -math.inf  # loop time of the last death that left something unrecorded
        sandbox.calls = self.calls
        self.calls.listeners.append(self._take)

    @property
    def outstanding(self) -> int:
        """Messages that have not arrived on the other side."""
        return self._crowd.count - len(self.arrived)

    @property
    def is_complete(self) -> bool:
        """Everything said has arrived in its last version, and every topic has its card, pinned."""
        if self.outstanding or self._bot.updates.items:
            return False
        shown: dict[Token, int] = {}
        for room in (self._group, *self._sandbox.world.private_chats.values()):
            for message in room.all_messages():
                if message.sender is self._bot:
                    shown.update(tokens_in(message.text))
        used = [topic for topic in self._group.live_topics if topic.texts]
        pinned = {message.topic_id for message in map(self._group.find, self._group.pinned_ids) if message}
        return shown == self._crowd.versions and all(topic.id in pinned for topic in used)

    def bury(self, records: Records, *, killed: bool) -> None:
        """A life is over: what it had carried out without writing it down may come again, once a lane."""
        lanes: dict[str, Delivery] = {}
        for delivery in self.life.deliveries:
            unsettled = [token for token in delivery.tokens if token in records.unsettled]
            if not unsettled:
                continue
            if len(unsettled) < len(delivery.tokens):
                self._accuse(f"{delivery} was settled in part: {unsettled} are open")
            if delivery.lane in lanes:
                self._accuse(
                    f"two calls of lane {delivery.lane} unsettled: {lanes[delivery.lane]}, {delivery}"
                )
            if not killed:
                self._accuse(f"SIGTERM left {delivery} unsettled")
            lanes[delivery.lane] = delivery
            self._allowed.update(unsettled)
        self._cards_allowed += len(set(self.life.cards) - records.cards)
        unbound = [thread for thread in self.life.threads if thread not in records.threads]
        self.summary.orphans_allowed += len(unbound)
        if unbound and not killed:
            self._accuse(f"SIGTERM left topics {unbound} unbound")
        now = asyncio.get_running_loop().time()
        forgotten = max(0, self.life.units - records.units_since(self.life.began_at))
        if self._group.id not in records.banned and self._sandbox.gate.banned_for(
            self._bot.id, self._group.id, now
        ):
            forgotten += 1  # a 429 that came too late to be written down
        self.summary.floods_allowed += forgotten
        if forgotten:
            self._forgot_at = now
        if forgotten and not killed:
            self._accuse(f"SIGTERM left {forgotten} units of the group's budget unrecorded")
        self._next_life(killed)

    def bury_unseen(self) -> None:
        """Nobody looked what was in flight at this kill: of each lane it can only have been the last call."""
        for delivery in {delivery.lane: delivery for delivery in self.life.deliveries}.values():
            self._allowed.update(delivery.tokens)
        self._cards_allowed += len(self.life.cards)
        self._next_life(killed=True)

    def _next_life(self, killed: bool) -> None:
        self.summary.kills += killed
        self.summary.ends += not killed
        self.life = Life()

    def judge(self, records: Records) -> Summary:
        """The verdict when the desk has nothing left to do."""
        summary = self.summary
        summary.messages = self._crowd.count
        summary.customers = len(self._crowd.customers)
        summary.calls = len(self.calls)
        self._judge_topics(records)
        threads = {customer_id: thread for thread, customer_id in records.threads.items()}
        for lane, said in self._crowd.said.items():
            self._judge_lane(lane, said, threads)
        if summary.floods > summary.floods_allowed:
            self._accuse(f"{summary.floods} floods, {summary.floods_allowed} allowed")
        for what, count in (("queued", records.queued), ("dead", records.dead), ("parked", records.parked)):
            if count:
                self._accuse(f"{count} {what} at the end")
        summary.violations += records.contradictions
        return summary

    def _judge_lane(self, lane: str, said: list[SandboxMessage], threads: dict[int, int]) -> None:
        copies = self._copies(lane, threads)
        order = [token for copy in copies for token, _ in tokens_in(copy.text)]
        places: dict[Token, list[int]] = defaultdict(list)
        for place, token in enumerate(order):
            places[token].append(place)
        if strangers := [token for token in places if token.lane != lane]:
            self._accuse(f"lane {lane} got {strangers}")
        expected = [Token(lane, number) for number in range(len(said))]
        if missing := [token for token in expected if token not in places]:
            self.summary.lost += len(missing)
            self._accuse(f"lost in lane {lane}: {missing}")
        present = [token for token in expected if token in places]
        for ends in ([places[t][0] for t in present], [places[t][-1] for t in present]):
            if ends != sorted(ends):
                self.summary.reordered += 1
                self._accuse(f"lane {lane} out of order: {order}")
        last = {token: (copy, version) for copy in copies for token, version in tokens_in(copy.text)}
        for token in present:
            copy, version = last[token]
            self._judge_copies(token, len(places[token]), version)
            self._judge_reply(token, said[token.number], copy)

    def _copies(self, lane: str, threads: dict[int, int]) -> list[SandboxMessage]:
        """What the bot has written in the customer's topic, or to the customer."""
        customer = self._crowd.customers[int(lane[1:])]
        if lane[0] == "g":
            if any(NOTE in message.text for message in customer.inbox_of(self._bot)):
                self._accuse(f"a note reached customer {lane[1:]}")
            return customer.inbox_of(self._bot)
        thread = threads.get(customer.id)
        seen = self._group.messages(thread) if thread is not None else []
        return [message for message in seen if message.sender is self._bot]

    def _judge_reply(self, token: Token, source: SandboxMessage, copy: SandboxMessage) -> None:
        """A reply answers the same message on both sides; only a repeated copy is unknown to the desk."""
        if source.reply_to is None:
            return
        meant = dict(tokens_in(source.reply_to.text))
        shown = dict(tokens_in(copy.reply_to.text)) if copy.reply_to is not None else {}
        is_repeated = any(self.arrived[one] > 1 for one in meant) and source.reply_to.sender is self._bot
        if not meant.keys() & shown.keys() and not is_repeated:
            self._accuse(f"{token} answers {list(shown)}, not {list(meant)}")

    def _judge_copies(self, token: Token, count: int, version: int) -> None:
        extra, allowed = count - 1, self._allowed[token]
        self.summary.duplicates += extra
        self.summary.allowed += allowed
        if extra > allowed:
            self._accuse(f"{token} came {count} times, {allowed} repeats allowed")
        if version != self._crowd.versions[token]:
            self._accuse(f"{token} shows version {version}, not {self._crowd.versions[token]}")

    def _judge_topics(self, records: Records) -> None:
        written = {self._crowd.customers[int(lane[1:])].id for lane, said in self._crowd.said.items() if said}
        bound = Counter(records.threads.values())
        if odd := [customer_id for customer_id in written if bound[customer_id] != 1]:
            self._accuse(f"customers without exactly one topic: {odd}")
        orphans = [topic for topic in self._group.live_topics if topic.id not in records.threads]
        self.summary.orphans = len(orphans)
        if len(orphans) > self.summary.orphans_allowed:
            self._accuse(f"orphan topics {orphans}, {self.summary.orphans_allowed} allowed")
        if used := [topic for topic in orphans if topic.texts]:
            self._accuse(f"messages in orphan topics: {[(topic.id, topic.texts) for topic in used]}")
        cards = sum(is_card(text) for topic in self._group.live_topics for text in topic.texts)
        if not len(records.threads) <= cards <= len(records.threads) + self._cards_allowed:
            self._accuse(
                f"{cards} cards for {len(records.threads)} topics, {self._cards_allowed} repeats allowed"
            )

    def _accuse(self, words: str) -> None:
        self.summary.violations.append(words)

    # watching

    def _take(self, call: Call) -> None:
        self.life.calls += 1
        if call.error_code == 429:
            self._take_flood(call)
        if not call.ok:
            return
        if call.method == "createForumTopic":
            self.life.threads.append(call.result["message_thread_id"])
        if call.chat_id == self._group.id:
            self.life.units += len(self._made_by(call)) or call.method.startswith(_CHANGES)
        for message in self._made_by(call):
            if is_card(message.text):
                self.life.cards.append(message.id)
        tokens = [token for message in self._made_by(call) for token, _ in tokens_in(message.text)]
        if not tokens:
            return
        self.life.deliveries.append(Delivery(tokens[0].lane, tuple(tokens)))
        for token in tokens:
            self.arrived[token] += 1
            if token.lane[0] == "c":
                (thread, *_) = [message.topic_id for message in self._made_by(call)]
                self._crowd.topics.setdefault(int(token.lane[1:]), thread or 0)

    def _take_flood(self, call: Call) -> None:
        """Calls that were on their way when another got the 429 share it; later ones ignore a ban."""
        during_ban = self._sandbox.flood_violations > self._violations
        self._violations = self._sandbox.flood_violations
        if not during_ban or self.life.flooded_at is None:
            self.life.flooded_at = call.at
            self.summary.floods += 1
            if call.at - self._forgot_at > EXPLAINED_FOR:
                self._accuse(f"{call.method} got a 429 that no kill explains")
        elif call.at - self.life.flooded_at > HEARD_WITHIN:
            self._accuse(f"{call.method} ignored a ban of {call.at - self.life.flooded_at:.2f} s ago")

    def _made_by(self, call: Call) -> list[SandboxMessage]:
        """The messages that a sending call has made."""
        if not call.method.startswith(("send", "copy", "forward")) or call.chat_id is None:
            return []
        results: list[Any] = call.result if isinstance(call.result, list) else [call.result]
        person = self._sandbox.world.people.get(call.chat_id)
        room = self._group if person is None else self._sandbox.world.private_chat(self._bot, person)
        found = [room.find(r["message_id"]) for r in results if isinstance(r, dict) and "message_id" in r]
        return [message for message in found if message is not None]


def is_card(text: str) -> bool:
    """The desk's description of a customer."""
    return "First seen" in text
