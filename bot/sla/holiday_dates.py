"""Holidays by country, from the `holidays` library (its public holidays, observed days included)."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.sla.errors import Refusal, SlaError


@dataclass(frozen=True, slots=True)
class Region:
    """Whose public holidays: an ISO 3166 country and, if any, its subdivision: `Region("DE", "BE")`.

    Raises:
        SlaError: invalid_country, when the library knows no such country or subdivision.
    """

    country: str
    subdivision: str | None = None

    def __post_init__(self) -> None:
        self.holidays(2000)

    def holidays(self, year: int) -> frozenset[date]:
        """The local dates of one year."""
        return _holidays(self.country, self.subdivision, year)


@lru_cache(maxsize=512)
def _holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    from holidays import country_holidays  # here: desks without country holidays need not load it

    try:
        return frozenset(country_holidays(country, subdiv=subdivision, years=year))
    except NotImplementedError as error:
        raise SlaError(Refusal.INVALID_COUNTRY, str(error)) from None
