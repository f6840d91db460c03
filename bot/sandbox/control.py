"""A small HTTP control of the world, for people who have no Python at hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox.errors import NotPossible
from bot.sandbox.origins import ForeignRequest, require_local
from bot.sandbox.people import Person
from bot.sandbox.rooms import Room

if TYPE_CHECKING:
    from bot.sandbox.server import SandboxServer


class _Refusal(Exception):
    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


async def handle(server: SandboxServer, http: web.BaseRequest, path: str) -> web.Response:
    """Serve GET /sandbox/world, GET /sandbox/messages?chat=…&topic=…, POST /sandbox/say.

    Only for this machine, and not for web pages of other origins that happen to run in its browser.
    """
    try:
        require_local(http)
        if http.method == "GET" and path == "/sandbox/world":
            return _json(_world(server))
        if http.method == "GET" and path == "/sandbox/messages":
            return _json(_messages(server, http))
        if http.method == "POST" and path == "/sandbox/say":
            return _json(_say(server, await _body(http)))
        raise _Refusal(404, "there is GET /sandbox/world, GET /sandbox/messages?chat=…, POST /sandbox/say")
    except ForeignRequest as refusal:
        return _json({"error": str(refusal)}, 403)
    except _Refusal as refusal:
        return _json({"error": str(refusal)}, refusal.status)
    except (TypeError, ValueError) as error:
        return _json({"error": f"not a number: {error}"}, 400)
    except NotPossible as refusal:
        return _json({"error": str(refusal)}, 409)


async def _body(http: web.BaseRequest) -> dict[str, Any]:
    try:
        parsed = json.loads(await http.read())
    except ValueError:
        raise _Refusal(400, "the body must be JSON") from None
    if not isinstance(parsed, dict):
        raise _Refusal(400, "the body must be a JSON object")
    return parsed


def _world(server: SandboxServer) -> dict[str, Any]:
    world = server.world
    return {
        "bots": [{"id": bot.id, "username": bot.username} for bot in world.bots],
        "people": [person.user for person in world.people.values()],
        "chats": [
            {
                **group.chat,
                "topics": [
                    {**topic.as_json(), "is_closed": topic.is_closed, "messages": len(topic.messages)}
                    for topic in group.live_topics
                ],
            }
            for group in world.groups.values()
        ]
        + [chat.chat for chat in world.private_chats.values()],
    }


def _messages(server: SandboxServer, http: web.BaseRequest) -> list[dict[str, Any]]:
    room = _room(server, http.rel_url.query.get("chat", ""))
    topic = http.rel_url.query.get("topic")
    if topic is not None and room.group is not None:
        try:
            return [message.raw for message in room.group.messages(int(topic))]
        except (KeyError, ValueError):
            raise _Refusal(404, f"no topic {topic!r}") from None
    return [message.raw for message in room.all_messages()]


def _say(server: SandboxServer, body: dict[str, Any]) -> dict[str, Any]:
    person = _person(server, body.get("as"))
    text = body.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _Refusal(400, "text is missing")
    topic = body.get("topic")
    to = None
    if "chat" in body or topic is not None:
        groups = server.world.groups
        to = groups.get(int(body["chat"])) if "chat" in body else next(iter(groups.values()), None)
        if to is None or (topic is not None and topic not in to.topics):
            raise _Refusal(404, "no such group or topic")
    reply_to = None
    if body.get("reply_to") is not None:
        room: Room = to or person.chat()
        reply_to = room.find(int(body["reply_to"]))
        if reply_to is None:
            raise _Refusal(404, "no such message to reply to")
    return person.writes(text, to=to, topic=topic, reply_to=reply_to).raw


def _person(server: SandboxServer, who: object) -> Person:
    for person in server.world.people.values():
        if who in (person.id, str(person.id), person.user["first_name"], person.user.get("username")):
            return person
    raise _Refusal(404, f"nobody is called {who!r}")


def _room(server: SandboxServer, chat: str) -> Room:
    for room in server.world.rooms():
        if chat == str(room.id):
            return room
    raise _Refusal(404, f"no chat {chat!r}")


def _json(value: object, status: int = 200) -> web.Response:
    body = json.dumps(value, ensure_ascii=False, indent=1).encode()
    return web.Response(status=status, body=body, content_type="application/json")
