"""Days as readers see them: in figures or with the month's name, in many languages."""

import functools
import re
from collections.abc import Mapping
from importlib import resources

_YEAR = r"((?:19|20)\d\d)"
_YEAR_FIRST = re.compile(rf"(?<!\d){_YEAR}(?:-|/|\.\s?|年\s?)(\d{{1,2}})(?:-|/|\.\s?|月\s?)(\d{{1,2}})(?!\d)")
_YEAR_LAST = re.compile(rf"(?<![\d/.-])(\d{{1,2}})([./-])\s?(\d{{1,2}})\2\s?{_YEAR}(?!\d)")
_DAY_NAME = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|°|ª|,)?\s+(?:de\s+|of\s+)?([^\W\d_]{{3,}})[.,]?\s+(?:de\s+|del\s+)?{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_NAME_DAY = re.compile(rf"([^\W\d_]{{3,}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)", re.IGNORECASE)
_LAST_DAY, _LAST_MONTH = 31, 12


def find_day(text: str, language: str = "") -> str | None:
    """The first day that is written out in a text, as "2026-11-23"; None if there is none, or its order is not plain.

    Args:
        text: a line or a few.
        language: the tag the page gives ("en-US"): 3/4 is the third of April, but in the United States the fourth of
            March; English that does not say from where leaves it open.
    """
    days = (
        *((match.start(), _join(match[1], match[2], match[3])) for match in _YEAR_FIRST.finditer(text)),
        *((match.start(), _order(match, language.lower())) for match in _YEAR_LAST.finditer(text)),
        *((match.start(), _join(match[3], _months().get(match[2].lower()), match[1])) for match in _DAY_NAME.finditer(text)),
        *((match.start(), _join(match[3], _months().get(match[1].lower()), match[2])) for match in _NAME_DAY.finditer(text)),
    )  # fmt: skip
    return min(((at, day) for at, day in days if day), default=(0, None))[1]


def _order(match: re.Match[str], language: str) -> str | None:
    first, mark, second, year = match.groups()
    if int(first) > _LAST_MONTH or mark == "." or first == second:
        return _join(year, second, first)
    if int(second) > _LAST_MONTH:
        return _join(year, first, second)
    if language.startswith("en"):
        return (
            _join(year, first, second)
            if language.endswith("us")
            else None
            if language == "en"
            else _join(year, second, first)
        )
    return _join(year, second, first) if language else None


def _join(year: str, month: str | None, day: str) -> str | None:
    if month is None or not 1 <= int(month) <= _LAST_MONTH or not 1 <= int(day) <= _LAST_DAY:
        return None
    return f"{year}-{int(month):02}-{int(day):02}"


@functools.cache
def _months() -> Mapping[str, str]:
    """The number of each month by its names."""
    lines = resources.files("tearsheet.engine.data").joinpath("months.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name: number for number, _, names in pairs for name in names.split()}
