"""A proxy before PostgreSQL: networks lose answers, and connections, in the middle of things."""

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Self

from sqlalchemy.engine import make_url

_LEADS = b"pg_try_advisory_lock"
_COMMITTED = b"COMMIT\x00"  # the tag of the server's CommandComplete


class Proxy:
    """`async with Proxy(url) as proxy:` serves `proxy.url`; the leader's own connection always works.

    `lose_commits` is how many commits from now on succeed without anybody hearing of it, the connection
    breaks instead. While `is_away` connections break and no new ones are made. While `is_deaf` nothing that
    the bot says arrives, on any connection, and none of them breaks.
    """

    def __init__(self, url: str) -> None:
        self._upstream = make_url(url)
        self.lose_commits = 0
        self.is_deaf = False
        self._is_away = False
        self._server: asyncio.Server | None = None
        self._links: set[_Link] = set()

    @property
    def url(self) -> str:
        assert self._server is not None
        port = self._server.sockets[0].getsockname()[1]
        return self._upstream.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)

    @property
    def is_away(self) -> bool:
        return self._is_away

    @is_away.setter
    def is_away(self, value: bool) -> None:
        self._is_away = value
        for link in [link for link in self._links if value and not link.leads]:
            link.cut()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for link in list(self._links):
            link.cut()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_away:
            writer.transport.abort()
            return
        if self.is_deaf:
            with suppress(ConnectionError):
                while await reader.read(65536):
                    pass
            return
        upstream = await asyncio.open_connection(self._upstream.host, self._upstream.port or 5432)
        link = _Link(self, (reader, writer), upstream)
        self._links.add(link)
        try:
            await link.run()
        finally:
            self._links.discard(link)


class _Link:
    """One connection of the bot, and ours to the server in its name."""

    def __init__(
        self,
        proxy: Proxy,
        client: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        server: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        self.leads = False
        self._proxy = proxy
        self._client = client
        self._server = server

    async def run(self) -> None:
        with suppress(ConnectionError):
            await asyncio.gather(self._to_server(), self._to_client())
        self.cut()

    def cut(self) -> None:
        for _, writer in (self._client, self._server):
            writer.transport.abort()

    async def _to_server(self) -> None:
        while sent := await self._client[0].read(65536):
            self.leads = self.leads or _LEADS in sent
            if not self._proxy.is_deaf:
                self._server[1].write(sent)
        self._server[1].close()

    async def _to_client(self) -> None:
        while answer := await self._server[0].read(65536):
            if _COMMITTED in answer and not self.leads and self._proxy.lose_commits:
                self._proxy.lose_commits -= 1
                self.cut()
                return
            self._client[1].write(answer)
        self._client[1].close()
