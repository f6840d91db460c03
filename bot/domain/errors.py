"""Broken rules: why the desk does not do what somebody asked for."""

from datetime import datetime

LONGEST_PART = 40
"""Characters of somebody's input that an answer repeats."""

Variable = str | int | datetime


class RuleBroken(Exception):
    """A rule forbids what was asked; the text under `text_key` says which one, and what to do instead.

    `variables` fill that text. They hold what people typed, not yet escaped for HTML, and moments as such, in
    the zone in which they are to be said.
    """

    def __init__(self, text_key: str, **variables: Variable) -> None:
        super().__init__(text_key, variables)
        self.text_key = text_key
        self.variables = variables


class WrongInput(RuleBroken):
    """Somebody typed what cannot be read; the text gives an example of the right form.

    Its variables are `part`, the offending part (shortened), and `given`: 0 if nothing was typed, else 1.
    """

    def __init__(self, text_key: str, part: str, **variables: Variable) -> None:
        part = " ".join(part.split())
        self.part = part if len(part) <= LONGEST_PART else part[: LONGEST_PART - 1] + "…"
        super().__init__(text_key, part=self.part, given=1 if part else 0, **variables)
