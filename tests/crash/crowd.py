"""The crowd: customers and operators who keep the desk busy, every message with a token of its own."""

import re
from collections import defaultdict
from random import Random
from typing import NamedTuple

from bot.sandbox.bots import BotAccount
from bot.sandbox.groups import Group
from bot.sandbox.messages import SandboxMessage
from bot.sandbox.people import Person
from bot.sandbox.world import World

_TOKEN = re.compile(r"\b([cg]\d+)\.(\d+)/(\d+)\b")
_NAMES = ("Alex Smith", "Alex Smith", "Maria", "Chen", "Fatima", "Olu")  # namesakes are not rare

FIRST_CUSTOMERS = 4  # come soon, the others …
NEWCOMERS = 0.05  # … with this chance for each deed
NOTE = "between us"  # what customers must never read


class Token(NamedTuple):
    """Which message it is: the lane (`c3` from customer 3, `g3` to customer 3) and its number there."""

    lane: str
    number: int


def tokens_in(text: str) -> list[tuple[Token, int]]:
    """The tokens of a text in order, each with the version that edits count up."""
    return [(Token(lane, int(number)), int(version)) for lane, number, version in _TOKEN.findall(text)]


class Crowd:
    """People who write, one deed for each call of `act`; what they do follows from the seed.

    Operators answer where they see a customer's message: `topics` is filled by whoever watches copies arrive.
    """

    def __init__(
        self, world: World, bot: BotAccount, group: Group, rng: Random, *, most_customers: int
    ) -> None:
        self.customers: list[Person] = []
        self.topics: dict[int, int] = {}  # customer's number → thread id
        self.said: dict[str, list[SandboxMessage]] = defaultdict(list)  # by lane, in order
        self.versions: dict[Token, int] = {}
        self._world = world
        self._bot = bot
        self._group = group
        self._rng = rng
        self._most = most_customers
        self._operators = [world.add_user(name) for name in ("Bob", "Berta")]
        for operator in self._operators:
            group.add_member(operator)

    @property
    def count(self) -> int:
        """Messages said so far."""
        return len(self.versions)

    def act(self) -> None:
        """One deed of somebody: a text, a reply, a picture, an album, an edit, a note."""
        known = len(self.customers)
        if known < self._most and self._rng.random() < (NEWCOMERS if known >= FIRST_CUSTOMERS else 0.5):
            name, _, surname = _NAMES[known % len(_NAMES)].partition(" ")
            self.customers.append(self._world.add_user(name, surname or None))
            self._write(f"c{known}")
            return
        if not known:
            return
        lane = self._lane()
        chance = self._rng.random()
        if chance < 0.15 and self.said[lane]:
            self._edit(lane)
        elif chance < 0.25:
            self._send_album(lane)
        elif chance < 0.4:
            self._send(lane, "photo" if chance < 0.33 else "document")
        elif chance < 0.43 and lane[0] == "g":
            to, topic = self._place(lane)
            self._author(lane).writes(f"// {NOTE}", to=to, topic=topic)
        else:
            self._write(lane, answered=self._answered(lane) if chance < 0.55 else None)

    def writes_to(self, customer: int, count: int) -> None:
        """`count` texts of one customer."""
        while len(self.customers) <= customer:
            self.customers.append(self._world.add_user(f"Customer {len(self.customers)}"))
        for _ in range(count):
            self._write(f"c{customer}")

    def _lane(self) -> str:
        if self.topics and self._rng.random() < 0.5:
            return f"g{self._rng.choice(sorted(self.topics))}"
        return f"c{self._rng.randrange(len(self.customers))}"

    def _author(self, lane: str) -> Person:
        number = int(lane[1:])
        return self.customers[number] if lane[0] == "c" else self._operators[number % len(self._operators)]

    def _place(self, lane: str) -> tuple[BotAccount | Group, int | None]:
        return (self._bot, None) if lane[0] == "c" else (self._group, self.topics[int(lane[1:])])

    def _words(self, lane: str, ahead: int = 0) -> str:
        token = Token(lane, len(self.said[lane]) + ahead)
        return f"{lane}.{token.number}/0 " + " ".join(self._rng.choices(("so", "no", "it", "is"), k=3))

    def _answered(self, lane: str) -> SandboxMessage | None:
        """One of the last messages that the author sees, to reply to.

        Nobody replies within milliseconds, so not what the bot wrote just now: it may not know it itself yet.
        """
        author = self._author(lane)
        if lane[0] == "c":
            seen = author.chat(self._bot).messages
        else:
            seen = self._group.messages(self.topics[int(lane[1:])])
        seen = [message for message in seen if tokens_in(message.text)][-12:]
        new = [message for message in seen if message.sender is self._bot][-4:]
        return self._rng.choice([None, *(message for message in seen if message not in new)])

    def _write(self, lane: str, answered: SandboxMessage | None = None) -> None:
        to, topic = self._place(lane)
        message = self._author(lane).writes(self._words(lane), to=to, topic=topic, reply_to=answered)
        self._remember(lane, message)

    def _send(self, lane: str, kind: str) -> None:
        to, topic = self._place(lane)
        self._remember(lane, self._author(lane).sends(kind, to=to, topic=topic, caption=self._words(lane)))

    def _send_album(self, lane: str) -> None:
        to, topic = self._place(lane)
        captions = [self._words(lane, ahead) for ahead in range(self._rng.randrange(2, 5))]
        items = self._author(lane).sends_album(
            ["photo"] * len(captions), captions=captions, to=to, topic=topic
        )
        for item in items:
            self._remember(lane, item)

    def _edit(self, lane: str) -> None:
        message = self._rng.choice(self.said[lane][-5:])
        ((token, version),) = tokens_in(message.text)
        text = f"{token.lane}.{token.number}/{version + 1} edited"
        if message.kind == "text":
            self._author(lane).edits(message, text=text)
        else:
            self._author(lane).edits(message, caption=text)
        self.versions[token] = version + 1

    def _remember(self, lane: str, message: SandboxMessage) -> None:
        ((token, version),) = tokens_in(message.text)
        self.said[lane].append(message)
        self.versions[token] = version
