"""Monitoring: health, readiness and metrics over HTTP."""

import asyncio

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import metrics
from bot.outbox.sender import Sender
from bot.services.desk import Desks
from db.uow import Database


class Monitoring:
    """`/healthz`: the process answers. `/readyz`: database and group are usable. `/metrics`: Prometheus."""

    def __init__(self, database: Database, desks: Desks, sender: Sender, host: str, port: int) -> None:
        self._database = database
        self._desks = desks
        self._sender = sender
        self._host = host
        self._port = port

    async def run(self) -> None:
        """Serve until cancelled."""
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def _readyz(self, _request: web.Request) -> web.Response:
        checks = {"database": await self._database_answers(), "group": self._desks.group.is_usable}
        return web.json_response(checks, status=200 if all(checks.values()) else 503)

    async def _metrics(self, _request: web.Request) -> web.Response:
        oldest = self._sender.oldest()
        age = (self._desks.clock() - oldest).total_seconds() if oldest else 0.0
        metrics.OLDEST.set(age)
        metrics.QUEUED.set(self._sender.queued)
        return web.Response(
            body=generate_latest(metrics.REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    async def _database_answers(self) -> bool:
        try:
            async with self._database.reading() as session:
                await session.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError):
            return False
        return True
