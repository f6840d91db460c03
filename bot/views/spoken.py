"""What numbers, days and lengths of time are called in a language (an IETF tag such as `pt-br`), by CLDR."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from typing import Literal, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal, format_percent

from bot.i18n.texts import FALLBACK

_Unit = Literal["day", "hour", "minute", "second"]

DAY, HOUR, MINUTE, SECOND = (
    timedelta(days=1),
    timedelta(hours=1),
    timedelta(minutes=1),
    timedelta(seconds=1),
)


class _Amount(NamedTuple):
    """So many of one unit."""

    length: timedelta
    unit: _Unit


def locale_of(language: str) -> Locale:
    """What CLDR knows of a tag, or of its language alone; English for one that nobody has described."""
    tag = language.replace("_", "-")
    for name in (tag, tag.split("-")[0]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(FALLBACK)


def spoken_length(of: timedelta, language: str) -> str:
    """In full words, `1 hour, 30 minutes`; whole days as such."""
    return _said(_exact(of), language, is_short=False)


def short_length(of: timedelta, language: str) -> str:
    """The same where room is short, `1 hr, 30 min`."""
    return _said(_exact(of), language, is_short=True)


def rough_length(of: timedelta, language: str) -> str:
    """As exact as matters: `45 sec`, `12 min`, `5 hr, 12 min`, `2 days, 14 hr`."""
    exact = HOUR if of >= DAY else MINUTE if of >= MINUTE else SECOND
    days, rest = divmod(of - of % exact, DAY)
    amounts = [_Amount(days * DAY, "day")] if days else []
    return _said([*amounts, *_below_a_day(rest)], language, is_short=True)


def spoken_day(day: date, language: str) -> str:
    """`Mar 8, 2026`."""
    return plain_spaces(format_date(day, "medium", locale=locale_of(language)))


def spoken_share(share: float, language: str) -> str:
    """`80%` of 0.8; whole per cents."""
    return format_percent(share, locale=locale_of(language))


def spoken_average(number: float, language: str) -> str:
    """With one digit behind the point or the comma: `4.3`."""
    return format_decimal(Decimal(str(number)), "0.0", locale=locale_of(language))


def language_name(language: str) -> str:
    """What a language is called by those who speak it: `English`, `Русский`; its tag, if nobody knows."""
    try:
        name = Locale.parse(language, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return name[0].upper() + name[1:] if name else language


def language_name_in_english(language: str) -> str:
    """`Russian` for `ru`; its tag, if nobody knows."""
    try:
        return Locale.parse(language, sep="-").get_display_name(FALLBACK) or language
    except (UnknownLocaleError, ValueError):
        return language


def _exact(of: timedelta) -> list[_Amount]:
    of = timedelta(seconds=round(of.total_seconds()))
    if of >= DAY and not of % DAY:
        return [_Amount(of, "day")]
    return list(_below_a_day(of))


def _below_a_day(of: timedelta) -> Iterator[_Amount]:
    """Hours (a day and more are many of them), minutes and seconds, as far as there are any."""
    minutes, seconds = of % HOUR // MINUTE * MINUTE, of % MINUTE // SECOND * SECOND
    hours = of // HOUR * HOUR
    if hours:
        yield _Amount(hours, "hour")
    if minutes:
        yield _Amount(minutes, "minute")
    if seconds:
        yield _Amount(seconds, "second")


def _said(amounts: list[_Amount], language: str, *, is_short: bool) -> str:
    locale = locale_of(language)
    words = [_amount(one, locale, is_short) for one in amounts or [_Amount(timedelta(0), "minute")]]
    joined = _joint(locale, "unit-short" if is_short else "unit")
    said = reduce(lambda before, word: joined.replace("{1}", word).replace("{0}", before), words)
    return plain_spaces(said)


def _joint(locale: Locale, style: str) -> str:
    """How two amounts stand beside each other: `{0}, {1}`.

    Not Babel's `format_list`, which fails for a list of two in languages such as Spanish.
    """
    patterns = locale.list_patterns.get(style) or {}
    return patterns.get("2") or patterns.get("end") or "{0} {1}"


def _amount(of: _Amount, locale: Locale, is_short: bool) -> str:
    """In this very unit: its threshold is never reached by a larger one."""
    return format_timedelta(
        of.length,
        granularity=of.unit,
        threshold=float("inf"),
        format="short" if is_short else "long",
        locale=locale,
    )


def plain_spaces(text: str) -> str:
    """CLDR likes narrow spaces; some clients have no glyph for them."""
    return text.replace("\u202f", " ")
