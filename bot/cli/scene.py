"""The scene that the sandbox plays at its start: a desk states its promises, and three customers write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from bot.sandbox.bots import BotAccount
from bot.sandbox.groups import Group
from bot.sandbox.page_files import own_file
from bot.sandbox.people import Person
from bot.sandbox.puppets import PuppetState
from bot.sandbox.stage import Stage
from bot.sandbox.world import World

ARRIVES_WITHIN = 20.0  # seconds
OPENS_WITHIN = 60.0
LASTS = timedelta(minutes=50)
"""How long before now the scene begins: the visitor comes to a desk at work, with nothing overdue yet."""

PROMISES = ("/sla first 15m next 30m resolve 8h", "/autoclose 2d", "/on")
"""Around the clock, so that a skipped hour breaks a promise on every day of the week."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays."""

    bot: BotAccount
    group: Group
    bob: Person
    carol: Person
    alice: Person
    max: Person
    nora: Person

    @classmethod
    def of(cls, world: World) -> Self:
        """Bring everybody on."""
        bot = world.add_bot()
        bob = world.add_user("Bob", username="bob")
        group = world.add_forum("Support", owner=bob)
        group.add_bot(bot)
        alice = world.add_user("Alice", "Liddell", username="alice")
        max_ = world.add_user("Max", "Weber", language_code="de")
        carol = world.add_user("Carol", username="carol")
        group.add_member(carol)
        nora = world.add_user("Nora", "Lind")
        return cls(bot, group, bob, carol, alice, max_, nora)

    def have_met(self) -> None:
        """Everybody knows the bot from an earlier run, of which this Telegram has kept nothing."""
        for person in (self.bob, self.alice, self.max, self.nora):
            person.chat().is_started = True


async def is_open(stage: Stage) -> bool:
    """Wait for the bot; False if it has ended before it was ready."""
    await stage.world.wait_for(lambda: stage.puppet.state is not PuppetState.STARTING, OPENS_WITHIN)
    return stage.puppet.state is PuppetState.RUNNING


async def play(stage: Stage, cast: Cast) -> bool:
    """Play it, printing each line when it has really arrived; False if the bot ended before it was ready.

    The clock is `LASTS` behind at the beginning, and right at the end.
    """
    if not await is_open(stage):
        return False
    scene = _Scene(stage, cast)
    await scene.promises()
    await scene.pass_minutes(4)
    await scene.nora_is_asked_back()
    await scene.pass_minutes(20)
    await scene.alice_is_helped()
    await scene.pass_minutes(10)
    await scene.max_waits()
    await stage.skip(-stage.clock.skipped)
    return True


class _Scene:
    def __init__(self, stage: Stage, cast: Cast) -> None:
        self._stage = stage
        self._cast = cast
        self._group = cast.group

    async def promises(self) -> None:
        """Bob, an admin, lets the bot write to him, says what the desk promises, and that he is on duty."""
        bob = self._cast.bob
        bob.starts()
        _line("Bob → bot", "/start   (so that it can tell him about trouble)")
        await self._until(lambda: bob.inbox)
        for command in PROMISES:
            await self._commands(command)

    async def _commands(self, command: str) -> None:
        general = self._group.general
        said = len(general.texts)
        self._cast.bob.writes(command, to=self._group)
        _line("Bob, in General", command)
        await self._until(lambda: len(general.texts) > said + 1)

    async def nora_is_asked_back(self) -> None:
        """Nora's ticket waits for her own answer: silence will close it."""
        await self._asks(self._cast.nora, "Can I still change the address of order 1184?")
        await self.pass_minutes(6)
        await self._answers(self._cast.nora, "Of course. Where shall it go?")

    async def alice_is_helped(self) -> None:
        """Alice writes, shows a picture, is answered, corrects herself and replies."""
        alice = self._cast.alice
        alice.starts()
        await self._until(lambda: alice.sees("Hello, Alice"))
        _line("bot → Alice", alice.inbox[-1].text)
        await self._asks(alice, "My parcel has not arrived. Can you help?")
        receipt = own_file("samples/receipt.svg")
        photo = alice.sends("photo", caption="the receipt", data=receipt[0] if receipt else None)
        _line("Alice → bot", "📷 the receipt")
        await self._arrives(alice, "📷 the receipt", "the receipt")
        await self.pass_minutes(4)
        self._writes_in_topic_of(alice, "// probably stuck at customs", "   (a note: Alice never sees it)")
        await self._answers(alice, "Hello Alice, I am looking into it.")
        alice.edits(photo, caption="the receipt, page 1")
        _line("Alice → bot", "edits the caption: the receipt, page 1")
        await self._arrives(alice, "📷 the receipt, page 1", "page 1")
        await self.pass_minutes(1)
        alice.writes("Thank you!", reply_to=alice.sees("I am looking into it")[0])
        _line("Alice → bot", "Thank you!   (in reply to Bob's answer)")
        await self._arrives(alice, "Thank you!   (in reply to Bob's own message)", "Thank you!")

    async def max_waits(self) -> None:
        """Nobody answers Max: here a promise will be broken."""
        await self._asks(self._cast.max, "Hi! Do you ship to Austria, and how long does it take?")

    async def pass_minutes(self, minutes: float) -> None:
        """Let time pass, and with it the minutes in which the group takes twenty messages."""
        await self._stage.skip(timedelta(minutes=minutes))

    async def _asks(self, customer: Person, text: str) -> None:
        customer.writes(text)
        _line(f"{customer.user['first_name']} → bot", text)
        await self._arrives(customer, text, text)

    async def _answers(self, customer: Person, text: str) -> None:
        self._writes_in_topic_of(customer, text)
        await self._until(lambda: customer.sees(text))
        _line(f"bot → {customer.user['first_name']}", text)

    def _writes_in_topic_of(self, customer: Person, text: str, remark: str = "") -> None:
        topic = self._group.topic_named(_full_name(customer))
        self._cast.bob.writes(text, to=self._group, topic=topic.id)
        _line("Bob, in the topic", text + remark)

    async def _arrives(self, customer: Person, said: str, text: str) -> None:
        name = _full_name(customer)
        await self._until(lambda: any(text in words for words in self._texts_of(name)))
        _line(f"topic “{name}”", said)

    def _texts_of(self, name: str) -> Iterator[str]:
        return (text for topic in self._group.live_topics if name in topic.name for text in topic.texts)

    async def _until(self, condition: Callable[[], object]) -> None:
        await self._stage.world.wait_for(condition, ARRIVES_WITHIN)


def _full_name(person: Person) -> str:
    return f"{person.user['first_name']} {person.user['last_name']}"


def _line(who: str, text: str) -> None:
    print(f"{who:>24} │ {text}", flush=True)
