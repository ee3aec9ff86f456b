"""Days as readers see them: in figures or with the month's name, in many languages."""

import functools
import re
from collections.abc import Iterator, Mapping
from importlib import resources

from tearsheet.engine.articles.calendars import from_solar_hijri, from_thai

_YEAR = r"((?:19|20)\d\d)"
#: A month's name: letters, and the signs that Indian and Thai letters carry.
_NAME = r"((?:[^\W\d_]|[\u0900-\u0e7f]){3,})"
_YEAR_FIRST = re.compile(
    rf"(?<!\d){_YEAR}(?:-|\s?/\s?|\.\s?|年\s?)(\d{{1,2}})(?:-|\s?/\s?|\.\s?|月\s?)(\d{{1,2}})(?!\d)"
)
_YEAR_LAST = re.compile(rf"(?<![\d/.-])(\d{{1,2}})(\s?[./-])\s?(\d{{1,2}})\2\s?{_YEAR}(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d/.-])(\d\d)\.(\d\d)\.([0-5]\d)(?![\d.:])")
_OTHER_YEAR = re.compile(r"(?<!\d)(\d{1,2})\s+([\u0600-\u06ff\u0e00-\u0e7f]{2,})\s+(?:พ\.ศ\.\s*)?(\d{4})(?!\d)")
_DAY_NAME = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|°|ª|,)?(?:\s+|-)(?:de\s+|of\s+)?{_NAME}[.,]?(?:\s+/\s+\w+)?(?:\s+|-)(?:de\s+|del\s+)?{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_DAY_YEAR = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)", re.IGNORECASE)
_NAME_BEFORE = re.compile(rf"{_NAME}\.?\s+$")
#: A month's name begins at most so many code points before the day.
_LONGEST_NAME = 24
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_LAST_DAY, _LAST_MONTH = 31, 12
#: The century of years that are written with two figures.
_CENTURY = "20"
#: What is said of a day stands so many code points before it, in its line.
_SAID_BEFORE = 40


def find_day(text: str, language: str = "") -> str | None:
    """The first day that is written out in a text, as "2026-11-23", or None; see `locate_days`."""
    return next((day for _, day in locate_days(text, language)), None)


def locate_days(text: str, language: str = "") -> Iterator[tuple[int, str]]:
    """Each day that is written out in a text, and where it begins, in code points.

    Days that a word calls days of a change do not count, nor do those whose order is not plain.

    Args:
        text: a line or a few.
        language: the tag the page gives ("en-US"): 3/4 is the third of April, but in the United States the fourth of
            March; English that does not say from where leaves it open.
    """
    if not text.isascii():
        text = _OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), text)
    start = 0
    for at, day in sorted((at, day) for at, day in _days_in(text, language.lower()) if day):
        if not _says_changed(text[max(start, at - _SAID_BEFORE) : at]):
            yield at, day
        start = at


def is_in_figures(text: str) -> bool:
    """Whether a day stands there in figures with its year last, so that the order of day and month matters."""
    return bool(_YEAR_LAST.search(text))


def says_published(line: str) -> bool:
    """Whether a line begins with the word for a publication."""
    return line[:2].lower() in _first_letters() and line.lower().startswith(_words()["published"])


def _says_changed(before: str) -> bool:
    """Whether the words right before a day, in its line or alone in the line above, say that something was changed then."""
    line = before.strip().rpartition("\n")[2].lower()
    return any(word in line for word in _words()["changed"]) and not any(word in line for word in _words()["published"])


def _days_in(text: str, language: str) -> Iterator[tuple[int, str | None]]:
    """Each day with where it begins, in code points."""
    for match in _YEAR_FIRST.finditer(text):
        yield match.start(), _join(match[1], match[2], match[3])
    for match in _YEAR_LAST.finditer(text):
        yield match.start(), _order(match, language)
    for match in _SHORT_YEAR.finditer(text):
        yield match.start(), _join(_CENTURY + match[3], match[2], match[1])
    for match in _DAY_NAME.finditer(text):
        yield match.start(), _join(match[3], _months().get(match[2].lower()), match[1])
    for match in _DAY_YEAR.finditer(text):
        at = match.start()
        if name := _NAME_BEFORE.search(text, max(0, at - _LONGEST_NAME), at):
            yield name.start(), _join(match[2], _months().get(name[1].lower()), match[1])
    for match in _OTHER_YEAR.finditer(text):
        yield match.start(), _convert(match)


def _convert(match: re.Match[str]) -> str | None:
    day, month, year = match.groups()
    if solar := from_solar_hijri(int(year), month, int(day)):
        return solar.isoformat()
    thai = from_thai(int(year))
    return _join(str(thai), _months().get(month), day) if thai else None


def _order(match: re.Match[str], language: str) -> str | None:
    first, mark, second, year = match.groups()
    if int(first) > _LAST_MONTH or "." in mark or first == second:
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
    return {name: number for number, names in _read_pairs("months.txt") for name in names.split()}


@functools.cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """How lines begin that say when something was published or changed."""
    return {kind: tuple(word.strip() for word in words.split(",")) for kind, words in _read_pairs("date_words.txt")}


@functools.cache
def _first_letters() -> frozenset[str]:
    """Two letters of each word for a publication: most lines of a page begin with others."""
    return frozenset(word[:2] for word in _words()["published"])


def _read_pairs(name: str) -> Iterator[tuple[str, str]]:
    for line in resources.files("tearsheet.engine.data").joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, _, words = line.partition(":")
            yield key, words
