"""Webhook: Telegram keeps an update until it is stored, and nobody else can put one in."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager

import aiohttp
from sqlalchemy.engine import make_url

from db.engine import sqlite_file
from tests.crash.conftest import Besieges
from tests.crash.proxy import Proxy
from tests.crash.siege import SECRET, Siege

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def test_a_wrong_secret_is_refused_and_nothing_is_handled(besieges: Besieges) -> None:
    siege = await besieges(webhook=True)
    await siege.open()

    statuses = [await post(siege, secret) for secret in ("", "wrong", SECRET + "x")]
    left = await siege.end()

    assert statuses == [401, 401, 401]
    assert left.customers == 0


async def test_an_update_stays_with_telegram_while_the_database_is_away(
    besieges: Besieges, database_url: str
) -> None:
    async with fragile(database_url) as (url, is_away):
        siege = await besieges(webhook=True, database_url=url)
        siege.crowd.writes_to(0, 1)
        await siege.open()
        await siege.arrival()

        with is_away():
            siege.crowd.writes_to(0, 1)
            await siege.world.wait_for(lambda: " 503 " in refusals(siege), 20.0)
        await siege.arrival()
        summary = await siege.conclude()

    assert not summary.violations, summary.indictment
    assert summary.duplicates == 0


async def post(siege: Siege, secret: str) -> int:
    """What the bot answers to an update that says hello."""
    stranger = siege.world.add_user("Mallory")
    message = {
        "message_id": 1,
        "date": siege.world.timestamp(),
        "chat": {"id": stranger.id, "type": "private", "first_name": "Mallory"},
        "from": stranger.user,
        "text": "hello",
    }
    update = {"update_id": 900_000_000 + stranger.id % 1000, "message": message}
    async with (
        aiohttp.ClientSession() as session,
        session.post(siege.webhook_url, json=update, headers={SECRET_HEADER: secret}) as answer,
    ):
        return answer.status


def refusals(siege: Siege) -> str:
    """How the bot last refused an update."""
    return siege.bot.webhook.last_error if siege.bot.webhook is not None else ""


@asynccontextmanager
async def fragile(database_url: str) -> AsyncIterator[tuple[str, Callable[[], AbstractContextManager[None]]]]:
    """The URL of this database for the bot, and a block during which the bot cannot write to it."""
    file = sqlite_file(make_url(database_url))
    if file is not None:

        @contextmanager
        def locked() -> Iterator[None]:
            connection = sqlite3.connect(file, isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.close()

        yield database_url, locked
        return
    async with Proxy(database_url) as proxy:

        @contextmanager
        def unreachable() -> Iterator[None]:
            proxy.is_away = True
            yield
            proxy.is_away = False

        yield proxy.url, unreachable
