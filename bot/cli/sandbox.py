"""`python -m bot sandbox`: the real bot on a Telegram of its own, with a scene to watch."""

import asyncio
import tempfile
from pathlib import Path

import uvloop

from bot import logs
from bot.app import App, build_app
from bot.cli.main import complain
from bot.cli.run import stop_on_signals
from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.server import SandboxServer
from bot.sandbox.world import World
from bot.settings import Settings

GO_ON = """
The sandbox stays up at {url} (stop it with Ctrl-C). Go on by HTTP, for example:
  curl -s {url}/sandbox/say -d '{{"as": "Alice", "text": "One more question"}}'
  curl -s {url}/sandbox/say -d '{{"as": "Bob", "topic": {topic}, "text": "Yes?"}}'
  curl -s '{url}/sandbox/messages?chat={alice}'              what Alice sees
  curl -s '{url}/sandbox/messages?chat={group}&topic={topic}'  what stands in her topic
  curl -s {url}/sandbox/world                                  people, chats, topics"""


def sandbox(*, port: int, stay: bool) -> int:
    """Play the scene on 127.0.0.1:`port`, then stay up; returns the exit code."""
    logs.configure("WARNING", as_json=False)
    with tempfile.TemporaryDirectory(prefix="forumdesk-") as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'sandbox.sqlite3'}"
        try:
            return uvloop.run(_sandbox(port, stay, url))
        except OSError as error:
            return complain(f"127.0.0.1:{port} cannot be used ({error.strerror}); choose another with --port")


async def _sandbox(port: int, stay: bool, database_url: str) -> int:
    world = World()
    bot = world.add_bot()
    bob = world.add_user("Bob", username="bob")
    group = world.add_forum("Support", owner=bob)
    group.add_bot(bot)
    alice = world.add_user("Alice", "Liddell", username="alice")
    async with SandboxServer(world, port=port) as server:
        settings = Settings(
            _env_file=None,
            bot_token=bot.token,
            operator_group_id=group.id,
            admin_ids=(bob.id,),
            database_url=database_url,
            bot_api_url=server.url,
        )
        app = build_app(settings)
        stop_on_signals(app)
        running = asyncio.create_task(app.run())
        play = asyncio.create_task(_play(app, world, group, alice, bob))
        await asyncio.wait([running, play], return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            play.result()
            topic = next(iter(group.topics))
            if stay:
                print(GO_ON.format(url=server.url, topic=topic, alice=alice.id, group=group.id), flush=True)
            else:
                app.stop()
        await running
        play.cancel()
    return 0


async def _play(app: App, world: World, group: Group, alice: Person, bob: Person) -> None:
    """A customer asks, an operator answers; each line is printed when it has really arrived."""
    await app.ready.wait()

    def topic_id() -> int:
        return next(iter(group.topics))

    async def in_topic(text: str) -> None:
        await world.wait_for(lambda: any(text in m.text for m in group.messages(topic_id())), 20.0)

    async def in_private(text: str) -> None:
        await world.wait_for(lambda: alice.sees(text), 20.0)

    alice.starts()
    await in_private("Hello, Alice")
    _line("bot → Alice", alice.inbox[-1].text)
    _line("Alice → bot", "My parcel has not arrived. Can you help?")
    alice.writes("My parcel has not arrived. Can you help?")
    await world.wait_for(lambda: list(group.topics), 20.0)
    await in_topic("My parcel")
    _line("topic “Alice Liddell”", "My parcel has not arrived. Can you help?")
    photo = alice.sends("photo", caption="the receipt")
    _line("Alice → bot", "📷 the receipt")
    await in_topic("the receipt")
    _line("topic “Alice Liddell”", "📷 the receipt")
    bob.writes("// probably stuck at customs", to=group, topic=topic_id())
    _line("Bob, in the topic", "// probably stuck at customs   (a note: Alice never sees it)")
    bob.writes("Hello Alice, I am looking into it.", to=group, topic=topic_id())
    _line("Bob, in the topic", "Hello Alice, I am looking into it.")
    await in_private("I am looking into it")
    _line("bot → Alice", "Hello Alice, I am looking into it.")
    answer = alice.sees("I am looking into it")[0]
    alice.writes("Thank you!", reply_to=answer)
    _line("Alice → bot", "Thank you!   (in reply to Bob's answer)")
    await in_topic("Thank you!")
    _line("topic “Alice Liddell”", "Thank you!   (in reply to Bob's own message)")
    alice.edits(photo, caption="the receipt, page 1")
    _line("Alice → bot", "edits the caption: the receipt, page 1")
    await in_topic("page 1")
    _line("topic “Alice Liddell”", "📷 the receipt, page 1")


def _line(who: str, text: str) -> None:
    print(f"{who:>24} │ {text}", flush=True)
