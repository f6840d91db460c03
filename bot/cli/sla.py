"""`python -m bot sla simulate`: try a calendar and targets before saving them."""

import json
import sys
from pathlib import Path
from typing import Any

from bot.cli.main import complain
from bot.sla.calendar_json import FieldError
from bot.sla.errors import SlaError
from bot.sla.simulation import simulate as answer_to


def simulate(file: str) -> int:
    """Print one JSON line per case of a file (`-`: standard input), in the form of sla_cases.json.

    What the engine refuses is an answer: its `error` is the reason. A case that cannot be read has what
    is wrong with it as its `error`, the others go on; returns 2 then, as for a file that is no such file.
    """
    shown = "standard input" if file == "-" else file
    try:
        cases = _cases(json.loads(_content(file)))
    except OSError as error:
        return complain(f"{shown} cannot be read: {error.strerror or error}")
    except FieldError as error:
        return complain(f"{shown}: {error}")
    except (ValueError, RecursionError) as error:
        return complain(f"{shown} is not JSON: {error}")
    code = 0
    for number, case in enumerate(cases, start=1):
        name = case.get("id") if isinstance(case, dict) else None
        try:
            if name is None:
                raise FieldError("the case lacks `id`")
            answer = answer_to(case)
        except SlaError as refusal:
            answer = {"error": refusal.reason.value}
            print(f"{name}: {refusal.detail}", file=sys.stderr)
        except FieldError as error:
            answer = {"error": str(error)}
            code = complain(f"case {number} ({name}): {error}" if name else f"case {number}: {error}")
        print(json.dumps({"id": name, **answer}))
    return code


def _content(file: str) -> str:
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return content.decode("utf-8-sig")


def _cases(content: object) -> list[Any]:
    """A list of cases, an object with a list `cases`, or a single case."""
    if isinstance(content, dict) and "cases" in content:
        content = content["cases"]
    elif isinstance(content, dict):
        content = [content]
    if not isinstance(content, list):
        raise FieldError("a case, a list of cases, or an object with a list `cases` is expected")
    return content
