"""The monitoring server: `/healthz`, `/readyz` and `/metrics` by HTTP, from the first moment to the last."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Self

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from bot import logs
from bot.metrics import Metrics
from bot.monitoring.gauges import JUDGED_WITHIN, Gauges, Moment
from bot.monitoring.glance import Glance
from bot.monitoring.readiness import OK, Readiness
from bot.settings import Busy
from db.probe import Probe
from db.queries import figures

READ_EVERY = 15.0  # seconds between looks into the database for figures …
READ_WITHIN = 2.0  # … and how long a scrape waits for them
FORGOTTEN_AFTER = 60.0  # seconds: older figures would pretend that the database answers
CLOSES_WITHIN = 1.0

_readable = partial(json.dumps, ensure_ascii=False)


class Monitoring:
    """`async with Monitoring(…)` serves for the block.

    Raises:
        Busy: the address is taken, or not this machine's.
    """

    def __init__(
        self,
        readiness: Readiness,
        probe: Probe,
        metrics: Metrics,
        clock: Callable[[], datetime],
        host: str,
        port: int,
    ) -> None:
        self._readiness = readiness
        self._probe = probe
        self._metrics = metrics
        self._clock = clock
        self._host = host
        self._port = port
        self._figures = Glance(self._read_figures, fresh_for=READ_EVERY, patience=READ_WITHIN)
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._scrape)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSES_WITHIN)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._close()
            raise Busy("HTTP_LISTEN", self._host, self._port, error) from error
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._close()

    async def _close(self) -> None:
        await self._runner.cleanup()
        await asyncio.gather(self._readiness.close(), self._figures.close())
        with suppress(TimeoutError, SQLAlchemyError, OSError):  # it may hang
            async with asyncio.timeout(CLOSES_WITHIN):
                await self._probe.close()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def _readyz(self, _request: web.Request) -> web.Response:
        checks = await self._readiness.checks()
        is_ready = all(fault == OK for fault in checks.values())
        said = {"ready": is_ready, **checks}
        return web.json_response(said, status=200 if is_ready else 503, dumps=_readable)

    async def _scrape(self, _request: web.Request) -> web.Response:
        now = CollectorRegistry()
        now.register(Gauges(await self._moment()))
        # What is counted has hundreds of series: in a thread, so that the loop turns meanwhile.
        counted = await asyncio.to_thread(generate_latest, self._metrics.registry)
        body = counted + generate_latest(now)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _moment(self) -> Moment:
        checks, found = await asyncio.gather(self._readiness.checks(), self._figures.look())
        is_known = found is not None and self._figures.age < FORGOTTEN_AFTER
        return Moment(
            now=self._clock(),
            loop_time=asyncio.get_running_loop().time(),
            checks=checks,
            contact=self._readiness.contact,
            lost_lines=logs.lost_lines(),
            dialect=self._probe.dialect,
            work=self._readiness.work,
            figures=found if is_known else None,
            figures_age=self._figures.age,
        )

    async def _read_figures(self) -> figures.Figures | None:
        now = self._clock()
        try:
            async with self._probe.reading() as session:
                return await figures.read(session, now, now - JUDGED_WITHIN)
        except (SQLAlchemyError, OSError):
            return None  # readiness says why
