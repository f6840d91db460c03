"""`python -m bot sandbox` as a process, for those who drive a browser at its page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import Request, urlopen

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# In containers there is no user namespace for Chromium's own sandbox; the pages here are ours.
CHROMIUM_ARGUMENTS = ["--no-sandbox"]
# The bot's budgets are for Telegram; the page is tried faster than people write.
FAST = {
    "GROUP_BUDGET": "off",
    "PRIVATE_BUDGET": "off",
    "BOT_BUDGET": "off",
    "ALBUM_SETTLE_SECONDS": "0.2",
}


@contextmanager
def playing(**environment: str) -> Iterator[str]:
    """The URL of the page, when the scene was played to its end; flood limits are off."""
    command = [sys.executable, "-m", "bot", "sandbox", "--port", "0"]
    surroundings = {**os.environ, **FAST, **environment}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings) as process:
        try:
            url = _url_when_played(process)
            does(url, "limits", on=False)
            yield url
        finally:
            process.terminate()
            process.wait(20)


def does(url: str, what: str, **fields: Any) -> Any:
    """An action of the page, without a page."""
    form = json.dumps({"do": what, **fields}).encode()
    with urlopen(Request(f"{url}sandbox/act", form, {"Content-Type": "application/json"})) as response:
        return json.load(response)


def _url_when_played(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    url = ""
    for line in process.stdout:
        if line.startswith("The page is at "):
            url = line.split()[4]
        if line.startswith("Go on at"):
            return url
    raise AssertionError("the sandbox has ended before its scene was over")
