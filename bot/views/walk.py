"""The walk through setting up as messages of Telegram: a checklist, and the buttons under it."""

from collections.abc import Iterable
from html import escape
from typing import Any

from bot.domain.answers import Button, markup
from bot.domain.presses import data_of
from bot.domain.walk import Mark, Step, link_to_add
from bot.views.wording import Say

SUBJECT = "w"
"""The first word of the data of its buttons."""


def checklist(steps: Iterable[Step], say: Say) -> str:
    """One line for each step that can be judged, and the place to put it right below; HTML."""
    return "\n".join(_item(step, say) for step in steps if step.mark is not Mark.OPEN)


def keyboard(say: Say, *, take: bool = False, add_to: str | None = None) -> dict[str, Any]:
    """Look again; with `take` make the group the desk's; `add_to` names a bot that is in no group yet."""
    rows: list[Any] = []
    if add_to is not None:
        rows.append([{"text": say("setup-button-add"), "url": link_to_add(add_to)}])
    buttons = [Button(say("setup-button-take"), data_of(SUBJECT, "take"))] if take else []
    buttons.append(Button(say("setup-button-again"), data_of(SUBJECT, "again")))
    pressed: Any = markup([[button] for button in buttons])["inline_keyboard"]
    return {"inline_keyboard": [*rows, *pressed]}


def _item(step: Step, say: Say) -> str:
    safe = {name: escape(v) if isinstance(v, str) else v for name, v in step.variables.items()}
    found, _, place = say(step.key, **safe).partition("\n")
    if step.mark is Mark.WRONG:
        found = f"<b>{found}</b>"
    return f"{step.mark} {found}" + (f"\n{place}" if place else "")
