"""The HTTP control for people without Python."""

from tests.sandbox.conftest import Desk


async def test_the_world_can_be_looked_at(desk: Desk) -> None:
    await desk.topic("Alice")

    async with desk.api.session.get(f"{desk.sandbox.url}/sandbox/world") as response:
        world = await response.json()

    assert {person["first_name"] for person in world["people"]} == {"Alice", "Olga"}
    assert world["chats"][0]["topics"][0]["name"] == "Alice"


async def test_people_can_be_made_to_speak(desk: Desk) -> None:
    thread = await desk.topic("Alice")
    url = f"{desk.sandbox.url}/sandbox/say"

    async with desk.api.session.post(url, json={"as": "Alice", "text": "hello"}) as response:
        said = await response.json()
    async with desk.api.session.post(
        url, json={"as": desk.olga.id, "text": "answer", "topic": thread}
    ) as response:
        answered = await response.json()
    async with desk.api.session.get(
        f"{desk.sandbox.url}/sandbox/messages", params={"chat": desk.group.id, "topic": thread}
    ) as response:
        messages = await response.json()

    assert said["chat"]["id"] == desk.alice.id
    assert answered["message_thread_id"] == thread
    assert messages[-1]["text"] == "answer"


async def test_mistakes_are_explained(desk: Desk) -> None:
    url = f"{desk.sandbox.url}/sandbox/say"

    async with desk.api.session.post(url, json={"as": "Nobody", "text": "x"}) as response:
        assert (response.status, await response.json()) == (404, {"error": "nobody is called 'Nobody'"})
    async with desk.api.session.post(url, json={"as": "Alice"}) as response:
        assert response.status == 400
    async with desk.api.session.post(url, json={"as": "Olga", "text": "x", "chat": "y"}) as response:
        assert response.status == 400
    async with desk.api.session.post(url, data="no json") as response:
        assert response.status == 400


async def test_foreign_pages_are_refused(desk: Desk) -> None:
    url = f"{desk.sandbox.url}/sandbox/world"

    async with desk.api.session.get(url, headers={"Origin": "https://evil.example"}) as response:
        assert response.status == 403
    async with desk.api.session.get(url, headers={"Host": "evil.example"}) as response:
        assert response.status == 403
    async with desk.api.session.get(url, headers={"Origin": desk.sandbox.url}) as response:
        assert response.status == 200
