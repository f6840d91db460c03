"""Moments as Telegram's clients show them."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, format_time, get_datetime_format, get_timezone_location

NARROW_SPACE = "\u202f"


def moment(at: datetime, timezone: str) -> str:
    """HTML of a `date_time` entity (Bot API 9.5): each reader sees it in his own zone and manner.

    Clients that do not know the entity show the text inside: the time in `timezone` (IANA).
    """
    local = at.astimezone(ZoneInfo(timezone))
    return f'<tg-time unix="{int(at.timestamp())}">{local:%Y-%m-%d %H:%M}</tg-time>'


def spoken_moment(at: datetime, timezone: str, language: str) -> str:
    """The same for a customer: the day and time in `timezone`, as one says them in `language` (an IETF tag).

    Such as `Mon, Jun 8, 9:00 AM (Berlin)`; English for a language that nobody has described.
    """
    locale, zone = _locale(language), ZoneInfo(timezone)
    local = at.astimezone(zone)
    day = format_skeleton("MMMEd", local, zone, fuzzy=True, locale=locale)
    hour = format_time(local, "short", zone, locale=locale)
    joined = str(get_datetime_format("medium", locale=locale)).replace("'", "")
    said = f"{joined.replace('{0}', hour).replace('{1}', day)} ({_place(zone, locale)})"
    said = said.replace(NARROW_SPACE, " ")  # some clients have no glyph for it
    return f'<tg-time unix="{int(at.timestamp())}">{escape(said)}</tg-time>'


def _locale(language: str) -> Locale:
    """The locale of a tag, or of its language alone."""
    tag = language.replace("_", "-")
    for name in (tag, tag.split("-")[0]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def _place(zone: ZoneInfo, locale: Locale) -> str:
    """How the zone is called after its city; zones without one, such as UTC, have their own name."""
    name = str(zone)
    if "/" not in name or name.startswith("Etc/"):
        return name
    return get_timezone_location(zone, locale=locale, return_city=True)
