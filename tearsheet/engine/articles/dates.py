"""When an article was published and last changed."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timezone
from functools import cache

from dateutil import parser as dateutil_parser
from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles.beside import Beside
from tearsheet.engine.articles.date_lines import find_written_days
from tearsheet.engine.articles.structured import Facts
from tearsheet.engine.articles.written_dates import find_day, is_in_figures
from tearsheet.engine.text import detect_language

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "publish-date", "publishdate", "pubdate",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "article.published", "published-date",
    "cxenseparse:recs:publishtime", "citation_publication_date", "originalpublicationdate", "ptime", "displaydate", "timestamp",
)  # fmt: skip
#: Where nothing else is said, the last change is near enough.
_CHANGED_META = "last-modified"
_MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "lastmod",
    "revised",
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{2})[/-](\d{2})(?:/|-|$)")
#: The countries of the English-speaking press in addresses, but for those that write the month first or now this, now that.
_COUNTRY = re.compile(r"^https?://[^/]+\.(uk|ie|au|nz|in|za|ng|ke|gh|pk|my|sg|mt)(?:[:/]|$)")
#: So many elements with a time are read.
_MOST_TIMES = 3
#: A line that names a day has at most so many code points.
_LONGEST_LINE = 120
#: What stands for the parts of a date that are not written: a year nobody accepts.
_NO_DAY = datetime(1, 1, 1)  # noqa: DTZ001
#: Hours from UTC of the zone names that pages write; dateutil knows none but UTC.
_ZONES = {name: int(hours * 3600) for name, hours in (
    ("GMT", 0), ("BST", 1), ("CET", 1), ("CEST", 2), ("MEZ", 1), ("MESZ", 2), ("EET", 2), ("EEST", 3), ("MSK", 3), ("IST", 5.5),
    ("JST", 9), ("KST", 9), ("AEST", 10), ("AEDT", 11), ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5), ("MST", -7),
    ("MDT", -6), ("PST", -8), ("PDT", -7), ("ET", -5), ("PT", -8),
)}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
#: A date is written in that many code points.
_SHORTEST, _LONGEST = 6, 60


def find_published(facts: Facts, address: str, beside: Beside) -> tuple[datetime | None, str]:
    """When the article was first published, with the offset the page writes, and where that was read.

    Args:
        facts: the page's data.
        address: the absolute address it was read from.
        beside: its lines.
    """
    # Few pages need it, and to recognize a language takes longer than all else here.
    language = cache(lambda: _language_of(facts, beside.headline, address))
    moment, reason = _first_valid(_published_candidates(facts, address, beside, language), language)
    if moment and moment.time() != time.min and not moment.utcoffset():
        moment = _find_same_moment(beside.tree, moment) or moment
    return moment, reason


def _language_of(facts: Facts, headline: str, address: str) -> str:
    """The tag of the language that days in figures are read by: what the page says, else what its headline is in.

    English that does not say from where is that of the country its address ends in, if it ends in one.
    """
    said = facts.language or facts.meta.get("og:locale", "").replace("_", "-")
    language = said or detect_language(f"{headline} {facts.meta.get('description', '')}") or ""
    country = _COUNTRY.search(address) if language == "en" else None
    return f"en-{country[1]}" if country else language


def find_modified(facts: Facts) -> tuple[datetime | None, str]:
    """When the article was last changed, with the offset the page writes, and where that was read."""
    return _first_valid(_modified_candidates(facts))


def _published_candidates(
    facts: Facts, address: str, beside: Beside, language: Callable[[], str]
) -> Iterator[tuple[str, str]]:
    """What may be the date, the most trusted first: what is for machines, then what readers see."""
    for name in ("datePublished", "dateCreated", "uploadDate"):
        if isinstance(value := facts.article.get(name), str):
            yield value, f"json-ld {name}"
    for name in _PUBLISHED_META:
        if value := facts.meta.get(name):
            yield value, f"meta {name}"
    if match := _IN_ADDRESS.search(address):
        yield "-".join(match.groups()), "address"
    yield from _marked_dates(beside.tree)
    yield from find_written_days(beside, language())
    if value := facts.meta.get(_CHANGED_META):
        yield value, f"meta {_CHANGED_META}"


def _marked_dates(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Dates in elements that say when, for machines."""
    for node in tree.css("[itemprop=datePublished], time[datetime][pubdate]"):
        yield (
            node.attributes.get("datetime") or node.attributes.get("content") or node.text(),
            "microdata datePublished",
        )
    for node in tree.css("time[datetime]")[:_MOST_TIMES]:
        yield node.attributes.get("datetime") or "", "time element"


def _find_same_moment(tree: LexborHTMLParser, moment: datetime) -> datetime | None:
    """The moment as an element that says when writes it with an offset: data are often in UTC where readers see their day."""
    others = (_parse_iso(text.strip()) for text, _ in _marked_dates(tree))
    return next((other for other in others if other and other.utcoffset() and other == moment), None)


def _modified_candidates(facts: Facts) -> Iterator[tuple[str, str]]:
    if isinstance(value := facts.article.get("dateModified"), str):
        yield value, "json-ld dateModified"
    for name in _MODIFIED_META:
        if value := facts.meta.get(name):
            yield value, f"meta {name}"


def _first_valid(
    candidates: Iterator[tuple[str, str]], language: Callable[[], str] = str
) -> tuple[datetime | None, str]:
    for text, reason in candidates:
        if moment := read_date(text, language() if is_in_figures(text) else ""):
            return moment, reason
    return None, ""


def read_date(text: str, language: str = "") -> datetime | None:
    """A time as `parse_moment` reads it, or the day that a line names."""
    return parse_moment(text, language) or parse_moment(find_day(text[:_LONGEST_LINE], language) or "")


def parse_moment(text: str, language: str = "") -> datetime | None:
    """A date and time as pages write it, with their own offset; without one it counts as UTC. None if it is none, or absurd.

    Args:
        text: what stands in the page's data.
        language: the tag the page gives, for days in figures; see `locate_days`.
    """
    text = text.strip()
    if not _SHORTEST <= len(text) <= _LONGEST:
        return None
    moment = _parse_iso(text) or _parse_loosely(text, language)
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    try:
        offset = moment.utcoffset()
        return moment.replace(tzinfo=UTC) if offset is None else moment.astimezone(timezone(offset))
    except (OverflowError, ValueError):
        return None


def _parse_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parse_loosely(text: str, language: str) -> datetime | None:
    if text.isdigit() and len(text) in {10, 13}:
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if is_in_figures(text):
        # The day before the month, or after it: as the page's readers read it.
        day = find_day(text, language)
        moments = (_parse(text, is_day_first=first) for first in (True, False))
        return next((moment for moment in moments if moment and moment.date().isoformat() == day), None)
    return _parse(text)


def _parse(text: str, *, is_day_first: bool = False) -> datetime | None:
    try:
        return dateutil_parser.parse(text, default=_NO_DAY, tzinfos=_ZONES, dayfirst=is_day_first)
    except (ValueError, OverflowError, TypeError):
        return None
