"""Server-sent events: the feed of changes as one endless answer that goes on where it broke off."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from bot.sandbox.feed import Feed
    from bot.sandbox.world import World

# Seconds of silence after which a comment shows that the connection lives.
ALIVE_EVERY = 15.0
# Milliseconds after which a browser tries again when the connection broke.
AGAIN_AFTER = 800
# Changes come in swarms (a call touches the world several times): look when the swarm has passed. Seconds.
GATHER = 0.015


async def stream(feed: Feed, world: World, http: web.BaseRequest) -> web.StreamResponse:
    """Send `{revision, now, loop, reset?, things}` for each swarm of changes until the reader goes away.

    The reader's Last-Event-ID (`epoch-revision`) says what it has seen; of another epoch it has seen nothing,
    and `reset` tells it to forget. `now` is the world's time in milliseconds, `loop` the sandbox's own in
    seconds.
    """
    seen = seen_revision(feed, http.headers.get("Last-Event-ID", ""))
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )
    await response.prepare(http)
    await response.write(f"retry: {AGAIN_AFTER}\n\n".encode())
    is_first = True
    while True:
        things = feed.since(seen)
        revision = feed.revision
        if things or is_first:
            event = {
                "revision": revision,
                "now": int(world.now().timestamp() * 1000),
                "loop": asyncio.get_running_loop().time(),
                "reset": is_first and seen == 0,
                "things": things,
            }
            body = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
            await response.write(f"id: {feed.epoch}-{revision}\ndata: {body}\n\n".encode(errors="replace"))
            is_first = False
        seen = revision
        if await feed.changed(seen, ALIVE_EVERY):
            await asyncio.sleep(GATHER)
        else:
            await response.write(b": still here\n\n")


def seen_revision(feed: Feed, last_event_id: str) -> int:
    """The revision that the reader has seen of this feed, 0 for none."""
    epoch, _, number = last_event_id.partition("-")
    if epoch != feed.epoch or not number.isdecimal():
        return 0
    return min(int(number), feed.revision)
