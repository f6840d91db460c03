"""Moments as Telegram's clients show them, each with the words of a language for those that cannot."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, format_time, get_datetime_format, get_timezone_location

from bot.views.spoken import locale_of, plain_spaces


def moment(at: datetime, timezone: str, language: str) -> str:
    """HTML of a `date_time` entity (Bot API 9.5): each reader sees it in his own zone and manner.

    Clients that do not know the entity show the text inside: the time in `timezone` (IANA), as one writes it
    in `language` (an IETF tag), such as `Jun 8, 2026, 9:00 AM`.
    """
    return _entity(at, _day_and_time(at, "yMMMd", ZoneInfo(timezone), locale_of(language)))


def spoken_moment(at: datetime, timezone: str, language: str) -> str:
    """The same for a customer, who knows neither the desk's zone nor a moment that is far away.

    Such as `Mon, Jun 8, 9:00 AM (Berlin)`.
    """
    locale, zone = locale_of(language), ZoneInfo(timezone)
    return _entity(at, f"{_day_and_time(at, 'MMMEd', zone, locale)} ({_place(zone, locale)})")


def _entity(at: datetime, said: str) -> str:
    """Unix time begins in 1970: of what was before, only the words."""
    unix, said = int(at.timestamp()), escape(plain_spaces(said))
    return f'<tg-time unix="{unix}">{said}</tg-time>' if unix >= 0 else said


def _day_and_time(at: datetime, day: str, zone: ZoneInfo, locale: Locale) -> str:
    """`day` is a skeleton of CLDR: which parts of the date are said."""
    local = at.astimezone(zone)
    date = format_skeleton(day, local, zone, fuzzy=True, locale=locale)
    hour = format_time(local, "short", zone, locale=locale)
    joined = str(get_datetime_format("medium", locale=locale)).replace("'", "")
    return joined.replace("{0}", hour).replace("{1}", date)


def _place(zone: ZoneInfo, locale: Locale) -> str:
    """How the zone is called after its city; zones without one, such as UTC, have their own name."""
    name = str(zone)
    if "/" not in name or name.startswith("Etc/"):
        return name
    return get_timezone_location(zone, locale=locale, return_city=True)
