"""Dates and times as digests write them, in any of a dozen languages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from tearsheet.engine.captures.digests.words import alternatives, any_of, month_numbers

#: A year of two digits is of this century below this, else of the last.
_CENTURY = 70
_HALF_YEAR_DAYS = 183
_NOON = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date in a text.

    Attributes:
        start, end: where it stands: code points, half-open.
        year: None if it is not said.
        first, second: month and day, or for slashes the two numbers as written.
        order: "known" (first is the month), or "slashes", where only the document tells.
    """

    start: int
    end: int
    year: int | None
    first: int
    second: int
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time of day in a text; where it stands in code points, half-open."""

    start: int
    end: int
    at: time


@cache
def _date_pattern() -> re.Pattern[str]:
    month = any_of(month_numbers())
    weekday = alternatives("weekdays")
    ordinal = r"(?:st|nd|rd|th|er|\.|º|ª)?"
    return re.compile(
        rf"""(?<![\w])(?:{weekday}\.?,?\s+(?:(?:den|dem|the|el|le)\s+)?)?
        (?:(?P<iy>\d{{4}})[-/.](?P<im>\d{{1,2}})[-/.](?P<id>\d{{1,2}})(?![\d])
        | (?P<cy>\d{{4}})年(?P<cm>\d{{1,2}})月(?P<cd>\d{{1,2}})日
        | (?P<n1>\d{{1,2}})(?P<sep>[./-])(?P<n2>\d{{1,2}})(?P=sep)(?P<ny>\d{{4}}|\d{{2}})(?![\d])
        | (?P<dd>\d{{1,2}}){ordinal}\s*(?:(?:de|of)\s+)?[-\s](?:de\s+)?(?P<dm>{month})\b\.?(?:,?\s*(?:(?:de|del)\s+)?[-\s]?(?P<dy>\d{{4}})\b)?
        | (?P<mm>{month})\.?\s+(?P<md>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<my>\d{{4}})\b)?
        | (?P<gd>\d{{1,2}})\.\s?(?P<gm>\d{{1,2}})\.(?!\d))""",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _time_pattern() -> re.Pattern[str]:
    word = alternatives("time_words")
    return re.compile(
        rf"(?<![\w:.])(?P<h>[01]?\d|2[0-3])(?::|h|(?P<dot>\.))(?P<m>[0-5]\d)(?:[:.][0-5]\d)?(?![\d/])(?:\s*(?P<word>{word})\b\.?(?:\s+{word}\b)?)?",
        re.IGNORECASE,
    )


def find_date(text: str) -> DateMention | None:
    """The first date in a text; None if there is none."""
    return next(find_dates(text), None)


def find_dates(text: str) -> Iterator[DateMention]:
    """Every date in a text, in order. Numbers that cannot be a date are none."""
    for match in _date_pattern().finditer(text):
        mention = _read(match)
        if mention is not None:
            yield mention


def _read(match: re.Match[str]) -> DateMention | None:
    found = match.groupdict()
    year, first, second, is_known = None, 0, 0, True
    for letter, year_key in (("i", "iy"), ("c", "cy"), ("g", None)):
        if found[f"{letter}d"]:
            year, first, second = (
                found[year_key] if year_key else None,
                int(found[f"{letter}m"]),
                int(found[f"{letter}d"]),
            )
    if found["dd"]:
        year, first, second = found["dy"], month_numbers()[found["dm"].lower()], int(found["dd"])
    elif found["md"]:
        year, first, second = found["my"], month_numbers()[found["mm"].lower()], int(found["md"])
    elif found["n1"]:
        year, first, second = found["ny"], int(found["n1"]), int(found["n2"])
        is_known = found["sep"] == "."
        if is_known:
            first, second = second, first
    number = _full_year(year)
    low, high = sorted((first, second))
    if number is not None and not 1500 <= number < 2200:  # noqa: PLR2004  (the years of the press)
        return None
    if low < 1 or low > 12 or high > 31 or (is_known and first > 12):  # noqa: PLR2004  (months and days)
        return None
    return DateMention(start=match.start(), end=match.end(), year=number, first=first, second=second, is_known=is_known)


def _full_year(year: str | None) -> int | None:
    if not year:
        return None
    number = int(year)
    return number if len(year) == len("2000") else number + (2000 if number < _CENTURY else 1900)


def is_date(text: str) -> bool:
    """Whether a text is a date and no more, but perhaps a time of day."""
    mention = find_date(text)
    if mention is None:
        return False
    rest = (text[: mention.start] + text[mention.end :]).strip(" \t,.|()–—-")
    clock = find_time(rest)
    return not rest or (clock is not None and not rest[: clock.start].strip() and len(rest) - clock.end < 6)  # noqa: PLR2004


def find_time(text: str) -> TimeMention | None:
    """The first time of day in a text; "14.02" only with a word like "Uhr"; None if there is none."""
    for match in _time_pattern().finditer(text):
        word = (match["word"] or "").lower().replace(".", "")
        if match["dot"] and not word:
            continue
        hour = int(match["h"])
        if word == "pm" and hour < _NOON:
            hour += _NOON
        elif word == "am" and hour == _NOON:
            hour = 0
        return TimeMention(start=match.start(), end=match.end(), at=time(hour, int(match["m"])))
    return None


def is_month_first(mentions: Iterable[DateMention], language: str | None) -> bool | None:
    """Whether numbers with slashes begin with the month: some date of the document tells, or its language.

    None if nothing tells: in English both are common.
    """
    votes = 0
    for mention in mentions:
        if not mention.is_known:
            votes += (mention.second > 12) - (mention.first > 12)  # noqa: PLR2004  (no month is greater)
    if votes:
        return votes > 0
    return None if language in {None, "en"} else False


def settle_date(mention: DateMention, *, month_first: bool | None, near: date | None) -> date | None:
    """The day a mention means; None if its year is unsaid with nothing near it, or month and day cannot be told.

    Args:
        mention: as found.
        month_first: what the document's numbers with slashes begin with; None if unknown.
        near: a date beside it, whose year stands for one unsaid; the turn of a year is minded.
    """
    month, day = mention.first, mention.second
    if not mention.is_known and month != day:
        if month > 12 or (day <= 12 and month_first is False):  # noqa: PLR2004  (no month is greater)
            month, day = day, month
        elif day <= 12 and month_first is None:  # noqa: PLR2004
            return None
    year = mention.year
    if year is None and near is None:
        return None
    try:
        if year is not None or near is None:
            return date(year or 0, month, day)
        days = [date(candidate, month, day) for candidate in (near.year - 1, near.year, near.year + 1)]
    except ValueError:
        return None
    return next((candidate for candidate in days if abs((candidate - near).days) < _HALF_YEAR_DAYS), days[1])
