"""The command line: run, sandbox, check, outbox, sla."""

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

HOW_TO_GET_A_TOKEN = """\
BOT_TOKEN is missing: write to @BotFather in Telegram, send /newbot, and you get a token.
Put BOT_TOKEN=… into .env; `python -m bot check` tells your id for ADMIN_IDS=… and leads you through the rest.
No token at hand? `python -m bot sandbox` runs the real desk on a Telegram of its own, on this machine."""

BAD_CONFIGURATION = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    try:
        command: str = chosen.command or "run"
        if command == "sandbox":
            with _importing():
                from bot.cli.sandbox import sandbox
            return sandbox(port=chosen.port, stay=not chosen.once, database_url=chosen.database)
        if command == "run":
            with _importing():
                from bot.cli.run import run
            return run()
        if command == "check":
            with _importing():
                from bot.cli.check import check
            return check()
        if command == "puppet":
            with _importing():
                from bot.cli.puppet import dance
            return dance()
        if command == "sla":
            from bot.cli.sla import simulate

            return simulate(chosen.file)
        from bot.cli.outbox import outbox

        return outbox(chosen.action, chosen.ids)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


@contextmanager
def _importing() -> Iterator[None]:
    """aiogram's models are 260,000 objects that stay: looking for garbage among them takes a second."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="A support desk inside a Telegram forum."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="run the desk (this is what happens without a command)")
    commands.add_parser("puppet")  # the sandbox's bot; for the sandbox alone, so it is not listed
    sandbox = commands.add_parser("sandbox", help="try the desk without a token, on a Telegram of its own")
    sandbox.add_argument("--port", type=int, default=8081, help="of the sandbox on 127.0.0.1 (default 8081)")
    way = sandbox.add_mutually_exclusive_group()
    way.add_argument("--once", action="store_true", help="play the scene and exit")
    way.add_argument(
        "--database", metavar="URL", help="keep what happens in this database; no scene is played"
    )
    commands.add_parser("check", help="walk through all that must be right, with the place to put it right")
    outbox = commands.add_parser("outbox", help="what waits to be sent and what was given up")
    outbox.add_argument("action", nargs="?", choices=["list", "retry", "bury"], default="list")
    outbox.add_argument("ids", nargs="*", metavar="ID", help="of dead items, or `all`")
    sla = commands.add_parser("sla", help="try working hours and targets before saving them")
    sla_actions = sla.add_subparsers(dest="action", metavar="ACTION", required=True)
    simulation = sla_actions.add_parser(
        "simulate", help="say what the clocks of written cases do, as JSON lines"
    )
    simulation.add_argument(
        "file", metavar="FILE", help="cases in the form of tests/sla/sla_cases.json; - is standard input"
    )
    return parser


def complain(text: str) -> int:
    """Say on standard error what is wrong with the configuration; returns the exit code for it."""
    print(text, file=sys.stderr)
    return BAD_CONFIGURATION
