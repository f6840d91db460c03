"""Limits: how much of something in how long."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `units` in any `seconds`."""

    units: int
    seconds: float
