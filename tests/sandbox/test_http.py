"""The HTTP front: tokens, methods, encodings, the record of calls."""

import json

import aiohttp
import pytest

from bot.sandbox.limits import Limits
from bot.sandbox.server import SandboxServer
from bot.sandbox.world import World
from tests.sandbox.conftest import Api, Desk


async def test_the_bot_knows_itself(desk: Desk) -> None:
    me = await desk.api("getMe")

    assert (me["id"], me["is_bot"], me["username"]) == (desk.bot.id, True, "forumdesk_bot")
    assert me["can_read_all_group_messages"] is False


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        ("/bot123:wrong/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 401, "Unauthorized: invalid token specified"),
        ("/getMe", 404, "Not Found"),
        ("/", 404, "Not Found"),
    ],
)
async def test_strangers_are_turned_away(desk: Desk, path: str, code: int, description: str) -> None:
    async with desk.api.session.get(desk.sandbox.url + path) as response:
        assert await response.json() == {"ok": False, "error_code": code, "description": description}
        assert response.status == code


async def test_unknown_methods_are_not_found(desk: Desk) -> None:
    refusal = await desk.api.refusal("sendTelepathy")

    assert (refusal.code, refusal.description) == (404, "Not Found: method not found")


async def test_method_names_have_no_case_and_parameters_many_forms(desk: Desk) -> None:
    params = {"chat_id": str(desk.alice.id), "text": "hi & bye"}
    url = desk.api.url("sendmessage")
    form = aiohttp.FormData(params)
    form.add_field("unused", b"file", filename="f")

    async with desk.api.session.get(url, params=params) as response:
        assert (await response.json())["ok"]
    async with desk.api.session.post(url, data=params) as response:
        assert (await response.json())["ok"]
    async with desk.api.session.post(url, data=form) as response:
        assert (await response.json())["ok"]
    async with desk.api.session.post(url, json=params) as response:
        assert (await response.json())["ok"]

    assert len(desk.alice.sees("hi & bye")) == 4
    assert [call.method for call in desk.sandbox.calls] == ["sendMessage"] * 4


async def test_nested_values_may_be_json_text_in_form_requests(desk: Desk) -> None:
    markup = json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]})
    params = {"chat_id": str(desk.alice.id), "text": "?", "reply_markup": markup}

    async with desk.api.session.post(desk.api.url("sendMessage"), data=params) as response:
        assert (await response.json())["result"]["reply_markup"] == json.loads(markup)


async def test_broken_json_is_refused(desk: Desk) -> None:
    headers = {"Content-Type": "application/json"}

    async with desk.api.session.post(desk.api.url("getMe"), data="{", headers=headers) as response:
        assert response.status == 400


async def test_calls_are_recorded_and_bounded() -> None:
    world = World()
    bot = world.add_bot()
    async with (
        SandboxServer(world, limits=Limits.off(), keep_calls=5) as sandbox,
        aiohttp.ClientSession() as session,
    ):
        api = Api(session, sandbox, bot)
        for _ in range(12):
            await api("getMe")
        await api.refusal("sendMessage", text="x")

        assert len(sandbox.calls) <= 10
        last = sandbox.calls[-1]
        assert (last.ok, last.error_code, last.description) == (False, 400, "Bad Request: chat_id is empty")
        assert last.params == {"text": "x"}
        assert sandbox.calls[0].result == bot.me


async def test_nothing_is_recorded_when_nothing_is_to_be_kept() -> None:
    world = World()
    bot = world.add_bot()
    async with (
        SandboxServer(world, keep_calls=0) as sandbox,
        aiohttp.ClientSession() as session,
    ):
        await Api(session, sandbox, bot)("getMe")

        assert sandbox.calls == []


async def test_a_mistake_of_the_sandbox_comes_to_light() -> None:
    world = World()
    bot = world.add_bot()
    bot.menu_buttons = None  # type: ignore[assignment]

    with pytest.raises(AttributeError):
        async with SandboxServer(world) as sandbox, aiohttp.ClientSession() as session:
            refusal = await Api(session, sandbox, bot).refusal("getChatMenuButton")
            assert (refusal.code, refusal.description) == (500, "Internal Server Error")


async def test_the_world_outlives_its_server(desk: Desk) -> None:
    await desk.sandbox.stop()
    desk.alice.writes("while Telegram is away")
    await desk.sandbox.start()

    assert (await desk.api("getUpdates"))[0]["message"]["text"] == "while Telegram is away"


async def test_a_bot_that_logged_out_is_refused(desk: Desk) -> None:
    await desk.api("logOut")

    refusal = await desk.api.refusal("getMe")

    assert (refusal.code, refusal.description) == (400, "Logged out")
