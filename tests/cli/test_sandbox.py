"""`python -m bot sandbox`: the scene, the bot's process, and a database that is kept."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import psutil

JSON = {"Content-Type": "application/json"}
ENDS_WITHIN = 60  # seconds; a process on a busy machine may still be importing aiogram


def test_the_sandbox_plays_its_scene() -> None:
    arguments = [sys.executable, "-m", "bot", "sandbox", "--once", "--port", "0"]

    ended = subprocess.run(arguments, capture_output=True, text=True, timeout=2 * ENDS_WITHIN, check=False)

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("The page is at http://127.0.0.1:")
    assert "/sla first 15m next 30m resolve 8h" in ended.stdout
    assert "Hello Alice, I am looking into it." in ended.stdout
    assert "the receipt, page 1" in ended.stdout
    assert ended.stderr == ""


def test_a_killed_sandbox_leaves_no_bot_behind() -> None:
    arguments = [sys.executable, "-m", "bot", "sandbox", "--port", "0"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as sandbox:
        assert sandbox.stdout is not None
        while "Alice → bot" not in sandbox.stdout.readline():
            assert sandbox.poll() is None
        (bot,) = psutil.Process(sandbox.pid).children()

        sandbox.kill()

        assert psutil.wait_procs([bot], timeout=ENDS_WITHIN)[1] == []


def test_a_bot_whose_strings_are_cut_ends_in_whatever_order_they_go(tmp_path: Path) -> None:
    settings = {
        "bot_token": "123456:stringless-stringless-stringless",
        "database_url": f"sqlite+aiosqlite:///{tmp_path / 'puppet.sqlite3'}",
        "bot_api_url": "http://127.0.0.1:9",
    }
    pipes: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.DEVNULL,
    }
    with subprocess.Popen([sys.executable, "-m", "bot", "puppet"], **pipes, text=True) as bot:
        assert bot.stdin is not None and bot.stdout is not None
        bot.stdin.write(json.dumps({"settings": settings, "skipped": 0}) + "\n")
        bot.stdout.close()
        bot.stdin.write(json.dumps({"skipped": 1}) + "\n")
        bot.stdin.flush()

        gone, left = psutil.wait_procs([psutil.Process(bot.pid)], timeout=ENDS_WITHIN)
        bot.kill()
        assert (len(gone), left) == (1, [])


def test_a_kept_database_is_gone_on_with(tmp_path: Path) -> None:
    """Each run is a new Telegram with new numbers: none may be one that the database knows from before."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'kept.sqlite3'}"

    with _sandbox("--database", url) as page:
        first_topic = _topics(page)["Alice Liddell"]
        ended_at = _posted(page, "act", {"do": "skip", "seconds": 86_400})["now"]
    with _sandbox("--database", url) as page:
        assert _topics(page) == {}
        _posted(page, "say", {"as": "Alice", "text": "hello"})
        second_topic = _eventually(lambda: _topics(page).get("Alice Liddell"))
        group = _got(page, "world")["chats"][0]["id"]
        _posted(page, "say", {"as": "Bob", "text": "/sla", "chat": group})
        report = _eventually(lambda: next(_texts_of_the_bot(page, group), None))
        begins_at = _posted(page, "act", {"do": "skip", "seconds": 1})["now"]

    assert first_topic != second_topic
    assert begins_at > ended_at
    assert "first 15m next 30m resolve 8h" in report
    assert "First answer: 100% kept (2 of 2)" in report  # those of the scene arrived in time


def test_skipped_minutes_are_minutes_of_the_group_too() -> None:
    """Twelve new customers cost more than a minute allows, with the budgets and limits as they are."""
    with _sandbox() as page:
        of_the_scene = len(_topics(page))
        for number in range(12):
            person = _posted(page, "act", {"do": "add_customer", "first_name": f"C{number}"})["person"]
            _posted(page, "say", {"as": person, "text": "hello"})

        for _ in range(3):
            _posted(page, "act", {"do": "skip", "seconds": 60})

        _eventually(lambda: len(_topics(page)) == of_the_scene + 12)


@contextmanager
def _sandbox(*arguments: str) -> Iterator[str]:
    """The page's URL, when the scene is over."""
    command = [sys.executable, "-m", "bot", "sandbox", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sandbox:
        assert sandbox.stdout is not None
        try:
            page = sandbox.stdout.readline().split()[4]
            while "/sandbox/world" not in sandbox.stdout.readline():
                assert sandbox.poll() is None
            yield page
        finally:
            sandbox.terminate()
            assert sandbox.wait(ENDS_WITHIN) == 0


def _texts_of_the_bot(page: str, group: int) -> Iterator[str]:
    """In General."""
    messages = _got(page, f"messages?chat={group}&topic=1")
    return (message["text"] for message in messages if message["from"]["is_bot"] and "text" in message)


def _topics(page: str) -> dict[str, int]:
    (group,) = [chat for chat in _got(page, "world")["chats"] if chat["type"] == "supergroup"]
    return {topic["name"]: topic["message_thread_id"] for topic in group["topics"] if topic["messages"] > 1}


def _got(page: str, what: str) -> Any:
    with urlopen(f"{page}sandbox/{what}") as response:
        return json.load(response)


def _posted(page: str, what: str, body: dict[str, Any]) -> Any:
    with urlopen(Request(f"{page}sandbox/{what}", json.dumps(body).encode(), JSON)) as response:
        return json.load(response)


def _eventually(condition: Callable[[], Any]) -> Any:
    """The first truthy value of `condition`."""
    give_up_at = time.monotonic() + ENDS_WITHIN
    while not (value := condition()):
        assert time.monotonic() < give_up_at
        time.sleep(0.1)  # another process is at work
    return value
