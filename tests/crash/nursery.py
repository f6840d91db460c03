"""The nursery: one process that has imported the bot, and forks a fresh one on request in milliseconds.

`python -m tests.crash.nursery` reads requests from standard input and tells births and ends on standard
output, one JSON object per line. A child runs `python -m bot` for all it can tell: its settings come from
the environment, its standard streams are files, and it has no thread, event loop or socket of the nursery.
"""

import gc
import json
import os
import select
import signal
import sys
import traceback
from typing import Any

from tests.crash.sabotage import SABOTAGES

CRASHED = 70  # exit code of a child whose run raised
PARENT_DEATH_SIGNAL = 1  # prctl(2): PR_SET_PDEATHSIG


def main() -> None:
    """Serve until standard input ends; children do not outlive the nursery."""
    _warm_up()
    _tell({"ready": os.getpid()})
    poll = select.poll()
    poll.register(sys.stdin.fileno(), select.POLLIN)
    children: dict[int, int] = {}  # pidfd → pid
    pending = b""
    while True:
        for fd, _ in poll.poll():
            if fd in children:
                poll.unregister(fd)
                _tell_end(fd, children.pop(fd))
                continue
            got = os.read(fd, 65536)
            if not got:
                return _end_all(children)
            *lines, pending = (pending + got).split(b"\n")
            for line in lines:
                pidfd, pid = _bear(json.loads(line), [*children])
                children[pidfd] = pid
                poll.register(pidfd, select.POLLIN)


def _warm_up() -> None:
    """Import what a run of the bot imports, database drivers too."""
    import aiosqlite  # noqa: F401
    import asyncpg  # noqa: F401
    from sqlalchemy.dialects.postgresql import asyncpg as _asyncpg  # noqa: F401
    from sqlalchemy.dialects.sqlite import aiosqlite as _aiosqlite  # noqa: F401

    import bot.cli.run  # noqa: F401

    gc.collect()
    gc.freeze()


def _bear(request: dict[str, Any], pidfds: list[int]) -> tuple[int, int]:
    """Fork a child for `request`: environment, folder, log, sabotage."""
    pid = os.fork()
    if pid == 0:
        code = CRASHED
        try:
            _detach(request, pidfds)
            code = _live(request)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    _tell({"born": pid, "number": request["number"]})
    return os.pidfd_open(pid), pid


def _detach(request: dict[str, Any], pidfds: list[int]) -> None:
    """Leave everything of the nursery behind, and die with it."""
    import ctypes

    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    for pidfd in pidfds:
        os.close(pidfd)
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(nothing)
    os.close(log)
    os.chdir(request["folder"])
    os.environ.update(request["environment"])


def _live(request: dict[str, Any]) -> int:
    from bot.cli.run import run

    if request["sabotage"]:
        SABOTAGES[request["sabotage"]]()
    return run()


def _tell(fact: dict[str, Any]) -> None:
    os.write(1, json.dumps(fact).encode() + b"\n")


def _tell_end(pidfd: int, pid: int) -> None:
    _, status = os.waitpid(pid, 0)
    os.close(pidfd)
    _tell({"ended": pid, "code": os.waitstatus_to_exitcode(status)})


def _end_all(children: dict[int, int]) -> None:
    for pidfd, pid in children.items():
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(pidfd)


if __name__ == "__main__":
    main()
