"""The scene that the sandbox plays at its start: two customers ask, an operator answers one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from bot.cli.puppeteer import BotProcess
from bot.sandbox.bots import BotAccount
from bot.sandbox.groups import Group
from bot.sandbox.page_files import own_file
from bot.sandbox.people import Person
from bot.sandbox.puppets import PuppetState
from bot.sandbox.world import World

ARRIVES_WITHIN = 20.0  # seconds
OPENS_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays."""

    bot: BotAccount
    group: Group
    bob: Person
    carol: Person
    alice: Person
    max: Person

    @classmethod
    def of(cls, world: World) -> Self:
        """Bring everybody on."""
        bot = world.add_bot()
        bob = world.add_user("Bob", username="bob")
        group = world.add_forum("Support", owner=bob)
        group.add_bot(bot)
        alice = world.add_user("Alice", "Liddell", username="alice")
        customer = world.add_user("Max", "Weber", language_code="de")
        carol = world.add_user("Carol", username="carol")
        group.add_member(carol)
        return cls(bot, group, bob, carol, alice, customer)


async def play(world: World, cast: Cast, puppet: BotProcess) -> bool:
    """Play it, printing each line when it has really arrived; False if the bot ended before it was ready."""
    await world.wait_for(lambda: puppet.state is not PuppetState.STARTING, OPENS_WITHIN)
    if puppet.state is PuppetState.STOPPED:
        return False
    group, alice, bob = cast.group, cast.alice, cast.bob

    async def arrives(condition: Callable[[], object]) -> None:
        await world.wait_for(condition, ARRIVES_WITHIN)

    async def in_topic(name: str, text: str) -> None:
        await arrives(
            lambda: any(text in words for t in group.live_topics if name in t.name for words in t.texts)
        )

    alice.starts()
    await arrives(lambda: alice.sees("Hello, Alice"))
    _line("bot → Alice", alice.inbox[-1].text)
    _line("Alice → bot", "My parcel has not arrived. Can you help?")
    alice.writes("My parcel has not arrived. Can you help?")
    await in_topic("Alice", "My parcel")
    topic = next(iter(group.topics))
    _line("topic “Alice Liddell”", "My parcel has not arrived. Can you help?")
    receipt = own_file("samples/receipt.svg")
    photo = alice.sends("photo", caption="the receipt", data=receipt[0] if receipt else None)
    _line("Alice → bot", "📷 the receipt")
    await in_topic("Alice", "the receipt")
    _line("topic “Alice Liddell”", "📷 the receipt")
    bob.writes("// probably stuck at customs", to=group, topic=topic)
    _line("Bob, in the topic", "// probably stuck at customs   (a note: Alice never sees it)")
    bob.writes("Hello Alice, I am looking into it.", to=group, topic=topic)
    _line("Bob, in the topic", "Hello Alice, I am looking into it.")
    await arrives(lambda: alice.sees("I am looking into it"))
    _line("bot → Alice", "Hello Alice, I am looking into it.")
    alice.edits(photo, caption="the receipt, page 1")
    _line("Alice → bot", "edits the caption: the receipt, page 1")
    await in_topic("Alice", "page 1")
    _line("topic “Alice Liddell”", "📷 the receipt, page 1")
    alice.writes("Thank you!", reply_to=alice.sees("I am looking into it")[0])
    _line("Alice → bot", "Thank you!   (in reply to Bob's answer)")
    await in_topic("Alice", "Thank you!")
    _line("topic “Alice Liddell”", "Thank you!   (in reply to Bob's own message)")
    cast.max.writes("Hi! Do you ship to Austria, and how long does it take?")
    _line("Max → bot", "Hi! Do you ship to Austria, and how long does it take?")
    await in_topic("Max", "Austria")
    _line("topic “Max Weber”", "Hi! Do you ship to Austria, and how long does it take?")
    return True


def _line(who: str, text: str) -> None:
    print(f"{who:>24} │ {text}", flush=True)
